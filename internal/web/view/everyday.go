package view

import (
	"fmt"

	"lingping/internal/app"
	"lingping/internal/domain/org"
	"lingping/internal/domain/review"
	"lingping/internal/domain/scheme"
	"lingping/internal/store"
	"lingping/internal/web/ui"
)

// EverydayHref is the address of an everyday review, or of a page below it.
func EverydayHref(id review.EverydayID, below string) string {
	return fmt.Sprintf("/everyday/%d%s", id, below)
}

// everydayKey names a subject in a form and in an address: member.12.56; a clerk's form says behind it for whom he writes.
func everydayKey(kind scheme.SubjectKind, unit org.UnitID, person org.PersonID) string {
	return fmt.Sprintf("%s.%d.%d", kind, unit, person)
}

func everydayNewHref(kind scheme.SubjectKind, unit org.UnitID, person org.PersonID) string {
	return "/everyday/new?subject=" + everydayKey(kind, unit, person)
}

// EverydayForm is the form of an everyday review, new or corrected.
type EverydayForm struct {
	Scheme   *scheme.Scheme
	Subjects []app.EverydaySubject
	Chosen   string
	Said     review.EverydayText
	Today    org.Date
}

// EverydayName says of whom an everyday review is, and in which capacity.
func EverydayName(p ui.Page, e store.EverydayRow) string {
	return subjectSays(p, e.Kind, e.UnitLabel(), e.PersonName)
}

// subjectSays names a unit, its secretary or a member.
func subjectSays(p ui.Page, kind scheme.SubjectKind, unit, person string) string {
	switch kind {
	case scheme.Unit:
		return unit
	case scheme.Secretary:
		return p.T("%s{书记}%s", unit, person)
	}
	return person
}

// optionKey names a subject as the form offers it.
func optionKey(s app.EverydaySubject) string {
	key := everydayKey(s.Kind, s.Unit, s.Person)
	if s.For != 0 {
		key += fmt.Sprintf(".%d", s.For)
	}
	return key
}

// chosen is the option that stands in the form: what was chosen, or of the subject that somebody came for the only one there is. A
// clerk of several who would review him says for whom.
func (f EverydayForm) chosen() string {
	var of []string
	for _, s := range f.Subjects {
		switch optionKey(s) {
		case f.Chosen:
			return f.Chosen
		case f.Chosen + fmt.Sprintf(".%d", s.For):
			of = append(of, optionKey(s))
		}
	}

	if len(of) == 1 {
		return of[0]
	}
	return ""
}

// everydayOptions are the subjects of a form.
func everydayOptions(p ui.Page, subjects []app.EverydaySubject) []ui.Option {
	out := []ui.Option{{Value: "", Name: p.T("请选择")}}
	for _, s := range subjects {
		o := ui.Option{Value: optionKey(s), Name: subjectSays(p, s.Kind, s.UnitName, s.PersonName)}
		if s.For != 0 {
			o.Name = p.T("%s（代%s登记）", o.Name, s.ForName)
		}
		out = append(out, o)
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
				return EverydayHref(review.EverydayID(t.Ref), "")
			}
			return "/everyday"
		},
	}
}
