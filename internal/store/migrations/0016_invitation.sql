-- +goose Up
-- Who was asked to write a slip. Which slip he drew, or whether he wrote, is nowhere.
CREATE TABLE invitation (
  id       BIGINT PRIMARY KEY,
  batch_id BIGINT NOT NULL,
  name     TEXT NOT NULL,
  class    TEXT NOT NULL -- member, masses
);
CREATE INDEX invitation_batch ON invitation (batch_id);
