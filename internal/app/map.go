package app

import (
	"lingping/internal/domain/org"
	"lingping/internal/domain/review"
	"lingping/internal/store"
)

// MapMost is how many reviews a map draws: beyond it, cells are too many to be looked at, the page is long, and the
// table says it better. The board says so, and each unit below has a map of its own.
const MapMost = 6_000

// MapRow is one child of a unit with a cell for each subject in its subtree.
type MapRow struct {
	Unit  org.Place
	Cells []review.State // of each subject, the state that is farthest from done being hidden behind one that counts
}

// Undrawn reports whether the subtree is too large for a map.
func (b Board) Undrawn() bool { return b.Figures.Times.Due > MapMost }

// drawn is the map of the round under the unit, a row for each child that has subjects; nothing where the subtree is too
// large to be drawn.
func (b *Board) drawn(tx *store.Tx) ([]MapRow, error) {
	if b.Undrawn() {
		return nil, nil
	}

	children, err := tx.FrozenChildren(b.ID, b.Unit.ID)
	if err != nil {
		return nil, err
	}

	marks, err := tx.MapMarks(b.ID, b.Unit)
	return mapRows(children, marks), err
}

// mapRows puts the marks, which stand in the tree's order, into the rows of the children. Several reviews of one subject
// are one cell: the subject is done when one of them counts.
func mapRows(children []org.Place, marks []store.MapMark) []MapRow {
	var rows []MapRow
	for _, c := range children {
		row := MapRow{Unit: c}
		for len(marks) > 0 && marks[0].Ord <= c.Last {
			m := marks[0]
			same := 1
			for same < len(marks) && marks[same].Ord == m.Ord && marks[same].Subject == m.Subject {
				if nearer(marks[same].State, m.State) {
					m.State = marks[same].State
				}
				same++
			}

			marks = marks[same:]
			if m.Ord >= c.Ord {
				row.Cells = append(row.Cells, m.State)
			}
		}

		if len(row.Cells) > 0 {
			rows = append(rows, row)
		}
	}

	return rows
}

// nearer reports whether state a is nearer to done than b.
func nearer(a, b review.State) bool { return stateRank(a) > stateRank(b) }

func stateRank(s review.State) int {
	switch s {
	case review.Confirmed:
		return 3
	case review.Draft, review.Submitted, review.Returned:
		return 2
	case review.Owed:
		return 1
	}
	return 0
}
