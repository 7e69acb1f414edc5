package store

import (
	"errors"
	"slices"

	"lingping/internal/domain/access"
	"lingping/internal/domain/org"
	"lingping/internal/domain/review"
	"lingping/internal/domain/round"
)

// ObligationRow is an obligation of a launched round with what its sheet shows of the two sides.
type ObligationRow struct {
	review.Obligation
	Unit                   org.Unit // of the subject, as frozen; without a name where a member has no branch
	Above                  org.UnitKind
	Number, Name           string // of the person reviewed; empty for a unit
	Standing               org.Standing
	Leader                 bool
	Posted                 bool
	Groups                 []string
	Job                    string
	OwnerNumber, OwnerName string
	SeatName, SeatShort    string
	DrawNumber             int      // of the draw that marked it, 0: none
	DrawDue                org.Date // by when that wants it; empty: as the round says
}

// SubjectName is the name of the person reviewed, or of the unit.
func (o ObligationRow) SubjectName() string {
	if o.Subject.Person != 0 {
		return o.Name
	}
	return o.Unit.Name
}

// Facts are what counting needs to know of the subject.
func (o ObligationRow) Facts() round.SubjectFacts {
	f := round.SubjectFacts{Kind: o.Subject.Kind, Standing: o.Standing, Leader: o.Leader, Posted: o.Posted, Groups: o.Groups}
	if o.Subject.Kind.IsUnit() {
		f.UnitKind, f.Direct = o.Unit.Kind, org.Direct(o.Unit.Kind, o.Above)
	}
	return f
}

// Asked are the groups by which a scheme asks of the subject: 群体 of a person, 类型 of a unit.
func (o ObligationRow) Asked() []string {
	if o.Subject.Person == 0 {
		if o.Unit.Category == "" {
			return nil
		}
		return []string{o.Unit.Category}
	}
	return review.GroupsOf(o.Groups, o.Leader, o.Posted)
}

var (
	obligationSQL  = `SELECT ` + selected(obligationColumns) + obligationTables
	scanObligation = scanned(obligationColumns)
)

func obligationColumns(o *ObligationRow) columns {
	return columns{
		{"o.id", &o.ID}, {"o.round_id", &o.Round}, {"o.kind", &o.Subject.Kind}, {"o.unit_id", &o.Subject.Unit},
		{"o.person_id", &o.Subject.Person}, {"o.reviewer_id", &o.Reviewer}, {"o.owner_id", &o.Owner},
		{"o.seat_id", &o.Seat}, {"o.decision_id", &o.Decision}, {"o.state", &o.State},
		{"o.drawn_id", &o.Drawn},
		{"COALESCE(u.code, '')", &o.Unit.Code}, {"COALESCE(u.name, '')", &o.Unit.Name},
		{"COALESCE(u.short, '')", &o.Unit.Short}, {"COALESCE(u.kind, '')", &o.Unit.Kind},
		{"COALESCE(u.category, '')", &o.Unit.Category}, {"COALESCE(u.parent_id, 0)", &o.Unit.Parent},
		{"COALESCE(above.kind, '')", &o.Above}, {"COALESCE(s.number, '')", &o.Number},
		{"COALESCE(s.name, '')", &o.Name}, {"COALESCE(s.standing, '')", &o.Standing},
		{"COALESCE(s.leader, FALSE)", &o.Leader}, {"COALESCE(s.posted, FALSE)", &o.Posted},
		{"COALESCE(s.groups_, '')", asGroups{&o.Groups}}, {"COALESCE(s.job, '')", &o.Job},
		{"w.number", &o.OwnerNumber}, {"w.name", &o.OwnerName}, {"COALESCE(seat.name, '')", &o.SeatName},
		{"COALESCE(seat.short, '')", &o.SeatShort}, {"o.unit_id", &o.Unit.ID},
		{"COALESCE(drawn.number, 0)", &o.DrawNumber}, {"COALESCE(drawn.due, '')", &o.DrawDue},
	}
}

const obligationTables = ` FROM obligation o
	LEFT JOIN round_unit u ON u.round_id = o.round_id AND u.unit_id = o.unit_id
	LEFT JOIN round_unit above ON above.round_id = o.round_id AND above.unit_id = u.parent_id
	LEFT JOIN round_person s ON s.round_id = o.round_id AND s.person_id = o.person_id
	LEFT JOIN round_unit seat ON seat.round_id = o.round_id AND seat.unit_id = o.seat_id
	LEFT JOIN draw drawn ON drawn.id = o.drawn_id
	JOIN person w ON w.id = o.owner_id`

// Obligation is one obligation; one that was dropped is not there.
func (tx *Tx) Obligation(id review.ID) (ObligationRow, error) {
	o, err := One(tx, scanObligation, obligationSQL+` WHERE o.id = $1 AND o.state <> $2`, id, review.Dropped)
	if errors.Is(err, ErrNone) {
		return o, access.ErrRefused
	}
	return o, err
}

// ObligationsNow are obligations as they stand, dropped and exempt ones too.
func (tx *Tx) ObligationsNow(ids []review.ID) (map[review.ID]review.Obligation, error) {
	found := make(map[review.ID]review.Obligation, len(ids))
	for part := range slices.Chunk(ids, MaxIn) {
		some, err := All(tx, func(row Row) (o review.Obligation, err error) {
			err = row.Scan(&o.ID, &o.Round, &o.Subject.Kind, &o.Subject.Unit, &o.Subject.Person, &o.Reviewer, &o.Owner, &o.Seat,
				&o.Decision, &o.State, &o.Drawn)
			return o, err
		}, `SELECT id, round_id, kind, unit_id, person_id, reviewer_id, owner_id, seat_id, decision_id, state, drawn_id FROM obligation
			WHERE id IN `+In(1, len(part)), Args(nil, part)...)
		if err != nil {
			return nil, err
		}

		for _, o := range some {
			found[o.ID] = o
		}
	}

	return found, nil
}

// CountedBefore reports whether the subject of the obligation has another review that counts.
func (tx *Tx) CountedBefore(o review.Obligation) (bool, error) {
	n, err := Count(tx, `SELECT COUNT(*) FROM obligation WHERE round_id = $1 AND unit_id = $2 AND kind = $3 AND person_id = $4
		AND id <> $5 AND state = $6`, o.Round, o.Subject.Unit, o.Subject.Kind, o.Subject.Person, o.ID, review.Confirmed)
	return n > 0, err
}
