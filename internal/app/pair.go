package app

import (
	"context"

	"lingping/internal/domain/access"
	"lingping/internal/domain/org"
	"lingping/internal/domain/review"
	"lingping/internal/domain/round"
	"lingping/internal/domain/scheme"
	"lingping/internal/store"
)

// PairList is the double capacity of everybody who reviews in a unit's subtree.
type PairList struct {
	RoundView
	Unit  org.Place
	Line  []org.Place
	Pairs []store.PairRow
}

// Complete is how many have both given and received.
func (l PairList) Complete() int {
	n := 0
	for _, p := range l.Pairs {
		if p.Complete() {
			n++
		}
	}
	return n
}

// Pairs shows for everybody who reviews in the subtree of a unit (0: the round's own) what he gives and what he receives
// as a member of his branch 〔二(二)〕.
func (a *App) Pairs(ctx context.Context, who access.Actor, id round.ID, unit org.UnitID) (l PairList, err error) {
	err = a.read(ctx, func(tx *store.Tx) error {
		v, top, err := a.measured(tx, who, access.ReadBoard, id, unitByID(unit))
		if err != nil {
			return err
		}
		l = PairList{RoundView: v, Unit: top}
		if l.Line, err = lineTo(tx, who, v, top); err != nil {
			return err
		}
		l.Pairs, err = tx.Pairs(id, top)
		return err
	})
	return l, err
}

// Pair is the double capacity of the person himself in a round; false when he gives no review in it.
func (h Home) Pair(id round.ID) (p review.Pair, ok bool) {
	for _, g := range h.Groups {
		if g.Round == id && g.OwnerName == "" {
			p.Gives.Due += int64(g.Sheets)
			p.Gives.Done += int64(g.Done)
		}
	}
	for _, s := range h.About {
		if s.Obligation.Round == id && s.Subject.Kind == scheme.Member && (p.Receives == "" || nearer(s.State, p.Receives)) {
			p.Receives = s.State
		}
	}
	return p, p.Gives.Due > 0
}
