package assign_test

import (
	"cmp"
	"flag"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"lingping/internal/domain/assign"
	"lingping/internal/domain/org"
	"lingping/internal/domain/scheme"
)

var update = flag.Bool("update", false, "write the golden files anew")

// example is the small institution whose whole plan was worked out by hand. Names stand after the number: 001 陈建国.
func example() *world {
	w := &world{persons: map[string]org.PersonID{}, names: map[org.PersonID]string{}}
	ids := map[string]org.UnitID{}
	for _, row := range lines(`
		W0 中共临海学院委员会 committee
		Z1 中共临海学院机械学院总支部委员会 general-branch W0
		Z2 中共临海学院文法学院总支部委员会 general-branch W0
		Z3 中共临海学院后勤处总支部委员会 general-branch W0
		B11 机械学院教工党支部 branch Z1
		B12 机械学院学生党支部 branch Z1
		B21 文法学院教工党支部 branch Z2
		B22 文法学院学生党支部 branch Z2
		B31 后勤处第一党支部 branch Z3
		D1 机关第一党支部 branch W0
		D2 离退休党支部 branch W0`) {
		f := append(strings.Fields(row), "")
		ids[f[0]] = org.UnitID(len(w.units) + 1)
		w.units = append(w.units, org.Unit{ID: ids[f[0]], Code: f[0], Name: f[1], Kind: org.UnitKind(f[2]), Parent: ids[f[3]]})
	}

	for _, row := range lines(`
		001 陈建国 D1 领导职务
		002 王丽 D1 领导职务
		003 刘强 D1 领导职务
		004 张敏 D1
		005 周平 D1
		101 赵伟 B11 领导职务
		102 钱芳 B11
		103 孙䶮 B11
		104 李娜 B12
		105 吴浩 B12 学生 probationary
		106 郑雪 B12 学生
		201 冯军 B21 领导职务
		202 褚艳 B21
		203 卫超 B21
		204 蒋霞 B22
		205 沈凯 B22 学生 probationary
		301 韩磊 B31 领导职务
		302 杨静 B31
		303 朱明 B31
		401 秦德文 D2 年老体弱
		402 尤桂英 D2 年老体弱
		403 许荣 D2`) {
		f := append(strings.Fields(row), "", "")
		id := w.person(f[0] + " " + f[1])
		w.persons[f[0]] = id
		m := assign.Member{Person: id, Number: f[0], Branch: ids[f[2]], Standing: cmp.Or(org.Standing(f[4]), org.Formal)}
		if f[3] != "" {
			m.Groups = []string{f[3]}
		}

		w.members = append(w.members, m)
		w.holders = append(w.holders, assign.Holder{Person: id, Number: f[0], Name: f[1]})
	}

	for i, row := range lines(`
		001 W0 secretary
		002 W0 deputy-secretary
		003 W0 committee-member
		004 D1 secretary
		101 Z1 secretary
		104 Z1 committee-member 组织
		102 B11 secretary
		104 B12 secretary
		201 Z2 secretary
		202 B21 secretary
		301 Z3 secretary
		301 B31 secretary
		302 B31 committee-member 组织
		403 D2 secretary`) {
		f := append(strings.Fields(row), "")
		w.posts = append(w.posts, org.Post{ID: org.PostID(i + 1), Person: w.persons[f[0]], Unit: ids[f[1]], Kind: org.PostKind(f[2]), Portfolio: f[3]})
	}

	for i, row := range lines(`
		002 Z1 in-charge
		003 Z2 in-charge
		003 Z2 contact-point
		002 D2 contact-point
		003 B12 contact-point`) {
		f := strings.Fields(row)
		w.charges = append(w.charges, org.Charge{ID: org.ChargeID(i + 1), Person: w.persons[f[0]], Unit: ids[f[1]], Kind: org.ChargeKind(f[2])})
	}

	return w
}

// table words a plan as the rows of the hand-made one: rule, reviewer, kind, id, subject, why.
func (w *world) table(p *assign.Plan, f *assign.Facts) string {
	unit := map[org.UnitID]org.Unit{}
	for _, u := range w.units {
		unit[u.ID] = u
	}

	subject := func(s assign.Subject) (id, name string) {
		if s.Kind.IsUnit() {
			return unit[s.Unit].Code, unit[s.Unit].Name
		}

		id, name, _ = strings.Cut(w.names[s.Person], " ")
		for _, post := range w.posts {
			seat := s.Kind == scheme.Secretary == (post.Kind == org.Secretary)
			if s.Kind != scheme.Member && post.Person == s.Person && post.Unit == s.Unit && seat {
				name += "（" + unit[s.Unit].Name + post.Portfolio + string(post.Kind.Word()) + "）"
			}
		}

		return id, name
	}

	var rows []string
	for o := range p.All(f) {
		d := p.Decision(o.Decision)
		id, name := subject(o.Subject)
		rows = append(rows, fmt.Sprintf("| %s | %s | %s | %s | %s | %s |", strings.Join(d.Rules, "、"), w.names[o.Reviewer], o.Subject.Kind, id, name, d.Why))
	}

	for _, g := range p.Gaps {
		id, name := subject(g.Subject)
		rows = append(rows, fmt.Sprintf("| 缺口 | — | %s | %s | %s | %s；%s |", g.Subject.Kind, id, name, g.Why, g.Remedy))
	}

	order := []string{"R1", "R2", "R6", "R3", "R3↑", "R4", "缺口"}
	slices.SortFunc(rows, func(a, b string) int {
		return cmp.Or(slices.Index(order, strings.Fields(a)[1])-slices.Index(order, strings.Fields(b)[1]), cmp.Compare(a, b))
	})
	return strings.Join(rows, "\n") + "\n"
}

func TestTheExampleGivesExactlyItsPlan(t *testing.T) {
	w := example()
	plan, facts := w.plan(t, builtin(t), "")
	got := w.table(plan, facts)
	if *update {
		if err := os.WriteFile("testdata/example.md", []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}

	want, err := os.ReadFile("testdata/example.md")
	if err != nil {
		t.Fatal(err)
	}

	if got != string(want) {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}

	if len(plan.Faults) != 0 {
		t.Errorf("faults: %v", findings(plan.Faults))
	}

	c := plan.Counts()
	if c.Obligations != 44 || c.Gaps != 2 || c.Units != 10 || c.Members != 22 || c.Secretaries != 9 || c.CommitteeMembers != 3 || c.Reviewers != 11 {
		t.Errorf("counts: %+v", c)
	}
}
