package view

import (
	"slices"

	"lingping/internal/app"
	"lingping/internal/domain/review"
	"lingping/internal/domain/scheme"
	"lingping/internal/i18n"
	"lingping/internal/web/ui"
)

// Edit is the form in which a sheet is written or corrected.
type Edit struct {
	app.SheetEdit
	Stale   *app.Stale // somebody else saved: both texts are shown
	Unready string     // why handing in was refused, in the reader's language
	Ask     bool       // handing in waits for a second look at the hints
	Reason  string     // of the correction
	On      string     // the occasion, as in the address of the page
}

// Take puts the revisions of a save into the form.
func (v *Edit) Take(saved app.Saved) {
	for i, part := range v.Draft.Parts {
		v.Draft.Parts[i].Revision = saved.Revisions[part.ID]
	}
}

// hints are all hints of a sheet, each said once.
func hints(p ui.Page, advice app.AdviceList) []string {
	var out []string
	for _, a := range advice {
		for _, hint := range a.Hints {
			if said := hint.In(p.Lang); !slices.Contains(out, said) {
				out = append(out, said)
			}
		}
	}

	return out
}

// missing is what a sheet lacks that could not be handed in, with the id of the element in which it is to be written.
type missing struct{ id, said string }

// missing lists what is lacking in all records of the sheet; what stands in the common cells is said once.
func (v Edit) missing(p ui.Page) (out []missing) {
	if v.Unready == "" {
		return nil
	}

	for _, a := range v.Advice {
		for _, l := range a.Lacks {
			m := missing{lackID(a.ID, l), p.Word(l.Word)}
			if len(v.Advice) > 1 && !slices.Contains(settingParts, l.Part) {
				m.said = p.T("%s：%s", i18n.Word(blockTitle(a.Kind)), m.said)
			}

			if !slices.ContainsFunc(out, func(o missing) bool { return o.id == m.id }) {
				out = append(out, m)
			}
		}
	}

	return out
}

// settingParts are the common cells of a sheet.
var settingParts = []scheme.Part{scheme.PartDate, scheme.PartPlace, scheme.PartMode}

// lackID is the id of the element in which something is to be written.
func lackID(id review.ID, l review.Lack) string {
	switch l.Part {
	case scheme.PartDate:
		return ui.FieldID("day")
	case scheme.PartPlace:
		return ui.FieldID("place")
	case scheme.PartMode:
		return ui.FieldID("mode")
	case scheme.PartAspects:
		return AspectField(id, l.Aspect)
	}
	return PartField(l.Part, id)
}

// lacks reports whether the sheet was not handed in because this was not written.
func (v Edit) lacks(id string) bool {
	if v.Unready == "" {
		return false
	}

	for _, a := range v.Advice {
		if slices.ContainsFunc(a.Lacks, func(l review.Lack) bool { return lackID(a.ID, l) == id }) {
			return true
		}
	}

	return false
}
