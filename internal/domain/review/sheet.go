package review

import (
	"slices"

	"lingping/internal/domain/org"
	"lingping/internal/domain/scheme"
	"lingping/internal/errs"
	"lingping/internal/i18n"
)

// Asked is a review with what the scheme asks of it.
type Asked struct {
	*Review
	Kind     scheme.SubjectKind
	Required []scheme.Part
	Aspects  []scheme.Aspect
	Stricter []scheme.Demand // of Required, what only a group of the subject is asked for
}

// Lacking is what is demanded and not there.
func (a Asked) Lacking() i18n.Words { return Lacking(a.Text, a.Setting, a.Required, a.Aspects) }

// stricter refuses a text in which something is missing that only a group of the subject is asked for, and says by which
// clause.
func (a Asked) stricter() error {
	for _, d := range a.Stricter {
		if lacking := Lacking(a.Text, a.Setting, d.Parts, a.Aspects); len(lacking) > 0 {
			return errs.NewInvalid("还缺：%s。其中“%s”是对“%s”的要求〔%s〕。请补充后再提交；已写的内容已保存。", a.Lacking(), lacking,
				i18n.Word(d.Group), d.Clause)
		}
	}
	return nil
}

// SubmitSheet hands in a sheet whole: every record on it that may still be written, or none (Review.Submit). It gives
// those that were handed in.
func SubmitSheet(sheet []Asked, byReviewer bool, now int64) ([]Asked, error) {
	open := slices.DeleteFunc(slices.Clone(sheet), func(a Asked) bool { return !a.State.Writable() })
	if len(open) == 0 {
		return nil, sheet[0].Submit(byReviewer, nil, now)
	}

	for _, a := range open {
		if err := a.stricter(); err != nil {
			return nil, err
		}
		if lacking := a.Lacking(); len(lacking) > 0 && len(open) > 1 {
			return nil, errs.NewInvalid("“%s”部分还缺：%s。请补充后再提交；已写的内容已保存。", i18n.Word(a.Kind.Name()), lacking)
		}
	}

	for _, a := range open {
		if err := a.Submit(byReviewer, a.Lacking(), now); err != nil {
			return nil, err
		}
	}

	return open, nil
}

// SheetKinds are the kinds of subjects that are written on one sheet with the kind, itself included: a unit and its
// secretary, where the scheme gives them one form 〔附件2〕. Two obligations meet on a sheet when they have the same round,
// unit and reviewer besides; they stay two records.
func SheetKinds(s *scheme.Scheme, kind scheme.SubjectKind) []scheme.SubjectKind {
	if kind != scheme.Unit && kind != scheme.Secretary {
		return []scheme.SubjectKind{kind}
	}

	unit, both := s.Subject(scheme.Unit)
	secretary, too := s.Subject(scheme.Secretary)
	if both && too && unit.Form == secretary.Form {
		return []scheme.SubjectKind{scheme.Unit, scheme.Secretary}
	}

	return []scheme.SubjectKind{kind}
}

// OneSheet reports whether two obligations that follow each other stand on one sheet.
func OneSheet(s *scheme.Scheme, a, b Obligation) bool {
	return a.Round == b.Round && a.Subject.Unit == b.Subject.Unit && a.Subject.Kind != b.Subject.Kind &&
		a.Reviewer == b.Reviewer && a.Owner == b.Owner && slices.Contains(SheetKinds(s, a.Subject.Kind), b.Subject.Kind)
}

// GroupsOf are the groups under which a scheme asks of a person: those of the roster, and that of leaders or of members
// without a post, by what the plan found 〔五(三)〕. Who sits in the 班子 of a unit without being a leader, such as a branch
// secretary, is neither.
func GroupsOf(groups []string, leader, posted bool) []string {
	add := org.GroupNoPost
	switch {
	case leader:
		add = org.GroupLeader
	case posted:
		return groups
	}

	if slices.Contains(groups, add) {
		return groups
	}

	return append(slices.Clone(groups), add)
}
