-- +goose Up
-- Persons and units of whom an earlier import had made two. Who is gone stays among the persons, without a branch, a number
-- or anything that points to him but what is archived; a unit that is gone stands in frozen trees only.
CREATE TABLE merged (
  what    TEXT NOT NULL, -- person, unit
  gone_id BIGINT NOT NULL,
  kept_id BIGINT NOT NULL, -- into whom
  name    TEXT NOT NULL,   -- of who is gone, and his number or code
  number  TEXT NOT NULL,
  at      BIGINT NOT NULL,
  by_name TEXT NOT NULL,
  PRIMARY KEY (what, gone_id)
);
CREATE INDEX merged_kept ON merged (what, kept_id);
