package web_test

import (
	"fmt"
	"slices"
	"testing"

	"lingping/internal/domain/access"
)

// mutant is the policy with one cell changed: one relation may do one thing more, or less, at one stage.
type mutant struct {
	action   access.Action
	relation access.Relation
	stage    access.Stage
}

// allowed is what the mutant allows. Every grant of the policy is to one relation.
func (m mutant) allowed(action access.Action, holds access.Relation, stage access.Stage) bool {
	if action != m.action || stage != m.stage || !holds.Has(m.relation) {
		return access.Allowed(action, holds, stage)
	}

	if !access.Allowed(action, m.relation, stage) {
		return true
	}

	return slices.ContainsFunc(access.Relations(), func(r access.Relation) bool {
		return r != m.relation && holds.Has(r) && access.Allowed(action, r, stage)
	})
}

func (m mutant) String() string {
	what := "allowed"
	if access.Allowed(m.action, m.relation, m.stage) {
		what = "refused"
	}
	return fmt.Sprintf("%s %s to %s at stage %q", m.action, what, m.relation.Name(), m.stage)
}

// kills reports whether the answer, or what the matrix prints of it, is another than the mutant's.
func (m mutant) kills(s sight) bool {
	got, wrong := s.judged(m.allowed)
	before, _ := s.judged(access.Allowed)
	return wrong != "" || got != before
}

// leastMutants is how many changed cells the pages must show at least.
const leastMutants = 30

// killed changes every cell of the policy that any page can show, one after the other, and wants the matrix to see each.
func killed(t *testing.T, seen []sight) {
	mutants := map[mutant]bool{} // by whether it was killed
	for _, s := range seen {
		for _, r := range columns() {
			m := mutant{s.route.Action, r, s.stage}
			if m.allowed(s.route.Action, s.holds, s.stage) == access.Allowed(s.route.Action, s.holds, s.stage) {
				continue
			}
			mutants[m] = mutants[m] || m.kills(s)
		}
	}

	dead := 0
	for m, killed := range mutants {
		if !killed {
			t.Errorf("nobody sees %s", m)
			continue
		}
		dead++
	}

	t.Logf("%d of %d changed cells were seen", dead, len(mutants))
	if len(mutants) < leastMutants {
		t.Errorf("only %d cells of the policy can be seen on pages", len(mutants))
	}
}
