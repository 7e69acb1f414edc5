package web

import (
	"errors"
	"net/http"
	"slices"
	"strconv"

	"lingping/internal/app"
	"lingping/internal/domain/review"
	"lingping/internal/errs"
	"lingping/internal/i18n"
	"lingping/internal/web/view"
)

func (r *request) reviewEdit() error { return r.edit(false) }

func (r *request) reviewCorrectForm() error { return r.edit(true) }

// edit shows the form of a sheet.
func (r *request) edit(correct bool) error { return r.showEdit(app.Editing{Correct: correct}, nil) }

// editAgain shows the form with what was typed into it, as far as its fields are still there.
func (r *request) editAgain(correct bool, change func(*view.Edit)) error {
	typed := r.draft()
	return r.showEdit(app.Editing{Correct: correct, Typed: &typed}, change)
}

// showEdit draws the form, changed before it is shown unless change is nil. A sheet that can't be written now is read instead.
func (r *request) showEdit(e app.Editing, change func(*view.Edit)) error {
	id, err := r.reviewID()
	if err != nil {
		return err
	}

	v := view.Edit{Reason: r.text("reason"), On: r.URL.Query().Get("occasion")}
	if on, err := strconv.ParseInt(v.On, 10, 64); err == nil {
		occasion := review.OccasionID(on)
		e.Occasion = &occasion
	}

	if v.SheetEdit, err = r.web.app.EditSheet(r.Context(), r.actor, id, e); err != nil {
		return err
	}

	if v.Closed {
		return r.redirect(view.ReviewHref(v.ID, ""))
	}

	if change != nil {
		change(&v)
	}

	p := r.page("", "/")
	p.Title = view.SheetName(p, v.Parts[0].ObligationRow, len(v.Parts))
	return r.render(view.EditPage(p, v))
}

// refuseEdit answers a save that was refused: with both texts when somebody else saved meanwhile, else with the reason.
func (r *request) refuseEdit(err error, correct bool) error {
	if r.autosave() {
		return err
	}

	stale, isStale := errors.AsType[*app.Stale](err)
	if !isStale {
		return r.again(err, func() error { return r.editAgain(correct, nil) })
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
	r.out.Header().Set("Saved-At", r.web.options.Clock().Format("15:04:05"))
	r.out.Header().Set("Revision", view.Revisions(revisionsOf(saved)))
	r.out.WriteHeader(http.StatusNoContent)
	return nil
}

// revisionsOf are the revisions of a save in the order of the records.
func revisionsOf(saved app.Saved) (parts []app.PartDraft) {
	for id, revision := range saved.Revisions {
		parts = append(parts, app.PartDraft{ID: id, Revision: revision})
	}

	slices.SortFunc(parts, func(a, b app.PartDraft) int { return int(a.ID - b.ID) })
	return parts
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
	case err == nil && h.Unread != nil:
		return r.afterSubmitUnread(id, h.Unread)
	case err == nil:
		return r.afterSubmit(id, h)
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

// afterSubmitUnread leads to the sheet, which is handed in, where what comes next could not be read.
func (r *request) afterSubmitUnread(id review.ID, unread error) error {
	r.web.options.Log.ErrorContext(r.Context(), "reading what comes after a hand-in", "err", unread)
	return r.done(view.ReviewHref(id, ""), "登记表已提交；接下来该做什么没有读出来，请从首页接着做。")
}

// draftKept notes that the form was saved and not submitted: sent again, it leads to what was saved.
func (r *request) draftKept(id review.ID) {
	r.answered(app.SentAnswer{Address: view.ReviewHref(id, "/edit") + r.occasionQuery(), Sentence: r.T("草稿已保存，还没有提交：请核对后再提交。")})
	r.sending = nil
}

// afterSubmit goes on to the next sheet of the series, or back to where the work began.
func (r *request) afterSubmit(id review.ID, h app.HandedIn) error {
	series, p := h.Series, r.frame()
	name := view.SheetName(p, h.First, h.Records)
	said := p.T("已点评%s。", name)
	if h.State == review.Submitted {
		said = p.T("“%s”的登记表已交给%s，等他确认。", name, h.First.OwnerName)
	}

	look := ""
	if hints := view.Hints(p, h.Advice); len(hints) > 0 {
		look = p.T("可以再看一眼：%s", p.Join(hints...))
		r.next(view.ReviewHref(id, ""), "看刚交的这一张")
	}

	next := series.NextOpen(id)
	if next == nil {
		return r.afterLast(id, series, said, look)
	}

	r.flash(p.Join(said, p.T("接着是%s。", view.SheetName(p, next.ObligationRow, len(next.IDs))), look))
	return r.redirect(view.ReviewHref(next.ID, "/edit") + r.occasionQuery())
}

// afterLast leads from the last sheet of a meeting or a series to where all of them are printed. look is what might be
// looked at again.
func (r *request) afterLast(id review.ID, series app.Series, said, look string) error {
	p := r.frame()
	on := r.URL.Query().Get("occasion")
	switch {
	case on != "" && on != "0":
		return r.afterMeeting(on, p.Join(said, p.T("这一组都写好了。"), look))
	case len(series.Sheets) > 1:
		r.nextSend(view.PrintHref(series.Key), "下载这 %d 张（一个 Word，现在打印）", len(series.Sheets))
		r.flash(p.Join(said, p.T("这一组都写好了。"), look))
		return r.redirect(view.SeriesHref(series.Key))
	}

	r.flash(p.Join(said, look))
	return r.redirect(view.ReviewHref(id, ""))
}

// afterMeeting leads from the last sheet of a meeting to the meeting.
func (r *request) afterMeeting(on, said string) error {
	id, err := strconv.ParseInt(on, 10, 64)
	if err != nil {
		return r.nowhere()
	}

	v, err := r.web.app.Occasion(r.Context(), r.actor, review.OccasionID(id))
	if err != nil {
		return err
	}

	r.meetingSteps(v)
	r.flash(said)
	return r.redirect(view.OccasionHref(v.ID))
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
