-- +goose Up
-- A special talk says with whom it was held 〔三(二) 专门约谈〕; talks of before say nothing.
ALTER TABLE occasion ADD COLUMN talk_with TEXT NOT NULL DEFAULT '';
