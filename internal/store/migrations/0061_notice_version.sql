-- +goose Up
-- Grows with whatever changes what the public reads of a notice, so that a page that was drawn can be told from one that
-- is of yesterday.
ALTER TABLE notice ADD COLUMN version BIGINT NOT NULL DEFAULT 1;
CREATE INDEX notice_sheet_person ON notice_sheet (person_id, notice_id);
