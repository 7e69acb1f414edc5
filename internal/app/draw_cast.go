package app

import (
	"context"
	"fmt"

	"lingping/internal/domain/access"
	"lingping/internal/domain/org"
	"lingping/internal/domain/round"
	"lingping/internal/domain/scheme"
	"lingping/internal/errs"
	"lingping/internal/store"
)

// CastDraw draws from the frozen pool with the public text that has become known, and marks the reviews owed of those drawn.
// What was frozen together is drawn together.
func (a *App) CastDraw(ctx context.Context, who access.Actor, id round.DrawID, in round.Casting) error {
	return a.write(ctx, who, access.HoldDraw, func(tx *store.Tx, allow allowFunc) (Entry, error) {
		d, err := a.openDraw(tx, who, id, allow)
		if err != nil {
			return Entry{}, err
		}

		together, err := tx.DrawsTogether(d)
		if err != nil {
			return Entry{}, err
		}

		for i := range together {
			if err := castOne(tx, &together[i], in, who.Name); err != nil {
				return Entry{}, err
			}
		}

		return drawEntry(together[0], map[string]any{"act": "draw", "layers": len(together)}), nil
	})
}

func castOne(tx *store.Tx, d *round.Draw, in round.Casting, by string) error {
	lots, err := lotsIn(tx, *d)
	if err != nil {
		return err
	}

	if err := d.Cast(lots, in, by, tx.Now.UnixMilli()); err != nil {
		return err
	}

	if err := unmark(tx, d.Again); err != nil {
		return err
	}

	if err := tx.SaveDraw(*d, lots); err != nil {
		return err
	}

	return mark(tx, *d, lots)
}

// RaiseDraw draws more from the same pool with the same seed; those drawn stay.
func (a *App) RaiseDraw(ctx context.Context, who access.Actor, id round.DrawID, want int) error {
	return a.drawAct(ctx, who, id, "raise", func(d *round.Draw, lots []round.Lot) error { return d.Raise(lots, want) })
}

// ReplaceLot puts the next ticket in the place of a subject that can't take part, with the reason.
func (a *App) ReplaceLot(ctx context.Context, who access.Actor, id round.DrawID, ref, reason string) error {
	return a.drawAct(ctx, who, id, "replace", func(d *round.Draw, lots []round.Lot) error { return d.Replace(lots, ref, reason) })
}

func (a *App) drawAct(ctx context.Context, who access.Actor, id round.DrawID, act string, do func(*round.Draw, []round.Lot) error) error {
	return a.write(ctx, who, access.HoldDraw, func(tx *store.Tx, allow allowFunc) (Entry, error) {
		d, err := a.openDraw(tx, who, id, allow)
		if err != nil {
			return Entry{}, err
		}

		lots, err := lotsIn(tx, d)
		if err != nil {
			return Entry{}, err
		}

		if err := do(&d, lots); err != nil {
			return Entry{}, err
		}

		if err := tx.SaveDraw(d, lots); err != nil {
			return Entry{}, err
		}

		return drawEntry(d, map[string]any{"act": act}), mark(tx, d, lots)
	})
}

// openDraw loads a draw that the actor may hold and that no other replaces.
func (a *App) openDraw(tx *store.Tx, who access.Actor, id round.DrawID, allow allowFunc) (d round.Draw, err error) {
	if d, err = tx.Draw(id); err != nil {
		return d, err
	}

	if _, _, err := a.drawTop(tx, who, d.Round, d.Filter.Unit, allow); err != nil {
		return d, err
	}

	after, err := tx.DrawAfter(id)
	if err != nil {
		return d, err
	}

	if after != 0 {
		return d, errs.NewConflict("这次抽取已经重抽，原来的记录只供查看。")
	}

	return d, nil
}

func lotsIn(tx *store.Tx, d round.Draw) ([]round.Lot, error) {
	rows, err := tx.Lots(d)
	return bare(rows), err
}

// mark marks the open reviews owed of those drawn, takes the marks of those who are not drawn any more, and counts both.
func mark(tx *store.Tx, d round.Draw, lots []round.Lot) error {
	chosen := map[store.Drawable]bool{}
	for _, l := range lots {
		chosen[store.Drawable{Unit: l.Unit, Person: l.Person}] = l.Place > 0
	}

	owed, err := tx.DrawnObligations(d)
	if err != nil {
		return err
	}

	moved := map[org.UnitID]int64{}
	for _, o := range owed {
		key := store.Drawable{Unit: o.Subject.Unit, Person: o.Subject.Person}
		if d.Filter.Kind == scheme.Unit {
			key.Person = 0 // the secretary is chosen with his unit
		}

		was := o.Drawn
		if o.Drawn = o.Marked(d.ID, chosen[key]); o.Drawn == was {
			continue
		}

		if err := tx.MarkObligation(o.ID, o.Drawn); err != nil {
			return err
		}

		if o.Drawn != 0 {
			moved[o.Subject.Unit]++
		} else {
			moved[o.Subject.Unit]--
		}
	}

	for unit, n := range moved {
		if err := tx.Count(d.Round, unit, round.Tally{round.DrawnDue: n}); err != nil {
			return err
		}
	}

	return nil
}

// unmark takes the marks of a draw that is replaced, and of those that it replaced itself, from what is still open.
func unmark(tx *store.Tx, id round.DrawID) error {
	for id != 0 {
		d, err := tx.Draw(id)
		if err != nil {
			return err
		}

		lots, err := lotsIn(tx, d)
		if err != nil {
			return err
		}

		for i := range lots {
			lots[i].Place = 0
		}

		if err := mark(tx, d, lots); err != nil {
			return err
		}

		id = d.Again
	}

	return nil
}

func drawEntry(d round.Draw, detail map[string]any) Entry {
	detail["pool"], detail["count"], detail["want"], detail["again"] = d.PoolHash, d.Count, d.Want, int64(d.Again)
	return Entry{Object: fmt.Sprintf("draw:%d", d.ID), Round: int64(d.Round), Detail: detail}
}
