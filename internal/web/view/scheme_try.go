package view

import (
	"lingping/internal/app"
	"lingping/internal/domain/scheme"
	"lingping/internal/i18n"
	"lingping/internal/web/ui"
)

// SchemeTry is the trial of a scheme with the form that asks for another window or unit.
type SchemeTry struct {
	app.Trial
	Scheme   string // of which scheme; empty: of the text
	Text     string
	Note     string // beside the text
	File     string // its name, where it was sent as a file
	From, To string
	Unit     string
	Rosters  []string // names of the files that are tried in place of the house's roster
	Made     bool     // there is a trial
}

// taskName is what is to be done.
func taskName(p ui.Page, t scheme.Task) string {
	if t.Filing == nil {
		return p.Word(i18n.Word(t.Name))
	}

	forms := ""
	for i, n := range t.Filing.Forms {
		if i > 0 {
			forms += p.T("、")
		}
		forms += p.T("附件%d", n)
	}

	return p.T("向%s报送%s", p.Word(i18n.Word(t.Filing.To)), forms)
}
