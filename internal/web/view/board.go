package view

import (
	"net/url"
	"strconv"

	"lingping/internal/app"
	"lingping/internal/domain/org"
	"lingping/internal/domain/review"
	"lingping/internal/domain/round"
	"lingping/internal/domain/scheme"
	"lingping/internal/i18n"
	"lingping/internal/web/ui"
)

// Board is the board of a round for a unit.
type Board struct {
	app.Board
}

// UnderHref is the address of a page of a round seen from one of its units.
func UnderHref(id round.ID, page string, unit org.UnitID, query ...string) string {
	if len(query) == 0 { // tables have one in every row
		return RoundHref(id, page) + "?unit=" + strconv.FormatInt(int64(unit), 10)
	}

	q := url.Values{"unit": {strconv.FormatInt(int64(unit), 10)}}
	for i := 0; i+1 < len(query); i += 2 {
		if query[i+1] != "" {
			q.Set(query[i], query[i+1])
		}
	}

	return RoundHref(id, page) + "?" + q.Encode()
}

// kindHref is the address of the list behind a figure of the board.
func (v Board) kindHref(unit org.UnitID, kind scheme.SubjectKind, state app.ListState) string {
	return UnderHref(v.ID, "/owed", unit, "kind", string(kind), "state", string(state))
}

// lineCrumbs is the way from the rounds to a page of a round as seen from a unit.
func lineCrumbs(p ui.Page, v app.RoundView, line []org.Place, page, name string) []ui.Crumb {
	way := []ui.Crumb{{Name: p.T("点评轮次"), Href: "/rounds"}, {Name: v.Name, Href: RoundHref(v.ID, "")}}
	for _, u := range line {
		way = append(way, ui.Crumb{Name: u.Label(), Href: UnderHref(v.ID, page, u.ID)})
	}
	return append(way, ui.Crumb{Name: name})
}

// stepOf is a review's state as a cell of the map.
func stepOf(s review.State, late bool) ui.StepState {
	switch {
	case s == review.Confirmed:
		return ui.StepDone
	case s == review.Exempt || s == review.Dropped:
		return ui.StepNotNeeded
	case late:
		return ui.StepLate
	case s == review.Owed:
		return ui.StepEmpty
	}
	return ui.StepInCourse
}

// paceOf is how the reviews of a round that are still to be given stand to its deadline.
func paceOf(v app.RoundView, today org.Date) round.Pace {
	if v.State != round.Launched {
		return round.InTime
	}
	return round.Due{Deadline: v.Deadlines.Review("", 0)}.Pace(today)
}

// pace is the same for the unit of the board, whose plans may be behind.
func (v Board) pace(today org.Date) round.Pace {
	pace := paceOf(v.RoundView, today)
	if pace == round.InTime && v.State == round.Launched && v.Course.Behind(today) != "" {
		return round.Behind
	}
	return pace
}

// kindCaption is a kind of subjects over its figures, with how they are counted.
func kindCaption(p ui.Page, k round.KindPart) string {
	if k.Persons() {
		return p.T("%s（人）", k.Name)
	}
	return p.T("%s（个）", k.Name)
}

// everyUnit is what the reviewed units are called together.
func everyUnit(plan *scheme.Scheme) i18n.Word {
	for _, c := range []scheme.Column{scheme.ColumnDepartments, scheme.ColumnCells, scheme.ColumnExternals} {
		if plan.Counts(c) {
			return "单位"
		}
	}
	return "党组织"
}

// kindCounts are how many subjects of each kind there are, in a row.
func kindCounts(p ui.Page, kinds []round.KindPart) string {
	var row []string
	for _, k := range kinds {
		if k.Persons() {
			row = append(row, p.T("%s %d 名", k.Name, k.Due))
		} else {
			row = append(row, p.T("%s %d 个", k.Name, k.Due))
		}
	}
	return inRow(p, row)
}

// mapRows is the map with the cells of each child.
func (v Board) mapRows(p ui.Page) []ui.MapRow {
	overdue := paceOf(v.RoundView, p.Today()) == round.Late
	figures := map[org.UnitID]round.Coverage{}
	for _, c := range v.Children {
		figures[c.Unit.ID] = c.Figures
	}

	var rows []ui.MapRow
	for _, m := range v.Map {
		row := ui.MapRow{Name: m.Unit.Label(), Href: UnderHref(v.ID, "/board", m.Unit.ID), Part: subjects(figures[m.Unit.ID].Kinds(v.Plan)),
			Owed: UnderHref(v.ID, "/owed", m.Unit.ID)}
		for _, state := range m.Cells {
			row.Cells = append(row.Cells, ui.MapCell{State: stepOf(state, overdue)})
		}
		rows = append(rows, row)
	}

	return rows
}

// subjects are all who and what is reviewed together, persons of each kind once.
func subjects(kinds []round.KindPart) (sum round.Part) {
	for _, k := range kinds {
		sum.Due += k.Due
		sum.Done += k.Done
	}
	return sum
}

// menuUnit is the unit of whose pages the menu speaks: 0 for the round's own.
func (v Board) menuUnit() org.UnitID {
	if v.Unit.ID == v.Top.ID {
		return 0
	}
	return v.Unit.ID
}
