package app

import (
	"context"

	"lingping/internal/domain/access"
	"lingping/internal/domain/org"
	"lingping/internal/domain/round"
	"lingping/internal/store"
)

// Comparison is a round beside the one before it, for a unit and each unit directly below it. It says what changed, in
// the order of the tree; nobody is ranked.
type Comparison struct {
	RoundView
	Before round.Round // ID 0: there is none
	Unit   org.Place
	Line   []org.Place
	Rows   []ComparisonRow // the unit itself first
}

// ComparisonRow is one unit with its figures of both rounds.
type ComparisonRow struct {
	Unit        org.Place
	Now, Before round.Tally
}

// Compare sets the figures of a round beside those of the round before it; unit 0 is the round's own.
func (a *App) Compare(ctx context.Context, who access.Actor, id round.ID, unit org.UnitID) (c Comparison, err error) {
	err = a.read(ctx, func(tx *store.Tx) error {
		v, top, err := a.measured(tx, who, access.ReadBoard, id, unitByID(unit))
		if err != nil {
			return err
		}

		c = Comparison{RoundView: v, Unit: top}
		if c.Line, err = lineTo(tx, who, v, top); err != nil || v.Previous == 0 {
			return err
		}

		if c.Before, err = tx.Round(v.Previous); err != nil {
			return err
		}

		return c.load(tx)
	})
	return c, err
}

func (c *Comparison) load(tx *store.Tx) error {
	children, err := tx.FrozenChildren(c.ID, c.Unit.ID)
	if err != nil {
		return err
	}

	places := append([]org.Place{c.Unit}, children...)
	ids := unitIDs(places)
	now, err := tx.Tallies(c.ID, ids)
	if err != nil {
		return err
	}

	before, err := tx.Tallies(c.Before.ID, ids)
	for _, p := range places {
		if len(now[p.ID]) > 0 || len(before[p.ID]) > 0 {
			c.Rows = append(c.Rows, ComparisonRow{Unit: p, Now: now[p.ID], Before: before[p.ID]})
		}
	}

	return err
}
