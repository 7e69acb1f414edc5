-- +goose Up
-- What a sheet says of a post beside the post itself: 副院长 of 党总支书记兼副院长.
ALTER TABLE post ADD COLUMN note TEXT NOT NULL DEFAULT '';
