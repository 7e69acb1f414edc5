-- +goose Up
-- What is put in is locked with the public half of a key pair of the batch. The private half is never in the database.
-- Empty: a batch of an earlier version, which is locked at the first start of this one, or was closed before.
ALTER TABLE opinion_batch ADD COLUMN lock TEXT NOT NULL DEFAULT '';
CREATE INDEX opinion_batch_lock ON opinion_batch (lock);
CREATE INDEX opinion_batch_unclosed ON opinion_batch (id) WHERE state IN ('gathering', 'expired');

-- Slips until their batch is closed and, of too few, until they can be read with those of other units: sealed, all of a
-- batch of one length. opinion_buffer holds what an earlier version kept in plain text, until the first start of this one.
CREATE TABLE opinion_sealed (
  id       BIGINT PRIMARY KEY,
  batch_id BIGINT NOT NULL,
  body     BYTEA NOT NULL
);
CREATE INDEX opinion_sealed_batch ON opinion_sealed (batch_id);
