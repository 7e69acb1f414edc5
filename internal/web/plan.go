package web

import (
	"strconv"
	"strings"

	"lingping/internal/app"
	"lingping/internal/domain/assign"
	"lingping/internal/domain/org"
	"lingping/internal/domain/round"
	"lingping/internal/domain/scheme"
	"lingping/internal/errs"
	"lingping/internal/web/view"
)

func (r *request) plan() error {
	id, err := r.roundID()
	if err != nil {
		return err
	}

	v := view.Plan{Reason: r.text("reason"), Approver: r.text("approver"), Class: r.text("class"), Picked: r.texts("subject")}
	if v.PlanPage, err = r.web.app.PlanPage(r.Context(), r.actor, id, r.planFilter()); err != nil {
		return err
	}

	v.Classes = v.View.Plan.Roster.ExemptGroups
	v.Pagers(view.RoundHref(id, "/plan"))
	return r.render(view.PlanPage(r.page(r.T("谁点评谁"), "/rounds"), v))
}

// planFilter is what the address asks of a plan.
func (r *request) planFilter() app.PlanFilter {
	return app.PlanFilter{Query: r.text("q"), Kind: scheme.SubjectKind(r.text("kind")), From: r.from(), GapFrom: r.fromOf("gap"),
		ExemptFrom: r.fromOf("exempt"), FaultFrom: r.fromOf("fault"), WarningFrom: r.fromOf("warning")}
}

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

	return r.done(view.RoundHref(id, "/plan"), "已登记免评 %d 个，原因和批准人会一直写在名单里。", n)
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
		return r.done(view.RoundHref(id, "/changes"), "已指定主持工作。本轮名册已冻结，请在下面核对变动，接受后任务才生效。")
	}

	return r.done(view.RoundHref(id, "/plan"), "已指定主持工作，试算已更新。")
}
