-- +goose Up
-- Who holds which unit of a launched round by which way: the frozen roster on its snapshot day, and the hand-overs since.
-- Rounds launched before get their rows when the program first opens them.
CREATE TABLE holding (
  round_id  BIGINT NOT NULL,
  unit_id   BIGINT NOT NULL,
  way       TEXT NOT NULL, -- lead, sit, in-charge, contact-point
  person_id BIGINT NOT NULL,
  PRIMARY KEY (round_id, unit_id, way, person_id)
);
CREATE INDEX holding_person ON holding (person_id, round_id, way);
-- How much a hand-over passed on: everything, seat, charges.
ALTER TABLE handover ADD COLUMN extent TEXT NOT NULL DEFAULT '';
UPDATE handover SET extent = CASE WHEN seat_id = 0 THEN 'everything' ELSE 'seat' END;
