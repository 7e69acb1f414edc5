-- +goose Up
-- How long an archived round is kept. Nothing is deleted by it: when the years are over the round is listed for appraisal.
CREATE TABLE retention (
  round_id  BIGINT PRIMARY KEY,
  class     TEXT NOT NULL, -- permanent, 30, 10
  reason    TEXT NOT NULL,
  from_day  TEXT NOT NULL,
  until_day TEXT NOT NULL, -- empty: for ever
  by_name   TEXT NOT NULL,
  at        BIGINT NOT NULL
);
