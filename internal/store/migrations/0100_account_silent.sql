-- +goose Up
-- Whoever owes reviews and does not answer at his account is looked for among those accounts alone.
CREATE INDEX account_silent ON account (person_id) WHERE disabled OR must_change;
