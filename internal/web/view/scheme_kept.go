package view

import (
	"lingping/internal/app"
	"lingping/internal/i18n"
	"lingping/internal/web/ui"
)

// keptOptions are the schemes with which a round can be opened: those that the house keeps, then the built-in ones.
func keptOptions(p ui.Page, l app.SchemeList) []ui.Option {
	var out []ui.Option
	for _, s := range l.Kept {
		out = append(out, ui.Option{Value: s.Ref.String(), Name: p.T("%s（%s 第 %d 版）", p.Word(i18n.Word(s.Title)), s.Name, s.Version)})
	}

	for _, s := range l.Builtin {
		out = append(out, ui.Option{Value: s.Name, Name: p.T("%s（%s）", p.Word(i18n.Word(s.Title)), s.Name)})
	}

	return out
}
