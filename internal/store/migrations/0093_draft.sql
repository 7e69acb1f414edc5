-- +goose Up
-- When the preparation of a round was given up; 0: it was not. Only the ledger still speaks of such a round.
ALTER TABLE round ADD COLUMN withdrawn_at BIGINT NOT NULL DEFAULT 0;
