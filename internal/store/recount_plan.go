package store

import (
	"strings"

	"lingping/internal/domain/assign"
	"lingping/internal/domain/org"
	"lingping/internal/domain/round"
	"lingping/internal/domain/scheme"
	"lingping/internal/errs"
)

// CountPlan keeps the figures of a round that has just been given its plan: those of Recount, where what is most, members and
// what is owed of them, is counted in the plan as it lies in memory and not read back. Nothing of the plan may be exempted or
// written yet.
func (tx *Tx) CountPlan(id round.ID, facts *assign.Facts, plan *assign.Plan) (err error) {
	defer errs.Wrap(&err, "store.CountPlan round %d", id)

	r, err := tx.newRecount(id)
	if err != nil {
		return err
	}

	r.plannedMembers(facts)
	r.plannedObligations(facts, plan)
	for _, part := range r.few() {
		if err := part(); err != nil {
			return err
		}
	}

	return tx.replaceCounters(id, round.RollUp(r.places, r.own))
}

// plannedMembers is members by the roster that was planned over.
func (r *recount) plannedMembers(facts *assign.Facts) {
	if !r.plan.Counts(scheme.ColumnMembers) {
		return
	}

	type alike struct {
		standing       org.Standing
		leader, posted bool
		groups         string
	}

	due := map[alike]round.Tally{}
	in, branch := map[alike]int64{}, org.UnitID(0) // how many members of the branch are alike
	counted := func() {
		if r.covers(branch) {
			for key, n := range in {
				r.add(branch, due[key], n)
			}
		}
		clear(in)
	}

	for _, m := range facts.Members { // those of a branch stand together
		if m.Branch != branch {
			counted()
			branch = m.Branch
		}

		key := alike{m.Standing, m.Leader, m.Posted, strings.Join(m.Groups, "\x00")}
		if due[key] == nil {
			due[key] = round.SubjectFacts{Kind: scheme.Member, Standing: m.Standing, Leader: m.Leader, Posted: m.Posted, Groups: m.Groups}.Due()
		}
		in[key]++
	}

	counted()
}

// plannedObligations is obligations and heads by the plan, of which everything is still to be done.
func (r *recount) plannedObligations(facts *assign.Facts, plan *assign.Plan) {
	type stand struct {
		person org.PersonID
		unit   org.UnitID
	}

	owners, seen := map[org.PersonID][]round.Stand{}, map[stand]bool{}
	once := map[scheme.SubjectKind]round.Tally{}
	owe := func(reviewer org.PersonID, unit org.UnitID, kind scheme.SubjectKind, n int64) {
		if once[kind] == nil {
			once[kind] = round.Tally{round.TimesDue: 1, round.TimesDue.OfKind(kind): 1}
		}

		r.add(unit, once[kind], n)
		if one := (stand{reviewer, unit}); !seen[one] {
			seen[one] = true
			owners[reviewer] = append(owners[reviewer], round.Stand{Unit: unit, Open: true})
		}
	}

	committees := map[org.UnitID]bool{}
	for o := range plan.Apart(facts) {
		owe(o.Reviewer, o.Subject.Unit, o.Subject.Kind, 1)
		if unit := o.Subject.Unit; o.Subject.Kind == scheme.Committee && !committees[unit] {
			committees[unit] = true
			r.add(unit, round.SubjectFacts{Kind: scheme.Committee}.Due(), 1)
		}
	}

	for i := range plan.Branches {
		b := &plan.Branches[i]
		if rest := b.Alike(facts); rest > 0 {
			for _, c := range b.Reviewers {
				owe(c.Reviewer, b.Branch, scheme.Member, int64(rest))
			}
		}
	}

	holders := map[holder][]round.Stand{}
	for _, s := range plan.Seats {
		who := holder{s.Kind, s.Person}
		holders[who] = append(holders[who], round.Stand{Unit: s.Unit, Open: true})
	}

	r.addHeads(&heads{owners, holders})
}
