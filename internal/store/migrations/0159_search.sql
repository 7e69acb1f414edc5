-- +goose Up
-- What is looked for from the head of every page: sheets by the file number of their signed paper, notices by their unit.
CREATE INDEX review_paper ON review (paper_ref) WHERE paper_ref <> '';
CREATE INDEX notice_of_unit ON notice (unit_id, id);
