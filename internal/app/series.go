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

// SeriesKey names the sheets that one reviewer gives one after the other, such as those of the members of a branch.
type SeriesKey struct {
	Round round.ID
	Owner org.PersonID
	Kind  scheme.SubjectKind // of the first record on a sheet
	Unit  org.UnitID         // as in HomeGroup: of the members, or the seat of who reviews units
}

// Key names the sheets of the group.
func (g HomeGroup) Key() SeriesKey { return SeriesKey{g.Round, g.Owner, g.Kinds[0], g.Unit} }

// Series is the sheets of a key in the order of the roster, with what helps to go through them.
type Series struct {
	Key       SeriesKey
	Round     round.Round
	OwnerName string
	Sheets    []HomeSheet
	Usual     review.Setting // the common cells of the sheet that the asker saved last in the round for this reviewer
}

// at is the index of the sheet with the record, -1 when it is not among them.
func (s Series) at(id review.ID) int {
	return slices.IndexFunc(s.Sheets, func(h HomeSheet) bool { return slices.Contains(h.IDs, id) })
}

// Beside are the sheets before and after the one with the record, nil where there is none.
func (s Series) Beside(id review.ID) (before, after *HomeSheet) {
	at := s.at(id)
	if at > 0 {
		before = &s.Sheets[at-1]
	}

	if at >= 0 && at+1 < len(s.Sheets) {
		after = &s.Sheets[at+1]
	}

	return before, after
}

// NextOpen is the first sheet after the one with the record that is still to be written, else the first before it; nil
// when all are. What was returned comes last: whoever filled it in has it to mend. An id that is not among them asks for
// the first of all.
func (s Series) NextOpen(id review.ID) *HomeSheet {
	at := s.at(id)
	var returned *HomeSheet
	for i := range s.Sheets {
		next := &s.Sheets[(at+1+i)%len(s.Sheets)]
		switch {
		case !next.State.Writable() || slices.Contains(next.IDs, id):
		case next.State != review.Returned:
			return next
		case returned == nil:
			returned = next
		}
	}

	return returned
}

// Left is how many sheets are not done yet.
func (s Series) Left() int {
	n := 0
	for _, h := range s.Sheets {
		if h.State.Open() {
			n++
		}
	}

	return n
}

// seriesMost is how many records a series may hold; nobody leafs through more.
const seriesMost = 3000

// Series is for the reviewer and his clerks. What is said of the asker himself is left out of what he writes for another.
func (a *App) Series(ctx context.Context, who access.Actor, key SeriesKey) (s Series, err error) {
	err = a.read(ctx, func(tx *store.Tx) error {
		s, err = a.series(tx, who, key)
		return err
	})
	return s, err
}

// SeriesOf is the series to which a sheet belongs. For who is neither its reviewer nor a clerk it is empty.
func (a *App) SeriesOf(ctx context.Context, who access.Actor, id review.ID) (s Series, err error) {
	err = a.read(ctx, func(tx *store.Tx) error {
		sheet, err := a.openSheet(tx, who, id)
		if err == nil {
			s, err = a.seriesOf(tx, who, sheet)
		}
		return err
	})
	return s, err
}

func (a *App) seriesOf(tx *store.Tx, who access.Actor, sheet sheet) (s Series, err error) {
	lead := sheet.parts[0]
	if lead.relations&(access.Reviewer|access.Clerk) == 0 {
		return s, nil
	}

	key := SeriesKey{lead.Obligation.Round, lead.Owner, review.SheetKinds(sheet.scheme, lead.Subject.Kind)[0], lead.Subject.Unit}
	if lead.Subject.Kind == scheme.Unit || lead.Subject.Kind == scheme.Secretary {
		key.Unit = lead.Seat
	}

	return a.series(tx, who, key)
}

func (a *App) series(tx *store.Tx, who access.Actor, key SeriesKey) (s Series, err error) {
	clerks, err := tx.ClerksOf(key.Owner)
	if err != nil {
		return s, err
	}

	relations := who.Base()
	if who.Person != 0 && who.Person == key.Owner {
		relations |= access.Reviewer
	}

	if slices.Contains(clerks, who.Person) {
		relations |= access.Clerk
	}

	if err := check(access.ReadReview, relations, access.Owed); err != nil {
		return s, err
	}

	s.Key = key
	if s.Round, err = tx.Round(key.Round); err != nil {
		return s, unseen(err)
	}

	plan, err := a.keptScheme(s.Round)
	if err != nil {
		return s, err
	}

	filter := store.DutyFilter{Rounds: []round.ID{key.Round}, Owners: []org.PersonID{key.Owner},
		Kinds: review.SheetKinds(plan, key.Kind)}
	ofUnits := key.Kind == scheme.Unit || key.Kind == scheme.Secretary
	if !ofUnits {
		filter.Unit = key.Unit
	}

	rows, err := tx.Duties(filter, seriesMost)
	if err != nil {
		return s, err
	}

	rows = slices.DeleteFunc(rows, func(d store.DutyRow) bool {
		return d.State == review.Dropped || d.State == review.Exempt || ofUnits && d.Seat != key.Unit ||
			d.Subject.Person == who.Person
	})

	deadlines, err := deadlinesOf(tx, s.Round, plan)
	if err != nil {
		return s, err
	}

	h := Home{Rounds: map[round.ID]HomeRound{key.Round: {Round: s.Round, Scheme: plan, Deadlines: deadlines}}}
	s.Sheets = h.onSheets(rows)
	if len(s.Sheets) > 0 {
		s.OwnerName = s.Sheets[0].OwnerName
	}

	s.Usual, err = tx.UsualSetting(key.Round, key.Owner, who.Account)
	return s, err
}

// Holds reports whether the sheet is one of the group.
func (g HomeGroup) Holds(s HomeSheet) bool {
	if s.Obligation.Round != g.Round || s.Owner != g.Owner || !slices.Contains(g.Kinds, s.Subject.Kind) {
		return false
	}
	if s.Subject.Kind == scheme.Unit || s.Subject.Kind == scheme.Secretary {
		return s.Seat == g.Unit
	}

	return s.Subject.Unit == g.Unit
}
