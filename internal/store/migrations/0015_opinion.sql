-- +goose Up
-- A gathering of opinions by one-time codes. What it asks and its floor never change.
CREATE TABLE opinion_batch (
  id         BIGINT PRIMARY KEY,
  round_id   BIGINT NOT NULL,
  unit_id    BIGINT NOT NULL,
  kind       TEXT NOT NULL,    -- gather, recheck
  of_unit    BOOLEAN NOT NULL, -- about the unit and its secretary
  of_members BOOLEAN NOT NULL, -- about its members
  title      TEXT NOT NULL,
  questions  TEXT NOT NULL,    -- JSON of dossier.Question
  floor      INTEGER NOT NULL, -- slips that must come in before they are read
  until_day  TEXT NOT NULL,
  slips      INTEGER NOT NULL, -- printed
  state      TEXT NOT NULL,    -- gathering, heard, few
  opened_day TEXT NOT NULL,
  closed_day TEXT NOT NULL,
  by_name    TEXT NOT NULL
);
CREATE INDEX opinion_batch_unit ON opinion_batch (round_id, unit_id);

-- Codes that are still good. A used one is deleted by the transaction that keeps what was written; nothing else of it
-- is anywhere.
CREATE TABLE opinion_code (
  hash     TEXT PRIMARY KEY, -- SHA-256
  batch_id BIGINT NOT NULL
);
CREATE INDEX opinion_code_batch ON opinion_code (batch_id);

-- What was written, until its batch is closed and, of too few, until it can be read with that of other units. The id is
-- drawn at random; there is no moment, no order, no code and no person.
CREATE TABLE opinion_buffer (
  id       BIGINT PRIMARY KEY,
  batch_id BIGINT NOT NULL,
  body     TEXT NOT NULL -- JSON of dossier.Slip
);
CREATE INDEX opinion_buffer_batch ON opinion_buffer (batch_id);

-- What enough slips said together.
CREATE TABLE opinion_pool (
  id         BIGINT PRIMARY KEY,
  round_id   BIGINT NOT NULL,
  unit_id    BIGINT NOT NULL,
  batch_id   BIGINT NOT NULL, -- 0: from several units below
  title      TEXT NOT NULL,
  floor      INTEGER NOT NULL,
  slips      INTEGER NOT NULL,
  opinions   INTEGER NOT NULL, -- each as often as it was said
  closed_day TEXT NOT NULL
);
CREATE INDEX opinion_pool_unit_of ON opinion_pool (round_id, unit_id);

-- The units whose slips a pool holds: who sits in one of them does not read it.
CREATE TABLE opinion_pool_unit (
  pool_id BIGINT NOT NULL,
  unit_id BIGINT NOT NULL,
  PRIMARY KEY (pool_id, unit_id)
);

CREATE TABLE opinion (
  id          BIGINT PRIMARY KEY, -- drawn at random when the batch was closed
  pool_id     BIGINT NOT NULL,
  about       TEXT NOT NULL,      -- unit, secretary, member
  person_id   BIGINT NOT NULL,    -- the member it is about, else 0
  question    TEXT NOT NULL,
  class       TEXT NOT NULL,      -- member, masses; empty where too few of one wrote
  text        TEXT NOT NULL,
  times       INTEGER NOT NULL,   -- slips that said just this
  disposition TEXT NOT NULL,      -- empty, adopted, merged, explained, passed-on
  sentence    TEXT NOT NULL,
  review_id   BIGINT NOT NULL,    -- of one adopted: the review and the number of the problem that it became
  problem     INTEGER NOT NULL,
  demand      TEXT NOT NULL,
  by_name     TEXT NOT NULL,
  day         TEXT NOT NULL
);
CREATE INDEX opinion_pool_of ON opinion (pool_id);

CREATE TABLE opinion_vote (
  pool_id  BIGINT NOT NULL,
  ord      INTEGER NOT NULL,
  question TEXT NOT NULL,
  yes      INTEGER NOT NULL,
  partly   INTEGER NOT NULL,
  no       INTEGER NOT NULL,
  PRIMARY KEY (pool_id, ord)
);
