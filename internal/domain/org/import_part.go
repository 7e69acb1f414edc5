package org

import (
	"cmp"
	"hash/fnv"
	"slices"
)

// PersonRows are rows of 党员 that are too many to be held: they lie elsewhere and are read again and again, in their order.
type PersonRows interface {
	Len() int
	// Each shows the rows of those whose names lie in the wanted buckets, each with its place from 0; all of them where want is nil.
	// What it shows is good until see comes back.
	Each(want func(bucket uint16) bool, see func(at int, row *PersonRow) error) error
	// Close gives back the room that they take. They can't be read any more.
	Close() error
}

// MostHeld is how many persons, or rows of them, are held and matched at once.
const MostHeld = 40_000

// Matching is a Match that is made in parts, so that of a million persons only those of one part are held: units first, then
// the persons part by part as a Split parts them, then posts and charges. What it says is what Match would say of the whole.
type Matching struct {
	m      *matcher
	most   int
	losses lossList
}

// NewMatching begins with the units. before holds no persons; of the lists of persons that the import gives, the first most
// are kept, and the others counted.
func NewMatching(before Roster, read *Sheets, most int, newID func() int64, spell func(string) (string, string)) *Matching {
	m := newMatcher(before, read, newID, spell)
	m.persons.wanted = wantedBy(before, read)
	return &Matching{m: m, most: most}
}

// Units is what would become of the units.
func (x *Matching) Units() (d Delta[Unit], after []Unit) { return x.m.im.Units, x.m.im.After.Units }

// Part matches the rows of a part with the persons of the same part.
func (x *Matching) Part(before []Person, rows []PersonRow) Delta[Person] {
	p := x.m.matchPersons(before, rows)
	x.losses = personLosses(x.losses, &p.delta)
	all, part := &x.m.im.Persons, p.delta.shown(x.most)
	all.New, all.Changed, all.Gone = append(all.New, part.New...), append(all.Changed, part.Changed...), append(all.Gone, part.Gone...)
	for i, more := range part.More {
		all.More[i] += more
	}

	all.Same, all.LeftOut = all.Same+part.Same, all.LeftOut+part.LeftOut
	*all = all.shown(x.most)
	return p.delta
}

// Finish matches posts and charges. Of the roster afterwards the import holds only those persons who may be spoken of.
func (x *Matching) Finish() *Import {
	x.m.im.After.Persons = x.m.persons.persons
	return x.m.finish(x.losses)
}

// wanted are those who may be asked for: by rows of posts and charges, and by posts and charges that are held.
type wanted struct {
	names, numbers map[string]bool
	held           map[PersonID]bool
}

func wantedBy(before Roster, read *Sheets) *wanted {
	w := &wanted{map[string]bool{}, map[string]bool{}, map[PersonID]bool{}}
	if len(read.Posts)+len(read.Charges) == 0 {
		return w
	}

	see := func(row *SeatRow) {
		w.names[NameKey(row.Name)] = row.Name != ""
		w.numbers[numberClass(row.Number)] = row.Number != ""
	}
	for i := range read.Posts {
		see(&read.Posts[i].SeatRow)
	}

	for i := range read.Charges {
		see(&read.Charges[i].SeatRow)
	}

	for _, p := range before.Posts {
		w.held[p.Person] = true
	}

	for _, c := range before.Charges {
		w.held[c.Person] = true
	}

	return w
}

func (w *wanted) has(p *Person) bool {
	return w.held[p.ID] || w.names[NameKey(p.Name)] || p.Number != "" && w.numbers[numberClass(p.Number)]
}

// numberClass is the same for numbers that may be one: those that differ by the zeros before them only.
func numberClass(number string) string {
	key := Key(number)
	return cmp.Or(Zeroless(key), key)
}

// buckets is into how many heaps the names fall; persons and rows of one heap are matched together.
const buckets = 1 << 16

// BucketOf is the heap of a name.
func BucketOf(name string) uint16 { return uint16(hashOf(NameKey(name))) }

func hashOf(key string) uint64 {
	h := fnv.New64a()
	h.Write([]byte(key))
	return h.Sum64()
}

// Split parts rows and persons so that nobody stands in two parts who could be the same, or shares a name, a 工号 (but for the
// zeros before it) or an 身份证号 with somebody of the other.
type Split struct {
	parent []uint16 // of each bucket: one that belongs to the same part; itself at the top
	rows   []int
	first  map[uint64]uint16 // of each number: the bucket in which it was first seen
	part   []int
}

// NewSplit has seen nobody yet.
func NewSplit() *Split {
	s := &Split{parent: make([]uint16, buckets), rows: make([]int, buckets), first: map[uint64]uint16{}}
	for i := range s.parent {
		s.parent[i] = uint16(i)
	}
	return s
}

// See takes a row or a person into account.
func (s *Split) See(p *Person) {
	bucket := BucketOf(p.Name)
	s.rows[bucket]++
	for kind, key := range []string{numberClass(p.Number), Key(p.IDNumber)} {
		if key == "" {
			continue
		}

		hash := hashOf(key)<<1 | uint64(kind)
		if other, seen := s.first[hash]; !seen {
			s.first[hash] = bucket
		} else if a, b := s.top(other), s.top(bucket); a != b {
			s.parent[a] = b
		}
	}
}

func (s *Split) top(bucket uint16) uint16 {
	for s.parent[bucket] != bucket {
		s.parent[bucket] = s.parent[s.parent[bucket]]
		bucket = s.parent[bucket]
	}
	return bucket
}

// Parts settles the parts, of at most so many rows and persons each where that can be, and gives how many there are.
func (s *Split) Parts(most int) int {
	s.first = nil
	size := make([]int, buckets)
	for bucket, n := range s.rows {
		size[s.top(uint16(bucket))] += n
	}

	s.part = slices.Repeat([]int{-1}, buckets)
	at, filled := 0, 0
	for bucket := range s.part {
		top := s.top(uint16(bucket))
		if s.part[top] < 0 {
			if filled > 0 && filled+size[top] > most {
				at, filled = at+1, 0
			}
			s.part[top], filled = at, filled+size[top]
		}

		s.part[bucket] = s.part[top]
	}

	return at + 1
}

// In tells whether a bucket belongs to a part.
func (s *Split) In(part int) func(bucket uint16) bool {
	return func(bucket uint16) bool { return s.part[bucket] == part }
}
