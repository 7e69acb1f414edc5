package app

import (
	"context"

	"lingping/internal/domain/access"
	"lingping/internal/domain/filing"
	"lingping/internal/domain/org"
	"lingping/internal/domain/round"
	"lingping/internal/store"
)

// FilingRow is a unit in the office's list.
type FilingRow struct {
	filing.Duty
	Due       org.Date
	Last      filing.Filing
	Corrected int
}

// FilingEach is how many units one page of the list shows.
const FilingEach = 20

// Filings is one page of who of a round has filed and who has not.
type Filings struct {
	RoundView
	Today  org.Date
	Rows   []FilingRow
	From   int // index of the first
	Total  int // how many have to file
	states map[filing.State]int
}

// Filings lists the units that have to file in a round, from the one at index from on, for the office.
func (a *App) Filings(ctx context.Context, who access.Actor, id round.ID, from int) (l Filings, err error) {
	err = a.read(ctx, func(tx *store.Tx) error {
		v, _, err := a.measured(tx, who, access.ReadFilings, id, unitByID(0))
		if err != nil {
			return err
		}

		l = Filings{RoundView: v, Today: org.DateOf(tx.Now), From: from}
		duties, err := dutiesOf(tx, v)
		if err != nil {
			return err
		}

		l.Total = len(duties)
		if l.states, err = tx.FilingStates(id); err != nil {
			return err
		}

		return l.fill(tx, page(duties, from, FilingEach))
	})
	return l, err
}

// fill says of the units of the page what they have filed.
func (l *Filings) fill(tx *store.Tx, duties []filing.Duty) error {
	units := make([]org.UnitID, len(duties))
	for i, d := range duties {
		units[i] = d.Unit.ID
	}

	filed, err := tx.FilingsOf(l.ID, units)
	if err != nil {
		return err
	}

	corrected, err := tx.Corrected(l.ID, units)
	for _, d := range duties {
		l.Rows = append(l.Rows, FilingRow{Duty: d, Due: d.Due(l.RoundView.From, l.To), Last: filed[d.Unit.ID], Corrected: corrected[d.Unit.ID]})
	}

	return err
}

// Count is how many units are in a state, those on other pages too.
func (l Filings) Count(state filing.State) int {
	if state != filing.Building {
		return l.states[state]
	}

	n := l.Total
	for _, filed := range l.states {
		n -= filed
	}

	return n
}

func dutiesOf(tx *store.Tx, v RoundView) ([]filing.Duty, error) {
	tree, err := tx.FrozenUnits(v.ID)
	return filing.Duties(v.Plan, tree, v.Top), err
}

// dutyIn is the duty of the last unit of a line that begins at the root, without demands when it has none; by is then the
// lowest unit above it that files for it.
func dutyIn(v RoundView, line []org.Place) (d filing.Duty, by org.Place) {
	var above org.UnitKind
	for _, u := range line {
		if len(d.Demands) > 0 {
			by = d.Unit
		}

		d = filing.Duty{Unit: u}
		if u.Within(v.Top) {
			d = filing.DutyOf(v.Plan, u, above, v.Top.ID)
		}

		above = u.Kind
	}

	if len(d.Demands) > 0 {
		by = org.Place{}
	}

	return d, by
}
