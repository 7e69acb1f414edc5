package store

import (
	"lingping/internal/domain/org"
	"lingping/internal/domain/review"
	"lingping/internal/domain/round"
	"lingping/internal/domain/scheme"
	"lingping/internal/errs"
)

// filings counts the forms that the office received.
func (r *recount) filings() error {
	forms, err := r.tx.FiledForms(r.id, r.plan, 0)
	for unit, n := range forms {
		r.add(unit, round.Tally{round.Filed: n}, 1)
	}
	return err
}

// FiledForms are how many forms the office received of each unit: those of its newest received packs. A form in several packs,
// of one unit or of units above each other, counts once: at the lowest unit that filed it. With unit not 0 it gives the figure of
// the unit, and of others, which may be below 0, by how much what the unit filed changes theirs.
func (tx *Tx) FiledForms(id round.ID, plan *scheme.Scheme, unit org.UnitID) (_ map[org.UnitID]int64, err error) {
	defer errs.Wrap(&err, "store.FiledForms %d %d", id, unit)

	packs, err := All(tx, scanFigure, `SELECT f.unit_id, CAST($3 AS TEXT), CAST(SUM(f.sheets) AS BIGINT) FROM filing f
		WHERE f.round_id = $1 AND (f.unit_id = $2 OR $2 = 0) AND `+isLastReceived+` GROUP BY f.unit_id`, id, unit, round.Filed)
	if err != nil {
		return nil, err
	}

	forms := map[org.UnitID]int64{}
	for _, p := range packs {
		forms[p.unit] = p.value
	}

	var last, counted review.Obligation
	for next, err := range Each(tx, scanFiledAgain, filedAgain, id, unit) {
		if err != nil {
			return nil, err
		}

		first := next.ID != last.ID // of the packs that hold it: the lowest
		switch {
		case !first && last.ID == counted.ID:
			forms[next.filer] -= next.packs
		case first && !review.OneSheet(plan, last, next.Obligation):
			forms[next.filer] -= next.packs - 1
			counted = next.Obligation
		}
		last = next.Obligation
	}

	return forms, nil
}

// filedForm is a review in packs of a unit that was filed more than once.
type filedForm struct {
	filer org.UnitID
	review.Obligation
	packs int64
}

func scanFiledAgain(row Row) (o filedForm, err error) {
	err = row.Scan(&o.filer, &o.ID, &o.Round, &o.Subject.Kind, &o.Subject.Unit, &o.Subject.Person, &o.Reviewer, &o.Owner, &o.packs)
	return o, err
}

// filedAgain are the reviews that are in several newest received packs, those of one sheet after each other, each first with
// the lowest unit that filed it; with $2 not 0 only those that the unit $2 ever filed.
const filedAgain = `SELECT f.unit_id, o.id, o.round_id, o.kind, o.unit_id, o.person_id, o.reviewer_id, o.owner_id, COUNT(*)
	FROM (SELECT s.review_id FROM filing f JOIN filing_sheet s ON s.filing_id = f.id
		WHERE f.round_id = $1 AND (CAST($2 AS BIGINT) = 0 OR s.review_id IN (
			SELECT x.review_id FROM filing h JOIN filing_sheet x ON x.filing_id = h.id WHERE h.round_id = $1 AND h.unit_id = $2))
			AND ` + isLastReceived + ` GROUP BY s.review_id HAVING COUNT(*) > 1) again
	JOIN filing_sheet s ON s.review_id = again.review_id JOIN filing f ON f.id = s.filing_id
	JOIN round_unit u ON u.round_id = f.round_id AND u.unit_id = f.unit_id JOIN obligation o ON o.id = s.review_id
	WHERE f.round_id = $1 AND ` + isLastReceived + `
	GROUP BY f.unit_id, u.depth, o.id, o.round_id, o.kind, o.unit_id, o.person_id, o.reviewer_id, o.owner_id
	ORDER BY o.unit_id, o.owner_id, o.reviewer_id, o.kind DESC, o.id, u.depth DESC, f.unit_id`

// filedTwice reports whether forms of a round are in packs of several units.
func (tx *Tx) filedTwice(id round.ID) (bool, error) {
	n, err := Count(tx, `SELECT COUNT(*) FROM (SELECT s.review_id FROM filing f JOIN filing_sheet s ON s.filing_id = f.id
		WHERE f.round_id = $1 AND `+isLastReceived+` GROUP BY s.review_id HAVING COUNT(DISTINCT f.unit_id) > 1 LIMIT 1) x`, id)
	return n > 0, err
}
