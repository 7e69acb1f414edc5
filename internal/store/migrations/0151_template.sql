-- +goose Up
-- The offices' own Word forms that the house keeps, in versions. A version never changes; the file lies in blob, and hash is what
-- it was when it was kept. unit_id is the unit whose office keeps it, 0 where there was no roster yet.
CREATE TABLE template (
  name     TEXT COLLATE "C" NOT NULL,
  version  BIGINT NOT NULL,
  form     BIGINT NOT NULL, -- the annex for which it stands
  unit_id  BIGINT NOT NULL,
  file     TEXT NOT NULL,
  blob_id  BIGINT NOT NULL,
  hash     TEXT NOT NULL, -- SHA-256
  note     TEXT NOT NULL,
  kept_at  BIGINT NOT NULL,
  kept_by  TEXT NOT NULL,
  PRIMARY KEY (name, version)
);
CREATE INDEX template_blob ON template (blob_id);
