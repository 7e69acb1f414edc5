package app

import (
	"context"
	"fmt"

	"lingping/internal/domain/access"
	"lingping/internal/domain/org"
	"lingping/internal/domain/round"
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

		return drawEntry(together[0], map[string]any{"act": "draw", "layers": len(together)}), markDrawn(tx, d.Round)
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

	return tx.SaveDraw(*d, lots)
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

		return drawEntry(d, map[string]any{"act": act}), markDrawn(tx, d.Round)
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

// markDrawn says of everything owed in a round by which draw it is marked, as the draws that hold chose, and counts what changes.
func markDrawn(tx *store.Tx, id round.ID) error {
	choices, err := tx.Choices(id)
	if err != nil {
		return err
	}

	owed, err := tx.Markable(id)
	if err != nil {
		return err
	}

	moved := map[org.UnitID]round.Tally{}
	for _, o := range owed {
		by := o.MarkedBy(choices[store.DrawableAs(o.Subject)])
		if by == o.Drawn {
			continue
		}

		if err := tx.MarkObligation(o.ID, by); err != nil {
			return err
		}

		unit := o.Subject.Unit
		if moved[unit] == nil {
			moved[unit] = round.Tally{}
		}
		moved[unit][round.DrawnDue] += marks(by) - marks(o.Drawn)
	}

	return tx.CountEach(id, moved)
}

// markRunning marks what is owed in a round that was launched before draws marked anything, as long as it runs.
func markRunning(tx *store.Tx, id round.ID) error {
	r, err := tx.Round(id)
	if err != nil || r.State != round.Launched {
		return err
	}
	return markDrawn(tx, id)
}

// marks is how many marks it makes to be marked by a draw.
func marks(by round.DrawID) int64 {
	if by == 0 {
		return 0
	}
	return 1
}

func drawEntry(d round.Draw, detail map[string]any) Entry {
	detail["pool"], detail["count"], detail["want"], detail["again"] = d.PoolHash, d.Count, d.Want, int64(d.Again)
	return Entry{Object: fmt.Sprintf("draw:%d", d.ID), Round: int64(d.Round), Detail: detail}
}
