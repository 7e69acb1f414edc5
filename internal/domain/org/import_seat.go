package org

import (
	"cmp"
	"slices"
)

// seat is a post or a charge: both are a person, a unit, a kind and the days, and are matched alike.
type seat struct {
	id       int64
	person   PersonID
	unit     UnitID
	kind     string
	part     string // Portfolio of a post
	from, to Date
	note     string // 备注 of a post
}

// seatKey tells seats apart; one person may hold the same seat again later, so the days are not in it.
type seatKey struct {
	person     PersonID
	unit       UnitID
	kind, part string
}

func (s seat) key() seatKey { return seatKey{s.person, s.unit, s.kind, s.part} }

// seatMatch follows the rows of 职务 or 分工. A row that ends a seat or moves its days changes it; a row for other days
// is a new seat; a seat that no row speaks of is kept, and reported where the sheet speaks of its unit or its person.
type seatMatch struct {
	*matcher
	before []seat
	rows   []SeatRow
	want   []seat   // what each row asks for
	notes  []string // what each row notes, not to tell seats apart by
	fate   []verdict
	old    []int // position of the row's seat in before, -1 for a new one
	row    []int // for each seat of before: the row that stands for it, -1 without
	after  []seat
}

func (s *seatMatch) match() {
	n := len(s.rows)
	s.fate, s.old = make([]verdict, n), slices.Repeat([]int{-1}, n)
	s.row = slices.Repeat([]int{-1}, len(s.before))
	for i := range s.rows {
		s.resolve(i)
	}

	s.dropTwins()
	s.pair()
	s.after = slices.Clone(s.before)
	for i := range s.rows {
		switch at := s.old[i]; {
		case s.fate[i] != settled, at == twin:
		case at >= 0:
			s.after[at].from, s.after[at].to = s.days(i, &s.before[at])
			s.after[at].note = cmp.Or(s.remark(i), s.before[at].note)
		default:
			s.want[i].id, s.want[i].note = s.newID(), s.remark(i)
			s.after = append(s.after, s.want[i])
		}
	}
}

// remark is what a row notes; charges have none.
func (s *seatMatch) remark(i int) string {
	if i < len(s.notes) {
		return s.notes[i]
	}
	return ""
}

// resolve finds the person and the unit of a row and refuses days that run backwards. A row that its reader has
// refused is looked up all the same, without a word: what it speaks of is not gone.
func (s *seatMatch) resolve(i int) {
	row := &s.rows[i]
	person, field, t := s.who(row)
	if t != nil {
		s.refuse(i, field, *t)
	} else {
		s.want[i].person = person.ID
	}

	unit, t := s.unitOf(row, person)
	if t != nil {
		s.refuse(i, FieldUnit, *t)
	} else if unit != nil {
		s.want[i].unit = unit.ID
	}

	if row.From != "" && row.To != "" && compareDates(row.From, row.To) > 0 {
		s.refuse(i, FieldTo, trouble{Fault, "止（%s）在起（%s）之前；请核对。", []any{row.To.Dotted(), row.From.Dotted()}})
	}

	if row.Faulty {
		s.fate[i] = out
	}

	s.want[i].from, s.want[i].to = row.From, row.To
}

// unitOf is the unit that a row names, or the person's own branch or the committee over it. It is nil without a word when
// the person is not known, of which has been told.
func (s *seatMatch) unitOf(row *SeatRow, person *Person) (*Unit, *trouble) {
	if !row.OwnBranch {
		return s.units.find(row.Unit)
	}

	if person == nil {
		return nil, nil
	}

	branch := s.units.unit(person.Branch)
	switch {
	case branch == nil:
		return nil, &trouble{Fault, "没有写%s所在的党支部，不知道是哪个党组织的职务；请补上所在党支部。", []any{person.Name}}
	case row.Level == "":
		return branch, nil
	}

	if unit := s.units.above(branch.ID, row.Level); unit != nil {
		return unit, nil
	}

	return nil, &trouble{Fault, "“%s”上面没有%s，不知道是哪个党组织的职务；请改在“职务”表中写明。", []any{branch.Name, row.Level.Word()}}
}

func (s *seatMatch) refuse(i int, field Field, t trouble) {
	if !s.rows[i].Faulty {
		s.note(t.level, s.rows[i].Row, field, t.text, t.args...)
	}
	s.fate[i] = out
}

// dropTwins counts a row that says the same as an earlier one only once.
func (s *seatMatch) dropTwins() {
	first := map[seat]int{}
	for i, want := range s.want {
		if s.fate[i] == out {
			continue
		}

		at, seen := first[want]
		if !seen {
			first[want] = i
			continue
		}

		s.fate[i] = settled
		s.old[i] = twin
		s.note(Warning, s.rows[i].Row, "", "与第 %d 行相同，只算一次。", s.rows[at].At)
	}
}

// twin marks a row that repeats another.
const twin = -2

// pair finds the seat of the roster for each row: the same days first, then the same beginning, then days that overlap.
// Within one key the latest goes first, so that the outcome does not depend on the order of the rows.
func (s *seatMatch) pair() {
	known := map[seatKey][]int{}
	for at := range s.before {
		known[s.before[at].key()] = append(known[s.before[at].key()], at)
	}

	asked := map[seatKey][]int{}
	for i := range s.rows {
		if s.fate[i] == open {
			asked[s.want[i].key()] = append(asked[s.want[i].key()], i)
		}
	}

	for i := range s.rows { // by the rows, as a map has no order
		key := s.want[i].key()
		rows := asked[key]
		if len(rows) == 0 || rows[0] != i {
			continue
		}

		seats := known[key]
		slices.SortStableFunc(seats, func(a, b int) int { return latestFirst(s.before[a], s.before[b]) })
		slices.SortStableFunc(rows, func(a, b int) int { return latestFirst(s.want[a], s.want[b]) })
		for _, fits := range []func(have, want seat) bool{sameDays, sameStart, overlap} {
			s.pairBy(seats, rows, fits)
		}

		for _, i := range rows {
			s.fate[i] = settled
		}

		delete(asked, key)
	}
}

func (s *seatMatch) pairBy(seats, rows []int, fits func(have, want seat) bool) {
	for _, i := range rows {
		for _, at := range seats {
			if s.fate[i] == open && s.row[at] < 0 && fits(s.before[at], s.want[i]) {
				s.fate[i], s.old[i], s.row[at] = settled, at, i
			}
		}
	}
}

func latestFirst(a, b seat) int {
	if (a.to == "") != (b.to == "") {
		if a.to == "" {
			return -1
		}
		return 1
	}
	return cmp.Or(cmp.Compare(b.from, a.from), cmp.Compare(b.to, a.to))
}

func sameDays(have, want seat) bool { return have.from == want.from && have.to == want.to }

func sameStart(have, want seat) bool { return have.from == want.from }

// overlap reports whether the two have more than a border day (or month) in common.
func overlap(have, want seat) bool {
	before := func(from, to Date) bool { return from == "" || to == "" || compareDates(from, to) < 0 }
	return before(have.from, want.to) && before(want.from, have.to)
}

// days are those of the seat after the row: an empty 起 leaves it as known, an empty 止 says that the seat is still held.
func (s *seatMatch) days(i int, have *seat) (from, to Date) {
	from, to = have.from, have.to
	if s.want[i].from != "" {
		from = s.want[i].from
	}

	if s.rows[i].Sheet.Has(FieldTo) {
		to = s.want[i].to
	}

	return from, to
}

// gone are the seats still held of which no row speaks, though the sheet speaks of their unit or their person.
func (s *seatMatch) gone() []int {
	units, persons, pairs := map[UnitID]bool{}, map[PersonID]bool{}, map[seatKey]bool{}
	for i, want := range s.want {
		if s.fate[i] == out {
			pairs[seatKey{person: want.person, unit: want.unit}] = true
			continue
		}
		units[want.unit], persons[want.person] = true, true
	}

	var gone []int
	for at, have := range s.before {
		held := s.row[at] < 0 && have.to == ""
		named := units[have.unit] || persons[have.person]
		if held && named && !pairs[seatKey{person: have.person, unit: have.unit}] {
			gone = append(gone, at)
		}
	}

	return gone
}

// seatDelta puts what was matched in terms of posts or charges.
func seatDelta[T any](s *seatMatch, kind SheetKind, before, after []T) Delta[T] {
	d := Delta[T]{Present: s.read.Has(kind), New: after[len(before):]}
	for i := range s.rows {
		at := s.old[i]
		switch {
		case s.fate[i] == out:
			d.LeftOut++
		case at < 0:
		case s.after[at] == s.before[at]:
			d.Same++
		default:
			b, a := s.before[at], s.after[at]
			var changes []FieldChange
			if b.from != a.from {
				changes = append(changes, FieldChange{FieldFrom, b.from.Dotted(), a.from.Dotted()})
			}

			if b.to != a.to {
				changes = append(changes, FieldChange{FieldTo, b.to.Dotted(), a.to.Dotted()})
			}

			if b.note != a.note {
				changes = append(changes, FieldChange{FieldNote, b.note, a.note})
			}

			d.Changed = append(d.Changed, Changed[T]{s.rows[i].Row, &before[at], &after[at], changes})
		}
	}

	if d.Present {
		for _, at := range s.gone() {
			d.Gone = append(d.Gone, before[at])
		}
	}

	return d
}
