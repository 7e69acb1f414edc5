package access_test

import (
	"flag"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"lingping/internal/domain/access"
)

var update = flag.Bool("update", false, "write the golden files anew")

const policyGolden = "testdata/policy.txt"

// table is the policy of some actions, a line for each action and relation that may do it: at which stages. The matrix of pages
// (docs/access-matrix.txt) does not show the operator of the machine, nor what no page does.
func table(actions ...access.Action) string {
	var b strings.Builder
	stages := access.AllStages()
	for _, action := range actions {
		for _, r := range access.Relations() {
			var at []string
			for _, s := range stages {
				if access.Allowed(action, r, s) {
					at = append(at, string(s))
				}
			}

			switch {
			case len(at) == len(stages):
				fmt.Fprintf(&b, "%-20s%s\n", action, r.Name())
			case len(at) > 0:
				fmt.Fprintf(&b, "%-20s%s：%s\n", action, r.Name(), strings.Join(at, " "))
			}
		}
	}

	return b.String()
}

func TestThePolicyIsTheOneThatAPersonHasRead(t *testing.T) {
	if *update {
		must(t, os.WriteFile(policyGolden, []byte(table(access.Actions()...)), 0o644))
	}

	want, err := os.ReadFile(policyGolden)
	must(t, err)
	if diff := cmp.Diff(string(want), table(access.Actions()...)); diff != "" {
		t.Errorf("who may do what has changed (-%s +now); if that is meant, run with -update:\n%s", policyGolden, diff)
	}
}

// never is what none of the relations may do at any of the stages, whatever else is decided; no stages: at none.
type never struct {
	why       string
	actions   []access.Action
	relations []access.Relation
	stages    []access.Stage
}

// administrators look after the system, and others do the work.
var administrators = []access.Relation{access.System, access.Security, access.Auditor}

// nevers are the rules that no change of the policy may break.
func nevers() []never {
	others := func(keep ...access.Relation) []access.Relation {
		return slices.DeleteFunc(access.Relations(), func(r access.Relation) bool { return slices.Contains(keep, r) })
	}
	of := func(prefixes ...string) (all []access.Action) {
		for _, a := range access.Actions() {
			if slices.ContainsFunc(prefixes, func(p string) bool { return strings.HasPrefix(string(a), p) }) {
				all = append(all, a)
			}
		}
		return all
	}

	return []never{
		{"opinions are read only when they are mixed, and the operator of the machine never reads them",
			[]access.Action{access.ReadOpinions, access.DisposeOpinion}, access.Relations(), without(access.Heard)},
		{"nobody reads what is said of himself or of his unit",
			[]access.Action{access.ReadOpinions, access.DisposeOpinion, access.OpenOpinions, access.RunOpinions, access.ReadBatch},
			[]access.Relation{access.Subject, access.ReviewedSide, access.SignedIn, access.Anyone, access.Self}, nil},
		{"the operator of the machine reads no opinions", []access.Action{access.ReadOpinions, access.DisposeOpinion, access.ReadAnswers},
			[]access.Relation{access.Local}, nil},
		{"administrators do none of the work", of("review.", "opinion.", "action.", "reply.", "notice.check", "notice.approve", "summary.", "filing.", "help.", "round.launch"),
			administrators, nil},
		{"the office and the line write no review", []access.Action{access.WriteReview, access.ConfirmReview, access.CorrectReview, access.ReturnReview},
			[]access.Relation{access.Office, access.Line, access.Subject, access.SignedIn, access.Anyone}, nil},
		{"a subject sees its review only when it counts", []access.Action{access.ReadReview}, []access.Relation{access.Subject, access.Line, access.Office}, without(access.Confirmed)},
		{"only who owes a review decides it", []access.Action{access.ConfirmReview, access.ReturnReview, access.CorrectReview, access.RecallReview, access.AnswerDissent},
			others(access.Reviewer), nil},
		{"whoever proposes a notice does not approve it", []access.Action{access.CheckNotice, access.ApproveNotice}, others(access.Line, access.Office), nil},
		{"what is put right is closed by others than who put it right", []access.Action{access.VerifyAction, access.DecideAction, access.AcceptReply},
			[]access.Relation{access.Subject, access.ReviewedSide, access.Clerk, access.Local}, nil},
		{"roles and accounts are given by different people", []access.Action{access.GrantRole, access.GuardAccount}, others(access.Security, access.Local), nil},
		{"accounts are made by the system administrator", []access.Action{access.ManageAccount}, others(access.System, access.Local), nil},
		{"who did what is read by the auditor", []access.Action{access.ReadLedger}, others(access.Auditor, access.Local), nil},
		{"the public and strangers do what is meant for them", slices.DeleteFunc(access.Actions(), func(a access.Action) bool {
			return slices.Contains([]access.Action{access.WriteOpinion, access.SignIn, access.ReadPublic, access.SendFeedback}, a)
		}), []access.Relation{access.Anyone}, nil},
	}
}

// without are all stages but some.
func without(some ...access.Stage) []access.Stage {
	return slices.DeleteFunc(access.AllStages(), func(s access.Stage) bool { return slices.Contains(some, s) })
}

// broken are the rules that the policy breaks.
func broken(rules []never) (why []string) {
	for _, n := range rules {
		stages := n.stages
		if stages == nil {
			stages = access.AllStages()
		}

		for _, a := range n.actions {
			for _, r := range n.relations {
				for _, s := range stages {
					if access.Allowed(a, r, s) {
						why = append(why, fmt.Sprintf("%s: %s may %s at %q", n.why, r.Name(), a, s))
					}
				}
			}
		}
	}
	return why
}

func TestThePolicyBreaksNoRule(t *testing.T) {
	for _, why := range broken(nevers()) {
		t.Error(why)
	}
}

// Every cell that is changed is seen by the table that a person has read; each rule sees what it is for.
func TestEveryChangedCellOfThePolicyIsSeen(t *testing.T) {
	whole, rules, stages := table(access.Actions()...), nevers(), access.AllStages()
	mutants, alive, told := 0, 0, map[string]bool{}
	for _, action := range access.Actions() {
		before := table(action)
		for _, relation := range access.Relations() {
			for _, stage := range stages {
				access.Mutated(action, relation, stage, func() {
					mutants++
					if table(action) == before {
						alive++
						t.Errorf("nobody sees a change of %s for %s at %q", action, relation.Name(), stage)
					}
					if alive > 20 {
						t.FailNow()
					}
				})
			}
		}
	}

	for _, n := range rules {
		access.Mutated(n.actions[0], n.relations[0], append(n.stages, access.NoStage)[0], func() { told[n.why] = len(broken([]never{n})) > 0 })
		if !told[n.why] {
			t.Errorf("the rule that %s sees no breach", n.why)
		}
	}

	if table(access.Actions()...) != whole {
		t.Error("the policy is not what it was before")
	}

	t.Logf("%d changed cells were seen", mutants-alive)
}
