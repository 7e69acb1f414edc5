package view

import (
	"lingping/internal/app"
	"lingping/internal/domain/rectify"
	"lingping/internal/web/ui"
)

func sayHelpAnswer(p ui.Page, t app.Task) string {
	return p.T("%s请您帮助解决困难，请答复", t.Name)
}

func sayHelpGive(p ui.Page, t app.Task) string {
	return p.T("您答应帮助%s解决的困难", t.Name)
}

func sayHelpClose(p ui.Page, t app.Task) string {
	return p.T("%s说已帮助办理，请看是否解决", t.Name)
}

func helpTaskHref(t app.Task) string { return HelpHref(rectify.HelpID(t.Ref), "") }
