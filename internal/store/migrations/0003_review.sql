-- +goose Up
-- A review has the id of the obligation it meets. The row is narrow and changes; texts are appended as versions.
CREATE TABLE review (
  id              BIGINT PRIMARY KEY,
  round_id        BIGINT NOT NULL,
  sheet_id        BIGINT NOT NULL, -- reviews written on one sheet (a unit and its secretary) share it
  occasion_id     BIGINT NOT NULL, -- 0: none
  revision        INTEGER NOT NULL, -- grows with every save; what a writer read is what he may overwrite
  version         INTEGER NOT NULL, -- of the text handed in, 0 before the first
  mode            TEXT NOT NULL,
  selection       TEXT NOT NULL,
  carrier         TEXT NOT NULL,
  day             TEXT NOT NULL,
  place           TEXT NOT NULL,
  problems        INTEGER NOT NULL,
  body            TEXT NOT NULL, -- JSON of review.Text as last saved
  writer_id       BIGINT NOT NULL, -- account that wrote last
  writer_name     TEXT NOT NULL,
  side            TEXT NOT NULL, -- whose text it is: reviewer, reviewed; empty while nothing is written
  return_reason   TEXT NOT NULL,
  submitted_at    BIGINT NOT NULL,
  confirmed_at    BIGINT NOT NULL,
  confirmed_how   TEXT NOT NULL, -- screen, paper
  paper_ref       TEXT NOT NULL, -- file number of the signed paper
  paper_blob      BIGINT NOT NULL,
  acknowledged_at BIGINT NOT NULL,
  acknowledged_how TEXT NOT NULL,
  dissent         TEXT NOT NULL,
  saved_at        BIGINT NOT NULL
);
CREATE INDEX review_sheet ON review (sheet_id);
CREATE INDEX review_occasion ON review (occasion_id) WHERE occasion_id <> 0;

CREATE TABLE review_version (
  review_id   BIGINT NOT NULL,
  version     INTEGER NOT NULL,
  body        TEXT NOT NULL, -- JSON of review.Text with its common cells
  reason      TEXT NOT NULL, -- why a filed text was corrected
  writer_name TEXT NOT NULL,
  at          BIGINT NOT NULL,
  PRIMARY KEY (review_id, version)
);

CREATE TABLE occasion (
  id              BIGINT PRIMARY KEY,
  round_id        BIGINT NOT NULL,
  unit_id         BIGINT NOT NULL,
  leader_id       BIGINT NOT NULL, -- who gives the reviews
  title           TEXT NOT NULL,
  mode            TEXT NOT NULL,
  selection       TEXT NOT NULL,
  carrier         TEXT NOT NULL,
  day             TEXT NOT NULL,
  place           TEXT NOT NULL,
  expected        INTEGER NOT NULL,
  members         INTEGER NOT NULL, -- present
  committee       INTEGER NOT NULL,
  representatives INTEGER NOT NULL,
  absent          TEXT NOT NULL, -- names of those on leave
  agenda          TEXT NOT NULL,
  minutes         TEXT NOT NULL,
  revision        INTEGER NOT NULL,
  by_name         TEXT NOT NULL,
  at              BIGINT NOT NULL
);
CREATE INDEX occasion_unit ON occasion (round_id, unit_id);
CREATE INDEX occasion_leader ON occasion (leader_id, round_id);

-- Additive figures of a unit's whole subtree. Saves append deltas for the unit and its ancestors; folding moves them
-- into counter, so that the root's row is never a hot lock.
CREATE TABLE counter (
  round_id BIGINT NOT NULL,
  unit_id  BIGINT NOT NULL,
  name     TEXT NOT NULL,
  value    BIGINT NOT NULL,
  PRIMARY KEY (round_id, unit_id, name)
);
CREATE TABLE counter_delta (
  id       BIGINT NOT NULL,
  round_id BIGINT NOT NULL,
  unit_id  BIGINT NOT NULL,
  name     TEXT NOT NULL,
  value    BIGINT NOT NULL
);
CREATE INDEX counter_delta_unit ON counter_delta (round_id, unit_id, name);

-- A dated copy of the statistics, sealed with a hash.
CREATE TABLE stats_copy (
  id       BIGINT PRIMARY KEY,
  round_id BIGINT NOT NULL,
  unit_id  BIGINT NOT NULL,
  as_of    BIGINT NOT NULL,
  body     TEXT NOT NULL,
  seal     TEXT NOT NULL,
  by_name  TEXT NOT NULL
);
CREATE INDEX stats_copy_round ON stats_copy (round_id, unit_id, id);
