-- +goose Up
-- Reviews given outside a round. The row is narrow; what was said lies in its versions, the newest being the one that holds.
CREATE TABLE everyday (
  id               BIGINT PRIMARY KEY,
  kind             TEXT NOT NULL,   -- unit, secretary, member
  unit_id          BIGINT NOT NULL, -- on the living roster
  person_id        BIGINT NOT NULL, -- 0: the subject is the unit
  reviewer_id      BIGINT NOT NULL,
  version          INTEGER NOT NULL,
  acknowledged_at  BIGINT NOT NULL, -- unix ms, 0 while not
  acknowledged_how TEXT NOT NULL
);
CREATE INDEX everyday_unit ON everyday (unit_id, kind, person_id);
CREATE INDEX everyday_person ON everyday (person_id) WHERE person_id <> 0;
CREATE INDEX everyday_reviewer ON everyday (reviewer_id);

CREATE TABLE everyday_version (
  everyday_id BIGINT NOT NULL,
  version     INTEGER NOT NULL,
  day         TEXT NOT NULL,
  place       TEXT NOT NULL,
  mode        TEXT NOT NULL,
  good        TEXT NOT NULL,
  problems    TEXT NOT NULL,
  advice      TEXT NOT NULL,
  reason      TEXT NOT NULL, -- why the version before it was corrected
  by_name     TEXT NOT NULL,
  at          BIGINT NOT NULL,
  PRIMARY KEY (everyday_id, version)
);

-- The rolling half-year clock asks for the last review of each unit and secretary over all rounds.
CREATE INDEX obligation_clock ON obligation (unit_id, kind, person_id) WHERE kind <> 'member';
