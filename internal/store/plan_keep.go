package store

import (
	"fmt"
	"iter"

	"lingping/internal/domain/assign"
	"lingping/internal/domain/org"
	"lingping/internal/domain/review"
	"lingping/internal/domain/round"
	"lingping/internal/domain/scheme"
	"lingping/internal/errs"
)

// AddPlan keeps every obligation of a plan over the frozen roster. decisions are the ids that AddDecisions gave. What
// was decided for a whole branch is expanded to its members by the database itself: with a million members that is
// several times faster than handing it row by row.
func (tx *Tx) AddPlan(id round.ID, facts *assign.Facts, plan *assign.Plan, decisions []int64) (err error) {
	defer errs.Wrap(&err, "store.AddPlan %d", id)

	apart := 0
	for range plan.Apart(facts) {
		apart++
	}

	if err := tx.AddObligations(id, plan.Apart(facts), apart, decisions); err != nil {
		return err
	}

	if err := tx.addChoices(id, plan, decisions); err != nil {
		return err
	}

	if err := tx.addApart(id, plan.Served(facts)); err != nil {
		return err
	}

	sets := plan.Counts().Obligations - apart
	first, err := tx.NewIDs(sets)
	if err != nil {
		return err
	}

	numbered, err := tx.numbered("obligation", first)
	if err != nil {
		return err
	}

	kept, err := tx.Exec(`INSERT INTO obligation (id, round_id, unit_id, kind, person_id, reviewer_id, seat_id, owner_id, decision_id, state)
		SELECT `+numbered+`, c.round_id, c.branch_id, CAST($3 AS TEXT), p.person_id, c.reviewer_id, c.seat_id,
			c.reviewer_id, CASE WHEN p.leader THEN c.leaders_id ELSE c.decision_id END, CAST($4 AS TEXT)
		FROM round_choice c CROSS JOIN round_person p WHERE p.round_id = c.round_id AND p.branch_id = c.branch_id
			AND c.round_id = $1 AND p.standing IN ($5, $6)
			AND p.person_id NOT IN (SELECT a.person_id FROM round_apart a WHERE a.round_id = $1)`,
		id, first, scheme.Member, review.Owed, org.Formal, org.Probationary)
	if err == nil && kept != int64(sets) {
		err = fmt.Errorf("%d reviews of members are owed, and %d were kept", sets, kept)
	}

	if err != nil {
		return err
	}

	for _, table := range []string{"round_choice", "round_apart"} {
		if _, err := tx.Exec(`DELETE FROM `+table+` WHERE round_id = $1`, id); err != nil {
			return err
		}
	}

	return tx.Analyse("obligation", "decision")
}

// addChoices keeps who reviews the members of each branch, for AddPlan.
func (tx *Tx) addChoices(id round.ID, plan *assign.Plan, decisions []int64) error {
	next, stop := iter.Pull2(choices(plan))
	defer stop()

	row := make([]any, 6)
	return tx.Bulk("round_choice", []string{"round_id", "branch_id", "reviewer_id", "seat_id", "decision_id", "leaders_id"},
		func() ([]any, bool) {
			branch, c, ok := next()
			if !ok {
				return nil, false
			}

			row[0], row[1], row[2], row[3] = int64(id), int64(branch), int64(c.Reviewer), int64(c.Seat)
			row[4], row[5] = decisions[c.Decision], decisions[c.Leaders]
			return row, true
		})
}

func choices(plan *assign.Plan) iter.Seq2[org.UnitID, assign.Choice] {
	return func(yield func(org.UnitID, assign.Choice) bool) {
		for _, b := range plan.Branches {
			for _, c := range b.Reviewers {
				if !yield(b.Branch, c) {
					return
				}
			}
		}
	}
}

// addApart keeps who is left out of the sets, for AddPlan.
func (tx *Tx) addApart(id round.ID, members iter.Seq[assign.Member]) error {
	next, stop := iter.Pull(members)
	defer stop()
	return tx.Bulk("round_apart", []string{"round_id", "person_id"}, func() ([]any, bool) {
		m, ok := next()
		return []any{int64(id), int64(m.Person)}, ok
	})
}
