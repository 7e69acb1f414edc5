-- +goose Up
-- The schemes that the house keeps, in versions. A version never changes: text is what the office wrote (with extends
-- naming the version it builds on), whole is what it says with all that it takes over, as rounds keep it. unit_id is the
-- unit whose office keeps it, 0 where there was no roster yet.
CREATE TABLE scheme_version (
  name     TEXT COLLATE "C" NOT NULL,
  version  BIGINT NOT NULL,
  title    TEXT NOT NULL,
  unit_id  BIGINT NOT NULL,
  text     TEXT NOT NULL,
  whole    TEXT NOT NULL,
  note     TEXT NOT NULL,
  kept_at  BIGINT NOT NULL,
  kept_by  TEXT NOT NULL,
  PRIMARY KEY (name, version)
);
