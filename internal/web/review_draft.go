package web

import (
	"strconv"
	"strings"

	"lingping/internal/app"
	"lingping/internal/domain/org"
	"lingping/internal/domain/review"
	"lingping/internal/domain/scheme"
	"lingping/internal/web/view"
)

// The fields of a sheet's form are named by part and record, such as causes-4711; an aspect is aspect-4711-promise. The
// hidden field revision says which records stand on the page and which revision of each was read: 4711:3 4712:0.

// draft is the sheet as it was typed into the form. What is not a field of ours is left out; what is missing is empty.
func (r *request) draft() app.Draft {
	d := app.Draft{Setting: r.setting()}
	if id, err := strconv.ParseInt(r.URL.Query().Get("occasion"), 10, 64); err == nil {
		d.Occasion = review.OccasionID(id)
	}

	for _, word := range strings.Fields(r.PostFormValue("revision")) {
		id, revision, _ := strings.Cut(word, ":")
		n, err1 := strconv.ParseInt(id, 10, 64)
		read, err2 := strconv.Atoi(revision)
		if err1 == nil && err2 == nil {
			d.Parts = append(d.Parts, app.PartDraft{ID: review.ID(n), Revision: read, Text: r.typedText(review.ID(n))})
		}
	}

	return d
}

// setting is the common cells as they were typed.
func (r *request) setting() review.Setting {
	return review.Setting{Modes: review.Together(r.PostForm["mode"]...), Selection: r.text("selection"),
		Carrier: review.JoinCarriers(r.PostForm["carrier"]...),
		Day:     org.Date(r.text("day")), Place: r.text("place")}
}

// typedText is the text of one record as it was typed.
func (r *request) typedText(id review.ID) review.Text {
	t := review.Text{Parts: review.Parts{}, Problems: r.PostForm[view.PartField(scheme.PartProblems, id)], Citations: r.typedCitations(id)}
	for _, part := range scheme.TextParts() {
		t.Parts[part] = r.PostFormValue(view.PartField(part, id))
	}

	for name := range r.PostForm {
		if key, ok := strings.CutPrefix(name, view.AspectField(id, "")); ok {
			t.Aspects = append(t.Aspects, review.AspectText{Key: key, Text: r.PostFormValue(name)})
		}
	}

	return t
}
