package store

import (
	"slices"

	"lingping/internal/domain/access"
	"lingping/internal/domain/org"
	"lingping/internal/domain/publish"
	"lingping/internal/domain/review"
	"lingping/internal/errs"
)

// SheetsNumbered are records below the id before (0: all) whose signed paper has the file number and in which somebody has a part,
// the newest first, at most so many: a number may be that of a whole batch. persons are himself and whoever was merged into him.
// He has a part in what is about him, what he owes or writes for another, what is of a unit in which he has a post or over
// which he has a charge, and what lies below a unit that he leads or whose campaign office he is. Which of these open for him
// the caller decides.
func (tx *Tx) SheetsNumbered(who access.Actor, persons []org.PersonID, number string, before review.ID, each int) (_ []review.ID, err error) {
	defer errs.Wrap(&err, "store.SheetsNumbered")

	args := []any{number, before, each}
	part := `1 = 1`
	if offices := who.Offices(); !who.Local && !slices.Contains(offices, 0) {
		first := len(args) + 1
		him := ` IN ` + In(first, len(persons))
		args = Args(args, persons)
		part = `(o.person_id` + him + ` OR o.owner_id` + him + `
			OR EXISTS (SELECT 1 FROM clerk c WHERE c.reviewer_id = o.owner_id AND c.clerk_id` + him + `)
			OR EXISTS (SELECT 1 FROM holding k WHERE k.round_id = o.round_id AND k.unit_id = o.unit_id AND k.person_id` + him + `)
			OR EXISTS (SELECT 1 FROM holding k CROSS JOIN round_unit t WHERE k.person_id` + him + ` AND k.round_id = o.round_id AND k.way = 'lead'
				AND t.round_id = k.round_id AND t.unit_id = k.unit_id AND u.ord BETWEEN t.ord AND t.ord_last)`
		if len(offices) > 0 {
			part += ` OR EXISTS (SELECT 1 FROM round_unit t WHERE t.round_id = o.round_id
				AND t.unit_id IN ` + In(len(args)+1, len(offices)) + ` AND u.ord BETWEEN +t.ord AND t.ord_last)`
			args = Args(args, offices)
		}
		part += `)`
	}

	return All(tx, Scalar[review.ID], `SELECT r.id FROM review r CROSS JOIN obligation o CROSS JOIN round_unit u
		WHERE r.paper_ref = $1 AND r.paper_ref <> '' AND (CAST($2 AS BIGINT) = 0 OR r.id < $2) AND o.id = r.id
			AND u.round_id = o.round_id AND u.unit_id = o.unit_id AND `+part+`
		ORDER BY r.id DESC`+most(3), args...)
}

// NoticesOf are the newest notices of a unit in all rounds, at most so many.
func (tx *Tx) NoticesOf(unit org.UnitID, most int) ([]publish.Notice, error) {
	return All(tx, scanned(noticeColumns), `SELECT `+selected(noticeColumns)+` FROM notice n WHERE n.unit_id = $1 ORDER BY n.id DESC
		LIMIT CAST($2 AS BIGINT)`, unit, most)
}
