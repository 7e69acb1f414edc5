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

// FiledForms are how many forms the office received of a unit, 0: of every unit: those of its newest received packs, a form
// that went to several addressees once.
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

	type again struct {
		filer org.UnitID
		review.Obligation
		packs int64
	}

	var last again
	for next, err := range Each(tx, func(row Row) (o again, err error) {
		err = row.Scan(&o.filer, &o.ID, &o.Round, &o.Subject.Kind, &o.Subject.Unit, &o.Subject.Person, &o.Reviewer, &o.Owner, &o.packs)
		return o, err
	}, `SELECT f.unit_id, o.id, o.round_id, o.kind, o.unit_id, o.person_id, o.reviewer_id, o.owner_id, COUNT(*)
		FROM filing f JOIN filing_sheet s ON s.filing_id = f.id JOIN obligation o ON o.id = s.review_id
		WHERE f.round_id = $1 AND (f.unit_id = $2 OR $2 = 0) AND f.duty > 0 AND `+isLastReceived+`
		GROUP BY f.unit_id, o.id, o.round_id, o.kind, o.unit_id, o.person_id, o.reviewer_id, o.owner_id HAVING COUNT(*) > 1
		ORDER BY f.unit_id, o.unit_id, o.owner_id, o.reviewer_id, o.kind DESC, o.id`, id, unit) {
		if err != nil {
			return nil, err
		}

		if last.filer != next.filer || !review.OneSheet(plan, last.Obligation, next.Obligation) {
			forms[next.filer] -= next.packs - 1
		}
		last = next
	}

	return forms, nil
}
