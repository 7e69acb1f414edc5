package web

import (
	"fmt"
	"strconv"
	"strings"

	"lingping/internal/app"
	"lingping/internal/domain/org"
	"lingping/internal/domain/review"
	"lingping/internal/domain/scheme"
	"lingping/internal/errs"
	"lingping/internal/store"
	"lingping/internal/web/ui"
)

func everydayHref(id review.EverydayID, below string) string {
	return fmt.Sprintf("/everyday/%d%s", id, below)
}

// everydayKey names a subject in a form and in an address: member.12.56.
func everydayKey(kind scheme.SubjectKind, unit org.UnitID, person org.PersonID) string {
	return fmt.Sprintf("%s.%d.%d", kind, unit, person)
}

func everydayNewHref(kind scheme.SubjectKind, unit org.UnitID, person org.PersonID) string {
	return "/everyday/new?subject=" + everydayKey(kind, unit, person)
}

// everydaySubject is the subject that a form or an address names; its Kind is empty where none is named.
func (r *request) everydaySubject() (s app.EverydaySubject) {
	parts := strings.Split(r.text("subject"), ".")
	if len(parts) != 3 {
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
	return app.EverydaySubject{Kind: scheme.SubjectKind(parts[0]), Unit: org.UnitID(unit), Person: org.PersonID(person)}
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
	return r.render(everydaysPage(r.page(r.T("日常点评"), "/everyday"), desk))
}

// everydayForm is the form of an everyday review, new or corrected.
type everydayForm struct {
	Scheme   *scheme.Scheme
	Subjects []app.EverydaySubject
	Chosen   string
	Said     review.EverydayText
	Today    org.Date
}

func (r *request) everydayNew() error {
	came := r.everydaySubject()
	form, err := r.web.app.EverydayForm(r.Context(), r.actor, came)
	if err != nil {
		return err
	}
	p := r.page(r.T("登记一次日常点评"), "/everyday")
	f := everydayForm{Scheme: form.Scheme, Subjects: form.Subjects, Chosen: r.text("subject"), Today: p.Today(), Said: r.typedEveryday()}
	if r.problem == "" {
		f.Said.Day = f.Today
	}
	return r.render(everydayNewPage(p, f))
}

func (r *request) everydayNote() error {
	s := r.everydaySubject()
	if s.Kind == "" {
		return r.again(errs.NewInvalid("请选择点评的是谁。"), r.everydayNew)
	}
	in := review.Everyday{Kind: s.Kind, Unit: s.Unit, Person: s.Person, Said: r.typedEveryday()}
	id, err := r.web.app.NoteEveryday(r.Context(), r.actor, in)
	if err != nil {
		return r.again(err, r.everydayNew)
	}
	return r.done(everydayHref(id, ""), "已登记，对方现在能看到并签收；半年一次的期限从这次点评重新算起。")
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
	p.Title = p.T("对%s的日常点评", everydayName(p, v.EverydayRow))
	f := everydayForm{Scheme: v.Scheme, Said: v.Said, Today: p.Today()}
	if r.problem != "" {
		f.Said = r.typedEveryday()
	}
	return r.render(everydayPage(p, v, f, r.text("reason")))
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
	return r.done(everydayHref(id, ""), "已更正。原来的内容和更正原因一同保留；请对方重新签收。")
}

func (r *request) everydayAcknowledge() error {
	id, err := r.everydayID()
	if err != nil {
		return err
	}
	if err := r.web.app.AckEveryday(r.Context(), r.actor, id); err != nil {
		return r.again(err, r.everyday)
	}
	return r.done(everydayHref(id, ""), "已签收。")
}

func (r *request) everydayReceived() error {
	id, err := r.everydayID()
	if err != nil {
		return err
	}
	if err := r.web.app.AckEverydayOnPaper(r.Context(), r.actor, id); err != nil {
		return r.again(err, r.everyday)
	}
	return r.done(everydayHref(id, ""), "已记下对方在纸上签收。")
}

// everydayName says of whom an everyday review is, and in which capacity.
func everydayName(p ui.Page, e store.EverydayRow) string {
	return subjectSays(p, e.Kind, e.UnitLabel(), e.PersonName)
}

// subjectSays names a unit, its secretary or a member.
func subjectSays(p ui.Page, kind scheme.SubjectKind, unit, person string) string {
	switch kind {
	case scheme.Unit:
		return unit
	case scheme.Secretary:
		return p.T("%s书记%s", unit, person)
	}
	return person
}

// everydayOptions are the subjects of a form.
func everydayOptions(p ui.Page, subjects []app.EverydaySubject) []ui.Option {
	out := []ui.Option{{Value: "", Name: p.T("请选择")}}
	for _, s := range subjects {
		out = append(out, ui.Option{Value: everydayKey(s.Kind, s.Unit, s.Person), Name: subjectSays(p, s.Kind, s.UnitName, s.PersonName)})
	}
	return out
}

// everydayModes are the modes of a form, and none.
func everydayModes(p ui.Page, s *scheme.Scheme) []ui.Option {
	return append(modeOptions(p, s, s.Modes), ui.Option{Value: "", Name: p.T("不注明")})
}

// everydayTaskLine is how home tells somebody that he was reviewed outside a round.
func everydayTaskLine() taskLine {
	return taskLine{
		say: func(p ui.Page, t app.Task) string {
			if t.Count == 1 {
				return p.T("%s给了一次日常点评，等您签收", t.Name)
			}
			return p.T("%d 次日常点评等您签收", t.Count)
		},
		verb: "阅读并签收", href: func(t app.Task) string {
			if t.Count == 1 {
				return everydayHref(review.EverydayID(t.Ref), "")
			}
			return "/everyday"
		},
	}
}
