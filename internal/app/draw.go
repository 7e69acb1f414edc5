package app

import (
	"context"
	"fmt"
	"strings"

	"lingping/internal/auth"
	"lingping/internal/domain/access"
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
	Layers  round.LayersBy   // draw the same number from each layer of the pool, each with a record of its own
	Want    int              // from each layer, where there are some
	Source  string
	Second  string   // what somebody else in the room wrote, for draws of the office
	Due     org.Date // by when those drawn are to be reviewed; empty: as the round says
	Exclude []LeftOut
	Again   round.DrawID // the draw that it replaces, 0: none
	Reason  string
}

// LeftOut is a subject that is not in a pool, named by its 工号 or 代码.
type LeftOut struct{ Ref, Reason string }

// FreezeDraw fixes the pool of a draw in the ledger, with its count and hash, and gives its number; with layers, that of the
// first of them. Nothing is drawn yet.
func (a *App) FreezeDraw(ctx context.Context, who access.Actor, in NewDraw) (id round.DrawID, err error) {
	err = a.write(ctx, who, access.HoldDraw, func(tx *store.Tx, allow allowFunc) (Entry, error) {
		top, relations, err := a.drawTop(tx, who, in.Round, in.Filter.Unit, allow)
		if err != nil {
			return Entry{}, err
		}

		in.Filter.Unit = top.ID
		if err := checkAgain(tx, in); err != nil {
			return Entry{}, err
		}

		lots, err := poolOf(tx, top, in)
		if err != nil {
			return Entry{}, err
		}

		layers, err := layersOf(tx, in, top, lots)
		if err != nil {
			return Entry{}, err
		}

		draws, err := freeze(tx, who, in, layers, relations.Has(access.Office))
		if err != nil {
			return Entry{}, err
		}

		id = draws[0].ID
		return drawEntry(draws[0], map[string]any{"act": "freeze", "layers": len(draws), "hashes": hashesOf(draws)}), nil
	})
	return id, err
}

// checkAgain refuses to replace a draw of another round or unit, and one of several layers by a draw in layers.
func checkAgain(tx *store.Tx, in NewDraw) error {
	if in.Again == 0 {
		return nil
	}

	before, err := tx.Draw(in.Again)
	if err != nil {
		return err
	}

	if before.Round != in.Round || before.Filter.Unit != in.Filter.Unit {
		return access.ErrRefused
	}

	after, err := tx.DrawAfter(in.Again)
	if err != nil {
		return err
	}

	if after != 0 {
		return errs.NewConflict("这次抽取已经重抽；要再抽，请重抽最新的那一次。")
	}

	if in.Layers != "" {
		return errs.NewInvalid("重抽时一次只换一份抽取记录，请不要分层。")
	}

	return nil
}

// layersOf are the parts of a pool that are drawn from each by itself: all of it, the layers asked for, or the one whose draw
// is replaced.
func layersOf(tx *store.Tx, in NewDraw, top org.Place, lots []round.Lot) ([]round.Layer, error) {
	switch {
	case in.Layers != "":
		units, err := tx.FrozenUnits(in.Round)
		return round.LayersOf(in.Layers, top, units, lots), err
	case in.Again == 0:
		return []round.Layer{{Lots: lots}}, nil
	}

	first, err := tx.Draw(in.Again)
	for err == nil && first.Again != 0 {
		first, err = tx.Draw(first.Again)
	}

	if err != nil || first.Series == 0 {
		return []round.Layer{{Lots: lots}}, err
	}

	was, err := lotsIn(tx, first)
	return []round.Layer{round.SameLayer(first.Layer, was, lots)}, err
}

// freeze freezes each layer of a pool as a draw.
func freeze(tx *store.Tx, who access.Actor, in NewDraw, layers []round.Layer, sealed bool) ([]round.Draw, error) {
	var draws []round.Draw
	for _, layer := range layers {
		d := round.Draw{ID: round.DrawID(tx.NewID()), Round: in.Round, Filter: in.Filter, Want: in.Want, Source: in.Source,
			Again: in.Again, Reason: in.Reason, Due: in.Due, Layer: layer.Name}
		if in.Layers != "" {
			d.Series, d.Want = d.ID, min(in.Want, layer.Count())
			if len(draws) > 0 {
				d.Series = draws[0].ID
			}
		}

		var wrong errs.Faults
		if sealed {
			own, _ := auth.NewToken()
			wrong.Add("second", d.Seal(own, in.Second))
		}

		wrong.Add("", d.Freeze(layer.Lots, who.Name, org.DateOf(tx.Now), tx.Now.UnixMilli()))
		if err := wrong.Err(); err != nil {
			return nil, err
		}

		if err := tx.AddDraw(d, layer.Lots); err != nil {
			return nil, err
		}

		draws = append(draws, d)
	}

	if len(draws) == 0 {
		return nil, errs.NewInvalid("没有符合条件的对象，请放宽条件或减少排除。")
	}

	return draws, nil
}

// hashesOf are what was fixed of draws: of each the pool, and what the two sides brought.
func hashesOf(draws []round.Draw) []string {
	var out []string
	for _, d := range draws {
		out = append(out, fmt.Sprintf("%d %s %s %s", d.ID, d.PoolHash, d.Sealed[0].Hash, d.Sealed[1].Hash))
	}
	return out
}

// drawTop loads the unit in whose subtree is drawn, how the actor stands to it, and asks whether he may.
func (a *App) drawTop(tx *store.Tx, who access.Actor, id round.ID, unit org.UnitID, allow allowFunc) (top org.Place, relations access.Relation, err error) {
	v, err := a.loadRound(tx, who, id)
	if err != nil {
		return top, 0, err
	}

	if unit == 0 {
		unit = v.Unit
	}

	if relations, err = relationsToUnit(tx, who, frozenID(v.Round), unit); err != nil {
		return top, 0, err
	}

	if err := allow(relations, stageOf(v.Round)); err != nil {
		if access.Allowed(access.HoldDraw, relations, access.Launched) {
			return top, 0, v.Running()
		}
		return top, 0, err
	}

	if top, err = tx.FrozenUnit(id, unit); err != nil {
		return top, 0, unseen(err)
	}

	if !top.Within(v.Top) {
		return top, 0, access.ErrRefused
	}

	return top, relations, nil
}

// poolOf are the lots of a pool: whom the filter chooses and somebody still owes a review, those exempted in the round,
// those whom nobody is to review and those whom the actor leaves out marked with the reason.
func poolOf(tx *store.Tx, top org.Place, in NewDraw) ([]round.Lot, error) {
	switch {
	case in.Filter.Kind != scheme.Unit && in.Filter.Kind != scheme.Member:
		return nil, errs.NewInvalid("请选择抽取{党组织}还是{党员}。")
	case !in.Layers.Known():
		return nil, errs.NewInvalid("请从列出的分层办法中选择。")
	}

	lots, err := tx.PoolLots(in.Round, top, in.Filter)
	if err != nil {
		return nil, err
	}

	for i := range lots {
		if l := &lots[i]; l.Ref == "" {
			l.Ref = fmt.Sprint(max(int64(l.Person), int64(l.Unit)))
		}
	}

	if err := leaveOutExempted(tx, in, lots); err != nil {
		return nil, err
	}

	if lots, err = stillOwed(tx, top, in, lots); err != nil {
		return nil, err
	}

	return lots, leaveOut(lots, in.Exclude)
}

// leaveOutExempted marks those who are exempted in the round.
func leaveOutExempted(tx *store.Tx, in NewDraw, lots []round.Lot) error {
	exempted, err := tx.Exemptions(in.Round)
	if err != nil {
		return err
	}

	free := map[store.Drawable]string{}
	for _, e := range exempted {
		if e.Kind == in.Filter.Kind {
			free[store.Drawable{Unit: e.Unit, Person: e.Person}] = e.Reason
		}
	}

	for i := range lots {
		lots[i].Excluded = free[store.Drawable{Unit: lots[i].Unit, Person: lots[i].Person}]
	}

	return nil
}

// stillOwed keeps those whose review is still open; those whom nobody is to review are left out with that reason. Who was
// reviewed before is in no pool, and where the draw is to be fresh nobody whom one chose before.
func stillOwed(tx *store.Tx, top org.Place, in NewDraw, lots []round.Lot) ([]round.Lot, error) {
	owed, err := tx.OwedOf(in.Round, top, in.Filter.Kind)
	if err != nil {
		return nil, err
	}

	var before map[store.Drawable]bool
	if in.Filter.Fresh {
		if before, err = tx.DrawnBefore(in.Round, in.Filter.Kind); err != nil {
			return nil, err
		}
	}

	var out []round.Lot
	for _, l := range lots {
		key := store.Drawable{Unit: l.Unit, Person: l.Person}
		open, known := owed[key]
		switch {
		case before[key], known && !open && l.Excluded == "":
			continue
		case !known && l.Excluded == "":
			l.Excluded = string(round.NobodyReviews)
		}
		out = append(out, l)
	}

	return out, nil
}

// leaveOut marks those whom the actor leaves out.
func leaveOut(lots []round.Lot, leave []LeftOut) error {
	at := map[string]int{}
	for i := range lots {
		at[lots[i].Ref] = i
	}

	for _, out := range leave {
		i, known := at[out.Ref]
		switch {
		case !known:
			return errs.NewInvalid("“%s”不在符合条件的名单里，请核对工号或代码。", out.Ref)
		case strings.TrimSpace(out.Reason) == "":
			return errs.NewInvalid("请写明为什么不把“%s”放进名单。", out.Ref)
		}
		lots[i].Excluded = strings.TrimSpace(out.Reason)
	}

	return nil
}
