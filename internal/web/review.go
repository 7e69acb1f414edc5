package web

import (
	"bytes"
	"fmt"
	"net/http"
	"net/url"
	"strconv"

	"lingping/internal/app"
	"lingping/internal/domain/access"
	"lingping/internal/domain/publish"
	"lingping/internal/domain/review"
	"lingping/internal/domain/scheme"
	"lingping/internal/store"
	"lingping/internal/web/ui"
)

// reviewHref is the address of the sheet on which a record stands, or of a page below it.
func reviewHref(id review.ID, below string) string { return fmt.Sprintf("/reviews/%d%s", id, below) }

// reviewID is the record in the address.
func (r *request) reviewID() (review.ID, error) {
	id, err := r.id("id")
	return review.ID(id), err
}

// reviewView is a sheet as it is read.
type reviewView struct {
	app.Sheet
	Whys            []app.Why
	Reason, Dissent string // typed into a refused form
	Recall, Answer  string
	Consent         publish.Consent
	Self            bool // the reader is the one reviewed
}

func (r *request) review() error {
	id, err := r.reviewID()
	if err != nil {
		return err
	}
	v := reviewView{Reason: r.text("reason"), Dissent: r.text("dissent"), Recall: r.text("recall"), Answer: r.text("answer")}
	if v.Sheet, err = r.web.app.Sheet(r.Context(), r.actor, id); err != nil {
		return err
	}
	if v.Allowed[access.ReadWhy] {
		for _, part := range v.Parts {
			why, err := r.web.app.Why(r.Context(), r.actor, part.ID)
			if err != nil {
				return err
			}
			v.Whys = append(v.Whys, why)
		}
	}
	v.Self = r.actor.Person != 0 && r.actor.Person == v.Parts[0].Subject.Person
	if v.asksConsent() {
		if v.Consent, err = r.web.app.Consent(r.Context(), r.actor, id); err != nil {
			return err
		}
	}
	p := r.page("", "/")
	p.Title = sheetName(p, v.Parts[0].ObligationRow, len(v.Parts))
	return r.render(reviewPage(p, v))
}

// reviewForm is the registration form of the sheet as a Word file.
func (r *request) reviewForm() error {
	id, err := r.reviewID()
	if err != nil {
		return err
	}
	var body bytes.Buffer // one sheet is small, and its name is known when it is written
	name, err := r.web.app.Form(r.Context(), r.actor, id, &body)
	if err != nil {
		return err
	}
	r.attach(name, docxMedia)
	_, _ = body.WriteTo(r.out) // the reader has gone: nothing to be done
	return nil
}

// reviewScan is the scan of the signed paper.
func (r *request) reviewScan() error {
	id, err := r.reviewID()
	if err != nil {
		return err
	}
	file, err := r.web.app.PaperScan(r.Context(), r.actor, id)
	if err != nil {
		return err
	}
	return r.sendFile(file)
}

// The kinds of files that are handed out.
const (
	docxMedia = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
	zipMedia  = "application/zip"
)

// attach says that the answer is a file to be kept under the name.
func (r *request) attach(name, media string) {
	h := r.out.Header()
	h.Set("Content-Type", media)
	h.Set("Content-Disposition", `attachment; filename*=UTF-8''`+url.PathEscape(name))
}

// sheetName is what people call a sheet: the unit with its secretary, or the person. records is how many stand on it.
func sheetName(p ui.Page, o store.ObligationRow, records int) string {
	switch {
	case o.Subject.Kind == scheme.Unit && records > 1:
		return p.T("%s及书记", o.Unit.Label())
	case o.Subject.Kind == scheme.Secretary:
		return p.T("%s书记%s", o.Unit.Label(), o.Name)
	}
	if o.Subject.Person != 0 {
		return o.Name
	}
	return o.Unit.Label()
}

// formTitle is the official name of the paper, as the scheme gives it.
func formTitle(v app.Sheet) string {
	subject, _ := v.Scheme.Subject(v.Parts[0].Subject.Kind)
	for _, f := range v.Scheme.Forms {
		if f.Number == subject.Form {
			return f.Title
		}
	}
	return "领导点评登记表"
}

// modeName is what the scheme calls the mode.
func modeName(p ui.Page, s *scheme.Scheme, key string) string {
	m, ok := s.Mode(key)
	if !ok {
		return ""
	}
	return p.Word(m.Name)
}

// selectionName is what the scheme calls the way in which subjects were chosen.
func selectionName(p ui.Page, s *scheme.Scheme, key string) string {
	for _, c := range s.Selections {
		if c.Key == key {
			return p.Word(c.Name)
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
func (v reviewView) correctable() bool { return v.Allowed[access.CorrectReview] }

func reviewKey(id review.ID) string { return strconv.FormatInt(int64(id), 10) }

// statusStale is the answer to a save that came too late.
const statusStale = http.StatusConflict
