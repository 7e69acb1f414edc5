-- +goose Up
-- A unit that several lines of the scheme name hands in a pack for each: duty is the number of the line, 0 a pack of all that
-- is asked of the unit. Versions are counted for each. hour is the hour of the last day, where the scheme says one.
CREATE TABLE filing_next (
  id            BIGINT PRIMARY KEY,
  round_id      BIGINT NOT NULL,
  unit_id       BIGINT NOT NULL,
  duty          INTEGER NOT NULL,
  version       INTEGER NOT NULL,
  state         TEXT NOT NULL, -- handed, received, returned
  sheets        INTEGER NOT NULL, -- forms in it
  lacking       INTEGER NOT NULL, -- forms that were not finished
  reason        TEXT NOT NULL, -- why it was handed in all the same
  due           TEXT NOT NULL,
  hour          TEXT NOT NULL,
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
  UNIQUE (round_id, unit_id, duty, version)
);
INSERT INTO filing_next (id, round_id, unit_id, duty, version, state, sheets, lacking, reason, due, hour, day, at, by_account,
    by_person, by_name, blob_id, hash, size, year, number, decided_at, decided_by, return_reason)
  SELECT id, round_id, unit_id, 0, version, state, sheets, lacking, reason, due, '', day, at, by_account,
    by_person, by_name, blob_id, hash, size, year, number, decided_at, decided_by, return_reason FROM filing;
DROP TABLE filing;
ALTER TABLE filing_next RENAME TO filing;
CREATE UNIQUE INDEX filing_receipt ON filing (year, number) WHERE number <> 0;
CREATE INDEX filing_waiting ON filing (round_id) WHERE state = 'handed';
