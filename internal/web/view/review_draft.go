package view

import (
	"fmt"
	"slices"
	"strings"

	"lingping/internal/app"
	"lingping/internal/domain/review"
	"lingping/internal/domain/scheme"
	"lingping/internal/i18n"
)

// PartField names the field of a part of a record.
func PartField(part scheme.Part, id review.ID) string { return fmt.Sprintf("%s-%d", part, id) }

// AspectField names the field of an aspect of a record.
func AspectField(id review.ID, key string) string { return fmt.Sprintf("aspect-%d-%s", id, key) }

// Revisions words what was read, for the hidden field.
func Revisions(parts []app.PartDraft) string {
	words := make([]string, len(parts))
	for i, p := range parts {
		words[i] = fmt.Sprintf("%d:%d", p.ID, p.Revision)
	}
	return strings.Join(words, " ")
}

// of is the draft's text for a record, and whether the record stands in the draft.
func DraftOf(d app.Draft, id review.ID) (app.PartDraft, bool) {
	for _, p := range d.Parts {
		if p.ID == id {
			return p, true
		}
	}
	return app.PartDraft{}, false
}

// sheetBlock is a stretch of a sheet: parts of one record, in the order of the paper.
type sheetBlock struct {
	Title i18n.Word
	Part  app.SheetPart
	Rows  []scheme.Part
}

// opens reports whether what is said of the record begins with this block.
func (b sheetBlock) opens() bool { return slices.Contains(b.Rows, scheme.PartAspects) }

// sheetBlocks puts the parts of a sheet into the order of the annexes: on annex 2 the secretary's part stands before the
// overall judgement of the unit.
func sheetBlocks(v app.Sheet) []sheetBlock {
	if len(v.Parts) == 1 {
		return []sheetBlock{{i18n.Word(string(blockTitle(v.Parts[0].Subject.Kind))), v.Parts[0], scheme.OnPaper()}}
	}

	blocks := []sheetBlock{{i18n.Word(string(blockTitle(v.Parts[0].Subject.Kind))), v.Parts[0], scheme.Matters()}}
	for _, part := range v.Parts[1:] {
		blocks = append(blocks, sheetBlock{i18n.Word(string(blockTitle(part.Subject.Kind))), part, scheme.OnPaper()})
	}

	return append(blocks, sheetBlock{"对{党组织}的总体评价和努力方向", v.Parts[0], scheme.Verdict()})
}

// blockTitle is the heading over what is said of a subject of the kind.
func blockTitle(kind scheme.SubjectKind) i18n.Word {
	switch kind {
	case scheme.Unit:
		return "对{党组织}的点评"
	case scheme.Secretary:
		return "对{书记}的点评"
	case scheme.CommitteeMember:
		return "对{班子成员}的点评"
	case scheme.Member:
		return "对{党员}的点评"
	}
	return "点评"
}
