-- +goose Up
-- Which figures the counters of a launched round have: 1, also those of persons. Rounds launched before get theirs when
-- the program first opens them.
ALTER TABLE round ADD COLUMN figures INTEGER NOT NULL DEFAULT 0;
