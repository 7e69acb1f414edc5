package store

import (
	"slices"

	"lingping/internal/domain/filing"
	"lingping/internal/domain/org"
	"lingping/internal/domain/review"
	"lingping/internal/domain/round"
	"lingping/internal/errs"
)

// FilingRows are the rows of a subtree from which its statistics can be counted anew; Units come without Other.
func (tx *Tx) FilingRows(id round.ID, top org.Place) (d filing.Data, err error) {
	defer errs.Wrap(&err, "store.FilingRows %d %d", id, top.ID)

	d.Units, err = All(tx, func(row Row) (u filing.UnitRow, err error) {
		var above org.UnitKind
		err = row.Scan(&u.ID, &u.Parent, &u.Code, &u.Name, &u.Short, &u.Kind, &above, &u.Counts)
		u.Direct = org.Direct(u.Kind, above)
		return u, err
	}, `SELECT u.unit_id, u.parent_id, u.code, u.name, u.short, u.kind, COALESCE(a.kind, ''), u.counts FROM round_unit u
		LEFT JOIN round_unit a ON a.round_id = u.round_id AND a.unit_id = u.parent_id
		WHERE u.round_id = $1 AND u.ord BETWEEN $2 AND $3 ORDER BY u.ord`, id, top.Ord, top.Last)
	if err != nil {
		return d, err
	}

	d.Seats, err = All(tx, func(row Row) (s filing.SeatRow, err error) {
		err = row.Scan(&s.Unit, &s.Kind, &s.Person)
		return s, err
	}, `SELECT s.unit_id, s.kind, s.person_id FROM round_seat s JOIN round_unit u ON u.round_id = s.round_id AND u.unit_id = s.unit_id
		WHERE s.round_id = $1 AND u.ord BETWEEN $2 AND $3 ORDER BY u.ord, s.kind, s.person_id`, id, top.Ord, top.Last)
	if err != nil {
		return d, err
	}

	d.Members, err = All(tx, func(row Row) (m filing.MemberRow, err error) {
		var groups string
		err = row.Scan(&m.Unit, &m.Person, &m.Standing, &m.Leader, &m.Posted, &groups)
		m.Infirm = slices.Contains(splitGroups(groups), org.GroupInfirm)
		return m, err
	}, `SELECT p.branch_id, p.person_id, p.standing, p.leader, p.posted, p.groups_ FROM round_person p
		JOIN round_unit u ON u.round_id = p.round_id AND u.unit_id = p.branch_id
		WHERE p.round_id = $1 AND u.ord BETWEEN $2 AND $3 AND p.standing IN ($4, $5) ORDER BY u.ord, p.person_id`,
		id, top.Ord, top.Last, org.Formal, org.Probationary)
	if err != nil {
		return d, err
	}

	d.Reviews, err = tx.filingReviews(id, top)
	return d, err
}

func (tx *Tx) filingReviews(id round.ID, top org.Place) ([]filing.ReviewRow, error) {
	return All(tx, func(row Row) (r filing.ReviewRow, err error) {
		err = row.Scan(&r.ID, &r.Unit, &r.Kind, &r.Person, &r.Reviewer, &r.State, &r.Modes, &r.Drawn, &r.Problems)
		return r, err
	}, `SELECT o.id, o.unit_id, o.kind, o.person_id, o.owner_id, o.state, COALESCE(v.mode, ''), o.drawn_id <> 0, COALESCE(v.problems, 0)
		FROM obligation o JOIN round_unit u ON u.round_id = o.round_id AND u.unit_id = o.unit_id
		LEFT JOIN review v ON v.id = o.id
		WHERE o.round_id = $1 AND u.ord BETWEEN $2 AND $3 AND o.state <> $4 ORDER BY u.ord, o.kind DESC, o.id`,
		id, top.Ord, top.Last, review.Dropped)
}
