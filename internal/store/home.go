package store

import (
	"fmt"

	"lingping/internal/domain/org"
	"lingping/internal/domain/review"
	"lingping/internal/domain/round"
	"lingping/internal/domain/scheme"
	"lingping/internal/errs"
)

// OwedGroup is how many obligations of one kind about one unit are in one state.
type OwedGroup struct {
	Round      round.ID
	Owner      org.PersonID
	Kind       scheme.SubjectKind
	Unit, Seat org.UnitID
	UnitName   string
	SeatName   string
	State      review.State
	Count      int
}

// OwedGroups counts what persons owe, and have met, in the rounds, by what it is about. The plus keeps SQLite from
// walking through the rounds' obligations in the order of the groups instead of picking those of the owners.
func (tx *Tx) OwedGroups(rounds []round.ID, owners []org.PersonID) (_ []OwedGroup, err error) {
	defer errs.Wrap(&err, "store.OwedGroups")
	if len(rounds) == 0 || len(owners) == 0 {
		return nil, nil
	}
	return remember(tx, owedKey(fmt.Sprint(rounds, owners)), func() ([]OwedGroup, error) { return tx.owedGroups(rounds, owners) })
}

type owedKey string

func (tx *Tx) owedGroups(rounds []round.ID, owners []org.PersonID) ([]OwedGroup, error) {
	args := Args(Args([]any{review.Dropped, review.Exempt}, owners), rounds)
	return AllApart(tx, func(row Row) (g OwedGroup, err error) {
		err = row.Scan(&g.Round, &g.Owner, &g.Kind, &g.Unit, &g.Seat, &g.State, &g.Count, &g.UnitName, &g.SeatName)
		return g, err
	}, `SELECT g.round_id, g.owner_id, g.kind, g.unit_id, g.seat_id, g.state, g.n, COALESCE(u.name, ''), COALESCE(seat.name, '')
		FROM (SELECT o.round_id, o.owner_id, o.kind, o.unit_id, o.seat_id, o.state, COUNT(*) AS n FROM obligation o
			WHERE o.state NOT IN ($1, $2) AND o.owner_id IN `+In(3, len(owners))+` AND +o.round_id IN `+In(3+len(owners), len(rounds))+`
			GROUP BY o.round_id, o.owner_id, o.kind, o.unit_id, o.seat_id, o.state) g
		LEFT JOIN round_unit u ON u.round_id = g.round_id AND u.unit_id = g.unit_id
		LEFT JOIN round_unit seat ON seat.round_id = g.round_id AND seat.unit_id = g.seat_id
		ORDER BY g.round_id, g.owner_id, COALESCE(u.ord, -1), g.kind DESC, g.seat_id, g.state`, args...)
}

// DutyRow is an obligation in a list, with what is known of its review without its text.
type DutyRow struct {
	ObligationRow
	Side                        review.Side
	Occasion                    review.OccasionID
	ReturnReason                string
	SavedAt                     int64 // unix ms; so are the others, 0 while it has not happened
	SubmittedAt                 int64
	ConfirmedAt, AcknowledgedAt int64
}

var (
	dutySQL  = `SELECT ` + selected(dutyColumns) + obligationTables + ` LEFT JOIN review v ON v.id = o.id`
	scanDuty = scanned(dutyColumns)
)

func dutyColumns(d *DutyRow) columns {
	return obligationColumns(&d.ObligationRow).and(columns{
		{"COALESCE(v.side, '')", &d.Side}, {"COALESCE(v.occasion_id, 0)", &d.Occasion},
		{"COALESCE(v.return_reason, '')", &d.ReturnReason}, {"COALESCE(v.saved_at, 0)", &d.SavedAt},
		{"COALESCE(v.submitted_at, 0)", &d.SubmittedAt}, {"COALESCE(v.confirmed_at, 0)", &d.ConfirmedAt},
		{"COALESCE(v.acknowledged_at, 0)", &d.AcknowledgedAt},
	}...)
}

// DutyFilter chooses obligations of persons. Other fields left empty choose all.
type DutyFilter struct {
	Rounds []round.ID // in the order in which they are listed
	Owners []org.PersonID
	States []review.State
	Kinds  []scheme.SubjectKind
	Unit   org.UnitID
}

// where is the condition of the filter with its arguments.
func (f DutyFilter) where() (string, []any) {
	args := Args(nil, f.Owners)
	where := `o.owner_id IN ` + In(1, len(f.Owners))
	where += ` AND o.round_id IN ` + In(len(args)+1, len(f.Rounds))
	args = Args(args, f.Rounds)
	if len(f.States) > 0 {
		where += ` AND o.state IN ` + In(len(args)+1, len(f.States))
		args = Args(args, f.States)
	}

	if len(f.Kinds) > 0 {
		where += ` AND o.kind IN ` + In(len(args)+1, len(f.Kinds))
		args = Args(args, f.Kinds)
	}

	if f.Unit != 0 {
		args = append(args, f.Unit)
		where += ` AND o.unit_id = $` + number(len(args))
	}

	return where, args
}

// order lists the rounds in the filter's order, and within a round units in the order of the tree, each before its
// secretary.
func (f DutyFilter) order() string {
	rank := `CASE o.round_id`
	for i := range f.Rounds {
		rank += ` WHEN $` + number(len(f.Owners)+1+i) + ` THEN ` + number(i)
	}
	return rank + ` END, COALESCE(u.ord, -1), o.kind DESC, s.number, s.name, o.id`
}

// Duties are obligations of persons, at most so many; 0: all.
func (tx *Tx) Duties(f DutyFilter, limit int) (_ []DutyRow, err error) {
	defer errs.Wrap(&err, "store.Duties")

	if len(f.Owners) == 0 || len(f.Rounds) == 0 {
		return nil, nil
	}

	where, args := f.where()
	text := dutySQL + ` WHERE ` + where + ` ORDER BY ` + f.order()
	if limit > 0 {
		args = append(args, limit)
		text += most(len(args))
	}

	return AllApart(tx, scanDuty, text, args...)
}

// ReviewsAbout are the obligations whose subject is the person (as member, secretary or committee member) or a unit in
// which he has a post, in the rounds. CROSS JOIN keeps SQLite from walking through the obligations of the whole round.
func (tx *Tx) ReviewsAbout(rounds []round.ID, person org.PersonID) (_ []DutyRow, err error) {
	defer errs.Wrap(&err, "store.ReviewsAbout %d", person)

	if len(rounds) == 0 {
		return nil, nil
	}

	in := In(4, len(rounds))
	args := Args([]any{person, scheme.Member, review.Dropped}, rounds)
	return AllApart(tx, scanDuty, dutySQL+` WHERE o.state <> $3 AND o.id IN (
			SELECT m.id FROM round_person p CROSS JOIN obligation m WHERE p.person_id = $1 AND p.round_id IN `+in+`
				AND m.round_id = p.round_id AND m.unit_id = p.branch_id AND m.kind = $2 AND m.person_id = p.person_id
			UNION SELECT k.id FROM round_seat t CROSS JOIN obligation k WHERE t.person_id = $1 AND t.round_id IN `+in+`
				AND k.round_id = t.round_id AND k.unit_id = t.unit_id AND k.kind = t.kind AND k.person_id = t.person_id
			UNION SELECT g.id FROM holding q CROSS JOIN obligation g WHERE q.person_id = $1 AND q.round_id IN `+in+` AND q.way = 'sit'
				AND g.round_id = q.round_id AND g.unit_id = q.unit_id AND g.person_id = 0)
		ORDER BY o.round_id, CASE WHEN o.person_id = 0 THEN 1 ELSE 0 END, COALESCE(u.ord, -1), o.kind, o.id`, args...)
}
