-- +goose Up
-- What leaders promised to those whom they review; closed by the subordinate.
CREATE TABLE help (
  id        BIGINT PRIMARY KEY,
  round_id  BIGINT NOT NULL,
  sheet_id  BIGINT NOT NULL,
  kind      TEXT NOT NULL,
  unit_id   BIGINT NOT NULL,
  person_id BIGINT NOT NULL, -- 0: the unit is helped
  leader_id BIGINT NOT NULL, -- who promised, after hand-overs
  seat_id   BIGINT NOT NULL,
  state     TEXT NOT NULL, -- asked, promised, declined, done
  said      TEXT NOT NULL,
  deadline  TEXT NOT NULL,
  answer    TEXT NOT NULL,
  outcome   TEXT NOT NULL,
  done_day  TEXT NOT NULL,
  paper_ref TEXT NOT NULL,
  by_name   TEXT NOT NULL,
  at        BIGINT NOT NULL,
  revision  INTEGER NOT NULL
);
CREATE INDEX help_unit ON help (round_id, unit_id);
CREATE INDEX help_leader ON help (leader_id);
CREATE INDEX help_person ON help (person_id) WHERE person_id <> 0;
CREATE INDEX help_sheet ON help (sheet_id);
