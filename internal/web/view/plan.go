package view

import (
	"fmt"
	"net/url"

	"lingping/internal/app"
	"lingping/internal/domain/access"
	"lingping/internal/domain/assign"
	"lingping/internal/domain/round"
	"lingping/internal/web/ui"
)

// Plan is a page of the plan of a round.
type Plan struct {
	app.PlanPage
	Pager    ui.Pager
	Gapped   ui.Pager
	Left     ui.Pager // who is exempted
	Wrong    ui.Pager
	Warned   ui.Pager
	Classes  []string // groups that the scheme proposes for exemption in bulk
	Reason   string   // typed into a refused form
	Approver string
	Class    string
	Picked   []string // keys of the subjects that were ticked
}

// Pagers leads through each of the lists of the page at an address; the others stay where they are.
func (v *Plan) Pagers(address string) {
	f := v.PlanFilter
	pagers(address, url.Values{"q": {f.Query}, "kind": {string(f.Kind)}}, app.PlanEach, []paged{
		{&v.Pager, "from", f.From, len(v.Obligations), v.Found},
		{&v.Gapped, "gap", f.GapFrom, len(v.Gaps), v.Counts.Gaps},
		{&v.Left, "exempt", f.ExemptFrom, len(v.Exempt), v.Counts.Exempt},
		{&v.Wrong, "fault", f.FaultFrom, len(v.Faults), v.Counts.Faults},
		{&v.Warned, "warning", f.WarningFrom, len(v.Warnings), v.Counts.Warnings},
	})
}

// subjectKey is a subject as a value of a form.
func subjectKey(s assign.Subject) string { return fmt.Sprintf("%s.%d.%d", s.Kind, s.Unit, s.Person) }

// launchBrings says what launching will do.
func launchBrings(p ui.Page, v Plan) string {
	return p.T("将给 %d 名{点评人}派出 %d 项点评任务，名册按 %s 冻结，之后的变动要核对接受才生效。", v.Counts.Reviewers,
		v.Counts.Obligations, p.Day(v.Round.SnapshotDay))
}

// mayLaunch reports whether the launch button is shown.
func (v Plan) mayLaunch() bool {
	return v.View.State == round.Draft && v.View.Offers(access.LaunchRound)
}

// kinds are the kinds of subjects in the plan, for the filter.
func (v Plan) kinds(p ui.Page) []ui.Option {
	out := []ui.Option{{Value: "", Name: p.T("全部")}}
	for _, s := range v.View.Plan.Subjects {
		out = append(out, ui.Option{Value: string(s.Kind), Name: p.Kind(s.Kind)})
	}
	return out
}

// filerNames are the units that a hand-in means, the first of very many.
func filerNames(p ui.Page, f app.PlanFiling) string {
	var names []string
	for _, u := range f.Units[:min(len(f.Units), app.PlanEach)] {
		names = append(names, u.Label())
	}

	if row := inRow(p, names); len(f.Units) > len(names) {
		return p.T("%s等", row)
	}

	return inRow(p, names)
}
