-- +goose Up
-- Which reviews should have been on forms of a pack and did not count when it was handed in: those of one form have one
-- number. A pack of before has none here.
CREATE TABLE filing_lacking (
  filing_id BIGINT NOT NULL,
  sheet     INTEGER NOT NULL, -- of the forms that were lacking, from 1
  review_id BIGINT NOT NULL,
  PRIMARY KEY (filing_id, sheet, review_id)
);
CREATE INDEX filing_lacking_review ON filing_lacking (review_id);
