-- +goose Up
-- One row for each pack that a unit handed in; its newest version is its filing. The zip lies in blob as it was handed in.
CREATE TABLE filing (
  id            BIGINT PRIMARY KEY,
  round_id      BIGINT NOT NULL,
  unit_id       BIGINT NOT NULL,
  version       INTEGER NOT NULL,
  state         TEXT NOT NULL, -- handed, received, returned
  sheets        INTEGER NOT NULL, -- forms in it
  lacking       INTEGER NOT NULL, -- forms that were not finished
  reason        TEXT NOT NULL, -- why it was handed in all the same
  due           TEXT NOT NULL,
  day           TEXT NOT NULL, -- handed in
  at            BIGINT NOT NULL,
  by_account    BIGINT NOT NULL,
  by_person     BIGINT NOT NULL,
  by_name       TEXT NOT NULL,
  blob_id       BIGINT NOT NULL,
  hash          TEXT NOT NULL,
  size          BIGINT NOT NULL,
  year          INTEGER NOT NULL, -- of the receipt, 0 before it
  number        INTEGER NOT NULL,
  decided_at    BIGINT NOT NULL,
  decided_by    TEXT NOT NULL,
  return_reason TEXT NOT NULL,
  UNIQUE (round_id, unit_id, version)
);
CREATE UNIQUE INDEX filing_receipt ON filing (year, number) WHERE number <> 0;
CREATE INDEX filing_state ON filing (state, round_id);

-- Which reviews a pack holds, in the version in which it holds them.
CREATE TABLE filing_sheet (
  filing_id BIGINT NOT NULL,
  review_id BIGINT NOT NULL,
  version   INTEGER NOT NULL,
  PRIMARY KEY (filing_id, review_id)
);
CREATE INDEX filing_sheet_review ON filing_sheet (review_id);
