-- +goose Up
-- The first number that no block of ids has taken yet; one row. See store.Tx.NewIDs.
CREATE TABLE id_block (
  only_row BOOLEAN PRIMARY KEY CHECK (only_row),
  next_id  BIGINT NOT NULL
);
INSERT INTO id_block (only_row, next_id) VALUES (TRUE, 1);
