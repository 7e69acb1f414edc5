package assign_test

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"testing"

	"lingping/internal/domain/assign"
	"lingping/internal/domain/org"
	"lingping/internal/domain/scheme"
)

// snapshot is the day on which the tests look at their rosters.
const snapshot org.Date = "2010-12-27"

// world is a small roster, written as an indented tree:
//
//	党委 校党委
//	 书记 陈
//	 党支部 机关
//	  分管 王 2010-01-01~2010-06-30
//	  党员 陈 王(预备) 李(学生)
//
// A unit stands under its parent, posts, charges and members under their unit. A person is his name; dates are the days
// on which a post or charge holds.
type world struct {
	units   []org.Unit
	members []assign.Member
	posts   []org.Post
	charges []org.Charge
	holders []assign.Holder

	persons map[string]org.PersonID
	names   map[org.PersonID]string
}

func kindWords() (units map[string]org.UnitKind, posts map[string]org.PostKind, charges map[string]org.ChargeKind) {
	units, posts, charges = map[string]org.UnitKind{}, map[string]org.PostKind{}, map[string]org.ChargeKind{}
	for _, k := range []org.UnitKind{org.Committee, org.SubCommittee, org.LeadGroup, org.GeneralBranch, org.Branch,
		org.JointBranch, org.TempBranch, org.Cell, org.Department, org.External} {
		units[string(k.Word())] = k
	}

	for _, k := range []org.PostKind{org.Secretary, org.DeputySecretary, org.Acting, org.CommitteeMember, org.Administrator, org.CellLeader} {
		posts[string(k.Word())] = k
	}

	for _, k := range []org.ChargeKind{org.InCharge, org.ContactPoint} {
		charges[string(k.Word())] = k
	}

	return units, posts, charges
}

// parse reads a world.
func parse(t testing.TB, text string) *world {
	t.Helper()
	w := &world{persons: map[string]org.PersonID{}, names: map[org.PersonID]string{}}
	unitKinds, postKinds, chargeKinds := kindWords()
	var line []org.UnitID // the units above, by depth
	for _, row := range strings.Split(text, "\n") {
		fields := strings.Fields(row)
		if len(fields) == 0 {
			continue
		}

		row = strings.TrimLeft(row, "\t")
		depth := len(row) - len(strings.TrimLeft(row, " "))
		line = line[:min(depth, len(line))]
		var unit org.UnitID
		if len(line) > 0 {
			unit = line[len(line)-1]
		}

		word, portfolio := fields[0], ""
		if p, ok := strings.CutSuffix(word, "委员"); ok && p != "" {
			word, portfolio = "委员", p
		}

		var from, to org.Date
		if len(fields) > 2 && strings.Contains(fields[2], "~") {
			a, b, _ := strings.Cut(fields[2], "~")
			from, to = org.Date(a), org.Date(b)
		}

		switch {
		case unitKinds[word] != "":
			w.units = append(w.units, org.Unit{ID: org.UnitID(len(w.units) + 1), Name: fields[1], Kind: unitKinds[word], Parent: unit})
			if len(fields) > 2 {
				w.units[len(w.units)-1].Category = fields[2]
			}
			line = append(line, w.units[len(w.units)-1].ID)
		case word == "党员":
			for _, f := range fields[1:] {
				w.member(f, unit)
			}
		case postKinds[word] != "":
			w.posts = append(w.posts, org.Post{ID: org.PostID(len(w.posts) + 1), Person: w.person(fields[1]), Unit: unit,
				Kind: postKinds[word], Portfolio: portfolio, From: from, To: to})
		case chargeKinds[word] != "":
			w.charges = append(w.charges, org.Charge{ID: org.ChargeID(len(w.charges) + 1), Person: w.person(fields[1]), Unit: unit,
				Kind: chargeKinds[word], From: from, To: to})
		default:
			t.Fatalf("what is %q?", row)
		}
	}

	w.name()
	return w
}

// name gives a name to whoever holds something.
func (w *world) name() {
	named := map[org.PersonID]bool{}
	put := func(p org.PersonID) {
		if !named[p] {
			named[p] = true
			w.holders = append(w.holders, assign.Holder{Person: p, Number: fmt.Sprintf("%03d", p), Name: w.names[p]})
		}
	}

	for _, p := range w.posts {
		put(p.Person)
	}

	for _, c := range w.charges {
		put(c.Person)
	}
}

func (w *world) person(name string) org.PersonID {
	if id, ok := w.persons[name]; ok {
		return id
	}
	id := org.PersonID(len(w.persons) + 1)
	w.persons[name], w.names[id] = id, name
	return id
}

// member reads 李, 李(预备) or 李(学生、流动).
func (w *world) member(text string, branch org.UnitID) {
	name, groups, _ := strings.Cut(strings.TrimSuffix(text, ")"), "(")
	id := w.person(name)
	m := assign.Member{Person: id, Number: fmt.Sprintf("%03d", id), Branch: branch, Standing: org.Formal}
	if groups == "预备" {
		m.Standing = org.Probationary
	} else if groups != "" {
		m.Groups = strings.Split(groups, "、")
	}

	w.members = append(w.members, m)
}

// unit is the unit of the name.
func (w *world) unit(name string) org.UnitID {
	for _, u := range w.units {
		if u.Name == name {
			return u.ID
		}
	}
	return 0
}

func (w *world) facts(t testing.TB) *assign.Facts {
	t.Helper()
	facts, err := assign.NewFacts(snapshot, slices.Clone(w.units), slices.Clone(w.members), slices.Clone(w.posts),
		slices.Clone(w.charges), slices.Clone(w.holders))
	if err != nil {
		t.Fatal(err)
	}

	return facts
}

// plan makes the plan of a scope, named or the whole.
func (w *world) plan(t testing.TB, s *scheme.Scheme, scope string) (*assign.Plan, *assign.Facts) {
	t.Helper()
	facts := w.facts(t)
	return assign.Make(facts, s, w.unit(scope)), facts
}

// subject words a subject: 机械, 机械书记赵, 机械班子王, 党员孙.
func (w *world) subject(s assign.Subject) string {
	var unit string
	for _, u := range w.units {
		if u.ID == s.Unit {
			unit = u.Name
		}
	}

	switch s.Kind {
	case scheme.Secretary:
		return unit + "书记" + w.names[s.Person]
	case scheme.CommitteeMember:
		return unit + "班子" + w.names[s.Person]
	case scheme.Committee:
		return unit + "全体班子"
	case scheme.Member:
		return "党员" + w.names[s.Person]
	case scheme.Outsider:
		return unit + "党外" + w.names[s.Person]
	}

	return unit
}

// rows words a plan: one line an obligation, then one a gap.
func (w *world) rows(p *assign.Plan, f *assign.Facts) []string {
	var rows []string
	for o := range p.All(f) {
		d := p.Decision(o.Decision)
		rows = append(rows, fmt.Sprintf("%s %s→%s：%s", strings.Join(d.Rules, "+"), w.names[o.Reviewer], w.subject(o.Subject), d.Why))
	}

	for _, g := range p.Gaps {
		rows = append(rows, fmt.Sprintf("缺口 %s：%s；%s", w.subject(g.Subject), g.Why, g.Remedy))
	}

	return rows
}

// findings words faults or warnings.
func findings(list []assign.Finding) []string {
	var rows []string
	for _, f := range list {
		rows = append(rows, f.Text.String())
	}
	return rows
}

// builtin is the scheme that the product was built for.
func builtin(t testing.TB) *scheme.Scheme {
	t.Helper()
	s, err := scheme.Load("chuangxian-2010")
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// lines are the lines of an indented text, without the indentation.
func lines(text string) []string {
	var rows []string
	for _, row := range strings.Split(text, "\n") {
		if row = strings.TrimSpace(row); row != "" {
			rows = append(rows, row)
		}
	}

	return rows
}

// wantRows compares two lists of lines, whatever their order.
func wantRows(t testing.TB, got, want []string) {
	t.Helper()
	got, want = slices.Clone(got), slices.Clone(want)
	slices.SortFunc(got, cmp.Compare[string])
	slices.SortFunc(want, cmp.Compare[string])
	for _, row := range got {
		if !slices.Contains(want, row) {
			t.Errorf("there should be no\n  %s", row)
		}
	}

	for _, row := range want {
		if !slices.Contains(got, row) {
			t.Errorf("missing\n  %s", row)
		}
	}

	if !t.Failed() && !slices.Equal(got, want) {
		t.Errorf("lines repeat: got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}
