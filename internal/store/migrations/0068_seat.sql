-- +goose Up
-- The seats of a person are in the index themselves; else SQLite finds it cheaper to go through all seats of the round.
DROP INDEX round_seat_person;
CREATE INDEX round_seat_person ON round_seat (round_id, person_id, kind, unit_id);
