-- +goose Up
-- Self-summaries, one a dossier.
CREATE TABLE summary (
  id            BIGINT PRIMARY KEY,
  round_id      BIGINT NOT NULL,
  unit_id       BIGINT NOT NULL,
  person_id     BIGINT NOT NULL, -- 0: the unit's
  state         TEXT NOT NULL, -- draft, submitted, returned
  revision      INTEGER NOT NULL,
  body          TEXT NOT NULL, -- JSON of dossier.SummaryText
  took_part     TEXT NOT NULL,
  met_on        TEXT NOT NULL,
  paper         BOOLEAN NOT NULL,
  return_reason TEXT NOT NULL,
  returned_by   TEXT NOT NULL,
  handed_in_at  BIGINT NOT NULL,
  by_name       TEXT NOT NULL,
  at            BIGINT NOT NULL
);
CREATE UNIQUE INDEX summary_dossier ON summary (round_id, unit_id, person_id);
CREATE INDEX summary_person ON summary (person_id, round_id);
