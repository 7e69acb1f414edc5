package app

import (
	"context"
	"slices"

	"lingping/internal/domain/access"
	"lingping/internal/domain/filing"
	"lingping/internal/domain/org"
	"lingping/internal/domain/round"
	"lingping/internal/store"
)

// FilingRow is a pack that a unit has to hand in, with how far it is.
type FilingRow struct {
	filing.Duty
	Due          filing.Due
	Last         filing.Filing // Version 0: nothing was handed in
	filing.Since               // the receipt
}

// Supplement reports whether the office has the pack and there is more to say than it says.
func (r FilingRow) Supplement() bool { return r.Last.State == filing.Received && r.Changed() > 0 }

// FilingEach is how many packs one page of the list shows.
const FilingEach = 20

// Filings is one page of who of a round has filed and who has not.
type Filings struct {
	RoundView
	Today  org.Date
	Rows   []FilingRow
	From   int // index of the first
	Total  int // how many packs are to be handed in
	Units  int // by how many units
	states map[filing.State]int
}

// Filings lists the packs that units have to hand in in a round, from the one at index from on, for the office.
func (a *App) Filings(ctx context.Context, who access.Actor, id round.ID, from int) (l Filings, err error) {
	err = a.read(ctx, func(tx *store.Tx) error {
		v, _, err := a.measured(tx, who, access.ReadFilings, id, unitByID(0))
		if err != nil {
			return err
		}

		l = Filings{RoundView: v, Today: org.DateOf(tx.Now), From: from}
		duties, units, err := dutiesOf(tx, v)
		if err != nil {
			return err
		}

		l.Total, l.Units = len(duties), units
		if l.states, err = tx.FilingStates(id); err != nil {
			return err
		}

		return l.fill(tx, page(duties, from, FilingEach))
	})
	return l, err
}

// filersAmong counts the units that have the duties, those of a unit standing together.
func filersAmong(duties []filing.Duty) (n int) {
	for i, d := range duties {
		if i == 0 || duties[i-1].Unit.ID != d.Unit.ID {
			n++
		}
	}
	return n
}

// fill says of the packs of the page which were handed in.
func (l *Filings) fill(tx *store.Tx, duties []filing.Duty) error {
	var units []org.UnitID
	for _, d := range duties {
		units = append(units, d.Unit.ID)
	}

	units = slices.Compact(units)
	filed, err := tx.FilingsOf(l.ID, units)
	if err != nil {
		return err
	}

	since, err := tx.SinceFiled([]round.ID{l.ID}, units)
	for _, d := range duties {
		l.Rows = append(l.Rows, FilingRow{Duty: d, Due: d.Due(l.RoundView.From, l.To), Last: filed[d.Key()],
			Since: since[store.PackOf{Round: l.ID, Key: d.Key()}]})
	}

	return err
}

// Count is how many packs are in a state, those on other pages too.
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

// roundDuties are what the units of a round have to hand in: how many there are is asked by every page of the list.
type roundDuties struct {
	all   []filing.Duty // where no unit hands in all in one pack
	units int
}

// dutiesKey is under what they are kept with the frozen tree of the round.
type dutiesKey struct{}

// dutiesOf are the packs that units have to hand in, and by how many units. Nobody changes them.
func dutiesOf(tx *store.Tx, v RoundView) (all []filing.Duty, units int, err error) {
	d, err := store.Framed(tx, v.ID, dutiesKey{}, func(tree []org.Place) roundDuties {
		duties := filing.Duties(v.Plan, tree, v.Top, nil)
		return roundDuties{duties, filersAmong(duties)}
	})
	if err != nil || d.units == len(d.all) { // nobody hands in more than one pack
		return d.all, d.units, err
	}

	together, err := tx.FiledTogether(v.ID)
	if err != nil || len(together) == 0 {
		return d.all, d.units, err
	}

	tree, err := tx.FrozenUnits(v.ID)
	return filing.Duties(v.Plan, tree, v.Top, together), d.units, err
}

// dutiesIn are the duties of the last unit of a line that begins at the root; where it has none, by is the lowest unit above
// it that files for it. together: the unit hands in all in one pack.
func dutiesIn(v RoundView, line []org.Place, together bool) (duties []filing.Duty, by org.Place) {
	var above org.UnitKind
	for _, u := range line {
		if len(duties) > 0 {
			by = duties[0].Unit
		}

		duties = nil
		if u.Within(v.Top) {
			duties = filing.DutiesOf(v.Plan, u, above, v.Top.ID, together)
		}

		above = u.Kind
	}

	if len(duties) > 0 {
		by = org.Place{}
	}

	return duties, by
}
