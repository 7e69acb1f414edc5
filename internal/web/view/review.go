package view

import (
	"fmt"
	"strconv"

	"lingping/internal/app"
	"lingping/internal/domain/access"
	"lingping/internal/domain/review"
	"lingping/internal/domain/scheme"
	"lingping/internal/i18n"
	"lingping/internal/store"
	"lingping/internal/web/ui"
)

// ReviewHref is the address of the sheet on which a record stands, or of a page below it.
func ReviewHref(id review.ID, below string) string { return fmt.Sprintf("/reviews/%d%s", id, below) }

// Review is a sheet as it is read.
type Review struct {
	app.SheetPage
	Reason, Dissent string // typed into a refused form
	Recall, Answer  string

	Passage, PassageAs string // marked as experience, in a refused form
	PassageIn          review.ID
}

// SheetName is what people call a sheet: the unit with its secretary, or the person. records is how many stand on it.
func SheetName(p ui.Page, o store.ObligationRow, records int) string {
	switch {
	case o.Subject.Kind == scheme.Unit && records > 1:
		return p.T("%s及{书记}", o.Unit.Label())
	case o.Subject.Kind == scheme.Secretary:
		return p.T("%s{书记}%s", o.Unit.Label(), o.Name)
	}

	if o.Subject.Person != 0 {
		return o.Name
	}

	return o.Unit.Label()
}

// formTitle is the official name of the paper, as the scheme gives it.
func formTitle(v app.Sheet) i18n.Word {
	subject, _ := v.Scheme.Subject(v.Parts[0].Subject.Kind)
	for _, f := range v.Scheme.Forms {
		if f.Number == subject.Form {
			return i18n.Word(f.Title)
		}
	}

	return "领导点评{登记表}"
}

// modeNames are what the scheme calls the modes of one review.
func modeNames(p ui.Page, s *scheme.Scheme, modes review.Modes) string {
	return inRow(p, modes.Names(s))
}

// modeName is what the scheme calls the mode.
func modeName(p ui.Page, s *scheme.Scheme, key string) string {
	m, ok := s.Mode(key)
	if !ok {
		return ""
	}
	return p.Word(i18n.Word(m.Name))
}

// selectionName is what the scheme calls the way in which subjects were chosen.
func selectionName(p ui.Page, s *scheme.Scheme, key string) string {
	for _, c := range s.Selections {
		if c.Key == key {
			return p.Word(i18n.Word(c.Name))
		}
	}
	return ""
}

// stateClass is the look of a review's state.
func stateClass(s review.State) string {
	switch s {
	case review.Confirmed:
		return "done"
	case review.Draft, review.Submitted:
		return "course"
	case review.Returned:
		return "back"
	case review.Owed:
		return "empty"
	}
	return "none"
}

// correctable reports whether the page offers to correct: the reviewer may, and something counts.
func (v Review) correctable() bool { return v.Allowed[access.CorrectReview] }

func reviewKey(id review.ID) string { return strconv.FormatInt(int64(id), 10) }
