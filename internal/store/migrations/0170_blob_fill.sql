-- +goose Up
-- How much is kept in blob, so that whoever looks after the house sees it without reading the files; doctor counts it anew. The figure
-- lies in parts, so that those who keep files at the same time seldom write the same row.
CREATE TABLE blob_fill (
  part  BIGINT PRIMARY KEY, -- 0 to 15
  files BIGINT NOT NULL,
  bytes BIGINT NOT NULL
);

INSERT INTO blob_fill (part, files, bytes) SELECT 0, COUNT(*), COALESCE(CAST(SUM(size) AS BIGINT), 0) FROM blob;
INSERT INTO blob_fill (part, files, bytes) VALUES
  (1, 0, 0), (2, 0, 0), (3, 0, 0), (4, 0, 0), (5, 0, 0), (6, 0, 0), (7, 0, 0), (8, 0, 0), (9, 0, 0), (10, 0, 0), (11, 0, 0), (12, 0, 0),
  (13, 0, 0), (14, 0, 0), (15, 0, 0);
CREATE INDEX blob_media ON blob (media, id);
