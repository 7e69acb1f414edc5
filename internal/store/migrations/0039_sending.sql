-- +goose Up
-- Forms that were filed in the last day, so that one sent twice is filed once. The hash is of the form's random key, of
-- who sent it and of all that it says; nothing here says who or what.
CREATE TABLE sending (
  hash     TEXT PRIMARY KEY,
  at       BIGINT NOT NULL,
  answered BOOLEAN NOT NULL, -- the two below are known
  address  TEXT NOT NULL,    -- where the answer led; empty: nowhere, it was a page
  sentence TEXT NOT NULL     -- what was said there
);
CREATE INDEX sending_at ON sending (at);
