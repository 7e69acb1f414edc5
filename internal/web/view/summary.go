package view

import (
	"fmt"

	"lingping/internal/app"
	"lingping/internal/domain/dossier"
	"lingping/internal/domain/org"
	"lingping/internal/web/ui"
)

// Summary is the page of one self-summary; Draft is what its fields show.
type Summary struct {
	app.Summary
	Draft dossier.Summary
	Why   string // why it was sent back, as typed into a form that was refused
}

// key is the dossier that the page is about.
func (v Summary) key() dossier.Key { return v.Dossier.Key }

// href is an address below the summary's own.
func (v Summary) href(below string) string {
	return DossierHref(v.Dossier.Round.ID, "/summary"+below, v.key())
}

// CheckField names the field of a check, counted from 0.
func CheckField(i int) string { return fmt.Sprintf("check-%d", i) }

// summaryClass is the shape of a summary's state.
func summaryClass(s dossier.SummaryState, late bool) string {
	switch {
	case s == dossier.SummaryHandedIn:
		return "done"
	case s == dossier.SummaryReturned:
		return "back"
	case late:
		return "late"
	case s == dossier.SummaryDraft:
		return "course"
	}
	return "empty"
}

// summaryTask says what is to be written of whom.
func summaryTask(p ui.Page, t app.Task) string {
	if t.Name == "" {
		return p.T("写您的总结（回头看）")
	}
	return p.T("写%s的总结（回头看）", t.Name)
}

// summaryBack says whose summary was sent back.
func summaryBack(p ui.Page, t app.Task) string {
	if t.Name == "" {
		return p.T("您的总结被退回，请修改")
	}
	return p.T("%s的总结被退回，请修改", t.Name)
}

// summaryTaskHref is the page of the summary that the task is about.
func summaryTaskHref(t app.Task) string {
	return DossierHref(t.Round, "/summary", dossier.Key{Unit: t.Unit, Person: org.PersonID(t.Ref)})
}
