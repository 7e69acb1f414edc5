package app

import (
	"context"
	"fmt"
	"slices"

	"lingping/internal/domain/access"
	"lingping/internal/domain/org"
	"lingping/internal/domain/round"
	"lingping/internal/domain/scheme"
	"lingping/internal/store"
)

// OccasionPlace is where a meeting can be held: a unit in which somebody has reviews to give.
type OccasionPlace struct {
	Round    HomeRound
	Unit     org.UnitID
	UnitName string
	Leader   org.PersonID
	For      string // the leader's name, when it is not the asker himself
	Count    int    // sheets that can be given there
}

// Key is the place as a value of a form.
func (o OccasionPlace) Key() string { return fmt.Sprintf("%d.%d.%d", o.Round.ID, o.Unit, o.Leader) }

// places are the places of the asker and of those for whom he writes. A leader in charge of units meets each of them; who
// reviews from a seat meets all that are below it.
func (h Home) places() (out []OccasionPlace) {
	add := func(o OccasionPlace) {
		at := slices.IndexFunc(out, func(x OccasionPlace) bool { return x.Key() == o.Key() })
		if at < 0 {
			out = append(out, o)
			return
		}
		out[at].Count += o.Count
	}

	for _, g := range h.Groups {
		place := OccasionPlace{Round: h.Rounds[g.Round], Unit: g.Unit, UnitName: g.UnitName, Leader: g.Owner, For: g.OwnerName, Count: g.Sheets}
		if g.Unit != 0 {
			add(place)
			continue
		}

		for _, s := range slices.Concat(h.Open, h.Writing) {
			if g.Holds(s) {
				place.Unit, place.UnitName, place.Count = s.Subject.Unit, s.Unit.Name, 1
				add(place)
			}
		}
	}

	return out
}

// visits are the units on which the asker, or those for whom he writes, still owe a sheet.
func (h Home) visits(me org.PersonID) (out []OccasionPlace) {
	for _, s := range slices.Concat(h.Open, h.Writing) {
		if s.Subject.Kind != scheme.Unit {
			continue
		}

		place := OccasionPlace{Round: h.Rounds[s.Obligation.Round], Unit: s.Subject.Unit, UnitName: s.Unit.Name, Leader: s.Owner, Count: 1}
		if s.Owner != me {
			place.For = s.OwnerName
		}

		out = append(out, place)
	}

	return out
}

// OccasionList is the meetings that somebody led, or for whose leader he writes, the newest first.
type OccasionList struct {
	List  []store.OccasionRow
	Open  bool           // he has something to give a review on
	Words *scheme.Scheme // in which the page speaks of these rounds
}

// OwnOccasions are those of the running rounds that the asker led, or those led for whom he writes.
func (a *App) OwnOccasions(ctx context.Context, who access.Actor) (l OccasionList, err error) {
	if who.Person == 0 {
		return l, nil
	}

	err = a.read(ctx, func(tx *store.Tx) error {
		var h Home
		rounds, err := a.owing(tx, &h, who.Person, 0)
		if err != nil {
			return err
		}

		l.Open = len(h.places()) > 0
		leaders, err := speaksFor(tx, who.Person)
		if err != nil {
			return err
		}

		if l.List, err = tx.OccasionsLed(rounds, leaders); err != nil {
			return err
		}

		var of []round.ID
		for _, o := range l.List {
			of = append(of, o.Round)
		}

		l.Words, err = a.commonWords(tx, of...)
		return err
	})
	return l, err
}

// OccasionStart is what the form of a new meeting begins with.
type OccasionStart struct {
	Places  []OccasionPlace
	Planned *store.ArrangedRow // the line of a unit's plan that it carries out; nil: none
}

// OccasionStart is where the asker may hold a meeting; line is that of a unit's plan, 0 for none.
func (a *App) OccasionStart(ctx context.Context, who access.Actor, line int64) (s OccasionStart, err error) {
	err = a.read(ctx, func(tx *store.Tx) error {
		if s.Places, err = a.placesOf(tx, who, Home.places); err != nil || line == 0 {
			return err
		}

		planned, err := arrangedLine(tx, who, line)
		s.Planned = &planned
		return err
	})
	return s, err
}

// VisitPlaces are the units on which the asker, or those for whom he writes, still owe a sheet.
func (a *App) VisitPlaces(ctx context.Context, who access.Actor) (places []OccasionPlace, err error) {
	err = a.read(ctx, func(tx *store.Tx) error {
		places, err = a.placesOf(tx, who, func(h Home) []OccasionPlace { return h.visits(who.Person) })
		return err
	})
	return places, err
}

func (a *App) placesOf(tx *store.Tx, who access.Actor, of func(Home) []OccasionPlace) ([]OccasionPlace, error) {
	if err := check(access.ReadRound, who.Base(), access.NoStage); err != nil {
		return nil, err
	}

	var h Home
	if _, err := a.owing(tx, &h, who.Person, 0); err != nil {
		return nil, err
	}

	return of(h), nil
}
