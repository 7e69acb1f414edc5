package app

import (
	"context"
	"slices"

	"lingping/internal/domain/access"
	"lingping/internal/domain/assign"
	"lingping/internal/domain/org"
	"lingping/internal/domain/round"
	"lingping/internal/errs"
	"lingping/internal/store"
)

// Owing is what somebody still owes in a round from one seat, or by his charges.
type Owing = store.OwingSeat

// OwingList is what some still owe in a round.
type OwingList struct {
	View  RoundView
	Owing []Owing // who owes most first
	More  bool    // the word finds too many, so that not all are there
}

// owingFound is how many persons are looked at who are called as somebody asked.
const owingFound = 100

// Owing is what those still owe in a round whom a word finds (a 工号, or the beginning of a name or of its pinyin), seat by
// seat and charges apart, for the hand-over; and of the person of, whatever the word is.
func (a *App) Owing(ctx context.Context, who access.Actor, id round.ID, word string, of org.PersonID) (l OwingList, err error) {
	err = a.read(ctx, func(tx *store.Tx) error {
		if l.View, err = a.handingOver(tx, who, id, asking(access.HandOverSeat)); err != nil {
			return err
		}

		var persons []org.PersonID
		if word != "" {
			if persons, err = tx.OwersNamed(id, word, owingFound); err != nil {
				return err
			}
			l.More = len(persons) == owingFound
		}

		if of != 0 && !slices.Contains(persons, of) {
			persons = append(persons, of)
		}

		l.Owing, err = tx.OwingSeats(id, assign.ChargeRules(l.View.Plan), persons)
		return err
	})
	return l, err
}

// handingOver loads the round and asks whether the actor may hand something over in it.
func (a *App) handingOver(tx *store.Tx, who access.Actor, id round.ID, allow allowFunc) (RoundView, error) {
	v, err := a.loadRound(tx, who, id)
	if err != nil {
		return v, err
	}
	return v, allow(v.relations, stageOf(v.Round))
}

// HandOverTo passes what a person holds and owes on to whom the office names by 工号, or by a name that only one person has;
// h.To is not asked.
func (a *App) HandOverTo(ctx context.Context, who access.Actor, id round.ID, h round.HandOver, to string) (int64, error) {
	if err := a.read(ctx, func(tx *store.Tx) error {
		if _, err := a.handingOver(tx, who, id, asking(access.HandOverSeat)); err != nil {
			return err
		}
		next, err := tx.PersonMeant(to)
		h.To = next
		return err
	}); err != nil {
		return 0, err
	}
	return a.HandOverSeat(ctx, who, id, h)
}

// HandOverSeat passes what a person holds in a round (everything, one seat, or his charges), and what he owes by it, to
// another, and gives how many obligations moved. Reviews that count stay where they are; what they asked to be put right
// is answered to the successor.
func (a *App) HandOverSeat(ctx context.Context, who access.Actor, id round.ID, h round.HandOver) (moved int64, err error) {
	err = a.write(ctx, who, access.HandOverSeat, func(tx *store.Tx, allow allowFunc) (Entry, error) {
		v, err := a.handingOver(tx, who, id, allow)
		if err != nil {
			return Entry{}, err
		}

		if err := h.Check(); err != nil {
			return Entry{}, err
		}

		if _, err := tx.Person(h.To); err != nil {
			return Entry{}, err
		}

		m, err := handOver(tx, v, h, who.Name)
		if err != nil {
			return Entry{}, err
		}

		moved = m.reviews
		return roundEntry(v.Round, map[string]any{"extent": string(h.Extent), "seat": h.Seat, "moved": m.reviews,
			"actions": m.actions, "helps": m.helps}), nil
	})
	return moved, err
}

// handedOver is how much passed on.
type handedOver struct{ reviews, actions, helps int64 }

// handOver keeps a hand-over and lets everything follow that goes with it. Nobody is given a review of himself or of a unit
// that he leads by then.
func handOver(tx *store.Tx, v RoundView, h round.HandOver, by string) (m handedOver, err error) {
	passing, err := tx.Passing(v.ID, h, assign.ChargeRules(v.Plan))
	if err != nil {
		return m, err
	}

	if err := headcounting(tx, v.ID, []org.PersonID{h.From, h.To}, func() (err error) {
		m.reviews, err = tx.MoveObligations(passing)
		return err
	}); err != nil {
		return m, err
	}

	if err := tx.AddHandOver(v.ID, h, m.reviews, by); err != nil {
		return m, err
	}

	held, err := tx.HeldUnits(v.ID, h.From)
	if err != nil {
		return m, err
	}

	changed, err := passHoldings(tx, v.Round, held)
	if err != nil {
		return m, err
	}

	own, err := tx.OwedToHimself(v.ID, h.To)
	if err != nil {
		return m, err
	}

	if own > 0 {
		return m, errs.NewConflict("接手人自己就是其中 %d 项的点评对象，本人不能点评本人：请先请上一级代为点评，或另选接手人。", own)
	}

	if m.actions, err = tx.MoveActions(passing); err != nil { // a successor inherits what is to be answered to the seat
		return m, err
	}

	if m.helps, err = tx.MoveHelps(passing); err != nil {
		return m, err
	}

	if m == (handedOver{}) && !changed {
		return m, errs.NewConflict("移交人名下没有未完成的点评，不需要移交。")
	}

	return m, nil
}

// passHoldings writes who holds the units anew and reports whether anything passed on.
func passHoldings(tx *store.Tx, r round.Round, units []org.UnitID) (changed bool, err error) {
	if len(units) == 0 {
		return false, nil
	}

	before, err := tx.HoldingsIn(r.ID, units)
	if err != nil {
		return false, err
	}

	if err := tx.KeepHoldings(r, units); err != nil {
		return false, err
	}

	after, err := tx.HoldingsIn(r.ID, units)
	return !slices.Equal(before, after), err
}
