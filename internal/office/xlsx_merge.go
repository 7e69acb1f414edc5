package office

import (
	"slices"
	"strconv"
	"strings"
)

// merged is a block of merged cells: rows from 1, columns from 0, both ends included.
type merged struct{ top, left, bottom, right int }

// mergedOf reads a reference such as A3:B4.
func mergedOf(reference string) (merged, bool) {
	from, to, _ := strings.Cut(reference, ":")
	left, top, ok := cellOf(from)
	right, bottom, also := cellOf(to)
	if !ok || !also || right < left || bottom < top {
		return merged{}, false
	}

	return merged{top, left, bottom, right}, true
}

func cellOf(reference string) (column, row int, ok bool) {
	column, err := columnOf(reference, -1)
	if err != nil {
		return 0, 0, false
	}
	row, err = strconv.Atoi(strings.TrimLeft(reference, "$ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"))
	return column, row, err == nil && row >= 1 && row <= lastRow
}

// mergeFill gives the cells of merged blocks the value of their first cell, row by row.
type mergeFill struct {
	all    []merged // by their top row
	active []activeMerge
}

type activeMerge struct {
	merged
	value cell
}

// complete fills into the row what blocks over it show, and remembers the blocks that begin in it. Blocks do not
// overlap in an honest sheet, so together they are never wider than its columns.
func (m *mergeFill) complete(at int, cells []cell) []cell {
	m.active = slices.DeleteFunc(m.active, func(a activeMerge) bool { return a.bottom < at })
	for ; len(m.all) > 0 && m.all[0].top <= at; m.all = m.all[1:] {
		b := m.all[0]
		if b.top < at || b.left >= len(cells) || m.width()+b.width() > widest {
			continue
		}

		if value := cells[b.left]; value.text != "" && value.fill == own {
			m.active = append(m.active, activeMerge{b, value})
		}
	}

	for _, a := range m.active {
		cells = a.fill(at, cells)
	}

	return cells
}

// mostMerges is how many blocks of a sheet are read; a roster merges a few for each of its branches.
const mostMerges = 300_000

// widest is how many columns are filled at most; a roster's columns lie far within.
const widest = 256

func (b merged) width() int { return min(b.right-b.left+1, widest) }

func (m *mergeFill) width() int {
	n := 0
	for _, a := range m.active {
		n += a.width()
	}
	return n
}

func (a activeMerge) fill(at int, cells []cell) []cell {
	right := a.left + a.width() - 1
	for len(cells) <= right {
		cells = append(cells, cell{})
	}

	for column := a.left; column <= right; column++ {
		if cells[column].text != "" {
			continue
		}

		cells[column] = a.value
		cells[column].fill = across
		if column == a.left {
			cells[column].fill = down
		}
	}

	return cells
}
