-- The seats of a person are read from the index alone, so that no planner walks through all seats of a round instead.

-- +goose Up
DROP INDEX round_seat_person;
CREATE INDEX round_seat_person ON round_seat (round_id, person_id, kind, unit_id);
