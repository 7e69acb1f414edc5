-- +goose Up
-- What units and members have taken upon themselves, each with what became of it.
CREATE TABLE commitment (
  id          BIGINT PRIMARY KEY,
  round_id    BIGINT NOT NULL,
  unit_id     BIGINT NOT NULL, -- of a person's his branch
  person_id   BIGINT NOT NULL, -- 0: the unit's own
  kind        TEXT NOT NULL,   -- pledge, duty, task
  body        TEXT NOT NULL,
  measure     TEXT NOT NULL,
  deadline    TEXT NOT NULL,
  responsible TEXT NOT NULL,
  published   TEXT NOT NULL, -- day, empty: not public
  outcome     TEXT NOT NULL, -- kept, partly, unkept; empty: in course
  result      TEXT NOT NULL,
  result_day  TEXT NOT NULL,
  from_id     BIGINT NOT NULL, -- the one of an earlier round which it goes on with, 0: none
  paper       BOOLEAN NOT NULL,
  by_name     TEXT NOT NULL,
  at          BIGINT NOT NULL
);
CREATE INDEX commitment_dossier ON commitment (round_id, unit_id, person_id);
CREATE INDEX commitment_person ON commitment (person_id, round_id);
