-- +goose Up
-- Which of what units planned is due by a day: reminders ask whether there is any.
CREATE INDEX arrangement_row_day ON arrangement_row (round_id, day) WHERE day <> '';
