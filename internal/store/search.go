package store

import (
	"lingping/internal/domain/org"
	"lingping/internal/domain/publish"
	"lingping/internal/domain/review"
)

// SheetsNumbered are records whose signed paper has one of the file numbers, the newest first, at most so many: a number may be
// that of a whole batch. Which of them somebody may read is not decided here.
func (tx *Tx) SheetsNumbered(numbers []string, most int) (ids []review.ID, err error) {
	for _, number := range numbers {
		some, err := All(tx, Scalar[review.ID], `SELECT id FROM review WHERE paper_ref = $1 AND paper_ref <> '' ORDER BY id DESC
			LIMIT CAST($2 AS BIGINT)`, number, most)
		if err != nil {
			return nil, err
		}
		ids = append(ids, some...)
	}

	return ids, nil
}

// NoticesOf are the newest notices of a unit in all rounds, at most so many.
func (tx *Tx) NoticesOf(unit org.UnitID, most int) ([]publish.Notice, error) {
	return All(tx, scanned(noticeColumns), `SELECT `+selected(noticeColumns)+` FROM notice n WHERE n.unit_id = $1 ORDER BY n.id DESC
		LIMIT CAST($2 AS BIGINT)`, unit, most)
}
