package view

import (
	"slices"

	"lingping/internal/app"
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
