-- +goose Up
-- Which file of collected sheets brought which record, so that a file whose taking in was stopped goes on where it
-- stopped, and brings nothing twice, whatever became of the record since.
CREATE TABLE collected (
  file      TEXT NOT NULL,   -- SHA-256 of the file
  review_id BIGINT NOT NULL, -- of the obligation
  PRIMARY KEY (file, review_id)
);
