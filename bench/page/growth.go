package page

import "fmt"

// Figure is one of the counts by which growth is told. They are the same on every machine, however busy.
type Figure string

// The figures. Read is what the database itself goes through; see store.Work.
const (
	Bytes      Figure = "bytes"
	Statements Figure = "statements"
	Rows       Figure = "rows"
	Read       Figure = "read"
)

// Figures are all figures in the order in which they are told.
func Figures() []Figure { return []Figure{Bytes, Statements, Rows, Read} }

// Of is the figure of a cost.
func (f Figure) Of(c Cost) int64 {
	switch f {
	case Bytes:
		return int64(c.Bytes)
	case Statements:
		return int64(c.Statements)
	case Rows:
		return c.Rows
	}
	return c.Read
}

// bound is how large the figure may be in a house of twenty times the size: a house has one level more there, which adds
// a row to every line of units and some statements' worth of looking; its indexes are a level deeper, which SQLite pays
// with a page a look.
func (f Figure) bound(small int64) int64 {
	switch f {
	case Bytes:
		return small*13/10 + 600
	case Statements:
		return small + small/10 + 3
	case Rows:
		return small*13/10 + 12
	}
	return small*2 + 60
}

// Times is how many times as large the figure is in the large house; what is small there is 1.
func (f Figure) Times(small, large Cost) float64 {
	return float64(f.Of(large)) / float64(max(f.Of(small), 1))
}

// Grown says of each figure that grows with the house by how much.
func Grown(small, large Cost) map[Figure]float64 {
	grown := map[Figure]float64{}
	for _, f := range Figures() {
		if f.Of(large) > f.bound(f.Of(small)) {
			grown[f] = f.Times(small, large)
		}
	}

	return grown
}

// Growing is a page that still grows with the house. Ceiling is how many times as large each figure may be; what is not
// named in it must not grow.
type Growing struct {
	Ceiling map[Figure]float64
	Why     string
}

// Judge says what is wrong with how a page grows: what it must not, and what stands in the table and is not needed there
// any more.
func Judge(name string, small, large Cost, growing map[string]Growing) (wrong []string) {
	grown, listed := Grown(small, large), growing[name]
	for _, f := range Figures() {
		times, grows := grown[f]
		ceiling, may := listed.Ceiling[f]
		switch {
		case grows && !may:
			wrong = append(wrong, fmt.Sprintf("%s grows with the house: %s %d → %d", name, f, f.Of(small), f.Of(large)))
		case grows && times > ceiling:
			wrong = append(wrong, fmt.Sprintf("%s grows more than it did: %s %d → %d, %.1f times and not %.1f", name, f, f.Of(small), f.Of(large), times, ceiling))
		case may && !grows:
			wrong = append(wrong, fmt.Sprintf("%s does not grow any more: %s %d → %d: strike its ceiling", name, f, f.Of(small), f.Of(large)))
		}
	}

	return wrong
}
