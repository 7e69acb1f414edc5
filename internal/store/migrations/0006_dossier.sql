-- +goose Up
-- The cells of the five-step strip that no obligation answers for: one row a dossier and step, kept by whoever keeps the
-- record behind it.
CREATE TABLE dossier_step (
  round_id  BIGINT NOT NULL,
  unit_id   BIGINT NOT NULL,
  person_id BIGINT NOT NULL, -- 0: the dossier of the unit
  step      TEXT NOT NULL,
  state     TEXT NOT NULL, -- course, done, none
  day       TEXT NOT NULL,
  ref       BIGINT NOT NULL, -- the record behind the cell
  PRIMARY KEY (round_id, unit_id, person_id, step)
);

-- Files that belong to a record. Another of the same name is the next version; none is replaced.
CREATE TABLE dossier_file (
  id       BIGINT PRIMARY KEY,
  round_id BIGINT NOT NULL,
  owner    TEXT NOT NULL, -- kind of the record
  owner_id BIGINT NOT NULL,
  name     TEXT NOT NULL,
  media    TEXT NOT NULL,
  hash     TEXT NOT NULL,
  size     BIGINT NOT NULL,
  version  INTEGER NOT NULL,
  blob_id  BIGINT NOT NULL,
  by_name  TEXT NOT NULL,
  at       BIGINT NOT NULL
);
CREATE UNIQUE INDEX dossier_file_owner ON dossier_file (owner, owner_id, name, version);
