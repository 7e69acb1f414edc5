package app

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"lingping/internal/domain/access"
	"lingping/internal/domain/ledger"
	"lingping/internal/domain/org"
	"lingping/internal/domain/round"
	"lingping/internal/domain/scheme"
	"lingping/internal/errs"
	"lingping/internal/store"
)

// NewDraw is what is said of a draw before it: who is in the pool, who is left out and why, how many are drawn by what.
type NewDraw struct {
	Round   round.ID
	Filter  round.DrawFilter // its Unit 0: the round's own
	Want    int
	Source  string
	Exclude []LeftOut
	Again   round.DrawID // the draw that it replaces, 0: none
	Reason  string
}

// LeftOut is a subject that is not in a pool, named by its 工号 or 代码.
type LeftOut struct{ Ref, Reason string }

// FreezeDraw fixes the pool of a draw in the ledger, with its count and hash, and gives its number. Nothing is drawn yet.
func (a *App) FreezeDraw(ctx context.Context, who access.Actor, in NewDraw) (id round.DrawID, err error) {
	err = a.write(ctx, who, access.HoldDraw, func(tx *store.Tx, allow allowFunc) (Entry, error) {
		top, err := a.drawTop(tx, who, in.Round, in.Filter.Unit, allow)
		if err != nil {
			return Entry{}, err
		}

		in.Filter.Unit = top.ID
		if in.Again != 0 {
			before, err := tx.Draw(in.Again)
			if err != nil || before.Round != in.Round || before.Filter.Unit != top.ID {
				return Entry{}, access.ErrRefused
			}
		}

		d := round.Draw{ID: round.DrawID(tx.NewID()), Round: in.Round, Filter: in.Filter, Want: in.Want, Source: in.Source,
			Again: in.Again, Reason: in.Reason}
		lots, err := poolOf(tx, top, d, in.Exclude)
		if err != nil {
			return Entry{}, err
		}

		if err := d.Freeze(lots, who.Name, tx.Now.UnixMilli()); err != nil {
			return Entry{}, err
		}

		id = d.ID
		return drawEntry(d, map[string]any{"act": "freeze"}), tx.AddDraw(d, lots)
	})
	return id, err
}

// drawTop loads the unit in whose subtree is drawn and asks whether the actor may.
func (a *App) drawTop(tx *store.Tx, who access.Actor, id round.ID, unit org.UnitID, allow allowFunc) (top org.Place, err error) {
	v, err := a.loadRound(tx, who, id)
	if err != nil {
		return top, err
	}

	if unit == 0 {
		unit = v.Unit
	}

	relations, err := relationsToUnit(tx, who, frozenID(v.Round), unit)
	if err != nil {
		return top, err
	}

	if err := allow(relations, stageOf(v.Round)); err != nil {
		if access.Allowed(access.HoldDraw, relations, access.Launched) {
			return top, v.Running()
		}
		return top, err
	}

	if top, err = tx.FrozenUnit(id, unit); err != nil {
		return top, access.ErrRefused
	}

	if !top.Within(v.Top) {
		return top, access.ErrRefused
	}

	return top, nil
}

// poolOf are the lots of a pool: whom the filter chooses, those exempted in the round and those whom the actor leaves out
// marked with the reason.
func poolOf(tx *store.Tx, top org.Place, d round.Draw, leave []LeftOut) ([]round.Lot, error) {
	if d.Filter.Kind != scheme.Unit && d.Filter.Kind != scheme.Member {
		return nil, errs.NewInvalid("请选择抽取党组织还是党员。")
	}

	lots, err := tx.PoolLots(d.Round, top, d.Filter)
	if err != nil {
		return nil, err
	}

	exempted, err := tx.Exemptions(d.Round)
	if err != nil {
		return nil, err
	}

	free := map[org.UnitID]map[org.PersonID]string{}
	for _, e := range exempted {
		if e.Kind == d.Filter.Kind {
			if free[e.Unit] == nil {
				free[e.Unit] = map[org.PersonID]string{}
			}
			free[e.Unit][e.Person] = e.Reason
		}
	}

	at := map[string]int{}
	for i := range lots {
		l := &lots[i]
		if l.Ref == "" {
			l.Ref = fmt.Sprintf("%d", max(int64(l.Person), int64(l.Unit)))
		}
		l.Excluded = free[l.Unit][l.Person]
		at[l.Ref] = i
	}

	for _, out := range leave {
		i, known := at[out.Ref]
		switch {
		case !known:
			return nil, errs.NewInvalid("“%s”不在符合条件的名单里，请核对工号或代码。", out.Ref)
		case strings.TrimSpace(out.Reason) == "":
			return nil, errs.NewInvalid("请写明为什么不把“%s”放进名单。", out.Ref)
		}

		lots[i].Excluded = strings.TrimSpace(out.Reason)
	}

	return lots, nil
}

// CastDraw draws from the frozen pool with the public text that has become known.
func (a *App) CastDraw(ctx context.Context, who access.Actor, id round.DrawID, public string) error {
	return a.drawAct(ctx, who, id, "draw", func(d *round.Draw, lots []round.Lot, now int64) error {
		return d.Cast(lots, public, who.Name, now)
	})
}

// RaiseDraw draws more from the same pool with the same seed; those drawn stay.
func (a *App) RaiseDraw(ctx context.Context, who access.Actor, id round.DrawID, want int) error {
	return a.drawAct(ctx, who, id, "raise", func(d *round.Draw, lots []round.Lot, _ int64) error { return d.Raise(lots, want) })
}

// ReplaceLot puts the next ticket in the place of a subject that can't take part, with the reason.
func (a *App) ReplaceLot(ctx context.Context, who access.Actor, id round.DrawID, ref, reason string) error {
	return a.drawAct(ctx, who, id, "replace", func(d *round.Draw, lots []round.Lot, _ int64) error {
		return d.Replace(lots, ref, reason)
	})
}

func (a *App) drawAct(ctx context.Context, who access.Actor, id round.DrawID, act string, do func(*round.Draw, []round.Lot, int64) error) error {
	return a.write(ctx, who, access.HoldDraw, func(tx *store.Tx, allow allowFunc) (Entry, error) {
		d, err := tx.Draw(id)
		if err != nil {
			return Entry{}, err
		}

		if _, err := a.drawTop(tx, who, d.Round, d.Filter.Unit, allow); err != nil {
			return Entry{}, err
		}

		after, err := tx.DrawAfter(id)
		if err != nil {
			return Entry{}, err
		}

		if after != 0 {
			return Entry{}, errs.NewConflict("这次抽取已经重抽，原来的记录只供查看。")
		}

		rows, err := tx.Lots(d)
		if err != nil {
			return Entry{}, err
		}

		lots := make([]round.Lot, len(rows))
		for i, r := range rows {
			lots[i] = r.Lot
		}

		if err := do(&d, lots, tx.Now.UnixMilli()); err != nil {
			return Entry{}, err
		}

		return drawEntry(d, map[string]any{"act": act}), tx.SaveDraw(d, lots)
	})
}

// DrawView is the record of a draw.
type DrawView struct {
	round.Draw
	Round   round.Round
	Scheme  *scheme.Scheme
	Line    []org.Place // from the root down to the unit in which is drawn
	Lots    []store.LotRow
	After   round.DrawID // the draw that replaces it, 0: none
	Left    int64        // subjects of the kind in the unit's subtree that are not reviewed yet
	Whole   bool         // the asker sees the whole pool; else only what concerns him
	Allowed map[access.Action]bool
}

// Pool is the pool's file.
func (v DrawView) Pool() string {
	lots := make([]round.Lot, len(v.Lots))
	for i, l := range v.Lots {
		lots[i] = l.Lot
	}
	file, _ := round.Pool(lots)
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

// soundDraw refuses a draw whose lots are not those that were frozen, or not drawn as their tickets say.
func soundDraw(d round.Draw, rows []store.LotRow) error {
	lots := make([]round.Lot, 0, len(rows))
	for _, row := range rows {
		lots = append(lots, row.Lot)
	}

	if d.Sound(lots) {
		return nil
	}

	return ledger.NewAltered(fmt.Sprintf("draw:%d", d.ID), "第 %s 号抽取的名单或签号与封存时的校验码不符：内容被改动过，不能显示。请告诉管理员用备份核对。", fmt.Sprint(int64(d.ID)))
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
}

// Draws are the draws held in a unit in a round, the newest first; unit 0 is the round's own.
func (a *App) Draws(ctx context.Context, who access.Actor, id round.ID, unit org.UnitID) (v DrawsView, err error) {
	err = a.read(ctx, func(tx *store.Tx) error {
		if v.RoundView, v.Unit, err = a.measured(tx, who, access.ReadDraw, id, unitByID(unit)); err != nil {
			return err
		}

		relations, err := relationsToUnit(tx, who, id, v.Unit.ID)
		if err != nil {
			return err
		}

		v.Allowed = access.Allowed(access.HoldDraw, relations, stageOf(v.Round))
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

func drawEntry(d round.Draw, detail map[string]any) Entry {
	detail["pool"], detail["count"], detail["want"], detail["again"] = d.PoolHash, d.Count, d.Want, int64(d.Again)
	return Entry{Object: fmt.Sprintf("draw:%d", d.ID), Round: int64(d.Round), Detail: detail}
}

// DrawPool is the pool's file of a draw, for those who may see all of it.
func (a *App) DrawPool(ctx context.Context, who access.Actor, id round.DrawID) (string, error) {
	v, err := a.Draw(ctx, who, id)
	if err != nil || !v.Whole {
		return "", access.ErrRefused
	}
	return v.Pool(), nil
}
