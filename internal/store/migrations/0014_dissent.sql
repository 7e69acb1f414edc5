-- +goose Up
-- What a subject said against a version of a review, and the one sentence with which the reviewer answered it. Rows stay
-- when the review is corrected; review.dissent is that of the version which counts now.
CREATE TABLE dissent (
  review_id   BIGINT NOT NULL,
  version     INTEGER NOT NULL,
  body        TEXT NOT NULL,
  at          BIGINT NOT NULL,
  answer      TEXT NOT NULL, -- empty while there is none
  answered_by TEXT NOT NULL,
  answered_at BIGINT NOT NULL,
  PRIMARY KEY (review_id, version)
);
INSERT INTO dissent (review_id, version, body, at, answer, answered_by, answered_at)
  SELECT id, version, dissent, acknowledged_at, '', '', 0 FROM review WHERE dissent <> '';

-- Why the reviewer took a review that counted back; it becomes the reason of the next version.
ALTER TABLE review ADD COLUMN recalled TEXT NOT NULL DEFAULT '';
