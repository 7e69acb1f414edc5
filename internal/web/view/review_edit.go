package view

import (
	"slices"
	"strconv"

	"lingping/internal/app"
	"lingping/internal/domain/review"
	"lingping/internal/web/ui"
)

// Edit is the form in which a sheet is written or corrected.
type Edit struct {
	app.Sheet
	Draft    app.Draft // what the fields show
	Series   app.Series
	Meeting  *app.OccasionView // the occasion on which it is given
	Advice   app.AdviceList
	Stale    *app.Stale // somebody else saved: both texts are shown
	Unready  string     // why handing in was refused, in the reader's language
	Ask      bool       // handing in waits for a second look at the hints
	Correct  bool       // a review that counts is being corrected
	Reason   string     // of the correction
	Occasion string     // as in the address of the page
}

// Fill makes the draft that the fields show: what is kept, and for a sheet that nobody has begun the common cells of the
// sheet written before it.
func (v *Edit) Fill() {
	v.Draft = app.Draft{Setting: v.Setting, Occasion: v.Sheet.Occasion}
	if id, err := strconv.ParseInt(v.Occasion, 10, 64); err == nil {
		v.Draft.Occasion = review.OccasionID(id)
	}

	for _, part := range v.Parts {
		if part.Review.State.Writable() != v.Correct {
			v.Draft.Parts = append(v.Draft.Parts, app.PartDraft{ID: part.ID, Revision: part.Review.Revision, Text: part.Review.Text})
		}
	}

	if v.Setting == (review.Setting{}) {
		v.Draft.Setting = v.Series.Usual
		v.Draft.Setting.Mode, v.Draft.Setting.Selection = drawnSetting(v.Sheet, v.Draft.Setting)
	}
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
