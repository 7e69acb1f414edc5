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

// ListState is which obligations a list of a round shows.
type ListState string

// The lists behind the figures of a round.
const (
	ListOwed ListState = "owed" // open, with the gaps
	ListDone ListState = "done"
	ListAll  ListState = "all"
)

// states are the states of obligations that the list shows.
func (s ListState) states() []review.State {
	switch s {
	case ListDone:
		return []review.State{review.Confirmed}
	case ListAll:
		return nil
	}
	return review.OpenStates()
}

// listing is how many rows of the list a unit has.
func (s ListState) listing() store.Listing {
	switch s {
	case ListDone:
		return store.DoneListing
	case ListAll:
		return store.AllListing
	}
	return store.OpenListing
}

// OwedFilter chooses what the list of a round shows; empty fields choose all.
type OwedFilter struct {
	Unit  org.UnitID // 0: the round's own
	Kind  scheme.SubjectKind
	State ListState // empty: ListOwed
	Owner string    // part of a reviewer's name, or the beginning of his number

	GapFrom int // how many gaps come before those that are named
}

// OwedList is one page of a round's obligations.
type OwedList struct {
	RoundView
	Unit      org.Place
	Line      []org.Place
	Rows      []store.ListedRow
	Total     int
	Gaps      []store.GapRow                  // on the first page of what is owed, from one on
	Unmet     int                             // how many gaps belong to the list, on whatever page they stand
	Silent    map[org.PersonID]access.Silence // of the reviewers on the page
	Due       []round.Due                     // of each row
	Subjects  *round.KindPart                 // how many subjects of the kind there are, where the list is of one kind
	MayExempt bool
}

// OwedEach and GapsEach are how many obligations one page lists, and how many gaps: what a telephone scrolls through.
const (
	OwedEach = 30
	GapsEach = 10
)

// Owed lists the obligations behind a figure of the board, from the row at index from on.
func (a *App) Owed(ctx context.Context, who access.Actor, id round.ID, f OwedFilter, from int) (l OwedList, err error) {
	return a.owed(ctx, who, id, f, from, OwedEach, GapsEach)
}

// AllOwed is the whole list.
func (a *App) AllOwed(ctx context.Context, who access.Actor, id round.ID, f OwedFilter) (l OwedList, err error) {
	return a.owed(ctx, who, id, f, 0, everything, everything)
}

func (a *App) owed(ctx context.Context, who access.Actor, id round.ID, f OwedFilter, from, limit, gaps int) (l OwedList, err error) {
	err = a.read(ctx, func(tx *store.Tx) error {
		v, top, err := a.measured(tx, who, access.ReadBoard, id, unitByID(f.Unit))
		if err != nil {
			return err
		}

		l = OwedList{RoundView: v, Unit: top}
		if l.Line, err = lineTo(tx, who, v, top); err != nil {
			return err
		}

		if err := l.list(tx, f, from, limit); err != nil {
			return err
		}

		if l.Silent, err = silentAmong(tx, l.Rows); err != nil {
			return err
		}

		if err := l.due(tx); err != nil {
			return err
		}

		if err := l.subjects(tx, f); err != nil {
			return err
		}

		if f.State == ListDone || f.Owner != "" {
			return nil
		}

		return l.addGaps(tx, who, f, from == 0, gaps)
	})
	return l, err
}

// subjects counts the subjects of the list's kind, as the board does: one may be reviewed several times.
func (l *OwedList) subjects(tx *store.Tx, f OwedFilter) error {
	if f.Kind == "" || f.Owner != "" {
		return nil
	}

	figures, err := figuresOf(tx, l.ID, l.Unit.ID)
	for _, k := range figures.Kinds(l.Plan) {
		if k.Kind == f.Kind {
			l.Subjects = &k
		}
	}

	return err
}

// silentAmong says of the reviewers of some rows at whose accounts nobody answers.
func silentAmong(tx *store.Tx, rows []store.ListedRow) (map[org.PersonID]access.Silence, error) {
	owners := make([]org.PersonID, 0, len(rows))
	for _, r := range rows {
		owners = append(owners, r.Owner)
	}

	slices.Sort(owners)
	owners = slices.Compact(owners)
	return tx.SilentOf(owners[:min(len(owners), store.MaxIn)])
}

// list reads the rows of the page. Where the counters know how many rows each unit has, those before are not read.
func (l *OwedList) list(tx *store.Tx, f OwedFilter, from, limit int) error {
	if f.Owner == "" && limit == OwedEach {
		s, err := tx.Stretch(l.ID, l.Unit, f.State.listing().OfKinds(ofKind(f.Kind)...), from, limit)
		if err != nil {
			return err
		}

		l.Total = s.Total
		l.Rows, err = tx.ListedOf(s, f.State.states())
		return err
	}

	list := store.ListFilter{Kind: f.Kind, States: f.State.states(), Owner: f.Owner}
	var err error
	if l.Total, err = tx.ListedCount(l.ID, l.Unit, list); err != nil {
		return err
	}

	l.Rows, err = tx.Listed(l.ID, l.Unit, list, from, limit)
	return err
}

// ofKind is the kind that is chosen; none when all are.
func ofKind(kind scheme.SubjectKind) []scheme.SubjectKind {
	if kind == "" {
		return nil
	}
	return []scheme.SubjectKind{kind}
}

// due says by when each row is to be done.
func (l *OwedList) due(tx *store.Tx) error {
	of, err := dueOf(tx, l.RoundView, l.Rows)
	for _, row := range l.Rows {
		l.Due = append(l.Due, of(row))
	}
	return err
}

// addGaps counts the subjects whom nobody reviews, and names them where they are shown, at most so many.
func (l *OwedList) addGaps(tx *store.Tx, who access.Actor, f OwedFilter, shown bool, limit int) error {
	if !shown && f.Kind == "" {
		rows, err := tx.ListingOf(l.ID, store.GapListing, []org.UnitID{l.Unit.ID})
		l.Unmet = rows[l.Unit.ID]
		return err
	}

	gaps, err := openGaps(tx, l.ID, l.Unit)
	if err != nil {
		return err
	}

	gaps = slices.DeleteFunc(gaps, func(g store.GapRow) bool { return f.Kind != "" && g.Subject.Kind != f.Kind })
	if l.Unmet = len(gaps); !shown {
		return nil
	}

	l.Gaps = page(gaps, f.GapFrom, limit)
	relations, err := relationsToUnit(tx, who, l.ID, l.RoundView.Unit)
	l.MayExempt = access.Allowed(access.ExemptSubject, relations, stageOf(l.Round))
	return err
}
