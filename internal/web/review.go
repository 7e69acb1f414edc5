package web

import (
	"bytes"
	"mime"
	"net/http"

	"lingping/internal/app"
	"lingping/internal/domain/review"
	"lingping/internal/web/view"
)

// reviewID is the record in the address.
func (r *request) reviewID() (review.ID, error) {
	id, err := r.id("id")
	return review.ID(id), err
}

func (r *request) review() error {
	id, err := r.reviewID()
	if err != nil {
		return err
	}

	v := view.Review{Reason: r.text("reason"), Dissent: r.text("dissent"), Recall: r.text("recall"), Answer: r.text("answer"),
		Passage: r.text("text"), PassageAs: r.text("kind"), PassageIn: id}
	if v.SheetPage, err = r.web.app.ReadSheet(r.Context(), r.actor, id); err != nil {
		return err
	}

	p := r.page("", "/")
	p.Title = view.SheetName(p, v.Parts[0].ObligationRow, len(v.Parts))
	return r.render(view.ReviewPage(p, v))
}

// reviewForm is the registration form of the sheet as a Word file.
func (r *request) reviewForm() error { return r.reviewPaper(app.Word) }

// reviewFormPDF is the same as a PDF.
func (r *request) reviewFormPDF() error { return r.reviewPaper(app.PDF) }

// reviewPaper is the registration form of the sheet.
func (r *request) reviewPaper(as app.PaperFormat) error {
	id, err := r.reviewID()
	if err != nil {
		return err
	}

	var body bytes.Buffer // one sheet is small, and its name is known when it is written
	name, err := r.web.app.Form(r.Context(), r.actor, id, as, &body)
	if err != nil {
		return err
	}

	r.attach(name, as.Media())
	_, _ = body.WriteTo(r.out) // the reader has gone: nothing to be done
	return nil
}

// reviewPrint shows the pages of the registration form as they are printed.
func (r *request) reviewPrint() error {
	id, err := r.reviewID()
	if err != nil {
		return err
	}

	v := view.ReviewPrint{ID: id}
	name := ""
	name, v.Pages, v.On, err = r.web.app.FormPages(r.Context(), r.actor, id)
	if err != nil {
		return err
	}

	return r.render(view.ReviewPrintPage(r.page(name, "/"), v))
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

// attach says that the answer is a file to be kept under the name.
func (r *request) attach(name, media string) {
	h := r.out.Header()
	h.Set("Content-Type", media)
	h.Set("Content-Disposition", mime.FormatMediaType("attachment", map[string]string{"filename": name}))
}

// statusStale is the answer to a save that came too late.
const statusStale = http.StatusConflict
