package org

import (
	"cmp"
	"iter"
	"slices"

	"lingping/internal/errs"
)

// Import is what writing a roster would do: every fault and warning, and what would be new, changed, the same or gone.
// Rows with faults, and rows that rest on them, are already left out of the changes, so that one Import serves both
// answers to "leave the faulty rows out?".
type Import struct {
	Sheets  []*Sheet
	Notes   Notes // by sheet and row
	Units   Delta[Unit]
	Persons Delta[Person]
	Posts   Delta[Post]
	Charges Delta[Charge]
	After   Roster // the whole roster as it would be
	Asked   []Question
	Losses  []Loss // of units and persons, by field
}

// Delta is what would happen to one kind of thing. Its pointers and slices lie in the roster before or in After.
type Delta[T any] struct {
	Present bool         // a sheet of the kind was read; without one nothing of the kind is judged
	New     []T          // with their new ids
	Changed []Changed[T] // by the order of their rows
	Same    int
	Gone    []T // in the roster but not on the sheet: reported, and kept
	LeftOut int // rows left out because of a fault, their own or one they rest on

	// More are how many of New, Changed and Gone are not in the lists, see Import.Shown.
	More [3]int
}

// Changed is one thing before and after, with the fields that differ and the row that says so.
type Changed[T any] struct {
	Row
	Before, After *T
	Fields        []FieldChange
}

// FieldChange is one field as people read it, before and after.
type FieldChange struct {
	Field         Field
	Before, After string
}

// Ready reports whether the import may be written: when all is right, or when only rows are at fault and they are
// expressly left out.
func (im *Import) Ready(skipFaulty bool) bool {
	return im.Notes.Count(Broken) == 0 && (skipFaulty || im.Notes.Count(Fault) == 0)
}

// NothingTaken reports whether the file has rows and every one of them is left out: then nothing agrees with the roster.
func (im *Import) NothingTaken() bool {
	return im.Empty() && im.Units.Same+im.Persons.Same+im.Posts.Same+im.Charges.Same == 0 &&
		im.Units.LeftOut+im.Persons.LeftOut+im.Posts.LeftOut+im.Charges.LeftOut > 0
}

// Empty reports whether writing the import would change nothing.
func (im *Import) Empty() bool {
	return im.Units.still() && im.Persons.still() && im.Posts.still() && im.Charges.still()
}

func (d *Delta[T]) still() bool { return d.Added()+d.Altered() == 0 }

// Added is how many things are new, listed or not.
func (d *Delta[T]) Added() int { return len(d.New) + d.More[0] }

// Altered is how many are changed.
func (d *Delta[T]) Altered() int { return len(d.Changed) + d.More[1] }

// Missing is how many are in the roster and not on the sheet.
func (d *Delta[T]) Missing() int { return len(d.Gone) + d.More[2] }

// Shown is the import with the first of everything, most of each list, and of the roster afterwards only who and what is named in
// them: what people are shown, which does not grow with the house.
func (im *Import) Shown(most int) *Import {
	s := &Import{Sheets: im.Sheets, Notes: im.Notes, Asked: im.Asked, Losses: im.Losses, Units: im.Units.shown(most), Persons: im.Persons.shown(most),
		Posts: im.Posts.shown(most), Charges: im.Charges.shown(most)}
	units, persons := map[UnitID]bool{}, map[PersonID]bool{}
	for p := range s.Posts.all() {
		units[p.Unit], persons[p.Person] = true, true
	}

	for c := range s.Charges.all() {
		units[c.Unit], persons[c.Person] = true, true
	}

	for _, u := range im.After.Units {
		if units[u.ID] {
			s.After.Units = append(s.After.Units, u)
		}
	}

	for _, p := range im.After.Persons {
		if persons[p.ID] {
			s.After.Persons = append(s.After.Persons, p)
		}
	}

	return s
}

// shown copies the first of each list, so that the rosters in which they lie can be forgotten.
func (d *Delta[T]) shown(most int) Delta[T] {
	s := *d
	s.New, s.More[0] = slices.Clone(d.New[:min(most, len(d.New))]), d.More[0]+max(0, len(d.New)-most)
	s.Gone, s.More[2] = slices.Clone(d.Gone[:min(most, len(d.Gone))]), d.More[2]+max(0, len(d.Gone)-most)
	s.Changed, s.More[1] = nil, d.More[1]+max(0, len(d.Changed)-most)
	for _, c := range d.Changed[:min(most, len(d.Changed))] {
		before, after := *c.Before, *c.After
		c.Before, c.After = &before, &after
		s.Changed = append(s.Changed, c)
	}

	return s
}

// all is everything in the lists, as it would be.
func (d *Delta[T]) all() iter.Seq[T] {
	return func(yield func(T) bool) {
		for _, v := range d.New {
			if !yield(v) {
				return
			}
		}

		for _, c := range d.Changed {
			if !yield(*c.After) {
				return
			}
		}

		for _, v := range d.Gone {
			if !yield(v) {
				return
			}
		}
	}
}

// Match compares what was read with the roster and says what importing it would do; docs/adr/0004-import.md has the
// rules. It changes neither argument. newID makes the ids of new things; spell gives the full pinyin and the initials of
// a name. A roster of very many persons is matched in parts, see Matching.
func Match(before Roster, read *Sheets, newID func() int64, spell func(name string) (pinyin, initials string)) *Import {
	m := newMatcher(before, read, newID, spell)
	p := m.matchPersons(before.Persons, read.Persons)
	m.im.Persons, m.im.After.Persons = p.delta, p.after
	return m.finish(personLosses(nil, &m.im.Persons))
}

func newMatcher(before Roster, read *Sheets, newID func() int64, spell func(string) (string, string)) *matcher {
	m := &matcher{
		before:  before,
		read:    read,
		newID:   newID,
		spell:   spell,
		im:      &Import{Sheets: read.Sheets, Notes: Notes{slices.Clone(read.Notes.List), read.Notes.More}},
		persons: &personIndex{byNumber: map[string]int{}, byName: map[string][]int{}, lost: map[string][]lostPerson{}},
		told:    map[*Around]*aroundAnswer{},
		formal:  map[UnitID]int{},
	}

	m.im.Persons.Present = read.Has(PersonSheet)
	m.matchUnits()
	return m
}

// finish matches what rests on the persons, and tells what is told of all of them together.
func (m *matcher) finish(persons []Loss) *Import {
	m.tellAround()
	m.matchPosts()
	m.matchCharges()
	m.checkAfter()
	m.sortNotes()
	m.im.Losses = m.im.losses(persons)
	return m.im
}

// matcher carries one Match from unit to charge: each stage needs what the one before has settled.
type matcher struct {
	before   Roster
	read     *Sheets
	newID    func() int64
	spell    func(string) (string, string)
	im       *Import
	units    *unitIndex
	unitRows map[UnitID]Row // of the units for which a row stands
	persons  *personIndex
	told     map[*Around]*aroundAnswer
	order    []*aroundAnswer
	formal   map[UnitID]int // how many formal members there will be, by branch
	count    int            // persons that there will be
}

// note says something of a row.
func (m *matcher) note(level Level, row Row, field Field, text errs.Sentence, args ...any) {
	m.im.Notes.Add(Note{Level: level, Sheet: row.Sheet, Row: row.At, Field: field, Text: text, Args: args})
}

// sortNotes puts the notes in the order of the sheets and their rows, notes about no sheet last. A row that stands for
// two posts says what is wrong with it once.
func (m *matcher) sortNotes() {
	order := map[*Sheet]int{nil: len(m.read.Sheets)}
	for i, s := range m.read.Sheets {
		order[s] = i
	}

	slices.SortStableFunc(m.im.Notes.List, func(a, b Note) int {
		return cmp.Or(cmp.Compare(order[a.Sheet], order[b.Sheet]), cmp.Compare(a.Row, b.Row))
	})
	m.im.Notes.List = slices.CompactFunc(m.im.Notes.List, func(a, b Note) bool {
		return a.Sheet == b.Sheet && a.Row == b.Row && a.Field == b.Field && a.Text == b.Text && slices.Equal(a.Args, b.Args)
	})
}

// verdict is what became of a row.
type verdict uint8

const (
	open    verdict = iota // not settled yet
	settled                // stands for something of the roster, old or new
	out                    // left out
)

// twins gives for each of n rows another row with the same key, -1 without one. An empty key has no twin.
func twins(n int, key func(i int) string) []int {
	first := make(map[string]int, n)
	others := slices.Repeat([]int{-1}, n)
	for i := range n {
		k := key(i)
		if k == "" {
			continue
		}

		at, seen := first[k]
		if !seen {
			first[k] = i
			continue
		}

		others[i] = at
		if others[at] < 0 {
			others[at] = i
		}
	}

	return others
}
