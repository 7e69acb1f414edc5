-- +goose Up
-- The plan of a unit for a round: when, how and where each share of what is owed under it will be met.
CREATE TABLE arrangement (
  id             BIGINT PRIMARY KEY,
  round_id       BIGINT NOT NULL,
  unit_id        BIGINT NOT NULL,
  state          TEXT NOT NULL,
  reason         TEXT NOT NULL, -- why the office sent it back
  revision       INTEGER NOT NULL,
  by_name        TEXT NOT NULL,
  at             BIGINT NOT NULL,
  handed_by      TEXT NOT NULL,
  handed_account BIGINT NOT NULL,
  handed_at      BIGINT NOT NULL,
  decided_by     TEXT NOT NULL,
  decided_at     BIGINT NOT NULL
);
CREATE UNIQUE INDEX arrangement_unit ON arrangement (round_id, unit_id);

CREATE TABLE arrangement_row (
  id             BIGINT PRIMARY KEY,
  arrangement_id BIGINT NOT NULL,
  round_id       BIGINT NOT NULL,
  owner_id       BIGINT NOT NULL, -- who reviews
  unit_id        BIGINT NOT NULL, -- whom: this unit, or its people of the kind
  kind           TEXT NOT NULL,
  sheets         INTEGER NOT NULL, -- when the line was written
  mode           TEXT NOT NULL,
  carrier        TEXT NOT NULL,
  day            TEXT NOT NULL,
  place          TEXT NOT NULL,
  note           TEXT NOT NULL
);
CREATE UNIQUE INDEX arrangement_row_share ON arrangement_row (arrangement_id, owner_id, unit_id, kind);
CREATE INDEX arrangement_row_owner ON arrangement_row (owner_id, round_id);
CREATE INDEX arrangement_row_unit ON arrangement_row (round_id, unit_id);
