-- +goose Up
-- A visit, symposium, talk or inspection before a review. One record can concern several units.
CREATE TABLE fieldwork (
  id        BIGINT PRIMARY KEY,
  round_id  BIGINT NOT NULL,
  leader_id BIGINT NOT NULL, -- who went there
  kind      TEXT NOT NULL, -- visit, symposium, talk, inspection
  day       TEXT NOT NULL,
  place     TEXT NOT NULL,
  met       TEXT NOT NULL, -- who was met
  members   INTEGER NOT NULL,
  masses    INTEGER NOT NULL,
  revision  INTEGER NOT NULL,
  by_name   TEXT NOT NULL,
  at        BIGINT NOT NULL
);
CREATE INDEX fieldwork_leader ON fieldwork (leader_id, round_id);

CREATE TABLE fieldwork_unit (
  fieldwork_id BIGINT NOT NULL,
  round_id     BIGINT NOT NULL,
  unit_id      BIGINT NOT NULL,
  own          BOOLEAN NOT NULL, -- the leader's own branch, seen for the sake of its members
  PRIMARY KEY (fieldwork_id, unit_id)
);
CREATE INDEX fieldwork_unit_unit ON fieldwork_unit (round_id, unit_id);

CREATE TABLE fieldwork_finding (
  id           BIGINT PRIMARY KEY, -- what a problem cites; it stays when the line is edited
  fieldwork_id BIGINT NOT NULL,
  seq          INTEGER NOT NULL,
  kind         TEXT NOT NULL, -- strength, problem, difficulty, remark
  body         TEXT NOT NULL
);
CREATE INDEX fieldwork_finding_of ON fieldwork_finding (fieldwork_id, seq);
