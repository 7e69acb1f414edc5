package view

import (
	"fmt"
	"strings"

	"lingping/internal/app"
	"lingping/internal/domain/access"
	"lingping/internal/domain/assign"
	"lingping/internal/domain/round"
	"lingping/internal/web/ui"
)

// Plan is the plan of a round with what of it is shown.
type Plan struct {
	app.Plan
	View     app.RoundView
	Query    string // name, number or code looked for
	Kind     string // of subjects shown, empty: all
	Shown    []app.PlanLine
	Pager    ui.Pager
	Classes  []string // groups that the scheme proposes for exemption in bulk
	Reason   string   // typed into a refused form
	Approver string
	Class    string
	Picked   []string // keys of the subjects that were ticked
}

// Matching are the obligations with the word in a name, number or code, of the kind looked for.
func (v Plan) Matching() []app.PlanLine {
	var out []app.PlanLine
	for _, o := range v.Obligations {
		if v.Kind != "" && string(o.Subject.Kind) != v.Kind {
			continue
		}
		text := strings.Join([]string{o.Reviewer.Name, o.Reviewer.Number, o.Subject.Name, o.Subject.Number, o.Subject.UnitName}, " ")
		if strings.Contains(text, v.Query) {
			out = append(out, o)
		}
	}
	return out
}

// subjectKey is a subject as a value of a form.
func subjectKey(s assign.Subject) string { return fmt.Sprintf("%s.%d.%d", s.Kind, s.Unit, s.Person) }

// launchBrings says what launching will do.
func launchBrings(p ui.Page, v Plan) string {
	return p.T("将给 %d 名点评人派出 %d 项点评任务，名册按 %s 冻结，之后的变动要核对接受才生效。", v.Counts.Reviewers,
		v.Counts.Obligations, p.Day(v.Round.SnapshotDay))
}

// mayLaunch reports whether the launch button is shown.
func (v Plan) mayLaunch() bool {
	return v.View.State == round.Draft && v.View.Allowed[access.LaunchRound]
}

// kinds are the kinds of subjects in the plan, for the filter.
func (v Plan) kinds(p ui.Page) []ui.Option {
	out := []ui.Option{{Value: "", Name: p.T("全部")}}
	for _, s := range v.View.Plan.Subjects {
		out = append(out, ui.Option{Value: string(s.Kind), Name: p.Word(string(s.Kind.Name()))})
	}
	return out
}
