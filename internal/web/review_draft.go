package web

import (
	"fmt"
	"strconv"
	"strings"

	"lingping/internal/app"
	"lingping/internal/domain/org"
	"lingping/internal/domain/review"
	"lingping/internal/domain/scheme"
)

// The fields of a sheet's form are named by part and record, such as causes-4711; an aspect is aspect-4711-promise. The
// hidden field revision says which records stand on the page and which revision of each was read: 4711:3 4712:0.

// partField names the field of a part of a record.
func partField(part scheme.Part, id review.ID) string { return fmt.Sprintf("%s-%d", part, id) }

// aspectField names the field of an aspect of a record.
func aspectField(id review.ID, key string) string { return fmt.Sprintf("aspect-%d-%s", id, key) }

// revisions words what was read, for the hidden field.
func revisions(parts []app.PartDraft) string {
	words := make([]string, len(parts))
	for i, p := range parts {
		words[i] = fmt.Sprintf("%d:%d", p.ID, p.Revision)
	}
	return strings.Join(words, " ")
}

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
	return review.Setting{Mode: r.text("mode"), Selection: r.text("selection"), Carrier: r.text("carrier"),
		Day: org.Date(r.text("day")), Place: r.text("place")}
}

// typedText is the text of one record as it was typed.
func (r *request) typedText(id review.ID) review.Text {
	field := func(part scheme.Part) string { return r.PostFormValue(partField(part, id)) }
	t := review.Text{Achievements: field(scheme.PartAchievements), Causes: field(scheme.PartCauses),
		Advice: field(scheme.PartAdvice), Overall: field(scheme.PartOverall),
		Problems: r.PostForm[partField(scheme.PartProblems, id)]}
	t.Citations = r.typedCitations(id)
	for name := range r.PostForm {
		if key, ok := strings.CutPrefix(name, aspectField(id, "")); ok {
			t.Aspects = append(t.Aspects, review.AspectText{Key: key, Text: r.PostFormValue(name)})
		}
	}
	return t
}

// partText is what a text says in a part; problems and aspects are not one text.
func partText(t review.Text, part scheme.Part) string {
	switch part {
	case scheme.PartAchievements:
		return t.Achievements
	case scheme.PartCauses:
		return t.Causes
	case scheme.PartAdvice:
		return t.Advice
	case scheme.PartOverall:
		return t.Overall
	}
	return ""
}

// of is the draft's text for a record, and whether the record stands in the draft.
func draftOf(d app.Draft, id review.ID) (app.PartDraft, bool) {
	for _, p := range d.Parts {
		if p.ID == id {
			return p, true
		}
	}
	return app.PartDraft{}, false
}

// sheetBlock is a stretch of a sheet: parts of one record, in the order of the paper.
type sheetBlock struct {
	Title string // a key of the catalogue
	Part  app.SheetPart
	Rows  []scheme.Part
}

// sheetBlocks puts the parts of a sheet into the order of the annexes: on annex 2 the secretary's part stands before the
// overall judgement of the unit.
func sheetBlocks(v app.Sheet) []sheetBlock {
	said := []scheme.Part{scheme.PartAspects, scheme.PartAchievements, scheme.PartProblems, scheme.PartCauses}
	verdict := []scheme.Part{scheme.PartOverall, scheme.PartAdvice}
	whole := append(append([]scheme.Part{}, said...), verdict...)
	if len(v.Parts) == 1 {
		return []sheetBlock{{blockTitle(v.Parts[0].Subject.Kind), v.Parts[0], whole}}
	}
	blocks := []sheetBlock{{blockTitle(v.Parts[0].Subject.Kind), v.Parts[0], said}}
	for _, part := range v.Parts[1:] {
		blocks = append(blocks, sheetBlock{blockTitle(part.Subject.Kind), part, whole})
	}
	return append(blocks, sheetBlock{"对党组织的总体评价和努力方向", v.Parts[0], verdict})
}

// blockTitle is the heading over what is said of a subject of the kind.
func blockTitle(kind scheme.SubjectKind) string {
	switch kind {
	case scheme.Unit:
		return "对党组织的点评"
	case scheme.Secretary:
		return "对书记的点评"
	case scheme.CommitteeMember:
		return "对班子成员的点评"
	case scheme.Member:
		return "对党员的点评"
	}
	return "点评"
}
