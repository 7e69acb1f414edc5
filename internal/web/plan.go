package web

import (
	"fmt"
	"net/url"
	"strconv"
	"strings"

	"lingping/internal/app"
	"lingping/internal/domain/access"
	"lingping/internal/domain/assign"
	"lingping/internal/domain/org"
	"lingping/internal/domain/round"
	"lingping/internal/domain/scheme"
	"lingping/internal/errs"
	"lingping/internal/web/ui"
)

// planPerPage is how many obligations one page of a plan lists.
const planPerPage = 100

// planView is the plan of a round with what of it is shown.
type planView struct {
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

func (r *request) plan() error {
	id, err := r.roundID()
	if err != nil {
		return err
	}
	v := planView{Query: r.text("q"), Kind: r.text("kind"), Reason: r.text("reason"), Approver: r.text("approver"), Class: r.text("class"), Picked: r.texts("subject")}
	if v.View, err = r.web.app.Round(r.Context(), r.actor, id); err != nil {
		return err
	}
	if v.Plan, err = r.web.app.Plan(r.Context(), r.actor, id); err != nil {
		return err
	}
	v.Classes = v.View.Plan.Roster.ExemptGroups
	found := v.matching()
	from := min(r.from(), len(found))
	v.Shown = found[from:min(from+planPerPage, len(found))]
	v.Pager = pager(roundHref(id, "/plan"), url.Values{"q": {v.Query}, "kind": {v.Kind}}, from, len(v.Shown), len(found), planPerPage)
	return r.render(planPage(r.page(r.T("谁点评谁"), "/rounds"), v))
}

// matching are the obligations with the word in a name, number or code, of the kind looked for.
func (v planView) matching() []app.PlanLine {
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

// parseSubject reads what subjectKey wrote.
func parseSubject(key string) (s assign.Subject, err error) {
	parts := strings.Split(key, ".")
	if len(parts) == 3 {
		unit, err1 := strconv.ParseInt(parts[1], 10, 64)
		person, err2 := strconv.ParseInt(parts[2], 10, 64)
		if err1 == nil && err2 == nil {
			return assign.Subject{Kind: scheme.SubjectKind(parts[0]), Unit: org.UnitID(unit), Person: org.PersonID(person)}, nil
		}
	}
	return s, errs.NewInvalid("请选择要免评的对象。")
}

func (r *request) subjectsExempt() error {
	id, err := r.roundID()
	if err != nil {
		return err
	}
	in := app.Exempting{Class: r.text("class"), Reason: r.text("reason"), Approver: r.text("approver")}
	for _, key := range r.texts("subject") {
		s, err := parseSubject(key)
		if err != nil {
			return r.again(err, r.plan)
		}
		in.Subjects = append(in.Subjects, s)
	}
	n, err := r.web.app.ExemptSubjects(r.Context(), r.actor, id, in)
	if err != nil {
		return r.again(err, r.plan)
	}
	return r.done(roundHref(id, "/plan"), "已登记免评 %d 个，原因和批准人会一直写在名单里。", n)
}

func (r *request) actingAppoint() error {
	id, err := r.roundID()
	if err != nil {
		return err
	}
	unit, err := r.number("unit")
	if err != nil {
		return err
	}
	person, err := r.number("person")
	if err != nil {
		return err
	}
	if err := r.web.app.AppointActing(r.Context(), r.actor, id, org.UnitID(unit), org.PersonID(person)); err != nil {
		return r.again(err, r.plan)
	}
	v, err := r.web.app.Round(r.Context(), r.actor, id)
	if err != nil {
		return err
	}
	if v.State == round.Launched {
		return r.done(roundHref(id, "/changes"), "已指定主持工作。本轮名册已冻结，请在下面核对变动，接受后任务才生效。")
	}
	return r.done(roundHref(id, "/plan"), "已指定主持工作，试算已更新。")
}

// launchBrings says what launching will do.
func launchBrings(p ui.Page, v planView) string {
	return p.T("将给 %d 名点评人派出 %d 项点评任务，名册按 %s 冻结，之后的变动要核对接受才生效。", v.Counts.Reviewers,
		v.Counts.Obligations, p.Day(v.Round.SnapshotDay))
}

// mayLaunch reports whether the launch button is shown.
func (v planView) mayLaunch() bool {
	return v.View.State == round.Draft && v.View.Allowed[access.LaunchRound]
}

// kinds are the kinds of subjects in the plan, for the filter.
func (v planView) kinds(p ui.Page) []ui.Option {
	out := []ui.Option{{Value: "", Name: p.T("全部")}}
	for _, s := range v.View.Plan.Subjects {
		out = append(out, ui.Option{Value: string(s.Kind), Name: p.Word(string(s.Kind.Name()))})
	}
	return out
}
