-- +goose Up
-- Since when something that a notice shows does not hold any more: a review in it was recalled or corrected, or somebody
-- objects to being in it. Empty: all of it holds.
ALTER TABLE notice ADD COLUMN doubted_day TEXT NOT NULL DEFAULT '';
CREATE INDEX notice_doubted ON notice (id, state) WHERE doubted_day <> '';
