package web

import (
	"net/url"
	"strconv"

	"lingping/internal/app"
	"lingping/internal/domain/dossier"
	"lingping/internal/domain/rectify"
	"lingping/internal/domain/scheme"
	"lingping/internal/web/view"
)

// actionID is the action in the address.
func (r *request) actionID() (rectify.ID, error) {
	id, err := r.id("id")
	return rectify.ID(id), err
}

func (r *request) actionFilter() app.ActionFilter {
	return app.ActionFilter{State: rectify.State(r.text("state")), Light: rectify.Light(r.text("light")),
		Kind: scheme.SubjectKind(r.text("kind"))}
}

func actionQuery(f app.ActionFilter) url.Values {
	q := url.Values{"state": {string(f.State)}, "light": {string(f.Light)}, "kind": {string(f.Kind)}}
	if f.Unit != 0 {
		q.Set("unit", strconv.FormatInt(int64(f.Unit), 10))
	}
	return q
}

// actions is the ledger of a unit's subtree in a round.
func (r *request) actions() error {
	id, unit, err := r.roundAndUnit()
	if err != nil {
		return err
	}

	v := view.ActionList{Filter: r.actionFilter()}
	v.Filter.Unit, v.Filter.CarriedFrom = unit, r.fromOf("carried")
	from := r.from()
	if v.ActionList, err = r.web.app.Actions(r.Context(), r.actor, id, v.Filter, from); err != nil {
		return err
	}

	v.Filter.Unit = v.Unit.ID
	address := view.RoundHref(id, "/actions")
	v.Pager = view.OpenPager(address, actionQuery(v.Filter), "from", from, len(v.Rows), v.Total, app.ActionEach, v.More)
	v.Before = view.Pager(address, actionQuery(v.Filter), "carried", v.Filter.CarriedFrom, len(v.Carried), v.CarriedOf, app.CarriedEach)
	return r.render(view.ActionsPage(r.page(r.T("整改台账"), "/rounds"), v))
}

// actionsBook is the ledger as the office's spreadsheet, of what the filter chooses.
func (r *request) actionsBook() error {
	id, unit, err := r.roundAndUnit()
	if err != nil {
		return err
	}

	f := r.actionFilter()
	f.Unit = unit
	return r.exporting(r.web.app.StartActionBook(r.Context(), r.actor, id, f))
}

// ownActions is what the asker puts right and what he asked for.
func (r *request) ownActions() error {
	v := view.ActionList{Filter: r.actionFilter(), Own: true}
	from := r.from()
	var err error
	if v.ActionList, err = r.web.app.OwnActions(r.Context(), r.actor, v.Filter, from); err != nil {
		return err
	}

	v.Pager = view.OpenPager("/actions", actionQuery(v.Filter), "from", from, len(v.Rows), v.Total, app.ActionEach, v.More)
	return r.render(view.ActionsPage(r.page(r.T("我的整改事项"), "/actions"), v))
}

func (r *request) action() error {
	id, err := r.actionID()
	if err != nil {
		return err
	}

	f := view.ActionForm{}
	if f.ActionView, err = r.web.app.Action(r.Context(), r.actor, id); err != nil {
		return err
	}

	if r.problem != "" {
		f.Typed = r.PostForm
	}

	return r.render(view.ActionPage(r.page(f.Problem, "/actions"), f))
}

func (r *request) evidence() error {
	id, err := r.actionID()
	if err != nil {
		return err
	}

	number, err := r.id("file")
	if err != nil {
		return err
	}

	file, err := r.web.app.Evidence(r.Context(), r.actor, id, dossier.FileID(number))
	if err != nil {
		return err
	}

	return r.sendFile(file)
}
