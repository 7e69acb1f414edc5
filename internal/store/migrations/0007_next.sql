-- +goose Up
-- The round after which this one comes; 0: the first.
ALTER TABLE round ADD COLUMN previous_id BIGINT NOT NULL DEFAULT 0;
