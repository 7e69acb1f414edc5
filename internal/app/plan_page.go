package app

import (
	"context"
	"slices"
	"strings"

	"lingping/internal/domain/access"
	"lingping/internal/domain/assign"
	"lingping/internal/domain/filing"
	"lingping/internal/domain/org"
	"lingping/internal/domain/review"
	"lingping/internal/domain/round"
	"lingping/internal/domain/scheme"
	"lingping/internal/store"
)

// PlanEach is how many rows of each of its lists one page of a plan shows.
const PlanEach = 20

// PlanFilter chooses what one page of a plan shows. Of every list it names the index of the first row.
type PlanFilter struct {
	Query string             // part of a name, number or code; empty: all
	Kind  scheme.SubjectKind // of subjects; empty: all
	From  int                // of the obligations

	GapFrom, ExemptFrom, FaultFrom, WarningFrom int
}

// PlanPage is one page of a plan. Its lists hold what the page shows of them; how long they are in all say the counts, and
// of the obligations Found. Of a launched round there are no faults and no warnings: they are about the launch.
type PlanPage struct {
	Plan
	PlanFilter
	View    RoundView
	Found   int // obligations that the filter chooses
	Files   []PlanFiling
	Omitted []assign.Sentence                 // what of the tree and the scheme the round leaves out, of a draft
	kinds   map[scheme.SubjectKind]*kindCount // what is asked, of a draft
}

// PlanFiling is a line of the scheme's filing with the units that it means in the living tree, of a draft.
type PlanFiling struct {
	scheme.Filing
	Units []org.Place
}

// filers finds for each line of the scheme's filing the units that it means.
func (p *PlanPage) filers(v RoundView, tree []org.Place) {
	for _, f := range v.Plan.Filing {
		line := PlanFiling{Filing: f}
		for _, d := range filing.Duties(&scheme.Scheme{Filing: []scheme.Filing{f}}, tree, v.Top, nil) {
			line.Units = append(line.Units, d.Unit)
		}
		p.Files = append(p.Files, line)
	}
}

// PlanPage is one page of the plan of a round. Of a draft the whole plan is made once for each version of the roster and of its
// scheme, which takes as long as the house is large; of a launched round nothing is read but what is shown, its line of units
// and their figures.
func (a *App) PlanPage(ctx context.Context, who access.Actor, id round.ID, f PlanFilter) (p PlanPage, err error) {
	unmade := false
	look := func(plan func(*store.Tx, RoundView) (planned, error)) func(*store.Tx) error {
		return func(tx *store.Tx) error {
			p, unmade = PlanPage{PlanFilter: f}, false
			v, err := a.loadRound(tx, who, id)
			if err != nil {
				return err
			}

			p.View, p.Round = v, v.Round
			if err := check(access.PlanRound, v.relations, stageOf(v.Round)); err != nil {
				return err
			}

			if v.State != round.Draft { // or launched meanwhile
				return p.ofFrozen(tx, v)
			}

			made, err := plan(tx, v)
			if unmade = made.plan == nil; err != nil || unmade {
				return err
			}

			return p.ofDraft(tx, v, made)
		}
	}

	if err := a.read(ctx, look(a.keptDraft)); err != nil || !unmade {
		return p, err
	}

	err = a.readWhole(ctx, who, look(a.makeDraft))
	return p, err
}

// ofFrozen fills the page from what is stored.
func (p *PlanPage) ofFrozen(tx *store.Tx, v RoundView) error {
	rows, err := p.frozenRows(tx, v)
	if err != nil {
		return err
	}

	gapped, err := tx.Stretch(v.ID, v.Top, store.GapListing, p.GapFrom, PlanEach)
	if err != nil {
		return err
	}

	gaps, err := tx.GapRowsOf(gapped)
	if err != nil {
		return err
	}

	left, err := tx.Stretch(v.ID, v.Top, store.ExemptListing, p.ExemptFrom, PlanEach)
	if err != nil {
		return err
	}

	exempt, err := tx.ExemptionsOf(left)
	if err != nil {
		return err
	}

	names, err := frozenNames(tx, v, rows, gaps, exempt)
	if err != nil {
		return err
	}

	for _, row := range rows {
		p.Obligations = append(p.Obligations, PlanLine{Obligation: review.ID(row.Obligation), State: row.State,
			Reviewer: names.reviewer(row.Owner, row.Seat), Decision: row.Decision,
			Subject: names.subject(assign.Subject{Kind: row.Kind, Unit: row.Unit, Person: row.Person})})
	}

	for _, g := range gaps {
		p.Gaps = append(p.Gaps, names.gap(g.Gap))
	}

	p.addExempt(exempt, names)
	return p.frozenCounts(tx, v)
}

// frozenRows are the obligations of the page.
func (p *PlanPage) frozenRows(tx *store.Tx, v RoundView) (rows []store.PlanRow, err error) {
	if p.Query != "" {
		rows, p.Found, err = tx.PlanRowsFound(v.ID, v.Top, store.PlanSearch{Kind: p.Kind, Text: p.Query}, p.From, PlanEach)
		return rows, err
	}

	s, err := tx.Stretch(v.ID, v.Top, store.PlannedListing.OfKinds(ofKind(p.Kind)...), p.From, PlanEach)
	if err != nil {
		return nil, err
	}

	p.Found = s.Total
	return tx.PlanRowsOf(s)
}

// frozenNames are the names that the rows of a page need.
func frozenNames(tx *store.Tx, v RoundView, rows []store.PlanRow, gaps []store.GapRow, exempt []round.Exemption) (n planNames, err error) {
	n = planNames{persons: map[org.PersonID]store.PersonName{}, unit: func(id org.UnitID) org.Place {
		u, err := tx.FrozenUnit(v.ID, id)
		if err != nil {
			return org.Place{} // the tree does not have it
		}
		return u
	}}

	var speak []org.PersonID // from a post
	for _, row := range rows {
		n.persons[row.Owner] = store.PersonName{Number: row.OwnerNumber, Name: row.OwnerName}
		if row.Person != 0 {
			n.persons[row.Person] = store.PersonName{Number: row.PersonNumber, Name: row.PersonName}
		}
		speak = append(speak, row.Owner)
	}

	var missing []org.PersonID
	for _, g := range gaps {
		n.persons[g.Subject.Person] = store.PersonName{Number: g.PersonNumber, Name: g.PersonName}
		if g.Propose != 0 {
			speak, missing = append(speak, g.Propose), append(missing, g.Propose)
		}
	}

	for _, e := range exempt {
		missing = append(missing, e.Person)
	}

	if err := n.learn(tx, v.ID, missing); err != nil {
		return n, err
	}

	slices.Sort(speak)
	posts, err := tx.FrozenPostsOf(v.ID, slices.Compact(speak))
	n.hold(v.Round, posts)
	return n, err
}

// learn adds the names of persons that are not known yet; of the living roster when id is 0.
func (n *planNames) learn(tx *store.Tx, id round.ID, persons []org.PersonID) error {
	persons = slices.DeleteFunc(persons, func(person org.PersonID) bool {
		_, known := n.persons[person]
		return known || person == 0
	})

	slices.Sort(persons)
	found, err := tx.PersonNamesOf(id, slices.Compact(persons))
	for person, name := range found {
		n.persons[person] = name
	}

	return err
}

func (p *PlanPage) frozenCounts(tx *store.Tx, v RoundView) error {
	tallies, err := tx.Tallies(v.ID, []org.UnitID{v.Top.ID})
	if err != nil {
		return err
	}

	t := tallies[v.Top.ID]
	p.Counts = PlanCounts{
		Obligations: int(store.PlannedListing.Rows(t)), Reviewers: int(t[round.ReviewersDue]), Units: int(t[round.UnitsDue]),
		Secretaries: int(t[round.SecretariesDue]), CommitteeMembers: int(t[round.CommitteeDue]), Members: int(t[round.MembersDue]),
		Gaps: int(t[round.Gaps]), Exempt: int(t[round.Exempted]),
		Committees: int(t[round.CommitteesDue]), Departments: int(t[round.DepartmentsDue]), Cells: int(t[round.CellsDue]),
		Externals: int(t[round.ExternalsDue]), Outsiders: int(t[round.OutsidersDue]),
	}
	p.Planned = p.Counts.kinds(v.Plan)
	return err
}

// ofDraft fills the page from the plan that was made. What is not shown is counted and never worded.
func (p *PlanPage) ofDraft(tx *store.Tx, v RoundView, made planned) error {
	list, err := tx.Exemptions(v.ID)
	if err != nil {
		return err
	}

	exempt := exempted(list)
	shown, err := p.draftRows(tx, made, exempt)
	if err != nil {
		return err
	}

	gaps := gapsLeft(made.plan.Gaps, exempt)
	p.Counts.Gaps, p.Counts.Exempt = len(gaps), len(list)
	p.Counts.Faults, p.Counts.Warnings = len(made.plan.Faults), len(made.plan.Warnings)
	p.Faults, p.Warnings = page(made.plan.Faults, p.FaultFrom, PlanEach), page(made.plan.Warnings, p.WarningFrom, PlanEach)
	gaps, list = page(gaps, p.GapFrom, PlanEach), page(list, p.ExemptFrom, PlanEach)

	names := namesIn(v.Round, made)
	var persons []org.PersonID
	for _, o := range shown {
		persons = append(persons, o.Reviewer, o.Subject.Person)
	}

	for _, g := range gaps {
		persons = append(persons, g.Subject.Person, g.Propose)
	}

	for _, e := range list {
		persons = append(persons, e.Person)
	}

	if err := names.learn(tx, 0, persons); err != nil {
		return err
	}

	for _, o := range shown {
		p.Obligations = append(p.Obligations, PlanLine{State: review.Owed, Reviewer: names.reviewer(o.Reviewer, o.Seat),
			Subject: names.subject(o.Subject), Decision: made.plan.Decision(o.Decision)})
	}

	for _, g := range gaps {
		p.Gaps = append(p.Gaps, names.gap(g))
	}

	p.addExempt(list, names)
	tree := org.Arrange(made.roster.Units)
	p.filers(v, tree)
	p.Omitted = made.plan.Omitted(tree, v.Plan, v.Top)
	return nil
}

// draftRows are the obligations of the page; it counts all of them on the way.
func (p *PlanPage) draftRows(tx *store.Tx, made planned, exempt map[assign.Subject]bool) (shown []assign.Obligation, err error) {
	chosen, err := p.chosen(tx, made)
	if err != nil {
		return nil, err
	}

	reviewers := map[org.PersonID]bool{}
	for o := range made.plan.All(made.facts) {
		if len(exempt) > 0 && exempt[o.Subject] {
			continue
		}

		p.Counts.Obligations++
		p.tally(o)
		reviewers[o.Reviewer] = true
		if !chosen(o) {
			continue
		}

		if p.Found >= p.From && len(shown) < PlanEach {
			shown = append(shown, o)
		}

		p.Found++
	}

	subjects := made.plan.Counts()
	p.Counts.Reviewers, p.Counts.Units, p.Counts.Secretaries = len(reviewers), subjects.Units, subjects.Secretaries
	p.Counts.CommitteeMembers, p.Counts.Members = subjects.CommitteeMembers, subjects.Members
	p.Counts.others(made.plan.Others)
	p.Planned = p.Counts.kinds(p.View.Plan)
	return shown, nil
}

// chosen says whether an obligation is one that the filter chooses.
func (f PlanFilter) chosen(tx *store.Tx, made planned) (func(assign.Obligation) bool, error) {
	if f.Query == "" {
		return func(o assign.Obligation) bool { return f.Kind == "" || o.Subject.Kind == f.Kind }, nil
	}

	persons, err := tx.PersonsNamed(f.Query)
	if err != nil {
		return nil, err
	}

	named, coded := map[org.UnitID]bool{}, map[org.UnitID]bool{}
	for _, u := range made.roster.Units {
		named[u.ID], coded[u.ID] = strings.Contains(u.Name, f.Query), strings.Contains(u.Code, f.Query)
	}

	return func(o assign.Obligation) bool {
		return (f.Kind == "" || o.Subject.Kind == f.Kind) && (persons[o.Reviewer] || persons[o.Subject.Person] ||
			named[o.Subject.Unit] || o.Subject.Kind.IsUnit() && coded[o.Subject.Unit])
	}, nil
}
