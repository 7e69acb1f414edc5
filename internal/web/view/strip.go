package view

import (
	"lingping/internal/app"
	"lingping/internal/domain/dossier"
	"lingping/internal/domain/org"
	"lingping/internal/domain/publish"
	"lingping/internal/domain/rectify"
	"lingping/internal/domain/review"
	"lingping/internal/domain/round"
	"lingping/internal/domain/scheme"
	"lingping/internal/web/ui"
)

// stepLinks is whose strip it is, for the addresses behind its cells.
type stepLinks struct {
	Round  round.ID
	Unit   org.UnitID
	Person org.PersonID
	Plain  bool // without links: the reader may not open what stands behind them
}

// linksOf is whose strip stands on a sheet.
func linksOf(v app.Sheet) stepLinks {
	s := v.Parts[0].Subject
	l := stepLinks{Round: v.Round.ID, Unit: s.Unit}
	if !s.Kind.IsUnit() && s.Kind != scheme.Secretary {
		l.Person = s.Person
	}
	return l
}

// stripSteps draws a strip: each cell with its state, the day on which it was done or by which it is due, and its record.
func stripSteps(p ui.Page, strip dossier.Strip, links stepLinks) (steps [5]ui.Step) {
	for i, c := range strip {
		steps[i].Name, steps[i].State = c.Name, cellState(c)
		switch {
		case !c.Asked:
		case c.Settled():
			steps[i].Date = c.Day.Dotted()
		case c.Due != "":
			steps[i].Date = p.T("%s前", c.Due.Dotted())
		}

		if !links.Plain {
			steps[i].Href = cellHref(c, links)
		}
	}
	return steps
}

func cellState(c dossier.Cell) ui.StepState {
	switch {
	case !c.Asked:
		return ui.StepNotNeeded
	case c.State == dossier.Done:
		return ui.StepDone
	case c.Late:
		return ui.StepLate
	case c.State == dossier.InCourse:
		return ui.StepInCourse
	}
	return ui.StepEmpty
}

// cellHref is the address of the record behind a cell, empty without one.
func cellHref(c dossier.Cell, links stepLinks) string {
	if c.Ref == 0 {
		return ""
	}

	switch c.Step.Step {
	case scheme.StepSummary:
		if c.State == dossier.Done { // a draft is its side's own
			return DossierHref(links.Round, "/summary", dossier.Key{Unit: links.Unit, Person: links.Person})
		}
	case scheme.StepAction:
		return ActionHref(rectify.ID(c.Ref), "")
	case scheme.StepReview:
		return ReviewHref(review.ID(c.Ref), "")
	case scheme.StepNotice:
		return NoticeHref(publish.NoticeID(c.Ref), "")
	}

	return ""
}
