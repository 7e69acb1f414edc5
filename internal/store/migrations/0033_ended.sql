-- +goose Up
-- The day on which a notice's display was found to be over; empty while it is not. It is kept and not worked out from
-- to_day, so that a clock that is set back puts nothing on display again.
ALTER TABLE notice ADD COLUMN ended_day TEXT NOT NULL DEFAULT '';
