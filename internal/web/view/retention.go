package view

import (
	"lingping/internal/app"
	"lingping/internal/domain/round"
	"lingping/internal/web/ui"
)

// retentionWords says how long a round is kept, or that it is not archived yet.
func retentionWords(p ui.Page, k round.Retention) string {
	switch {
	case k.Class == "":
		return p.T("还没有归档")
	case k.Until == "":
		return p.Word(k.Class.Word())
	}
	return p.T("%s，到 %s", p.Word(k.Class.Word()), p.Day(k.Until))
}

func retentionClasses(p ui.Page) []ui.Option {
	var out []ui.Option
	for _, c := range round.RetentionClasses() {
		out = append(out, ui.Option{Value: string(c), Name: p.Word(c.Word())})
	}
	return out
}

// dueForAppraisal are the rounds whose years are over.
func dueForAppraisal(list []app.KeptRound) (due []app.KeptRound) {
	for _, k := range list {
		if k.Due {
			due = append(due, k)
		}
	}
	return due
}
