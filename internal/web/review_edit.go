package web

import (
	"errors"
	"fmt"
	"hash/fnv"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"lingping/internal/app"
	"lingping/internal/domain/access"
	"lingping/internal/domain/org"
	"lingping/internal/domain/review"
	"lingping/internal/domain/round"
	"lingping/internal/errs"
	"lingping/internal/i18n"
	"lingping/internal/web/ui"
)

// editView is the form in which a sheet is written or corrected.
type editView struct {
	app.Sheet
	Draft    app.Draft // what the fields show
	Series   app.Series
	Meeting  *app.OccasionView // the occasion on which it is given
	Advice   []app.Advice
	Stale    *app.Stale // somebody else saved: both texts are shown
	Unready  string     // why handing in was refused, in the reader's language
	Ask      bool       // handing in waits for a second look at the hints
	Correct  bool       // a review that counts is being corrected
	Reason   string     // of the correction
	Occasion string     // as in the address of the page
}

// loadEdit reads what the form of a sheet needs. A sheet that can't be written now is read instead: then moved is its
// page.
func (r *request) loadEdit(correct bool) (v editView, moved string, err error) {
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
			return v, reviewHref(v.ID, ""), nil
		}
		return v, "", access.ErrRefused
	}
	if v.Series, err = r.web.app.SeriesOf(r.Context(), r.actor, id); err != nil {
		return v, "", err
	}
	v.fill()
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

// fill makes the draft that the fields show: what is kept, and for a sheet that nobody has begun the common cells of the
// sheet written before it.
func (v *editView) fill() {
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

// showEdit draws the form.
func (r *request) showEdit(v editView) error {
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
	p.Title = sheetName(p, v.Parts[0].ObligationRow, len(v.Parts))
	return r.render(editPage(p, v))
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
func (r *request) editAgain(correct bool, change func(*editView)) error {
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
		if mine, ok := draftOf(typed, part.ID); ok {
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
		return r.again(err, func() error { return r.editAgain(correct, func(*editView) {}) })
	}
	r.status = statusStale
	return r.editAgain(correct, func(v *editView) {
		v.Stale = stale
		for i, part := range v.Draft.Parts { // the next save is made in knowledge of theirs
			if theirs, ok := draftOf(stale.Theirs, part.ID); ok {
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
	return r.done(reviewHref(id, "/edit")+r.occasionQuery(), "草稿已保存（%s）。写好后再提交，别人现在看不到。", p.Moment(saved.At)[len("2006-01-02 "):])
}

// savedSheet answers an autosave of a sheet: its revisions go back into the hidden field.
func (r *request) savedSheet(saved app.Saved) error {
	var parts []app.PartDraft
	for id, revision := range saved.Revisions {
		parts = append(parts, app.PartDraft{ID: id, Revision: revision})
	}
	slices.SortFunc(parts, func(a, b app.PartDraft) int { return int(a.ID - b.ID) })
	r.out.Header().Set("Saved-At", r.web.options.Clock().Format("15:04:05"))
	r.out.Header().Set("Revision", revisions(parts))
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
	return r.render(adviceList(r.frame(), advice))
}

func (r *request) reviewSubmit() error {
	id, err := r.reviewID()
	if err != nil {
		return err
	}
	d := r.draft()
	advice, err := r.web.app.Hints(r.Context(), r.actor, id, d)
	if err == nil && !anyLacking(advice) && hinted(advice) && adviceMark(advice) != r.text("seen") {
		saved, err := r.web.app.SaveDraft(r.Context(), r.actor, id, d)
		if err != nil {
			return r.refuseEdit(err, false)
		}
		r.draftKept(id)
		return r.editAgain(false, func(v *editView) {
			v.Advice, v.Ask = advice, true
			v.take(saved)
		})
	}
	saved, err := r.web.app.Submit(r.Context(), r.actor, id, d)
	if err == nil {
		return r.afterSubmit(id, saved)
	}
	if errs.Is(err, errs.Invalid) && len(saved.Revisions) > 0 {
		r.status = statusOf(err)
		r.draftKept(id)
		return r.editAgain(false, func(v *editView) {
			v.Unready = i18n.Error(r.lang, err)
			v.take(saved)
		})
	}
	return r.refuseEdit(err, false)
}

// draftKept notes that the form was saved and not submitted: sent again, it leads to what was saved.
func (r *request) draftKept(id review.ID) {
	r.answered(app.SentAnswer{Address: reviewHref(id, "/edit") + r.occasionQuery(), Sentence: r.T("草稿已保存，还没有提交：请核对后再提交。")})
	r.sending = nil
}

// take puts the revisions of a save into the form.
func (v *editView) take(saved app.Saved) {
	for i, part := range v.Draft.Parts {
		v.Draft.Parts[i].Revision = saved.Revisions[part.ID]
	}
}

// afterSubmit goes on to the next sheet of the series, or back to where the work began.
func (r *request) afterSubmit(id review.ID, saved app.Saved) error {
	series, err := r.web.app.SeriesOf(r.Context(), r.actor, id)
	if err != nil {
		return err
	}
	sheet, err := r.web.app.Sheet(r.Context(), r.actor, id)
	if err != nil {
		return err
	}
	p := r.frame()
	name := sheetName(p, sheet.Parts[0].ObligationRow, len(sheet.Parts))
	_, owner := sheet.Person()
	said := p.T("已点评%s。", name)
	if saved.State == review.Submitted {
		said = p.T("“%s”的登记表已交给%s，等他确认。", name, owner)
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
		return r.redirect(reviewHref(id, ""))
	}
	r.flash(p.Join(said, p.T("接着是%s。", sheetName(p, next.ObligationRow, len(next.IDs)))))
	return r.redirect(reviewHref(next.ID, "/edit") + r.occasionQuery())
}

func (r *request) reviewCorrect() error {
	id, err := r.reviewID()
	if err != nil {
		return err
	}
	if err := r.web.app.Correct(r.Context(), r.actor, id, r.draft(), r.text("reason")); err != nil {
		return r.refuseEdit(err, true)
	}
	return r.done(reviewHref(id, ""), "已更正。原来的内容和更正原因一同保留；请对方重新签收。")
}

func anyLacking(advice []app.Advice) bool {
	return slices.ContainsFunc(advice, func(a app.Advice) bool { return len(a.Lacking) > 0 })
}

func hinted(advice []app.Advice) bool {
	return slices.ContainsFunc(advice, func(a app.Advice) bool { return len(a.Hints) > 0 })
}

// adviceMark is a short name for the hints: whoever sends it with the form has seen them.
func adviceMark(advice []app.Advice) string {
	h := fnv.New64a()
	for _, a := range advice {
		for _, hint := range a.Hints {
			fmt.Fprintf(h, "%d %s %s\n", a.ID, hint.Text, strings.Join(hint.Args, "\t"))
		}
	}
	return strconv.FormatUint(h.Sum64(), 36)
}

// hints are all hints of a sheet, each said once.
func hints(p ui.Page, advice []app.Advice) []string {
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
