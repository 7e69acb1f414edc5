package app

import (
	"context"
	"fmt"
	"slices"

	"lingping/internal/domain/access"
	"lingping/internal/domain/ledger"
	"lingping/internal/domain/org"
	"lingping/internal/domain/round"
	"lingping/internal/domain/scheme"
	"lingping/internal/store"
)

// DrawView is the record of a draw.
type DrawView struct {
	round.Draw
	Round   round.Round
	Scheme  *scheme.Scheme
	Line    []org.Place // from the root down to the unit in which is drawn
	Lots    []store.LotRow
	After   round.DrawID // the draw that replaces it, 0: none
	Beside  []round.Draw // the other layers that were frozen with it
	Given   int64        // of the reviews that it marked, those that count
	Marked  int64        // reviews that it marked
	Left    int64        // subjects of the kind in the unit's subtree that are not reviewed yet
	Whole   bool         // the asker sees the whole pool; else only what concerns him
	Allowed map[access.Action]bool
}

// Pool is the pool's file.
func (v DrawView) Pool() string {
	file, _ := round.Pool(bare(v.Lots))
	return file
}

// Draw is the record of one draw, for the line and the office; those drawn see their own line of it.
func (a *App) Draw(ctx context.Context, who access.Actor, id round.DrawID) (v DrawView, err error) {
	err = a.read(ctx, func(tx *store.Tx) error {
		if v.Draw, err = tx.Draw(id); err != nil {
			return err
		}

		if v.Round, err = tx.Round(v.Draw.Round); err != nil {
			return err
		}

		relations, err := relationsToUnit(tx, who, v.Round.ID, v.Filter.Unit)
		if err != nil {
			return err
		}

		v.Whole = access.Allowed(access.ReadPool, relations, access.NoStage)
		mine, err := lotsOf(tx, who, v.Draw)
		if err != nil {
			return err
		}

		if len(mine) > 0 {
			relations |= access.Subject
		}

		if err := check(access.ReadDraw, relations, access.NoStage); err != nil {
			return err
		}

		v.Allowed = map[access.Action]bool{access.HoldDraw: access.Allowed(access.HoldDraw, relations, stageOf(v.Round))}
		if err := a.loadDraw(tx, &v); err != nil {
			return err
		}

		if !v.Whole {
			v.Lots = slices.DeleteFunc(v.Lots, func(l store.LotRow) bool { return !slices.Contains(mine, l.Ref) })
		}

		return nil
	})
	return v, err
}

// lotsOf are the lots drawn that concern the actor.
func lotsOf(tx *store.Tx, who access.Actor, d round.Draw) ([]string, error) {
	if who.Person == 0 {
		return nil, nil
	}
	return tx.LotsOf(d, who.Person)
}

// bare are the lots without their names.
func bare(rows []store.LotRow) []round.Lot {
	lots := make([]round.Lot, len(rows))
	for i, row := range rows {
		lots[i] = row.Lot
	}
	return lots
}

// soundDraw refuses a draw whose lots are not those that were frozen, or not drawn as their tickets say.
func soundDraw(d round.Draw, rows []store.LotRow) error {
	if d.Sound(bare(rows)) {
		return nil
	}

	return ledger.NewAltered(fmt.Sprintf("draw:%d", d.ID), "第 %s 号抽取的名单或签号与封存时的校验码不符：内容被改动过，不能显示。请告诉管理员用备份核对。", fmt.Sprint(int64(d.ID)))
}

// drawUnit is where somebody draws who names no unit: in the unit that he leads himself, else in the round's own.
func drawUnit(tx *store.Tx, who access.Actor, id round.ID) (org.UnitID, error) {
	r, err := tx.Round(id)
	if err != nil || who.Person == 0 {
		return 0, err
	}

	relations, err := relationsToUnit(tx, who, id, r.Unit)
	if err != nil || access.Allowed(access.ReadDraw, relations, access.NoStage) {
		return 0, err
	}

	own, err := tx.OwnUnits(id, who.Person)
	if err != nil || len(own) == 0 {
		return 0, err
	}

	return own[0], nil
}

func (a *App) loadDraw(tx *store.Tx, v *DrawView) (err error) {
	if v.Scheme, err = a.keptScheme(v.Round); err != nil {
		return err
	}

	if v.Line, err = tx.FrozenLine(v.Round.ID, v.Filter.Unit); err != nil {
		return err
	}

	if v.Lots, err = tx.Lots(v.Draw); err != nil {
		return err
	}

	if err := soundDraw(v.Draw, v.Lots); err != nil {
		return err
	}

	if v.After, err = tx.DrawAfter(v.ID); err != nil {
		return err
	}

	if v.Beside, err = tx.DrawsTogether(v.Draw); err != nil {
		return err
	}

	if v.Marked, v.Given, err = tx.DrawnGiven(v.ID); err != nil {
		return err
	}

	tallies, err := tx.Tallies(v.Round.ID, []org.UnitID{v.Filter.Unit})
	t := tallies[v.Filter.Unit]
	v.Left = t[round.MembersDue] - t[round.MembersDone]
	if v.Filter.Kind == scheme.Unit {
		v.Left = t.EveryUnit().Left()
	}

	return err
}

// DrawsView are the draws held in a unit in a round.
type DrawsView struct {
	RoundView
	Unit       org.Place
	Line       []org.Place
	List       []round.Draw
	Categories []string // 类型 of the units below
	Allowed    bool     // to draw
	Sealing    bool     // somebody else in the room writes something first
	Due, Done  int64    // reviews that draws of the unit's subtree marked, and those given
}

// Draws are the draws held in a unit in a round, the newest first; unit 0 is the round's own.
func (a *App) Draws(ctx context.Context, who access.Actor, id round.ID, unit org.UnitID) (v DrawsView, err error) {
	err = a.read(ctx, func(tx *store.Tx) error {
		if unit == 0 {
			if unit, err = drawUnit(tx, who, id); err != nil {
				return err
			}
		}

		if v.RoundView, v.Unit, err = a.measured(tx, who, access.ReadDraw, id, unitByID(unit)); err != nil {
			return err
		}

		relations, err := relationsToUnit(tx, who, id, v.Unit.ID)
		if err != nil {
			return err
		}

		v.Allowed = access.Allowed(access.HoldDraw, relations, stageOf(v.Round))
		v.Sealing = relations.Has(access.Office)
		tallies, err := tx.Tallies(id, []org.UnitID{v.Unit.ID})
		if err != nil {
			return err
		}

		v.Due, v.Done = tallies[v.Unit.ID][round.DrawnDue], tallies[v.Unit.ID][round.DrawnDone]
		if v.Line, err = lineTo(tx, who, v.RoundView, v.Unit); err != nil {
			return err
		}

		if v.Categories, err = tx.FrozenCategories(id, v.Unit); err != nil {
			return err
		}

		v.List, err = tx.DrawsIn(id, v.Unit.ID)
		return err
	})
	return v, err
}

// DrawRecord is what a draw is done again from, for those who may see all of it.
func (a *App) DrawRecord(ctx context.Context, who access.Actor, id round.DrawID) (round.DrawRecord, error) {
	v, err := a.wholeDraw(ctx, who, id)
	if err != nil {
		return round.DrawRecord{}, err
	}

	return v.Record(bare(v.Lots)), nil
}

// DrawPool is the pool's file of a draw, for those who may see all of it.
func (a *App) DrawPool(ctx context.Context, who access.Actor, id round.DrawID) (string, error) {
	v, err := a.wholeDraw(ctx, who, id)
	if err != nil {
		return "", err
	}
	return v.Pool(), nil
}

// wholeDraw is the record of a draw for who may see all of it.
func (a *App) wholeDraw(ctx context.Context, who access.Actor, id round.DrawID) (DrawView, error) {
	v, err := a.Draw(ctx, who, id)
	if err == nil && !v.Whole {
		err = access.ErrRefused
	}
	return v, err
}
