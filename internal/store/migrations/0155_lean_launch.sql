-- +goose Up
-- A launch hands over every obligation itself; what it put aside for the database to expand is not needed. Of tables that are
-- little more than their key a row stands in the key alone.
DROP TABLE round_choice;
DROP TABLE round_apart;

CREATE TABLE counter_next (
  round_id BIGINT NOT NULL,
  unit_id  BIGINT NOT NULL,
  name     TEXT NOT NULL,
  value    BIGINT NOT NULL,
  PRIMARY KEY (round_id, unit_id, name)
) /* WITHOUT ROWID */;
INSERT INTO counter_next (round_id, unit_id, name, value) SELECT round_id, unit_id, name, value FROM counter;
DROP TABLE counter;
ALTER TABLE counter_next RENAME TO counter;

CREATE TABLE holding_next (
  round_id  BIGINT NOT NULL,
  unit_id   BIGINT NOT NULL,
  way       TEXT NOT NULL, -- lead, sit, in-charge, contact-point
  person_id BIGINT NOT NULL,
  PRIMARY KEY (round_id, unit_id, way, person_id)
) /* WITHOUT ROWID */;
INSERT INTO holding_next (round_id, unit_id, way, person_id) SELECT round_id, unit_id, way, person_id FROM holding;
DROP TABLE holding;
ALTER TABLE holding_next RENAME TO holding;
CREATE INDEX holding_person ON holding (person_id, round_id, way, unit_id);

CREATE TABLE round_seat_next (
  round_id  BIGINT NOT NULL,
  unit_id   BIGINT NOT NULL,
  kind      TEXT NOT NULL,
  person_id BIGINT NOT NULL,
  PRIMARY KEY (round_id, unit_id, kind, person_id)
) /* WITHOUT ROWID */;
INSERT INTO round_seat_next (round_id, unit_id, kind, person_id) SELECT round_id, unit_id, kind, person_id FROM round_seat;
DROP TABLE round_seat;
ALTER TABLE round_seat_next RENAME TO round_seat;
CREATE INDEX round_seat_person ON round_seat (round_id, person_id, kind, unit_id);
