package web

import (
	"net/url"
	"strconv"

	"lingping/internal/app"
	"lingping/internal/domain/access"
	"lingping/internal/domain/org"
	"lingping/internal/domain/review"
	"lingping/internal/domain/round"
	"lingping/internal/domain/scheme"
	"lingping/internal/web/ui"
)

// boardView is the board of a round for a unit.
type boardView struct {
	app.Board
	Map   []app.MapRow
	Tasks []app.Task       // of the reader
	News  []app.AccountAct // of his account, where he has no home but this
}

// unitQuery is the unit in ?unit=; 0, the round's own, without one.
func (r *request) unitQuery() (org.UnitID, error) {
	unit, err := r.number("unit")
	if err == nil && unit < 0 {
		err = access.ErrRefused
	}
	return org.UnitID(unit), err
}

// roundAndUnit are the round in the address and the unit in ?unit=, from which most pages of a round are seen.
func (r *request) roundAndUnit() (id round.ID, unit org.UnitID, err error) {
	if id, err = r.roundID(); err != nil {
		return 0, 0, err
	}
	unit, err = r.unitQuery()
	return id, unit, err
}

func (r *request) board() error {
	id, unit, err := r.roundAndUnit()
	if err != nil {
		return err
	}
	v := boardView{}
	if v.Board, err = r.web.app.Board(r.Context(), r.actor, id, unit); err != nil {
		return err
	}
	if v.Map, err = r.web.app.RoundMap(r.Context(), r.actor, id, unit); err != nil {
		return err
	}
	if v.Tasks, err = r.web.app.Tasks(r.Context(), r.actor); err != nil {
		return err
	}
	if r.actor.Person == 0 {
		if v.News, err = r.news(); err != nil {
			return err
		}
	}
	p := r.page(r.T("进度总览"), "/rounds")
	p.Title += " · " + v.Unit.Label()
	return r.render(boardPage(p, v))
}

// underHref is the address of a page of a round seen from one of its units.
func underHref(id round.ID, page string, unit org.UnitID, query ...string) string {
	q := url.Values{"unit": {strconv.FormatInt(int64(unit), 10)}}
	for i := 0; i+1 < len(query); i += 2 {
		if query[i+1] != "" {
			q.Set(query[i], query[i+1])
		}
	}
	return roundHref(id, page) + "?" + q.Encode()
}

// kindHref is the address of the list behind a figure of the board.
func (v boardView) kindHref(unit org.UnitID, kind scheme.SubjectKind, state app.ListState) string {
	return underHref(v.ID, "/owed", unit, "kind", string(kind), "state", string(state))
}

// lineCrumbs is the way from the rounds to a page of a round as seen from a unit.
func lineCrumbs(p ui.Page, v app.RoundView, line []org.Place, page, name string) []ui.Crumb {
	way := []ui.Crumb{{Name: p.T("点评轮次"), Href: "/rounds"}, {Name: v.Name, Href: roundHref(v.ID, "")}}
	for _, u := range line {
		way = append(way, ui.Crumb{Name: u.Label(), Href: underHref(v.ID, page, u.ID)})
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

// late reports whether reviews of the round should all have been given by the day.
func late(v app.RoundView, today org.Date) bool {
	due := v.Plan.Deadline(scheme.StepReview, "", v.To)
	return v.State == round.Launched && due != "" && due < today
}

// mapRows is the map with the cells of each child.
func (v boardView) mapRows(p ui.Page) []ui.MapRow {
	overdue := late(v.RoundView, p.Today())
	figures := map[org.UnitID]round.Coverage{}
	for _, c := range v.Children {
		figures[c.Unit.ID] = c.Figures
	}
	var rows []ui.MapRow
	for _, m := range v.Map {
		row := ui.MapRow{Name: m.Unit.Label(), Href: underHref(v.ID, "/board", m.Unit.ID), Part: subjects(figures[m.Unit.ID]),
			Owed: underHref(v.ID, "/owed", m.Unit.ID)}
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
