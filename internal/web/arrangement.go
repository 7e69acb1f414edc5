package web

import (
	"io"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"lingping/internal/app"
	"lingping/internal/domain/access"
	"lingping/internal/domain/org"
	"lingping/internal/domain/review"
	"lingping/internal/domain/round"
	"lingping/internal/domain/scheme"
	"lingping/internal/web/view"
)

func (r *request) arrangements() error {
	id, unit, err := r.roundAndUnit()
	if err != nil {
		return err
	}

	list, err := r.web.app.Arrangements(r.Context(), r.actor, id, unit, r.from())
	if err != nil {
		return err
	}

	v := view.Arrangements{ArrangementList: list, Pager: pager(view.RoundHref(id, "/arrangements"),
		url.Values{"unit": {strconv.FormatInt(int64(list.Unit.ID), 10)}}, list.From, len(list.Rows), list.Total, app.ArrangementEach)}
	return r.render(view.ArrangementsPage(r.page(r.T("各单位的点评方案"), "/rounds"), v))
}

// roundAndPlanner are the round and the unit in the address of a plan.
func (r *request) roundAndPlanner() (round.ID, org.UnitID, error) {
	id, err := r.roundID()
	if err != nil {
		return 0, 0, err
	}
	unit, err := r.id("unit")
	return id, org.UnitID(unit), err
}

func (r *request) arrangement() error {
	id, unit, err := r.roundAndPlanner()
	if err != nil {
		return err
	}

	v := view.Arrangement{Picked: map[string]bool{}}
	if v.ArrangementView, err = r.web.app.Arrangement(r.Context(), r.actor, id, unit); err != nil {
		return err
	}

	v.Edit = v.May[access.WriteArranged] && v.Plan.State != review.ArrangementHandedIn
	if r.problem != "" {
		typed := r.typedArranged()
		for i, line := range v.Lines {
			at := slices.IndexFunc(typed, func(t review.Arranged) bool { return t.Share == line.Share })
			if at >= 0 {
				t := typed[at]
				t.ID, t.Sheets, t.OwnerName, t.UnitName = line.ID, line.Sheets, line.OwnerName, line.UnitName
				v.Lines[i].Arranged = t
			}
		}

		v.Spread = r.spread()
	}

	return r.render(view.ArrangementPage(r.page(r.T("%s点评方案", v.Unit.Label()), "/rounds"), v))
}

// arrangementWord is the plan as a Word document.
func (r *request) arrangementWord() error { return r.arrangementPaper(app.Word) }

// arrangementPDF is the same as a PDF.
func (r *request) arrangementPDF() error { return r.arrangementPaper(app.PDF) }

func (r *request) arrangementPaper(as app.PaperFormat) error {
	id, unit, err := r.roundAndPlanner()
	if err != nil {
		return err
	}

	return r.paper(as, func(w io.Writer) (string, error) {
		return r.web.app.ArrangementPaper(r.Context(), r.actor, id, unit, as, w)
	})
}

// shareOf is the share that a key names.
func shareOf(key string) (s review.Share, ok bool) {
	parts := strings.SplitN(key, ".", 3)
	if len(parts) != 3 {
		return s, false
	}

	owner, err1 := strconv.ParseInt(parts[0], 10, 64)
	unit, err2 := strconv.ParseInt(parts[1], 10, 64)
	return review.Share{Owner: org.PersonID(owner), Unit: org.UnitID(unit), Kind: scheme.SubjectKind(parts[2])}, err1 == nil && err2 == nil
}

// typedArranged are the lines as they were typed.
func (r *request) typedArranged() []review.Arranged {
	var out []review.Arranged
	for _, key := range r.texts("line") {
		share, ok := shareOf(key)
		if !ok {
			continue
		}
		out = append(out, review.Arranged{Share: share, Mode: r.text("mode-" + key), Carrier: r.text("carrier-" + key),
			Day: org.Date(r.text("day-" + key)), Place: r.text("place-" + key), Note: r.text("note-" + key)})
	}

	return out
}

// spread is what is to be put into every ticked line.
func (r *request) spread() review.Arranged {
	return review.Arranged{Mode: r.text("mode"), Carrier: r.text("carrier"), Day: org.Date(r.text("day")), Place: r.text("place")}
}

// spreadOver puts it into the ticked lines, where it says something, and counts them.
func (r *request) spreadOver(rows []review.Arranged) (n int) {
	all := r.spread()
	ticked := r.texts("pick")
	for i := range rows {
		if !slices.Contains(ticked, view.ShareKey(rows[i].Share)) {
			continue
		}

		n++
		for _, field := range []struct {
			into *string
			from string
		}{{&rows[i].Mode, all.Mode}, {&rows[i].Carrier, all.Carrier}, {&rows[i].Place, all.Place}} {
			if field.from != "" {
				*field.into = field.from
			}
		}

		if all.Day != "" {
			rows[i].Day = all.Day
		}
	}

	return n
}

func (r *request) arrangementSave() error {
	id, unit, err := r.roundAndPlanner()
	if err != nil {
		return err
	}

	revision, err := r.number("revision")
	if err != nil {
		return err
	}

	rows := r.typedArranged()
	spread := r.text("do") == "spread"
	n := 0
	if spread {
		if n = r.spreadOver(rows); n == 0 {
			return r.again(errNoneTicked, r.arrangement)
		}
	}

	if err := r.web.app.SaveArrangement(r.Context(), r.actor, id, unit, int(revision), rows); err != nil {
		return r.again(err, r.arrangement)
	}

	to := view.ArrangementHref(id, unit)
	switch {
	case spread:
		return r.done(to, "已填到选中的 %d 行并保存。各行还可以单独改；都定好后再报。", n)
	case r.text("do") == "hand-in":
		return r.arrangementHandedIn(id, unit)
	}

	return r.done(to, "方案已保存，还没有报。日期已显示在各点评人的首页。")
}

// arrangementHandedIn hands in the plan that has just been saved.
func (r *request) arrangementHandedIn(id round.ID, unit org.UnitID) error {
	if err := r.web.app.HandInArrangement(r.Context(), r.actor, id, unit); err != nil {
		return r.again(err, r.arrangement)
	}
	return r.done(view.ArrangementHref(id, unit), "方案已报，等答复。退回时会说明原因。")
}

func (r *request) arrangementDecide() error {
	id, unit, err := r.roundAndPlanner()
	if err != nil {
		return err
	}

	accept := r.text("do") == "accept"
	if err := r.web.app.DecideArrangement(r.Context(), r.actor, id, unit, accept, r.text("reason")); err != nil {
		return r.again(err, r.arrangement)
	}

	to := view.RoundHref(id, "/arrangements")
	if accept {
		return r.done(to, "已同意这份方案，对方按方案开展点评。")
	}

	return r.done(to, "已退回方案，对方会看到原因，修改后再报。")
}
