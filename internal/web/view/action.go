package view

import (
	"fmt"
	"net/url"
	"strconv"

	"lingping/internal/app"
	"lingping/internal/domain/dossier"
	"lingping/internal/domain/org"
	"lingping/internal/domain/rectify"
	"lingping/internal/domain/scheme"
	"lingping/internal/i18n"
	"lingping/internal/store"
	"lingping/internal/web/ui"
)

// ActionHref is the address of an action and of what is done to it.
func ActionHref(id rectify.ID, page string) string { return fmt.Sprintf("/actions/%d%s", id, page) }

// ActionList is a ledger of actions: of a unit in a round, or of what somebody has a part in.
type ActionList struct {
	app.ActionList
	Filter app.ActionFilter
	Own    bool
	Pager  ui.Pager
	Before ui.Pager // through what earlier rounds left open
}

// under says how many actions the list has.
func (v ActionList) under(p ui.Page) string {
	if v.More {
		return p.T("%s · %s · 共 %d 项以上", v.Unit.Name, v.Name, v.Total)
	}
	return p.T("%s · %s · 共 %d 项", v.Unit.Name, v.Name, v.Total)
}

// lights are the choices of the filter by colour.
func lights(p ui.Page) []ui.Option {
	out := []ui.Option{{Value: "", Name: p.T("全部")}}
	for _, l := range rectify.Lights() {
		out = append(out, ui.Option{Value: string(l), Name: p.Word(l.Word())})
	}
	return out
}

// actionStates are the choices of the filter by state.
func actionStates(p ui.Page) []ui.Option {
	out := []ui.Option{{Value: "", Name: p.T("全部")}}
	for _, s := range rectify.States() {
		out = append(out, ui.Option{Value: string(s), Name: p.Word(s.Word())})
	}
	return out
}

// subjectKinds are the choices of the filter by whose the actions are.
func subjectKinds(p ui.Page) []ui.Option {
	out := []ui.Option{{Value: "", Name: p.T("全部")}}
	for _, k := range []scheme.SubjectKind{scheme.Unit, scheme.Secretary, scheme.CommitteeMember, scheme.Member} {
		out = append(out, ui.Option{Value: string(k), Name: p.Kind(k)})
	}
	return out
}

// stepWord is the short name of a step, as the scheme has it.
func stepWord(p ui.Page, plan *scheme.Scheme, key scheme.StepKey) string {
	if step, ok := plan.Step(key); ok && step.Short != "" {
		return p.Word(i18n.Word(step.Short))
	}
	return p.Word(i18n.Word(key.Short()))
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

// ActionForm is the page of one action, with what was typed into a form that was refused.
type ActionForm struct {
	app.ActionView
	Typed url.Values
}

// typed is what was typed into a field of a refused form, else what is kept.
func (f ActionForm) typed(name, kept string) string {
	if values, ok := f.Typed[name]; ok {
		return values[0]
	}
	return kept
}

// actionUnder says under the problem whose it is and who asked.
func actionUnder(p ui.Page, a store.ActionRow) string {
	asker := p.Self(a.Asker, a.AskerName)
	if a.Kind == scheme.Unit {
		return p.T("%s · {点评人}：%s · %s", a.UnitName, asker, a.RoundName)
	}
	return p.T("%s（%s）· {点评人}：%s · %s", p.Self(a.Person, a.PersonName), a.UnitName, asker, a.RoundName)
}

// answerer is who answers for the action: the reader himself, another person, or the unit.
func answerer(p ui.Page, a store.ActionRow) string {
	if a.Owner.OfPerson() {
		return p.Self(a.Owner.Person, a.PersonName)
	}
	return a.UnitName
}

// actionNext says who has to do what next.
func actionNext(p ui.Page, v app.ActionView) string {
	switch v.State {
	case rectify.Unclaimed:
		if v.Own {
			return p.T("请您在%s前认领。", p.Day(v.Clock))
		}
		return p.T("请%s在%s前认领。", v.Answerer(), p.Day(v.Clock))
	case rectify.Working:
		if v.ExtendTo != "" {
			return p.T("申请延期到%s，等{点评人}或上级决定。", p.Day(v.ExtendTo))
		}
		if p.Is(v.ActionRow.Responsible) {
			return p.T("由您负责，%s前改好并报结。", p.Day(v.Deadline))
		}
		return p.T("%s负责，%s前改好并报结。", v.ResponsibleName, p.Day(v.Deadline))
	case rectify.Reported:
		if p.Is(v.Asker) {
			return p.T("已报结，对方还要写书面回复送给您。")
		}
		return p.T("已报结，还要写书面回复送给%s。", v.AskerName)
	case rectify.Awaiting:
		switch waits := v.Plan.Rectify.Reply && !v.Accepted(); {
		case waits && p.Is(v.Asker):
			return p.T("书面回复已送出，等您接收，再由另一人验收。")
		case waits:
			return p.T("书面回复已送出，等%s接收，再由另一人验收。", v.AskerName)
		case p.Is(v.Asker):
			return p.T("等您或上级验收销号。")
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
	return ActionHref(id, fmt.Sprintf("/files/%d", file))
}
