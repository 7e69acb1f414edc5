package assign_test

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"lingping/internal/domain/assign"
	"lingping/internal/domain/org"
	"lingping/internal/domain/scheme"
	"lingping/internal/i18n"
)

// spans are days around the snapshot: most hold, some are over or have not begun.
var spans = [][2]org.Date{{"", ""}, {"", ""}, {"", ""}, {"2009-01-01", ""}, {"2008", "2010-12"}, {"2010-12-27", "2010-12-27"},
	{"", "2010-12-26"}, {"2010-12-28", ""}}

// anyWorld draws a roster, odd ones included: deep trees, several roots, outside units above and inside, 党组 and
// departments in the line, members in cells, in units that are no branches or do not exist, seats held twice.
func anyWorld(t *rapid.T) *world {
	w := &world{names: map[org.PersonID]string{}}
	branches := []org.UnitKind{org.Branch, org.Branch, org.Branch, org.JointBranch, org.TempBranch, org.Cell}
	tops := []org.UnitKind{org.Committee, org.SubCommittee, org.GeneralBranch, org.GeneralBranch, org.LeadGroup, org.Department, org.External}
	n := rapid.IntRange(1, 12).Draw(t, "units")
	for i := range n {
		u := org.Unit{ID: org.UnitID(i + 1), Kind: org.Committee}
		u.Name = fmt.Sprintf("单位%c", 'A'+rapid.IntRange(0, 25).Draw(t, "name"))
		if i > 0 {
			u.Kind = rapid.SampledFrom(append(slices.Clone(tops), branches...)).Draw(t, "kind")
			u.Parent = org.UnitID(rapid.IntRange(1, i).Draw(t, "parent"))
			if rapid.IntRange(0, 19).Draw(t, "no parent") == 0 {
				u.Parent = 0
			}
		} else if rapid.IntRange(0, 4).Draw(t, "root") == 0 {
			u.Kind = rapid.SampledFrom(append(slices.Clone(tops), branches...)).Draw(t, "kind")
		}

		w.units = append(w.units, u)
	}

	persons := rapid.IntRange(1, 9).Draw(t, "persons")
	anyPerson := rapid.IntRange(1, persons)
	for p := 1; p <= persons; p++ {
		id := org.PersonID(p)
		w.names[id] = fmt.Sprintf("人%d", p)
		w.holders = append(w.holders, assign.Holder{Person: id, Number: fmt.Sprintf("%03d", p), Name: w.names[id]})
		m := assign.Member{Person: id, Number: fmt.Sprintf("%03d", p), Branch: org.UnitID(rapid.IntRange(0, n+1).Draw(t, "branch")),
			Standing: rapid.SampledFrom([]org.Standing{org.Formal, org.Formal, org.Probationary, org.NonMember}).Draw(t, "standing")}
		if rapid.Bool().Draw(t, "leader") {
			m.Groups = []string{org.GroupLeader}
		}

		w.members = append(w.members, m)
	}

	posts := []org.PostKind{org.Secretary, org.Secretary, org.Acting, org.DeputySecretary, org.CommitteeMember, org.Administrator, org.CellLeader}
	for i := range rapid.IntRange(0, 2*n).Draw(t, "posts") {
		span := rapid.SampledFrom(spans).Draw(t, "span")
		w.posts = append(w.posts, org.Post{ID: org.PostID(i + 1), Person: org.PersonID(anyPerson.Draw(t, "who")),
			Unit: org.UnitID(rapid.IntRange(1, n).Draw(t, "where")), Kind: rapid.SampledFrom(posts).Draw(t, "post"), From: span[0], To: span[1]})
	}

	for i := range rapid.IntRange(0, n).Draw(t, "charges") {
		span := rapid.SampledFrom(spans).Draw(t, "span")
		w.charges = append(w.charges, org.Charge{ID: org.ChargeID(i + 1), Person: org.PersonID(anyPerson.Draw(t, "who")),
			Unit: org.UnitID(rapid.IntRange(1, n).Draw(t, "where")), From: span[0], To: span[1],
			Kind: rapid.SampledFrom([]org.ChargeKind{org.InCharge, org.ContactPoint}).Draw(t, "charge")})
	}

	return w
}

// planned is a plan with the lines of its obligations and gaps.
type planned struct {
	*assign.Plan
	facts *assign.Facts
	keys  []string // one a line: rules, reviewer, kind, unit, person
}

func makePlan(t *rapid.T, w *world, s *scheme.Scheme, scope org.UnitID) planned {
	facts, err := assign.NewFacts(snapshot, slices.Clone(w.units), slices.Clone(w.members), slices.Clone(w.posts),
		slices.Clone(w.charges), slices.Clone(w.holders))
	if err != nil {
		t.Fatal(err)
	}

	p := planned{Plan: assign.Make(facts, s, scope), facts: facts}
	for o := range p.All(facts) {
		p.keys = append(p.keys, fmt.Sprintf("%s %d→%s", strings.Join(p.Decision(o.Decision).Rules, "+"), o.Reviewer, key(o.Subject)))
	}

	for _, g := range p.Gaps {
		p.keys = append(p.keys, "gap "+key(g.Subject))
	}

	return p
}

func key(s assign.Subject) string { return fmt.Sprintf("%s %d/%d", s.Kind, s.Unit, s.Person) }

func sorted(rows []string) []string {
	rows = slices.Clone(rows)
	slices.Sort(rows)
	return rows
}

func TestThePlanIsWhatTheRulesSayOneByOne(t *testing.T) {
	s := builtin(t)
	rapid.Check(t, func(t *rapid.T) {
		w := anyWorld(t)
		got, want := sorted(makePlan(t, w, s, 0).keys), sorted(oracle{w}.plan())
		if !slices.Equal(got, want) {
			t.Fatalf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
		}
	})
}

// notices are schemes that differ much from one another.
func notices(t *testing.T) *rapid.Generator[*scheme.Scheme] {
	tianjin, err := scheme.Load("tjzs-2010")
	if err != nil {
		t.Fatal(err)
	}

	return rapid.SampledFrom([]*scheme.Scheme{builtin(t), tianjin, notice(t, "roster:\n  one-per-subject: true\n"+only(`
  - {id: A, text: 支委, relation: committee-of-unit, subjects: [member], groups: [领导职务]}
  - {id: B, text: 书记, relation: branch-secretary, subjects: [member], only-if-none: true}
  - {id: C, text: 所在, relation: own-branch, subjects: [secretary]}
  - {id: D, text: 上级, relation: line-secretary, subjects: [unit, secretary], max-members: 2}
  - {id: E, text: 分管, relation: charge-holder, subjects: [unit]}
  - {id: F, text: 班子, relation: principal, subjects: [committee-member]}`))})
}

func TestNobodyReviewsHimself(t *testing.T) {
	schemes := notices(t)
	rapid.Check(t, func(t *rapid.T) {
		w := anyWorld(t)
		p := makePlan(t, w, schemes.Draw(t, "scheme"), 0)
		for o := range p.All(p.facts) {
			if o.Reviewer == o.Subject.Person || o.Subject.Kind == scheme.Unit && o.Reviewer == (oracle{w}).secretary(o.Subject.Unit) {
				t.Fatalf("%d reviews himself: %s", o.Reviewer, key(o.Subject))
			}
		}
	})
}

func TestWhoeverCountsIsOwedOrAGap(t *testing.T) {
	schemes := notices(t)
	rapid.Check(t, func(t *rapid.T) {
		w := anyWorld(t)
		p := makePlan(t, w, schemes.Draw(t, "scheme"), 0)
		owed, gaps, pairs := map[assign.Subject]bool{}, map[assign.Subject]bool{}, map[string]bool{}
		for o := range p.All(p.facts) {
			owed[o.Subject] = true
			pair := fmt.Sprint(o.Reviewer, o.Subject)
			if pairs[pair] {
				t.Fatalf("%d owes %s twice", o.Reviewer, key(o.Subject))
			}
			pairs[pair] = true
		}

		for _, g := range p.Gaps {
			if owed[g.Subject] || gaps[g.Subject] {
				t.Fatalf("%s is a gap and owed, or a gap twice", key(g.Subject))
			}
			gaps[g.Subject] = true
		}

		for _, u := range p.Units {
			if subject := (assign.Subject{Kind: scheme.Unit, Unit: u}); !owed[subject] && !gaps[subject] {
				t.Fatalf("%s is forgotten", key(subject))
			}
		}

		for _, subject := range p.Seats {
			if !owed[subject] && !gaps[subject] {
				t.Fatalf("%s is forgotten", key(subject))
			}
		}

		told := map[int]bool{}
		for o := range p.All(p.facts) {
			told[o.Decision] = true
		}

		if len(told) != len(p.Decisions()) {
			t.Fatalf("%d of %d decisions are told to somebody", len(told), len(p.Decisions()))
		}

		c := p.Counts()
		if subjects := len(p.Units) + len(p.Seats) + p.Members; len(owed)+len(gaps) != subjects || c.Obligations != len(pairs) {
			t.Fatalf("%d owed and %d gaps among %d subjects; %+v for %d obligations", len(owed), len(gaps), subjects, c, len(pairs))
		}
	})
}

// whole words everything that a plan says, in its order.
func (p planned) whole() string {
	var b strings.Builder
	for o := range p.All(p.facts) {
		d := p.Decision(o.Decision)
		fmt.Fprintln(&b, o.Reviewer, o.Seat, key(o.Subject), d.Rules, d.Why, told(d))
	}

	for _, g := range p.Gaps {
		fmt.Fprintln(&b, key(g.Subject), g.Why, g.Remedy, g.Propose)
	}

	fmt.Fprintln(&b, p.Faults, p.Warnings, p.Seats, p.Units, p.Members)
	return b.String()
}

func TestThePlanDoesNotDependOnTheOrderOfRows(t *testing.T) {
	schemes := notices(t)
	rapid.Check(t, func(t *rapid.T) {
		w, s := anyWorld(t), schemes.Draw(t, "scheme")
		before := makePlan(t, w, s, 0).whole()
		if again := makePlan(t, w, s, 0).whole(); again != before {
			t.Fatalf("the same roster gives\n%s\nand\n%s", before, again)
		}

		w.units = rapid.Permutation(w.units).Draw(t, "units")
		w.members = rapid.Permutation(w.members).Draw(t, "members")
		w.posts = rapid.Permutation(w.posts).Draw(t, "posts")
		w.charges = rapid.Permutation(w.charges).Draw(t, "charges")
		w.holders = rapid.Permutation(w.holders).Draw(t, "holders")
		if after := makePlan(t, w, s, 0).whole(); after != before {
			t.Fatalf("in one order\n%s\nin another\n%s", before, after)
		}
	})
}

func TestWhatIsOwedMayBeCountedBranchByBranch(t *testing.T) {
	schemes := notices(t)
	rapid.Check(t, func(t *rapid.T) {
		type owing struct {
			reviewer org.PersonID
			unit     org.UnitID
		}

		p := makePlan(t, anyWorld(t), schemes.Draw(t, "scheme"), 0)
		got, want := map[owing]int{}, map[owing]int{}
		for o := range p.Apart(p.facts) {
			got[owing{o.Reviewer, o.Subject.Unit}]++
		}

		for _, b := range p.Branches {
			rest := b.Alike(p.facts)
			for _, c := range b.Reviewers {
				if rest > 0 {
					got[owing{c.Reviewer, b.Branch}] += rest
				}
			}
		}

		for o := range p.All(p.facts) {
			want[owing{o.Reviewer, o.Subject.Unit}]++
		}

		if !maps.Equal(got, want) {
			t.Fatalf("counted %v, want %v", got, want)
		}
	})
}

func TestAScopeIsTheWholePlanCutToItsSubtree(t *testing.T) {
	s := builtin(t)
	rapid.Check(t, func(t *rapid.T) {
		w := anyWorld(t)
		scope := rapid.SampledFrom(w.units).Draw(t, "scope").ID
		top := !slices.ContainsFunc(w.units, func(u org.Unit) bool { return u.ID == scope && u.Parent != 0 }) || oracle{w}.isRoot(scope)
		var want []string
		for _, row := range makePlan(t, w, s, 0).keys {
			unit, _, _ := strings.Cut(row[strings.LastIndex(row, " ")+1:], "/")
			var id org.UnitID
			fmt.Sscan(unit, &id)
			if w.within(id, scope) || id == 0 && top {
				want = append(want, row)
			}
		}

		if got := makePlan(t, w, s, scope).keys; !slices.Equal(sorted(got), sorted(want)) {
			t.Fatalf("scope %d: got\n%s\nwant\n%s", scope, strings.Join(got, "\n"), strings.Join(want, "\n"))
		}
	})
}

// within reports whether a unit lies in the subtree of another.
func (w *world) within(unit, top org.UnitID) bool {
	for ; unit != 0; unit = (oracle{w}).at(unit).Parent {
		if unit == top {
			return true
		}
	}
	return false
}

func TestAFactChangesOnlyWhatDependsOnIt(t *testing.T) {
	s := builtin(t)
	rapid.Check(t, func(t *rapid.T) {
		w := anyWorld(t)
		before := makePlan(t, w, s, 0).keys
		var depends func(unit org.UnitID, person string) bool
		switch what := rapid.SampledFrom([]string{"charge", "post", "member"}).Draw(t, "what"); {
		case what == "charge" && len(w.charges) > 0:
			i := rapid.IntRange(0, len(w.charges)-1).Draw(t, "gone")
			over := w.charges[i].Unit
			w.charges = slices.Delete(w.charges, i, i+1)
			depends = func(unit org.UnitID, _ string) bool { return unit == over }
		case what == "post" && len(w.posts) > 0:
			i := rapid.IntRange(0, len(w.posts)-1).Draw(t, "gone")
			at := w.posts[i].Unit
			w.posts = slices.Delete(w.posts, i, i+1)
			depends = func(unit org.UnitID, _ string) bool { return w.within(unit, at) }
		default:
			i := rapid.IntRange(0, len(w.members)-1).Draw(t, "gone")
			who := fmt.Sprint(w.members[i].Person)
			w.members = slices.Delete(w.members, i, i+1)
			depends = func(_ org.UnitID, person string) bool { return person == who }
		}

		after := makePlan(t, w, s, 0).keys
		for _, row := range append(without(before, after), without(after, before)...) {
			unit, person, _ := strings.Cut(row[strings.LastIndex(row, " ")+1:], "/")
			var id org.UnitID
			fmt.Sscan(unit, &id)
			if !depends(id, person) {
				t.Fatalf("changed without need: %s", row)
			}
		}
	})
}

// without are the rows of a that b does not have.
func without(a, b []string) []string {
	var rows []string
	for _, row := range a {
		if !slices.Contains(b, row) {
			rows = append(rows, row)
		}
	}

	return rows
}

func TestEverySentenceIsWhole(t *testing.T) {
	s := builtin(t)
	rapid.Check(t, func(t *rapid.T) {
		w := anyWorld(t)
		p := makePlan(t, w, s, 0)
		sentences := []assign.Sentence{}
		for _, d := range p.Decisions() {
			sentences = append(append(append(sentences, d.Why), d.Passed...), d.Competing...)
			for _, f := range d.Facts {
				sentences = append(sentences, f.Text)
			}
		}

		for _, g := range p.Gaps {
			sentences = append(sentences, g.Why, g.Remedy)
		}

		for _, f := range append(slices.Clone(p.Faults), p.Warnings...) {
			sentences = append(sentences, f.Text)
		}

		for _, sentence := range sentences {
			for _, lang := range []i18n.Lang{i18n.Chinese, i18n.English} {
				if text := sentence.In(lang); text == "" || strings.Contains(text, "%!") {
					t.Fatalf("%q with %q", sentence.Text, sentence.Args)
				}
			}
		}
	})
}
