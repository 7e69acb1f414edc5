package web

import (
	"lingping/internal/app"
	"lingping/internal/web/ui"
)

// taskLine is how tasks of a kind are shown: what is to be done, what the button says, where it leads.
type taskLine struct {
	say  func(p ui.Page, t app.Task) string
	verb string // a key of the catalogue
	href func(t app.Task) string
}

// taskLines are all kinds of tasks.
func taskLines() map[app.TaskKind]taskLine {
	return map[app.TaskKind]taskLine{
		// in the order in which they come up in a half-year
		app.TaskFieldwork: {fieldworkTask, "登记调研", func(t app.Task) string { return roundHref(t.Round, "/fieldwork/new") }},
		app.TaskFilingHandIn:  filingHandInLine(),
		app.TaskFilingReceive: filingReceiveLine(),
	}
}
