package app

import (
	"slices"

	"lingping/internal/domain/access"
	"lingping/internal/domain/dossier"
	"lingping/internal/domain/org"
	"lingping/internal/domain/publish"
	"lingping/internal/domain/rectify"
	"lingping/internal/domain/review"
	"lingping/internal/domain/scheme"
	"lingping/internal/errs"
	"lingping/internal/store"
)

// promised takes from the lines of a unit what would not open for the asker: records of units that he only reads figures of,
// pages of persons who are not in his part of the living roster, notices in which he is reviewed himself, and actions that
// came from a seat elsewhere.
func promised(tx *store.Tx, who access.Actor, v RoundView, top org.Place, lines []DossierLine) error {
	open, err := reachOf(tx, who, v.ID, top.ID)
	if err != nil {
		return err
	}

	var pages []org.PersonID
	if slices.ContainsFunc(lines, func(l DossierLine) bool { return l.Key.OfPerson() }) {
		if pages, err = personPages(tx, who, top.ID); err != nil {
			return err
		}
	}

	for i := range lines {
		l := &lines[i]
		l.Closed = !open.opens(l.Key.Unit)
		l.NoPage = l.Key.OfPerson() && l.Key.Person != who.Person && !slices.Contains(pages, l.Key.Person)
	}

	if err := takeNotice(tx, who, v, lines); err != nil {
		return err
	}

	return takeActions(tx, v, top, lines)
}

// personPages are the members of a branch on the living roster whose pages open for the asker.
func personPages(tx *store.Tx, who access.Actor, branch org.UnitID) (pages []org.PersonID, err error) {
	relations, err := relationsToUnit(tx, who, 0, branch)
	if err != nil || !access.Allowed(access.ReadPerson, relations, access.NoStage) {
		return nil, err
	}

	persons, err := tx.PersonsOfBranch(branch)
	for _, p := range persons {
		pages = append(pages, p.ID)
	}

	return pages, err
}

// takeNotice takes the notice of the asker's own branch that is not public yet: he is reviewed in it. Who leads the branch
// proposes it and reads it.
func takeNotice(tx *store.Tx, who access.Actor, v RoundView, lines []DossierLine) error {
	underWay := func(c dossier.Cell) bool { return c.State != dossier.Done }
	if who.Person == 0 || !some(lines, scheme.StepNotice, underWay) {
		return nil
	}

	own, _, err := tx.PersonDossier(v.ID, who.Person)
	if err != nil {
		return nil // nobody of this round
	}

	superiors, err := tx.Superiors(v.ID, own.Unit)
	if err != nil || slices.Contains(superiors.Principals(own.Unit), who.Person) {
		return err
	}

	for i := range lines {
		if lines[i].Key == (dossier.Key{Unit: own.Unit}) {
			take(&lines[i], scheme.StepNotice, underWay)
		}
	}

	return nil
}

// takeActions takes actions of members that came from what they are in another unit.
func takeActions(tx *store.Tx, v RoundView, top org.Place, lines []DossierLine) error {
	if !some(lines, scheme.StepAction, func(dossier.Cell) bool { return true }) {
		return nil
	}

	here, err := tx.ActionsIn(v.ID, top)
	if err != nil {
		return err
	}

	for i := range lines {
		take(&lines[i], scheme.StepAction, func(c dossier.Cell) bool { return !here[c.Ref] })
	}

	return nil
}

// some reports whether a line has a record of the step that is so.
func some(lines []DossierLine, step scheme.StepKey, so func(dossier.Cell) bool) bool {
	return slices.ContainsFunc(lines, func(l DossierLine) bool {
		return slices.ContainsFunc(l.Strip[:], func(c dossier.Cell) bool { return c.Step.Step == step && c.Ref != 0 && so(c) })
	})
}

// take takes the record from the cell of a step.
func take(l *DossierLine, step scheme.StepKey, gone func(dossier.Cell) bool) {
	for i := range l.Strip {
		if c := &l.Strip[i]; c.Step.Step == step && c.Ref != 0 && gone(*c) {
			c.Ref = 0
		}
	}
}

// opened takes from the strip of one subject, on a page of his own, what would not open for the asker: each record is asked
// as its own page asks. here is the sheet on whose page the strip stands, which is open; 0 elsewhere.
func (a *App) opened(tx *store.Tx, who access.Actor, l *DossierLine, here review.ID) error {
	for i := range l.Strip {
		c := &l.Strip[i]
		if c.Ref == 0 || c.Step.Step == scheme.StepReview && review.ID(c.Ref) == here {
			continue
		}

		err := a.openCell(tx, who, l, *c)
		if err != nil && !errs.Is(err, errs.NotFound) {
			return err
		}

		if err != nil {
			c.Ref = 0
		}
	}
	return nil
}

// openCell is nil when the record behind the cell opens for the asker.
func (a *App) openCell(tx *store.Tx, who access.Actor, l *DossierLine, c dossier.Cell) error {
	switch c.Step.Step {
	case scheme.StepSummary:
		return a.openLine(tx, who, l, access.ReadSummary)
	case scheme.StepReview:
		_, err := a.openSheet(tx, who, review.ID(c.Ref))
		return err
	case scheme.StepNotice:
		d, err := a.loadNotice(tx, who, publish.NoticeID(c.Ref))
		if err != nil {
			return err
		}
		return d.allow(access.ReadNotice, asking(access.ReadNotice))
	case scheme.StepAction:
		action, err := a.loadAction(tx, who, rectify.ID(c.Ref))
		if err != nil {
			return err
		}
		return check(access.ReadAction, action.relations, stageOf(action.round))
	}
	return nil
}

// openLine is nil when the asker may do the action with the dossier of the line.
func (a *App) openLine(tx *store.Tx, who access.Actor, l *DossierLine, action access.Action) error {
	d, err := a.openDossier(tx, who, l.Round, l.Key.Unit, l.Key.Person)
	if err != nil {
		return err
	}
	return check(action, d.relations, d.stage())
}
