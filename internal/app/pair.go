package app

import (
	"context"
	"slices"

	"lingping/internal/domain/access"
	"lingping/internal/domain/org"
	"lingping/internal/domain/review"
	"lingping/internal/domain/round"
	"lingping/internal/domain/scheme"
	"lingping/internal/store"
)

// PairList is the double capacity of those who review in a unit's subtree: of all of them, or, where they are many, of those
// of the unit itself, with the units below that have theirs.
type PairList struct {
	RoundView
	Unit  org.Place
	Line  []org.Place
	Pairs []store.PairRow
	Below []org.Place // the children in which somebody reviews, where Pairs are not all
}

// pairsMost is how many reviews a subtree may have for the list of all who give them.
const pairsMost = 1000

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

// Pairs shows for who reviews in the subtree of a unit (0: the round's own) what he gives there and what he receives as a
// member of his branch 〔二(二)〕.
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

		planned, err := tx.ListingOf(id, store.PlannedListing, []org.UnitID{top.ID})
		if err != nil {
			return err
		}

		if planned[top.ID] > pairsMost {
			return l.own(tx)
		}

		l.Pairs, err = tx.Pairs(id, top)
		return err
	})
	return l, err
}

// own lists who reviews in the unit itself or holds it, and leads on to the units below.
func (l *PairList) own(tx *store.Tx) error {
	persons, err := tx.ReviewersIn(l.ID, l.Unit.ID)
	if err != nil {
		return err
	}

	superiors, err := tx.Superiors(l.ID, l.Unit.ID)
	if err != nil {
		return err
	}

	for _, h := range superiors.Holdings {
		if h.Unit == l.Unit.ID {
			persons = append(persons, h.Person)
		}
	}

	slices.Sort(persons)
	for part := range slices.Chunk(slices.Compact(persons), store.MaxIn) {
		some, err := tx.PairsOf(l.ID, l.Unit, part)
		if err != nil {
			return err
		}
		l.Pairs = append(l.Pairs, some...)
	}

	children, err := tx.FrozenChildren(l.ID, l.Unit.ID)
	if err != nil {
		return err
	}

	planned, err := tx.ListingOf(l.ID, store.PlannedListing, unitIDs(children))
	for _, c := range children {
		if planned[c.ID] > 0 {
			l.Below = append(l.Below, c)
		}
	}

	return err
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
