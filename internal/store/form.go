package store

import (
	"encoding/json"
	"iter"

	"lingping/internal/domain/assign"
	"lingping/internal/domain/org"
	"lingping/internal/domain/review"
	"lingping/internal/domain/round"
)

// FormRow is what a registration form shows of one obligation and its review.
type FormRow struct {
	ObligationRow
	Place    org.Place // of the unit in the frozen tree
	Sex      string
	Birth    org.Date
	Joined   org.Date
	Decision assign.Decision
	Review   review.Review // zero text while nothing is written
	Occasion review.Occasion
	Answer   string // of the reviewer to the dissent
}

const formSQL = `SELECT o.id, o.round_id, o.kind, o.unit_id, o.person_id, o.reviewer_id, o.owner_id, o.seat_id, o.state,
	COALESCE(u.code, ''), COALESCE(u.name, ''), COALESCE(u.short, ''), COALESCE(u.kind, ''), COALESCE(u.category, ''),
	COALESCE(u.parent_id, 0), COALESCE(u.depth, 0), COALESCE(u.ord, -1), COALESCE(u.ord_last, -1), COALESCE(above.kind, ''),
	COALESCE(s.number, ''), COALESCE(s.name, ''), COALESCE(s.standing, ''), COALESCE(s.leader, FALSE), COALESCE(s.posted, FALSE), COALESCE(s.groups_, ''),
	COALESCE(s.job, ''), COALESCE(s.sex, ''), COALESCE(s.birth, ''), COALESCE(s.joined, ''), w.number, w.name, d.body,
	COALESCE(v.mode, ''), COALESCE(v.carrier, ''), COALESCE(v.day, ''), COALESCE(v.place, ''), COALESCE(v.body, ''),
	COALESCE(v.confirmed_at, 0), COALESCE(v.acknowledged_at, 0), COALESCE(v.dissent, ''), COALESCE(v.paper_ref, ''),
	COALESCE(v.confirmed_how, ''), COALESCE(x.answer, ''),
	COALESCE(c.members, 0), COALESCE(c.committee, 0), COALESCE(c.representatives, 0)
	FROM obligation o
	LEFT JOIN round_unit u ON u.round_id = o.round_id AND u.unit_id = o.unit_id
	LEFT JOIN round_unit above ON above.round_id = o.round_id AND above.unit_id = u.parent_id
	LEFT JOIN round_person s ON s.round_id = o.round_id AND s.person_id = o.person_id
	LEFT JOIN review v ON v.id = o.id
	LEFT JOIN dissent x ON x.review_id = v.id AND x.version = v.version
	LEFT JOIN occasion c ON c.id = v.occasion_id
	JOIN decision d ON d.id = o.decision_id
	JOIN person w ON w.id = o.owner_id`

func scanForm(row Row) (f FormRow, err error) {
	var groups, decision, body string
	err = row.Scan(&f.ID, &f.Round, &f.Subject.Kind, &f.Subject.Unit, &f.Subject.Person, &f.Reviewer, &f.Owner, &f.Seat, &f.State,
		&f.Unit.Code, &f.Unit.Name, &f.Unit.Short, &f.Unit.Kind, &f.Unit.Category,
		&f.Unit.Parent, &f.Place.Depth, &f.Place.Ord, &f.Place.Last, &f.Above,
		&f.Number, &f.Name, &f.Standing, &f.Leader, &f.Posted, &groups,
		&f.Job, &f.Sex, &f.Birth, &f.Joined, &f.OwnerNumber, &f.OwnerName, &decision,
		&f.Review.Setting.Mode, &f.Review.Setting.Carrier, &f.Review.Setting.Day, &f.Review.Setting.Place, &body,
		&f.Review.ConfirmedAt, &f.Review.AcknowledgedAt, &f.Review.Dissent, &f.Review.PaperRef, &f.Review.ConfirmedHow, &f.Answer,
		&f.Occasion.Members, &f.Occasion.Committee, &f.Occasion.Representatives)
	if err != nil {
		return f, err
	}
	f.Unit.ID, f.Groups, f.Review.ID, f.Review.State = f.Subject.Unit, splitGroups(groups), f.ID, f.State
	f.Place.Unit = f.Unit
	if err := json.Unmarshal([]byte(decision), &f.Decision); err != nil || body == "" {
		return f, err
	}
	return f, json.Unmarshal([]byte(body), &f.Review.Text)
}

// FormRows gives what the forms of a subtree show, in roster order: by unit, the unit before its secretary and its
// committee members before its members, those of one reviewer together.
func (tx *Tx) FormRows(id round.ID, top org.Place) iter.Seq2[FormRow, error] {
	return Each(tx, scanForm, formSQL+` WHERE o.round_id = $1 AND o.unit_id IN (`+unitsBelow+`) AND o.state NOT IN ($4, $5)
		ORDER BY u.ord, CASE WHEN o.kind IN ('unit', 'secretary') THEN 0 ELSE 1 END,
			CASE WHEN o.kind IN ('unit', 'secretary') THEN o.reviewer_id ELSE 0 END, o.kind DESC, s.number, o.person_id, o.reviewer_id`,
		id, top.Ord, top.Last, review.Dropped, review.Exempt)
}

// FormRowsOf gives what the forms of some obligations show, in the order of FormRows.
func (tx *Tx) FormRowsOf(ids []review.ID) ([]FormRow, error) {
	return All(tx, scanForm, formSQL+` WHERE o.id IN `+In(1, len(ids))+` ORDER BY o.kind DESC, o.id`, Args(nil, ids)...)
}

// MemberCounts are how many members the subtree of every unit has, as frozen.
func (tx *Tx) MemberCounts(id round.ID) (map[org.UnitID]int, error) {
	type count struct {
		unit org.UnitID
		n    int
	}
	rows, err := All(tx, func(row Row) (c count, err error) {
		err = row.Scan(&c.unit, &c.n)
		return c, err
	}, `SELECT unit_id, CAST(SUM(value) AS BIGINT) FROM (
		SELECT unit_id, value FROM counter WHERE round_id = $1 AND name = $2
		UNION ALL SELECT unit_id, value FROM counter_delta WHERE round_id = $1 AND name = $2) x GROUP BY unit_id`,
		id, round.MembersDue)
	if err != nil {
		return nil, err
	}
	out := make(map[org.UnitID]int, len(rows))
	for _, c := range rows {
		out[c.unit] = c.n
	}
	return out, nil
}
