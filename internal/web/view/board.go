package view

import (
	"net/url"
	"strconv"

	"lingping/internal/app"
	"lingping/internal/domain/org"
	"lingping/internal/domain/review"
	"lingping/internal/domain/round"
	"lingping/internal/domain/scheme"
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
func (v Board) pace(today org.Date) round.Pace { return paceOf(v.RoundView, today) }

// mapRows is the map with the cells of each child.
func (v Board) mapRows(p ui.Page) []ui.MapRow {
	overdue := paceOf(v.RoundView, p.Today()) == round.Late
	figures := map[org.UnitID]round.Coverage{}
	for _, c := range v.Children {
		figures[c.Unit.ID] = c.Figures
	}

	var rows []ui.MapRow
	for _, m := range v.Map {
		row := ui.MapRow{Name: m.Unit.Label(), Href: UnderHref(v.ID, "/board", m.Unit.ID), Part: subjects(figures[m.Unit.ID]),
			Owed: UnderHref(v.ID, "/owed", m.Unit.ID)}
		for _, state := range m.Cells {
			row.Cells = append(row.Cells, ui.MapCell{State: stepOf(state, overdue)})
		}
		rows = append(rows, row)
	}

	return rows
}

// subjects are all who and what is reviewed together; of secretaries and committee members their seats.
func subjects(c round.Coverage) (sum round.Part) {
	for _, part := range []round.Part{c.Units, c.Secretaries, c.CommitteeMembers, c.Members} {
		sum.Due += part.Due
		sum.Done += part.Done
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
