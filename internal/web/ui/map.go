package ui

import (
	"fmt"
	"strings"

	"lingping/internal/domain/round"
)

// MapRow is a unit in the map of the round, with its subjects as cells beside their figures.
type MapRow struct {
	Name  string
	Href  string // where the unit is drilled into
	Part  round.Part
	Owed  string // where the rows behind the figures are
	Cells []MapCell
}

// MapCell is one subject. Its title is for cells with a link: without one, a cell is only a mark.
type MapCell struct {
	State StepState
	Title string
	Href  string
}

// The grid of cells, in pixels: the pitch of a cell and its side, and how many stand in a line.
const (
	mapPitch = 14
	mapSide  = 10
	mapLine  = 32
)

// mapSize is the width and height of the drawing of n cells.
func mapSize(n int) (width, height string) {
	lines := (n + mapLine - 1) / mapLine
	return fmt.Sprint(min(n, mapLine)*mapPitch + 2), fmt.Sprint(lines*mapPitch + 2)
}

// mapAt is where the cell of index i stands.
func mapAt(i int) (x, y int) { return i%mapLine*mapPitch + 2, i/mapLine*mapPitch + 2 }

// mapShape is the outline of a cell of the state, as an SVG path: a box, a half-filled box, a triangle, a dash.
func mapShape(i int, s StepState) string {
	x, y := mapAt(i)
	switch s {
	case StepInCourse:
		return fmt.Sprintf("M%d %dh%dv%dh-%dzM%d %dh%dv%dh-%dz", x, y, mapSide, mapSide, mapSide,
			x, y+mapSide/2, mapSide, mapSide/2, mapSide)
	case StepLate:
		return fmt.Sprintf("M%d %dl%d %dh-%dz", x+mapSide/2, y, mapSide/2, mapSide, mapSide)
	case StepNotNeeded:
		return fmt.Sprintf("M%d %dh%dv2h-%dz", x, y+mapSide/2-1, mapSide, mapSide)
	}

	return fmt.Sprintf("M%d %dh%dv%dh-%dz", x, y, mapSide, mapSide, mapSide)
}

// mapMark is the cells without a link of one state, drawn in one stroke: a university has thousands.
type mapMark struct {
	class string
	path  string
}

func mapMarks(cells []MapCell) []mapMark {
	var marks []mapMark
	for s := range StepState(len(stepWords)) {
		var path strings.Builder
		for i, c := range cells {
			if c.State == s && c.Href == "" {
				path.WriteString(mapShape(i, s))
			}
		}

		if path.Len() > 0 {
			marks = append(marks, mapMark{s.class(), path.String()})
		}
	}

	return marks
}

// mapSays is what a screen reader hears of the cells: how many stand at each state.
func mapSays(p Page, cells []MapCell) string {
	var count [len(stepWords)]int
	for _, c := range cells {
		count[c.State]++
	}

	var parts []string
	for s, n := range count {
		if n > 0 {
			parts = append(parts, fmt.Sprintf("%s %d", p.Word(StepState(s).Word()), n))
		}
	}

	return strings.Join(parts, " · ")
}
