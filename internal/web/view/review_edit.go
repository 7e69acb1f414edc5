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
	Reason  string     // of the correction
	On      string     // the occasion, as in the address of the page
}

// Take puts the revisions of a save into the form.
func (v *Edit) Take(saved app.Saved) {
	for i, part := range v.Draft.Parts {
		v.Draft.Parts[i].Revision = saved.Revisions[part.ID]
	}
}

// Hints are all hints of a sheet, each said once.
func Hints(p ui.Page, advice app.AdviceList) []string {
	var out []string
	for _, a := range advice {
		for _, hint := range a.Hints {
			if said := hint.As(p.Lang, p.Terms); !slices.Contains(out, said) {
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
			m := missing{lackID(a.ID, l), lackSaid(p, l)}
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

// lackSaid names what is lacking, and where only a group is asked for it the clause that asks.
func lackSaid(p ui.Page, l review.Lack) string {
	if l.Group == "" {
		return p.Word(l.Word)
	}
	return p.T("%s（对“%s”的要求〔%s〕）", l.Word, i18n.Word(l.Group), l.Clause)
}

// lackingSaid says what a sheet lacks, a sentence for its common cells and one for each record.
func lackingSaid(p ui.Page, advice app.AdviceList) (said []string) {
	var common i18n.Words
	for _, a := range advice {
		var own i18n.Words
		for _, l := range a.Lacks {
			switch {
			case !slices.Contains(settingParts, l.Part):
				own = append(own, l.Word)
			case !slices.Contains(common, l.Word):
				common = append(common, l.Word)
			}
		}

		if len(own) > 0 && len(advice) > 1 {
			said = append(said, p.T("%s还缺：%s", i18n.Word(blockTitle(a.Kind)), own))
		} else if len(own) > 0 {
			common = append(common, own...)
		}
	}

	if len(common) > 0 {
		said = append([]string{p.T("还缺：%s", common)}, said...)
	}

	return said
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
