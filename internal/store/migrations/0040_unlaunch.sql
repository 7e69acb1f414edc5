-- +goose Up
-- Why a round that was launched by mistake was taken back to preparation; empty: it was not.
ALTER TABLE round ADD COLUMN unlaunched TEXT NOT NULL DEFAULT '';
