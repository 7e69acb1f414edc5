package web

import (
	"net/http"
	"strings"

	"lingping/internal/app"
	"lingping/internal/domain/access"
	"lingping/internal/domain/review"
	"lingping/internal/domain/scheme"
	"lingping/internal/errs"
	"lingping/internal/web/view"
)

// occasionID is the occasion in the address.
func (r *request) occasionID() (review.OccasionID, error) {
	id, err := r.id("id")
	return review.OccasionID(id), err
}

func (r *request) grid() error { return r.showGrid(nil, nil) }

// showGrid draws the grid of a meeting with what was typed into it, and says why some of it was not taken.
func (r *request) showGrid(typed *app.Draft, faults []view.GridFault) error {
	id, err := r.occasionID()
	if err != nil {
		return err
	}

	g, err := r.web.app.OccasionGrid(r.Context(), r.actor, id)
	if err != nil {
		return err
	}

	if typed != nil {
		g.Take(*typed)
	}

	p := r.page(r.T("%s：一起填写", g.Title), "/occasions")
	return r.render(view.GridPage(p, view.NewGrid(g, faults)))
}

// gridDraft is what was typed into a grid: as in a sheet's form, and the problems of a record are the lines of one cell.
func (r *request) gridDraft() app.Draft {
	d := r.draft()
	for i, p := range d.Parts {
		d.Parts[i].Text.Problems = review.SplitProblems(strings.Join(r.PostForm[view.PartField(scheme.PartProblems, p.ID)], "\n"))
	}
	return d
}

func (r *request) gridSave() error {
	id, err := r.occasionID()
	if err != nil {
		return err
	}

	d := r.gridDraft()
	out, err := r.web.app.SaveGrid(r.Context(), r.actor, id, d)
	if err != nil {
		return err
	}

	if r.autosave() {
		return r.gridSaved(d, out)
	}

	if faults := r.gridFaults(out); len(faults) > 0 {
		r.status = http.StatusUnprocessableEntity
		return r.showGrid(&d, faults)
	}

	return r.done(view.GridHref(id), "草稿已保存。写好后再提交，别人现在看不到。")
}

// gridSaved answers an autosave of a grid with the revisions of all its records; what was saved has its new ones in the
// answer, though something else was refused.
func (r *request) gridSaved(sent app.Draft, out []app.GridOutcome) error {
	all := app.Saved{Revisions: map[review.ID]int{}}
	for _, p := range sent.Parts {
		all.Revisions[p.ID] = p.Revision
	}

	var refused error
	for _, o := range out {
		for id, revision := range o.Saved.Revisions {
			all.Revisions[id] = revision
		}
		if o.Err != nil {
			refused = o.Err
		}
	}

	if refused != nil {
		r.out.Header().Set("Revision", view.Revisions(revisionsOf(all)))
		return refused
	}

	return r.savedSheet(all)
}

func (r *request) gridSubmit() error {
	id, err := r.occasionID()
	if err != nil {
		return err
	}

	d := r.gridDraft()
	out, err := r.web.app.HandInGrid(r.Context(), r.actor, id, d)
	if err != nil {
		return err
	}

	for _, o := range out {
		if o.Unread != nil {
			r.web.options.Log.ErrorContext(r.Context(), "reading advice on a sheet of a grid", "err", o.Unread)
		}
	}

	done := view.HandedIn(out)
	faults := r.gridFaults(out)
	switch {
	case len(faults) > 0:
		r.unfinished()
		r.status = http.StatusUnprocessableEntity
		return r.showGrid(&d, faults)
	case done == 0:
		return r.again(errs.NewInvalid("还没有写任何人：请在表里填写后再提交。"), func() error { return r.showGrid(&d, nil) })
	}

	return r.afterGrid(id, out, done)
}

// afterGrid says what was handed in, what might be looked at again, and leads on: to those left, or to where all of them
// are printed and the meeting is closed.
func (r *request) afterGrid(id review.OccasionID, out []app.GridOutcome, done int) error {
	left, err := r.web.app.OccasionGrid(r.Context(), r.actor, id)
	if err != nil {
		return err
	}

	r.flash(r.gridSaid(left, out, done))
	return r.redirect(view.OccasionHref(id))
}

// gridSaid says what was handed in of a grid, with the buttons that lead on from there.
func (r *request) gridSaid(left app.OccasionGrid, out []app.GridOutcome, done int) string {
	p := r.frame()
	said := p.T("已交 %d 张登记表。", done)
	if hints := view.GridHints(p, out); len(hints) > 0 {
		said = p.Join(said, p.T("可以再看一眼：%s", p.Join(hints...)))
	}

	if len(left.Lines) > 0 {
		r.next(view.GridHref(left.ID), "接着填还没有写的 %d 张", len(left.Lines))
	}

	r.meetingSteps(left.OccasionView)
	return said
}

// meetingSteps offers what comes after the sheets of a meeting: to print them, and to close its record.
func (r *request) meetingSteps(v app.OccasionView) {
	if n := v.Printed(); n > 0 {
		r.nextSend(view.OccasionHref(v.ID)+"/print", "下载这 %d 张（一个 Word，现在打印）", n)
	}
	if v.FinishedAt == 0 && v.Allowed[access.WriteOccasion] {
		r.nextSend(view.OccasionHref(v.ID)+"/finish", "记录完整，办结")
	}
}

// gridFaults are the refusals of a grid, by person: with each thing that is missing, or with the reason.
func (r *request) gridFaults(out []app.GridOutcome) []view.GridFault {
	var faults []view.GridFault
	for _, o := range out {
		if o.Err != nil {
			faults = append(faults, view.GridFault{Line: o.ID, Said: r.refusal(o.Err)})
		}
	}
	return faults
}
