package store

import (
	"slices"

	"lingping/internal/domain/access"
	"lingping/internal/domain/org"
	"lingping/internal/domain/publish"
	"lingping/internal/domain/review"
	"lingping/internal/domain/round"
	"lingping/internal/errs"
)

// SheetsNumbered are records below the id before (0: all) whose signed paper has the file number and in which somebody has a part,
// the newest first, at most so many: a number may be that of a whole batch. persons are himself and whoever was merged into him, led
// the rounds whose own unit one of them leads.
// He has a part in what is about him, what he owes or writes for another, what is of a unit in which he has a post or over
// which he has a charge, and what lies below a unit that he leads or whose campaign office he is. Which of these open for him
// the caller decides.
func (tx *Tx) SheetsNumbered(who access.Actor, persons []org.PersonID, led []round.ID, number string, before review.ID, each int) (_ []review.ID, err error) {
	defer errs.Wrap(&err, "store.SheetsNumbered")

	const numbered = `r.paper_ref = $1 AND r.paper_ref <> '' AND (CAST($2 AS BIGINT) = 0 OR r.id < $2)`
	args := []any{number, before, each}
	if who.Local || slices.Contains(who.Offices(), 0) {
		return All(tx, Scalar[review.ID], `SELECT r.id FROM review r WHERE `+numbered+` ORDER BY r.id DESC`+most(3), args...)
	}

	from, args := partsOf(who, persons, args)
	text := `SELECT r.id FROM (` + from + `) m CROSS JOIN review r WHERE r.id = m.id AND ` + numbered
	if len(led) > 0 { // of these he has all, and the batch is looked through instead of all that he has
		in := In(len(args)+1, len(led))
		text += ` AND r.round_id NOT IN ` + in + ` UNION SELECT r.id FROM review r WHERE ` + numbered + ` AND r.round_id IN ` + in
		args = Args(args, led)
	}

	return All(tx, Scalar[review.ID], `SELECT id FROM (`+text+`) q ORDER BY id DESC`+most(3), args...)
}

// LedAndNumbered are the rounds whose own unit one of the persons leads. some is false where no signed paper has the number, as is so
// of most words that somebody looks for.
func (tx *Tx) LedAndNumbered(persons []org.PersonID, number string) (led []round.ID, some bool, err error) {
	defer errs.Wrap(&err, "store.LedAndNumbered")

	found, err := All(tx, Scalar[round.ID], `SELECT 0 WHERE EXISTS (SELECT 1 FROM review r WHERE r.paper_ref = $1 AND r.paper_ref <> '')
		UNION ALL SELECT DISTINCT k.round_id FROM holding k CROSS JOIN round d WHERE k.person_id IN `+In(2, len(persons))+`
			AND k.person_id <> 0 AND k.way = 'lead' AND d.id = k.round_id AND d.unit_id = k.unit_id`, Args([]any{number}, persons)...)
	some = slices.Contains(found, 0)
	return slices.DeleteFunc(found, func(id round.ID) bool { return id == 0 }), some, err
}

// partsOf are the obligations in which somebody has a part, see SheetsNumbered: found from the few units and sheets that are his.
func partsOf(who access.Actor, persons []org.PersonID, args []any) (string, []any) {
	him := ` IN ` + In(len(args)+1, len(persons))
	args = Args(args, persons)
	const below = ` CROSS JOIN round_unit t CROSS JOIN round_unit u CROSS JOIN obligation o
		WHERE u.round_id = t.round_id AND u.ord BETWEEN t.ord AND t.ord_last AND o.round_id = u.round_id AND o.unit_id = u.unit_id`
	parts := `SELECT o.id FROM obligation o WHERE o.owner_id <> 0 AND o.owner_id` + him + `
		UNION SELECT o.id FROM clerk c CROSS JOIN obligation o WHERE c.clerk_id` + him + ` AND o.owner_id = c.reviewer_id
		UNION SELECT o.id FROM round d CROSS JOIN round_person p CROSS JOIN obligation o
			WHERE p.round_id = d.id AND p.person_id` + him + ` AND o.round_id = p.round_id AND o.unit_id = p.branch_id AND o.person_id = p.person_id
		UNION SELECT o.id FROM holding k CROSS JOIN obligation o
			WHERE k.person_id` + him + ` AND o.round_id = k.round_id AND o.unit_id = k.unit_id
		UNION SELECT o.id FROM holding k` + below + ` AND k.person_id` + him + ` AND k.way = 'lead' AND t.round_id = k.round_id AND t.unit_id = k.unit_id`
	if offices := who.Offices(); len(offices) > 0 {
		parts += ` UNION SELECT o.id FROM round d` + below + ` AND t.round_id = d.id AND t.unit_id IN ` + In(len(args)+1, len(offices))
		args = Args(args, offices)
	}

	return parts, args
}

// NoticesOf are the newest notices of a unit in all rounds, at most so many.
func (tx *Tx) NoticesOf(unit org.UnitID, most int) ([]publish.Notice, error) {
	return All(tx, scanned(noticeColumns), `SELECT `+selected(noticeColumns)+` FROM notice n WHERE n.unit_id = $1 ORDER BY n.id DESC
		LIMIT CAST($2 AS BIGINT)`, unit, most)
}
