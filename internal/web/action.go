package web

import (
	"fmt"
	"net/url"
	"strconv"

	"lingping/internal/app"
	"lingping/internal/domain/dossier"
	"lingping/internal/domain/org"
	"lingping/internal/domain/rectify"
	"lingping/internal/domain/scheme"
	"lingping/internal/store"
	"lingping/internal/web/ui"
)

// actionHref is the address of an action and of what is done to it.
func actionHref(id rectify.ID, page string) string { return fmt.Sprintf("/actions/%d%s", id, page) }

// actionID is the action in the address.
func (r *request) actionID() (rectify.ID, error) {
	id, err := r.id("id")
	return rectify.ID(id), err
}

// actionListView is a ledger of actions: of a unit in a round, or of what somebody has a part in.
type actionListView struct {
	app.ActionList
	Filter app.ActionFilter
	Own    bool
	Pager  ui.Pager
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
	v := actionListView{Filter: r.actionFilter()}
	v.Filter.Unit = unit
	from := r.from()
	if v.ActionList, err = r.web.app.Actions(r.Context(), r.actor, id, v.Filter, from); err != nil {
		return err
	}
	v.Filter.Unit = v.Unit.ID
	v.Pager = pager(roundHref(id, "/actions"), actionQuery(v.Filter), from, len(v.Rows), v.Total, app.ActionEach)
	return r.render(actionsPage(r.page(r.T("整改台账"), "/rounds"), v))
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
	v := actionListView{Filter: r.actionFilter(), Own: true}
	from := r.from()
	var err error
	if v.ActionList, err = r.web.app.OwnActions(r.Context(), r.actor, v.Filter, from); err != nil {
		return err
	}
	v.Pager = pager("/actions", actionQuery(v.Filter), from, len(v.Rows), v.Total, app.ActionEach)
	return r.render(actionsPage(r.page(r.T("我的整改事项"), "/actions"), v))
}

// lights are the choices of the filter by colour.
func lights(p ui.Page) []ui.Option {
	out := []ui.Option{{Value: "", Name: p.T("全部")}}
	for _, l := range rectify.Lights() {
		out = append(out, ui.Option{Value: string(l), Name: p.Word(string(l.Word()))})
	}
	return out
}

// actionStates are the choices of the filter by state.
func actionStates(p ui.Page) []ui.Option {
	out := []ui.Option{{Value: "", Name: p.T("全部")}}
	for _, s := range rectify.States() {
		out = append(out, ui.Option{Value: string(s), Name: p.Word(string(s.Word()))})
	}
	return out
}

// subjectKinds are the choices of the filter by whose the actions are.
func subjectKinds(p ui.Page) []ui.Option {
	out := []ui.Option{{Value: "", Name: p.T("全部")}}
	for _, k := range []scheme.SubjectKind{scheme.Unit, scheme.Secretary, scheme.CommitteeMember, scheme.Member} {
		out = append(out, ui.Option{Value: string(k), Name: p.Word(k.Name())})
	}
	return out
}

// lightClass is the light as a class of the style sheet.
func lightClass(l rectify.Light) string {
	switch l {
	case rectify.Soon:
		return "course"
	case rectify.Behind:
		return "behind"
	case rectify.Overdue:
		return "late"
	case rectify.Put:
		return "done"
	case rectify.Off:
		return "none"
	}
	return "empty"
}

// actionForm is the page of one action, with what was typed into a form that was refused.
type actionForm struct {
	app.ActionView
	Typed url.Values
}

// typed is what was typed into a field of a refused form, else what is kept.
func (f actionForm) typed(name, kept string) string {
	if values, ok := f.Typed[name]; ok {
		return values[0]
	}
	return kept
}

func (r *request) action() error {
	id, err := r.actionID()
	if err != nil {
		return err
	}
	f := actionForm{}
	if f.ActionView, err = r.web.app.Action(r.Context(), r.actor, id); err != nil {
		return err
	}
	if r.problem != "" {
		f.Typed = r.PostForm
	}
	return r.render(actionPage(r.page(f.Problem, "/actions"), f))
}

// actionUnder says under the problem whose it is and who asked.
func actionUnder(p ui.Page, a store.ActionRow) string {
	if a.Kind == scheme.Unit {
		return p.T("%s · 点评人：%s · %s", a.UnitName, a.AskerName, a.RoundName)
	}
	return p.T("%s（%s）· 点评人：%s · %s", a.PersonName, a.UnitName, a.AskerName, a.RoundName)
}

// actionNext says who has to do what next.
func actionNext(p ui.Page, v app.ActionView) string {
	switch v.State {
	case rectify.Unclaimed:
		return p.T("请%s在%s前认领。", v.Answerer(), p.Day(v.Clock))
	case rectify.Working:
		if v.ExtendTo != "" {
			return p.T("申请延期到%s，等点评人或上级决定。", p.Day(v.ExtendTo))
		}
		return p.T("%s负责，%s前改好并报结。", v.ResponsibleName, p.Day(v.Deadline))
	case rectify.Reported:
		return p.T("已报结，还要写书面回复送给%s。", v.AskerName)
	case rectify.Awaiting:
		if v.Plan.Rectify.Reply && !v.Accepted() {
			return p.T("书面回复已送出，等%s接收，再由另一人验收。", v.AskerName)
		}
		return p.T("等%s或上级验收销号。", v.AskerName)
	case rectify.Closed:
		return p.T("%s验收，%s销号。", v.Verifier, p.Day(v.ClosedDay))
	}
	return ""
}

// people are the choices of the responsible person.
func people(p ui.Page, list []org.Person) []ui.Option {
	out := []ui.Option{{Value: "", Name: p.T("请选择")}}
	for _, q := range list {
		out = append(out, ui.Option{Value: strconv.FormatInt(int64(q.ID), 10), Name: q.Name})
	}
	return out
}

// actionFileHref is the address of a file.
func actionFileHref(id rectify.ID, file dossier.FileID) string {
	return actionHref(id, fmt.Sprintf("/files/%d", file))
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
