package app

import (
	"context"

	"lingping/internal/domain/access"
	"lingping/internal/domain/assign"
	"lingping/internal/domain/org"
	"lingping/internal/domain/review"
	"lingping/internal/domain/round"
	"lingping/internal/domain/scheme"
	"lingping/internal/store"
)

// Plan is who reviews whom in a round, as people read it: of a draft from the living roster, of a launched round what
// was frozen and handed over since.
type Plan struct {
	Round       round.Round
	Obligations []PlanLine
	Gaps        []GapLine
	Exempt      []ExemptLine
	Faults      []assign.Finding
	Warnings    []assign.Finding
	Counts      PlanCounts
	Planned     []round.KindPart // how many subjects of each kind that the scheme plans there are, as Due
}

// PlanCounts are the figures above a plan.
type PlanCounts struct {
	Obligations      int `json:"obligations"`
	Reviewers        int `json:"reviewers"`
	Units            int `json:"units"`
	Secretaries      int `json:"secretaries"`       // seats
	CommitteeMembers int `json:"committee_members"` // seats
	Members          int `json:"members"`
	Committees       int `json:"committees,omitzero"` // as a whole
	Departments      int `json:"departments,omitzero"`
	Cells            int `json:"cells,omitzero"`
	Externals        int `json:"externals,omitzero"` // outside units
	Outsiders        int `json:"outsiders,omitzero"` // seats
	Gaps             int `json:"gaps"`
	Exempt           int `json:"exempt"`
	Faults           int `json:"faults"`
	Warnings         int `json:"warnings"`
}

// kinds are the subjects by their kinds.
func (c PlanCounts) kinds(plan *scheme.Scheme) []round.KindPart {
	due := func(n int) round.Part { return round.Part{Due: int64(n)} }
	return round.Coverage{
		Units: due(c.Units), Secretaries: due(c.Secretaries), CommitteeMembers: due(c.CommitteeMembers), Members: due(c.Members),
		Committees: due(c.Committees), Departments: due(c.Departments), Cells: due(c.Cells), Externals: due(c.Externals), Outsiders: due(c.Outsiders),
	}.Kinds(plan)
}

// PlanPerson is a person in a plan with the post from which he speaks.
type PlanPerson struct {
	ID       org.PersonID
	Number   string
	Name     string
	Post     string // a word of the catalogue, empty when he holds none
	Unit     string // code of the seat
	UnitName string
}

// PlanSubject is who or what is reviewed.
type PlanSubject struct {
	assign.Subject
	Number   string // 工号 of a person, code of a unit
	Name     string
	UnitCode string
	UnitName string
}

// PlanLine is one obligation.
type PlanLine struct {
	Obligation review.ID // 0 in a draft
	State      review.State
	Reviewer   PlanPerson
	Subject    PlanSubject
	Decision   assign.Decision
}

// GapLine is a subject without a reviewer.
type GapLine struct {
	Subject PlanSubject
	Why     assign.Sentence
	Remedy  assign.Sentence
	Propose PlanPerson // who could lead for now; zero when there is nobody
}

// ExemptLine is an exemption with names.
type ExemptLine struct {
	round.Exemption
	Subject PlanSubject
}

// planned is a plan with the facts it was made from.
type planned struct {
	facts  *assign.Facts
	plan   *assign.Plan
	roster store.PlanningRoster
}

// makePlan derives the plan of a round from a roster.
func makePlan(r round.Round, s *scheme.Scheme, roster store.PlanningRoster) (planned, error) {
	facts, err := assign.NewFacts(r.SnapshotDay, roster.Units, roster.Members, roster.Posts, roster.Charges, roster.Holders)
	if err != nil {
		return planned{}, err
	}
	return planned{facts, assign.Make(facts, s, r.Unit), roster}, nil
}

// Plan is the plan of a round in any state.
func (a *App) Plan(ctx context.Context, who access.Actor, id round.ID) (p Plan, err error) {
	err = a.readAlone(ctx, func(tx *store.Tx) error {
		v, err := a.loadRound(tx, who, id)
		if err != nil {
			return err
		}

		if err := check(access.PlanRound, v.relations, stageOf(v.Round)); err != nil {
			return err
		}

		p.Round = v.Round
		made, err := planOf(tx, v)
		if err != nil {
			return err
		}

		p.Faults, p.Warnings = made.plan.Faults, made.plan.Warnings
		names, err := namesFor(tx, v.Round, made)
		if err != nil {
			return err
		}

		if v.State == round.Draft {
			err = p.fromDraft(tx, made, names)
		} else {
			err = p.fromFrozen(tx, v, made, names)
		}

		if err != nil {
			return err
		}

		p.count(made)
		p.Planned = p.Counts.kinds(v.Plan)
		return nil
	})
	return p, err
}

// planOf makes the plan of a round: of a draft from the living roster, else from the frozen one.
func planOf(tx *store.Tx, v RoundView) (planned, error) {
	var roster store.PlanningRoster
	var err error
	if v.State == round.Draft {
		roster, err = tx.LivingPlan()
	} else {
		roster, err = tx.FrozenPlan(v.ID)
	}

	if err != nil {
		return planned{}, err
	}

	return makePlan(v.Round, v.Plan, roster)
}

// fromDraft words the plan as derived; exempted subjects are left out of obligations and gaps.
func (p *Plan) fromDraft(tx *store.Tx, made planned, names planNames) error {
	exempt, err := p.exemptions(tx, names)
	if err != nil {
		return err
	}

	for o := range made.plan.All(made.facts) {
		if exempt[o.Subject] {
			continue
		}
		p.Obligations = append(p.Obligations, PlanLine{
			State:    review.Owed,
			Reviewer: names.reviewer(o.Reviewer, o.Seat), Subject: names.subject(o.Subject),
			Decision: made.plan.Decision(o.Decision),
		})
	}

	for _, g := range gapsLeft(made.plan.Gaps, exempt) {
		p.Gaps = append(p.Gaps, names.gap(g))
	}

	return nil
}

// fromFrozen words what is stored, with hand-overs.
func (p *Plan) fromFrozen(tx *store.Tx, v RoundView, made planned, names planNames) error {
	exempt, err := p.exemptions(tx, names)
	if err != nil {
		return err
	}

	rows := []store.PlanRow{}
	for row, err := range tx.PlanRows(v.ID, v.Top) {
		if err != nil {
			return err
		}
		if row.State != review.Exempt {
			rows = append(rows, row)
		}
	}

	for _, row := range rows {
		subject := assign.Subject{Kind: row.Kind, Unit: row.Unit, Person: row.Person}
		names.know(row.Owner, row.OwnerNumber, row.OwnerName)
		p.Obligations = append(p.Obligations, PlanLine{
			Obligation: review.ID(row.Obligation), State: row.State,
			Reviewer: names.reviewer(row.Owner, row.Seat), Subject: names.subject(subject), Decision: row.Decision,
		})
	}

	gaps, err := tx.GapRows(v.ID, v.Top)
	if err != nil {
		return err
	}

	for _, g := range gaps {
		if !exempt[g.Subject] {
			p.Gaps = append(p.Gaps, names.gap(g.Gap))
		}
	}

	return nil
}

// exemptions words all exemptions of the round and says who is exempted.
func (p *Plan) exemptions(tx *store.Tx, names planNames) (map[assign.Subject]bool, error) {
	list, err := tx.Exemptions(p.Round.ID)
	p.addExempt(list, names)
	return exempted(list), err
}

func (p *Plan) addExempt(list []round.Exemption, names planNames) {
	for _, e := range list {
		p.Exempt = append(p.Exempt, ExemptLine{e, names.subject(subjectOf(e))})
	}
}

// count sums up what is shown: subjects as planned, obligations and gaps without the exempted ones.
func (p *Plan) count(made planned) {
	reviewers := map[org.PersonID]bool{}
	for _, o := range p.Obligations {
		reviewers[o.Reviewer.ID] = true
	}

	subjects := made.plan.Counts()
	p.Counts = PlanCounts{
		Obligations: len(p.Obligations), Reviewers: len(reviewers), Units: subjects.Units, Secretaries: subjects.Secretaries,
		CommitteeMembers: subjects.CommitteeMembers, Members: subjects.Members,
		Gaps: len(p.Gaps), Exempt: len(p.Exempt), Faults: len(p.Faults), Warnings: len(p.Warnings),
	}
	p.Counts.others(made.plan.Others)
}

// others takes over how many subjects there are that are no 党组织, 书记, 班子成员 or 党员.
func (c *PlanCounts) others(n map[scheme.Column]int) {
	c.Committees, c.Departments, c.Cells = n[scheme.ColumnCommittees], n[scheme.ColumnDepartments], n[scheme.ColumnCells]
	c.Externals, c.Outsiders = n[scheme.ColumnExternals], n[scheme.ColumnOutsiders]
}

// planNames words the ids of a plan.
type planNames struct {
	unit    func(org.UnitID) org.Place // zero where there is none
	persons map[org.PersonID]store.PersonName
	posts   map[org.PersonID][]org.Post // of the snapshot day
}

// namesFor gathers the names of everybody and everything in the plan: of a draft the living ones, else the frozen.
func namesFor(tx *store.Tx, r round.Round, made planned) (n planNames, err error) {
	n = namesIn(r, made)
	if r.State == round.Draft {
		n.persons, err = tx.PersonNames()
	} else {
		n.persons, err = tx.FrozenNames(r.ID)
	}

	return n, err
}

// namesIn are the names of a plan as far as the roster has them that it was made from: those of persons are missing.
func namesIn(r round.Round, made planned) planNames {
	places := map[org.UnitID]org.Place{}
	for _, place := range org.Arrange(made.roster.Units) {
		places[place.ID] = place
	}

	n := planNames{unit: func(id org.UnitID) org.Place { return places[id] }, persons: map[org.PersonID]store.PersonName{}}
	n.hold(r, made.roster.Posts)
	return n
}

// hold takes in the posts that are held on the day of the round.
func (n *planNames) hold(r round.Round, posts []org.Post) {
	n.posts = map[org.PersonID][]org.Post{}
	for _, post := range posts {
		if org.Covers(post.From, post.To, r.SnapshotDay) {
			n.posts[post.Person] = append(n.posts[post.Person], post)
		}
	}
}

func (n planNames) know(id org.PersonID, number, name string) {
	if _, known := n.persons[id]; !known {
		n.persons[id] = store.PersonName{Number: number, Name: name}
	}
}

// reviewer names a reviewer with the post from which he speaks: that of the seat, or, of the holder of a charge, his
// highest one.
func (n planNames) reviewer(id org.PersonID, seat org.UnitID) PlanPerson {
	p := PlanPerson{ID: id, Number: n.persons[id].Number, Name: n.persons[id].Name}
	var best *org.Post
	for i, post := range n.posts[id] {
		switch {
		case seat != 0 && post.Unit != seat:
			continue
		case best == nil || n.unit(post.Unit).Depth < n.unit(best.Unit).Depth ||
			post.Unit == best.Unit && post.Kind.Rank() < best.Kind.Rank():
			best = &n.posts[id][i]
		}
	}

	if best != nil {
		p.Post, seat = best.Title(), best.Unit
	}

	at := n.unit(seat)
	p.Unit, p.UnitName = at.Code, at.Name
	return p
}

func (n planNames) subject(s assign.Subject) PlanSubject {
	unit := n.unit(s.Unit)
	out := PlanSubject{Subject: s, UnitCode: unit.Code, UnitName: unit.Name}
	if s.Kind.IsUnit() {
		out.Number, out.Name = unit.Code, unit.Name
		return out
	}

	out.Number, out.Name = n.persons[s.Person].Number, n.persons[s.Person].Name
	return out
}

func (n planNames) gap(g assign.Gap) GapLine {
	line := GapLine{Subject: n.subject(g.Subject), Why: g.Why, Remedy: g.Remedy}
	if g.Propose != 0 {
		line.Propose = n.reviewer(g.Propose, g.Subject.Unit)
	}
	return line
}
