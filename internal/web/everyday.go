package web

import (
	"strconv"
	"strings"

	"lingping/internal/app"
	"lingping/internal/domain/org"
	"lingping/internal/domain/review"
	"lingping/internal/domain/scheme"
	"lingping/internal/errs"
	"lingping/internal/web/view"
)

// everydaySubject is the subject that a form or an address names; its Kind is empty where none is named.
func (r *request) everydaySubject() (s app.EverydaySubject) {
	parts := strings.Split(r.text("subject"), ".")
	if len(parts) != 3 && len(parts) != 4 {
		return s
	}

	unit, err := strconv.ParseInt(parts[1], 10, 64)
	if err != nil {
		return s
	}

	person, err := strconv.ParseInt(parts[2], 10, 64)
	if err != nil {
		return s
	}

	s = app.EverydaySubject{Kind: scheme.SubjectKind(parts[0]), Unit: org.UnitID(unit), Person: org.PersonID(person)}
	if len(parts) == 4 {
		reviewer, err := strconv.ParseInt(parts[3], 10, 64)
		if err != nil {
			return app.EverydaySubject{}
		}
		s.For = org.PersonID(reviewer)
	}

	return s
}

// typedEveryday is what was typed of an everyday review.
func (r *request) typedEveryday() review.EverydayText {
	return review.EverydayText{Day: org.Date(r.text("day")), Place: r.text("place"), Mode: r.text("mode"), Good: r.text("good"),
		Problems: r.text("problems"), Advice: r.text("advice")}
}

func (r *request) everydays() error {
	desk, err := r.web.app.EverydayDesk(r.Context(), r.actor)
	if err != nil {
		return err
	}
	return r.render(view.EverydaysPage(r.page(r.T("日常点评"), "/everyday"), desk))
}

func (r *request) everydayNew() error {
	came := r.everydaySubject()
	form, err := r.web.app.EverydayForm(r.Context(), r.actor, came)
	if err != nil {
		return err
	}

	p := r.page(r.T("登记一次日常点评"), "/everyday")
	f := view.EverydayForm{Scheme: form.Scheme, Subjects: form.Subjects, Chosen: r.text("subject"), Today: p.Today(), Said: r.typedEveryday()}
	return r.render(view.EverydayNewPage(p, f))
}

func (r *request) everydayNote() error {
	s := r.everydaySubject()
	if s.Kind == "" {
		var f errs.Faults
		f.If(true, "subject", "请选择点评的是谁。")
		return r.again(f.Err(), r.everydayNew)
	}

	in := review.Everyday{Kind: s.Kind, Unit: s.Unit, Person: s.Person, Reviewer: s.For, Said: r.typedEveryday()}
	id, err := r.web.app.NoteEveryday(r.Context(), r.actor, in)
	if err != nil {
		return r.again(err, r.everydayNew)
	}

	return r.done(view.EverydayHref(id, ""), "已登记，对方现在能看到并签收；半年一次的期限从这次点评重新算起。")
}

func (r *request) everydayID() (review.EverydayID, error) {
	id, err := r.id("id")
	return review.EverydayID(id), err
}

func (r *request) everyday() error {
	id, err := r.everydayID()
	if err != nil {
		return err
	}

	v, err := r.web.app.Everyday(r.Context(), r.actor, id)
	if err != nil {
		return err
	}

	p := r.page("", "/everyday")
	p.Title = p.T("对%s的日常点评", view.EverydayName(p, v.EverydayRow))
	f := view.EverydayForm{Scheme: v.Scheme, Said: v.Said, Today: p.Today()}
	if r.problem != "" {
		f.Said = r.typedEveryday()
	}

	return r.render(view.EverydayPage(p, v, f, r.text("reason")))
}

func (r *request) everydayCorrect() error {
	id, err := r.everydayID()
	if err != nil {
		return err
	}

	version, err := r.number("version")
	if err != nil {
		return err
	}

	if err := r.web.app.CorrectEveryday(r.Context(), r.actor, id, int(version), r.typedEveryday(), r.text("reason")); err != nil {
		return r.again(err, r.everyday)
	}

	return r.done(view.EverydayHref(id, ""), "已更正。原来的内容和更正原因一同保留；请对方重新签收。")
}

func (r *request) everydayAcknowledge() error {
	id, err := r.everydayID()
	if err != nil {
		return err
	}

	if err := r.web.app.AckEveryday(r.Context(), r.actor, id); err != nil {
		return r.again(err, r.everyday)
	}

	return r.done(view.EverydayHref(id, ""), "已签收。")
}

func (r *request) everydayReceived() error {
	id, err := r.everydayID()
	if err != nil {
		return err
	}

	if err := r.web.app.AckEverydayOnPaper(r.Context(), r.actor, id); err != nil {
		return r.again(err, r.everyday)
	}

	return r.done(view.EverydayHref(id, ""), "已记下对方在纸上签收。")
}
