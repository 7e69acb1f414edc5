package app

import (
	"cmp"
	"context"
	"maps"
	"slices"

	"lingping/internal/domain/access"
	"lingping/internal/domain/assign"
	"lingping/internal/domain/dossier"
	"lingping/internal/domain/org"
	"lingping/internal/domain/review"
	"lingping/internal/domain/round"
	"lingping/internal/domain/scheme"
	"lingping/internal/errs"
	"lingping/internal/store"
)

// DossierLine is one line of the 台账: a subject with its five steps.
type DossierLine struct {
	Key   dossier.Key
	Name  string
	Note  string // the secretary who is reviewed with the unit
	Round round.ID
	Strip dossier.Strip
	Gap   bool // nobody owes its review

	Pledges bool // its tasks, duties and promises open for the asker; found out for the page of a person
	Closed  bool // the records behind its cells do not open for the asker
	NoPage  bool // nor does the page of the person
}

// reviewStep is how far the review of a subject is, as a step.
func reviewStep(s review.State, id review.ID, day org.Date) dossier.Step {
	step := dossier.Step{Step: scheme.StepReview, Day: day}
	switch s {
	case review.Confirmed:
		step.State, step.Ref = dossier.Done, int64(id)
	case review.Exempt:
		step.State = dossier.NotNeeded
	case review.Draft, review.Submitted, review.Returned:
		step.State = dossier.InCourse
	}

	return step
}

// line makes the line of a subject from what was marked of its dossier.
func (v RoundView) line(c store.SubjectState, steps store.Steps, key dossier.Key, today org.Date) DossierLine {
	t := dossier.Terms{Scheme: v.Plan, Kind: c.Kind, Unit: v.Deadlines.kinds[key.Unit], To: v.To, Today: today}
	return DossierLine{Key: key, Name: c.Name, Round: v.ID, Gap: c.Gap,
		Strip: dossier.NewStrip(t, steps[key], reviewStep(c.State, review.ID(c.Review), c.Day))}
}

// lineOf is line for one dossier alone.
func (v RoundView) lineOf(tx *store.Tx, c store.SubjectState, key dossier.Key) (DossierLine, error) {
	steps, err := tx.StepsOf(v.ID, []dossier.Key{key})
	return v.line(c, steps, key, org.DateOf(tx.Now)), err
}

// DossierList is the 台账 of a unit in a round: itself, the units below it, and its members where it is a branch.
type DossierList struct {
	RoundView
	Unit  org.Place
	Line  []org.Place
	Lacks scheme.StepKey // only those that lack this step; empty: all
	Lines []DossierLine
	All   int         // how many lines there are without Lacks
	Below []org.Place // the units directly below that have no line, as they are not reviewed here: their own ledger may have some
	Steps []StepFigures
}

// Dossiers is the 台账 of a unit (0: the round's own) 〔四(三) 建立台账〕. It costs as many rows as the unit has units
// directly below it, and members.
func (a *App) Dossiers(ctx context.Context, who access.Actor, id round.ID, unit org.UnitID, lacks scheme.StepKey) (l DossierList, err error) {
	err = a.read(ctx, func(tx *store.Tx) error {
		v, top, err := a.measured(tx, who, access.ReadBoard, id, unitByID(unit))
		if err != nil {
			return err
		}

		l = DossierList{RoundView: v, Unit: top, Lacks: lacks}
		if l.Line, err = lineTo(tx, who, v, top); err != nil {
			return err
		}

		steps, err := stepFigures(tx, v, []org.UnitID{top.ID})
		if err != nil {
			return err
		}

		l.Steps = steps[top.ID]
		lines, err := dossierLines(tx, v, top)
		if err != nil {
			return err
		}

		if err := promised(tx, who, v, top, lines); err != nil {
			return err
		}

		l.All = len(lines)
		children, err := tx.FrozenChildren(v.ID, top.ID)
		if err != nil {
			return err
		}

		for _, u := range children {
			if !slices.ContainsFunc(lines, func(line DossierLine) bool { return line.Key == (dossier.Key{Unit: u.ID}) }) {
				l.Below = append(l.Below, u)
			}
		}

		for _, line := range lines {
			if lacks == "" || line.Strip.Lacks(lacks) {
				l.Lines = append(l.Lines, line)
			}
		}

		return nil
	})
	return l, err
}

// dossierLines are the lines of a unit, of those directly below it, and of its members.
func dossierLines(tx *store.Tx, v RoundView, top org.Place) (lines []DossierLine, err error) {
	cells, err := tx.DossierStates(v.ID, top.ID)
	if err != nil {
		return nil, err
	}

	var units []org.UnitID
	for _, c := range cells {
		units = append(units, c.Unit)
	}

	steps, err := tx.StepsIn(v.ID, units)
	if err != nil {
		return nil, err
	}

	today := org.DateOf(tx.Now)
	for _, c := range cells {
		key := dossier.Key{Unit: c.Unit}
		if c.Kind == scheme.Member {
			key.Person = c.Person
		}

		if last := len(lines) - 1; c.Kind == scheme.Secretary && last >= 0 && lines[last].Key == key {
			lines[last].Note = c.Name
			continue
		}

		lines = append(lines, v.line(c, steps, key, today))
	}

	return lines, nil
}

// personStrips are the five steps of a person as a member in every round that he was in, each line named after its round,
// the newest first; for himself, his line and his office.
func (a *App) personStrips(tx *store.Tx, who access.Actor, person org.PersonID) (lines []DossierLine, err error) {
	if _, err := tx.Rounds(); err != nil {
		return nil, err
	}

	cells, err := tx.StatesOfPerson(person)
	if err != nil {
		return nil, err
	}

	steps, err := stripsAhead(tx, cells, person)
	if err != nil {
		return nil, err
	}

	relations, err := relationsToPerson(tx, who, person)
	if err != nil {
		return nil, err
	}

	if err := check(access.ReadPerson, relations, access.NoStage); err != nil {
		return nil, err
	}

	for _, c := range cells {
		v := RoundView{}
		if v.Round, err = tx.Round(c.Round); err != nil {
			return nil, err
		}

		if v.Plan, err = a.keptScheme(v.Round); err != nil {
			return nil, err
		}

		if v.Deadlines, err = deadlinesOf(tx, v.Round, v.Plan); err != nil {
			return nil, err
		}

		l := v.line(c.SubjectState, steps[c.Round], dossier.Key{Unit: c.Unit, Person: person}, org.DateOf(tx.Now))
		l.Name = v.Name
		if err := a.opened(tx, who, &l, 0); err != nil {
			return nil, err
		}

		err = a.openLine(tx, who, &l, access.ReadCommitment)
		if err != nil && !errs.Is(err, errs.NotFound) {
			return nil, err
		}

		l.Pledges = err == nil
		lines = append(lines, l)
	}

	return lines, nil
}

// stripsAhead reads for all rounds of a person what each of his lines needs, and gives the cells.
func stripsAhead(tx *store.Tx, cells []store.PersonState, person org.PersonID) (map[round.ID]store.Steps, error) {
	if len(cells) == 0 {
		return nil, nil
	}

	keys, branches := map[round.ID][]dossier.Key{}, map[round.ID][]dossier.Key{}
	var rounds []round.ID
	for _, c := range cells {
		rounds = append(rounds, c.Round)
		keys[c.Round] = append(keys[c.Round], dossier.Key{Unit: c.Unit, Person: person})
		branches[c.Round] = append(branches[c.Round], dossier.Key{Unit: c.Unit, Person: person}, dossier.Key{Unit: c.Unit})
	}

	if err := tx.PersonDossiersAhead(rounds, person); err != nil {
		return nil, err
	}

	if err := tx.DossiersAhead(branches); err != nil {
		return nil, err
	}

	return tx.StepsAcross(keys)
}

// strip is the five steps of what the sheet is about, leading to what opens for whoever looks at it.
func (a *App) strip(tx *store.Tx, s sheet) (dossier.Strip, error) {
	lead := s.parts[0]
	key, err := dossierOfSubject(tx, s.round.ID, lead.Subject)
	if err != nil {
		return dossier.Strip{}, err
	}

	c := store.SubjectState{Kind: lead.Subject.Kind, State: s.state(), Review: int64(lead.ID), Day: lead.review.Setting.Day}
	l, err := RoundView{Round: s.round, Plan: s.scheme, Deadlines: s.deadlines}.lineOf(tx, c, key)
	if err != nil {
		return l.Strip, err
	}

	err = a.opened(tx, s.who, &l, lead.ID)
	return l.Strip, err
}

// dossierOfSubject is the dossier in which stands what is gathered about a subject of a review.
func dossierOfSubject(tx *store.Tx, id round.ID, s assign.Subject) (dossier.Key, error) {
	switch {
	case s.Kind.IsUnit() || s.Kind == scheme.Secretary:
		return dossier.Key{Unit: s.Unit}, nil
	case s.Kind == scheme.Member:
		return dossier.Key{Unit: s.Unit, Person: s.Person}, nil
	}

	key, _, err := tx.PersonDossier(id, s.Person)
	if errs.Is(err, errs.NotFound) { // from outside the roster of the round
		return dossier.Key{Unit: s.Unit, Person: s.Person}, nil
	}

	return key, err
}

// own are the strips of the person himself as a member and of the units that he leads, from the obligations that concern
// him.
func (h *Home) own(tx *store.Tx, about []store.DutyRow, me org.PersonID) (lines []DossierLine, err error) {
	leads := map[dossier.Key]bool{}
	for _, d := range about {
		if d.Subject.Kind == scheme.Secretary && d.Subject.Person == me {
			leads[dossier.Key{Unit: d.Subject.Unit}] = true
		}
	}

	at := map[round.ID]map[dossier.Key]store.SubjectState{}
	for _, d := range about {
		key := dossier.Key{Unit: d.Subject.Unit}
		name := d.Unit.Name
		switch {
		case d.Subject.Kind == scheme.Member && d.Subject.Person == me:
			key.Person, name = me, d.SubjectName()
		case !d.Subject.Kind.IsUnit() || !leads[key]:
			continue
		}

		id := d.Obligation.Round
		if at[id] == nil {
			at[id] = map[dossier.Key]store.SubjectState{}
		}

		if before, ok := at[id][key]; !ok || nearer(d.State, before.State) {
			at[id][key] = store.SubjectState{Unit: d.Subject.Unit, Kind: d.Subject.Kind, Person: d.Subject.Person, Name: name,
				State: d.State, Review: int64(d.ID)}
		}
	}

	keys := map[round.ID][]dossier.Key{}
	for id := range at {
		keys[id] = slices.SortedFunc(maps.Keys(at[id]), func(x, y dossier.Key) int {
			return cmp.Or(cmp.Compare(y.Person, x.Person), cmp.Compare(x.Unit, y.Unit))
		})
	}

	steps, err := tx.StepsAcross(keys)
	if err != nil {
		return nil, err
	}

	for id := range keys {
		v := RoundView{Round: h.Rounds[id].Round, Plan: h.Rounds[id].Scheme, Deadlines: h.Rounds[id].Deadlines}
		for _, key := range keys[id] {
			lines = append(lines, v.line(at[id][key], steps[id], key, org.DateOf(tx.Now)))
		}
	}

	slices.SortStableFunc(lines, func(x, y DossierLine) int { return cmp.Compare(h.Rounds[x.Round].To, h.Rounds[y.Round].To) })
	return lines, nil
}
