-- +goose Up
-- How much is kept in blob, so that whoever looks after the house sees it without reading the files; doctor counts it anew.
CREATE TABLE blob_fill (
  one   BIGINT PRIMARY KEY, -- always 1
  files BIGINT NOT NULL,
  bytes BIGINT NOT NULL
);

INSERT INTO blob_fill (one, files, bytes) SELECT 1, COUNT(*), COALESCE(CAST(SUM(size) AS BIGINT), 0) FROM blob;
CREATE INDEX blob_media ON blob (media, id);
