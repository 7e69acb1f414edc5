-- +goose Up
-- The version of a round's frozen tree and of who holds its units: raised in the transaction that changes them, so that
-- what is kept of them in memory is never older than the transaction that asks.
ALTER TABLE round ADD COLUMN version BIGINT NOT NULL DEFAULT 0;
