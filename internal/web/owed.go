package web

import (
	"net/url"
	"strconv"

	"lingping/internal/app"
	"lingping/internal/domain/scheme"
	"lingping/internal/i18n"
	"lingping/internal/web/view"
)

func (r *request) owed() error {
	id, unit, err := r.roundAndUnit()
	if err != nil {
		return err
	}

	v := view.Owed{Filter: app.OwedFilter{Unit: unit, Kind: scheme.SubjectKind(r.text("kind")), State: app.ListState(r.text("state")),
		Owner: r.text("q"), GapFrom: r.fromOf("gap")}}
	from := r.from()
	if v.OwedList, err = r.web.app.Owed(r.Context(), r.actor, id, v.Filter, from); err != nil {
		return err
	}

	query := url.Values{"unit": {strconv.FormatInt(int64(v.Unit.ID), 10)}, "kind": {string(v.Filter.Kind)},
		"state": {string(v.Filter.State)}, "q": {v.Filter.Owner}}
	address := view.RoundHref(id, "/owed")
	v.Pager = pager(address, query, from, len(v.Rows), v.Total, app.OwedEach)
	v.Gapped = view.Pager(address, query, "gap", v.Filter.GapFrom, len(v.Gaps), v.Unmet, app.GapsEach)
	return r.render(view.OwedPage(r.page(r.T(i18n.Word(v.Title())), "/rounds"), v))
}
