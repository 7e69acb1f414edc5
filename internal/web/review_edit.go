package web

import (
	"errors"
	"net/http"
	"slices"

	"lingping/internal/app"
	"lingping/internal/domain/access"
	"lingping/internal/domain/org"
	"lingping/internal/domain/review"
	"lingping/internal/domain/round"
	"lingping/internal/errs"
	"lingping/internal/i18n"
	"lingping/internal/web/view"
)

// loadEdit reads what the form of a sheet needs. A sheet that can't be written now is read instead: then moved is its
// page.
func (r *request) loadEdit(correct bool) (v view.Edit, moved string, err error) {
	id, err := r.reviewID()
	if err != nil {
		return v, "", err
	}

	v.Correct, v.Reason, v.Occasion = correct, r.text("reason"), r.URL.Query().Get("occasion")
	if v.Sheet, err = r.web.app.Sheet(r.Context(), r.actor, id); err != nil {
		return v, "", err
	}

	action := access.WriteReview
	if correct {
		action = access.CorrectReview
	}

	if !v.Allowed[action] {
		if v.Own || v.State == review.Submitted || v.Round.State != round.Launched {
			return v, view.ReviewHref(v.ID, ""), nil
		}
		return v, "", access.ErrRefused
	}

	if v.Series, err = r.web.app.SeriesOf(r.Context(), r.actor, id); err != nil {
		return v, "", err
	}

	v.Fill()
	if v.Draft.Occasion == 0 || correct {
		v.Draft.Occasion = 0
		return v, "", nil
	}

	meeting, err := r.web.app.Occasion(r.Context(), r.actor, v.Draft.Occasion)
	if errs.Is(err, errs.NotFound) { // the reviewed side fills the sheet in, and does not keep the meeting
		return v, "", nil
	}

	v.Meeting = &meeting
	return v, "", err
}

// showEdit draws the form.
func (r *request) showEdit(v view.Edit) error {
	if v.Draft.Setting.Day == "" && r.Method == http.MethodGet {
		v.Draft.Setting.Day = usualDay(v.Round, org.DateOf(r.web.options.Clock()))
	}

	if v.Advice == nil && !v.Correct {
		advice, err := r.web.app.Hints(r.Context(), r.actor, v.ID, v.Draft)
		if err != nil && !errs.Is(err, errs.Invalid) {
			return err
		}
		v.Advice = advice
	}

	p := r.page("", "/")
	p.Title = view.SheetName(p, v.Parts[0].ObligationRow, len(v.Parts))
	return r.render(view.EditPage(p, v))
}

// usualDay proposes today while the round's window is open; afterwards nobody can guess.
func usualDay(one round.Round, today org.Date) org.Date {
	if today < one.From || today > one.To {
		return ""
	}
	return today
}

func (r *request) reviewEdit() error { return r.edit(false) }

func (r *request) reviewCorrectForm() error { return r.edit(true) }

func (r *request) edit(correct bool) error {
	v, moved, err := r.loadEdit(correct)
	switch {
	case err != nil:
		return err
	case moved != "":
		return r.redirect(moved)
	}

	return r.showEdit(v)
}

// editAgain shows the form with what was typed into it, as far as its fields are still there.
func (r *request) editAgain(correct bool, change func(*view.Edit)) error {
	v, moved, err := r.loadEdit(correct)
	switch {
	case err != nil:
		return err
	case moved != "":
		return r.redirect(moved)
	}

	typed := r.draft()
	v.Draft.Setting = typed.Setting
	if v.Meeting != nil {
		v.Draft.Setting = v.Meeting.Setting
	}

	for i, part := range v.Draft.Parts {
		if mine, ok := view.DraftOf(typed, part.ID); ok {
			v.Draft.Parts[i].Text = mine.Text.Clean()
			if v.Stale == nil {
				v.Draft.Parts[i].Revision = mine.Revision
			}
		}
	}

	change(&v)
	return r.showEdit(v)
}

// refuseEdit answers a save that was refused: with both texts when somebody else saved meanwhile, else with the reason.
func (r *request) refuseEdit(err error, correct bool) error {
	if r.autosave() {
		return err
	}

	stale, isStale := errors.AsType[*app.Stale](err)
	if !isStale {
		return r.again(err, func() error { return r.editAgain(correct, func(*view.Edit) {}) })
	}

	r.status = statusStale
	return r.editAgain(correct, func(v *view.Edit) {
		v.Stale = stale
		for i, part := range v.Draft.Parts { // the next save is made in knowledge of theirs
			if theirs, ok := view.DraftOf(stale.Theirs, part.ID); ok {
				v.Draft.Parts[i].Revision = theirs.Revision
			}
		}
	})
}

func (r *request) reviewSave() error {
	id, err := r.reviewID()
	if err != nil {
		return err
	}

	saved, err := r.web.app.SaveDraft(r.Context(), r.actor, id, r.draft())
	if err != nil {
		return r.refuseEdit(err, false)
	}

	if r.autosave() {
		return r.savedSheet(saved)
	}

	p := r.frame()
	return r.done(view.ReviewHref(id, "/edit")+r.occasionQuery(), "草稿已保存（%s）。写好后再提交，别人现在看不到。", p.Moment(saved.At)[len("2006-01-02 "):])
}

// savedSheet answers an autosave of a sheet: its revisions go back into the hidden field.
func (r *request) savedSheet(saved app.Saved) error {
	var parts []app.PartDraft
	for id, revision := range saved.Revisions {
		parts = append(parts, app.PartDraft{ID: id, Revision: revision})
	}

	slices.SortFunc(parts, func(a, b app.PartDraft) int { return int(a.ID - b.ID) })
	r.out.Header().Set("Saved-At", r.web.options.Clock().Format("15:04:05"))
	r.out.Header().Set("Revision", view.Revisions(parts))
	r.out.WriteHeader(http.StatusNoContent)
	return nil
}

// occasionQuery carries the occasion of the page over to the next one.
func (r *request) occasionQuery() string {
	if on := r.URL.Query().Get("occasion"); on != "" {
		return "?occasion=" + on
	}
	return ""
}

// reviewCheck says of what is typed what is lacking and what might be looked at again. It keeps nothing.
func (r *request) reviewCheck() error {
	id, err := r.reviewID()
	if err != nil {
		return err
	}

	advice, err := r.web.app.Hints(r.Context(), r.actor, id, r.draft())
	if err != nil {
		return err
	}

	return r.render(view.AdviceList(r.frame(), advice))
}

func (r *request) reviewSubmit() error {
	id, err := r.reviewID()
	if err != nil {
		return err
	}

	h, err := r.web.app.HandIn(r.Context(), r.actor, id, r.draft(), r.text("seen"))
	switch {
	case err == nil && h.Advice == nil:
		return r.afterSubmit(id, h.Saved)
	case err == nil:
		r.draftKept(id)
		return r.editAgain(false, func(v *view.Edit) {
			v.Advice, v.Ask = h.Advice, true
			v.Take(h.Saved)
		})
	case errs.Is(err, errs.Invalid) && len(h.Revisions) > 0:
		r.status = statusOf(err)
		r.draftKept(id)
		return r.editAgain(false, func(v *view.Edit) {
			v.Unready = i18n.Error(r.lang, err)
			v.Take(h.Saved)
		})
	}

	return r.refuseEdit(err, false)
}

// draftKept notes that the form was saved and not submitted: sent again, it leads to what was saved.
func (r *request) draftKept(id review.ID) {
	r.answered(app.SentAnswer{Address: view.ReviewHref(id, "/edit") + r.occasionQuery(), Sentence: r.T("草稿已保存，还没有提交：请核对后再提交。")})
	r.sending = nil
}

// afterSubmit goes on to the next sheet of the series, or back to where the work began.
func (r *request) afterSubmit(id review.ID, saved app.Saved) error {
	after, err := r.web.app.AfterHandIn(r.Context(), r.actor, id)
	if err != nil {
		return err
	}

	series, p := after.Series, r.frame()
	name := view.SheetName(p, after.First, after.Records)
	said := p.T("已点评%s。", name)
	if saved.State == review.Submitted {
		said = p.T("“%s”的登记表已交给%s，等他确认。", name, after.First.OwnerName)
	}

	next := series.NextOpen(id)
	if next == nil {
		if len(series.Sheets) > 1 {
			said = p.Join(said, p.T("这一组都写好了。"))
		}

		r.flash(said)
		if on := r.URL.Query().Get("occasion"); on != "" && on != "0" {
			return r.redirect("/occasions/" + on)
		}

		return r.redirect(view.ReviewHref(id, ""))
	}

	r.flash(p.Join(said, p.T("接着是%s。", view.SheetName(p, next.ObligationRow, len(next.IDs)))))
	return r.redirect(view.ReviewHref(next.ID, "/edit") + r.occasionQuery())
}

func (r *request) reviewCorrect() error {
	id, err := r.reviewID()
	if err != nil {
		return err
	}

	if err := r.web.app.Correct(r.Context(), r.actor, id, r.draft(), r.text("reason")); err != nil {
		return r.refuseEdit(err, true)
	}

	return r.done(view.ReviewHref(id, ""), "已更正。原来的内容和更正原因一同保留；请对方重新签收。")
}
