package view

import (
	"lingping/internal/app"
	"lingping/internal/domain/org"
	"lingping/internal/domain/scheme"
	"lingping/internal/i18n"
	"lingping/internal/web/ui"
)

// stepWord is the name of a step on the strip, a key of the catalogue.
func stepWord(key scheme.StepKey) i18n.Word {
	for i, k := range scheme.StepKeys() {
		if k == key {
			return ui.StepNames()[i]
		}
	}
	return i18n.Word(key)
}

// lineHref is the page of whose line it is.
func lineHref(l app.DossierLine) string {
	if l.Key.OfPerson() {
		return personHref(l.Key.Person)
	}
	return unitHref(l.Key.Unit)
}

func linksOfLine(l app.DossierLine) stepLinks {
	return stepLinks{Round: l.Round, Unit: l.Key.Unit, Person: l.Key.Person, Plain: l.Closed}
}

// lacksChoices are the filters of the list.
func lacksChoices(p ui.Page, v app.DossierList) []ui.Option {
	list := []ui.Option{{Value: "", Name: p.T("全部")}}
	for _, s := range v.Steps {
		list = append(list, ui.Option{Value: string(s.Step), Name: p.T("缺“%s”的", p.Word(stepWord(s.Step)))})
	}
	return list
}

// belowHref is the 台账 of a unit of the list, empty for the one that is shown.
func belowHref(v app.DossierList, l app.DossierLine) string {
	if l.Key.OfPerson() || l.Key.Unit == v.Unit.ID {
		return ""
	}
	return UnderHref(v.ID, "/dossiers", org.UnitID(l.Key.Unit))
}
