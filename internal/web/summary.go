package web

import (
	"net/http"
	"strconv"

	"lingping/internal/domain/dossier"
	"lingping/internal/domain/org"
	"lingping/internal/web/view"
)

// summary is the page of a self-summary: the form for whoever may write it now, else the text.
func (r *request) summary() error {
	at, err := r.dossierAt(true)
	if err != nil {
		return err
	}

	v := view.Summary{Why: r.text("reason")}
	if v.Summary, err = r.web.app.Summary(r.Context(), r.actor, at.round, at.unit, at.person); err != nil {
		return err
	}

	v.Draft = v.Summary.Summary
	if r.problem != "" && r.Method == http.MethodPost && r.PostForm.Has("revision") {
		kept := v.Draft
		v.Draft = r.typedSummary(at)
		v.Draft.Revision = max(v.Draft.Revision, savedMeanwhile(kept, v.Draft))
	}

	p := r.page("", "/")
	p.Title = p.T("%s的总结", v.Name)
	return r.render(view.SummaryPage(p, v))
}

// savedMeanwhile is the revision of what is kept when that is what was typed: a summary that was refused for being
// incomplete has been saved all the same.
func savedMeanwhile(kept, typed dossier.Summary) int {
	if kept.Says(typed) {
		return kept.Revision
	}
	return 0
}

// mostChecks is more than any scheme asks.
const mostChecks = 50

// typedSummary is a summary as it was typed.
func (r *request) typedSummary(at dossierAt) dossier.Summary {
	revision, _ := strconv.Atoi(r.text("revision")) // what is none is stale
	s := dossier.Summary{Round: at.round, Key: at.key(), Revision: revision, TookPart: r.text("took-part"), MetOn: org.Date(r.text("met-on")),
		Text: dossier.SummaryText{Achievements: r.text("achievements"), Causes: r.text("causes"), Problems: r.texts("problems")}}
	for i := 0; i < mostChecks && r.PostForm.Has(view.CheckField(i)); i++ {
		s.Text.Checks = append(s.Text.Checks, dossier.Check{Text: r.text(view.CheckField(i))})
	}

	return s
}

func (r *request) summarySave() error {
	at, err := r.dossierAt(true)
	if err != nil {
		return err
	}

	saved, err := r.web.app.SaveSummary(r.Context(), r.actor, r.typedSummary(at))
	if err != nil {
		return r.again(err, r.summary)
	}

	if r.autosave() {
		r.out.Header().Set("Saved-At", r.web.options.Clock().Format("15:04:05"))
		r.out.Header().Set("Revision", strconv.Itoa(saved.Revision))
		r.out.WriteHeader(http.StatusNoContent)
		return nil
	}

	return r.done(view.DossierHref(at.round, "/summary", at.key()), "草稿已保存，{点评人}现在看不到。写好后再交。")
}

func (r *request) summaryHandIn() error {
	at, err := r.dossierAt(true)
	if err != nil {
		return err
	}

	if _, err := r.web.app.HandInSummary(r.Context(), r.actor, r.typedSummary(at)); err != nil {
		return r.again(err, r.summary)
	}

	return r.done(view.DossierHref(at.round, "/summary", at.key()), "总结已交，{点评人}写点评时会在旁边看到。需要补充的，会退回给您并说明原因。")
}

func (r *request) summaryReturn() error {
	at, err := r.dossierAt(true)
	if err != nil {
		return err
	}

	if err := r.web.app.ReturnSummary(r.Context(), r.actor, at.round, at.unit, at.person, r.text("reason")); err != nil {
		return r.again(err, r.summary)
	}

	return r.done("/", "已退回，原因会显示在对方的首页；改好后会再交来。")
}

func (r *request) summaryAttach() error {
	at, err := r.dossierAt(true)
	if err != nil {
		return err
	}

	files, err := r.attachments("file")
	if err == nil {
		err = r.web.app.AttachToSummary(r.Context(), r.actor, at.round, at.unit, at.person, files)
	}

	if err != nil {
		return r.again(err, r.summary)
	}

	return r.done(view.DossierHref(at.round, "/summary", at.key()), "附件已保存。同名的文件再传一次，就是它的下一版。")
}

func (r *request) summaryFile() error {
	at, err := r.dossierAt(true)
	if err != nil {
		return err
	}

	file, err := r.id("file")
	if err != nil {
		return err
	}

	body, err := r.web.app.SummaryFile(r.Context(), r.actor, at.round, at.unit, at.person, dossier.FileID(file))
	if err != nil {
		return err
	}

	return r.sendFile(body)
}

// summaries says of a unit and its members who has handed in and who has not.
func (r *request) summaries() error {
	id, unit, err := r.roundAndUnit()
	if err != nil {
		return err
	}

	b, err := r.web.app.BranchSummaries(r.Context(), r.actor, id, unit)
	if err != nil {
		return err
	}

	p := r.page("", "/rounds")
	p.Title = p.T("%s的总结", b.Unit.Label())
	return r.render(view.SummariesPage(p, b))
}
