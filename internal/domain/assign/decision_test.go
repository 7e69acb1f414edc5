package assign_test

import (
	"slices"
	"strings"
	"testing"

	"lingping/internal/domain/assign"
	"lingping/internal/domain/org"
	"lingping/internal/domain/scheme"
	"lingping/internal/i18n"
)

// decision finds the one decision on a subject.
func (w *world) decision(t *testing.T, p *assign.Plan, f *assign.Facts, subject, reviewer string) assign.Decision {
	t.Helper()
	for o := range p.All(f) {
		if w.subject(o.Subject) == subject && w.names[o.Reviewer] == reviewer {
			return p.Decision(o.Decision)
		}
	}

	t.Fatalf("%s does not review %s", reviewer, subject)
	return assign.Decision{}
}

// told words a decision in full.
func told(d assign.Decision) string {
	rows := []string{"依据 " + strings.Join(d.Clauses, "；")}
	for _, f := range d.Facts {
		rows = append(rows, strings.TrimSpace("事实 "+f.Text.String()+" "+string(f.From)+"~"+string(f.To)))
	}

	for _, p := range d.Passed {
		rows = append(rows, "越过 "+p.String())
	}

	for _, c := range d.Competing {
		rows = append(rows, "其他 "+c.String())
	}

	return strings.Join(rows, "\n")
}

const college = `
党委 校
 书记 陈 2008-03-01~
 委员 刘
 党总支 机械
  书记 赵 2009-09-01~2012-08-31
  组织委员 李
  分管 王 2010-01-01~
  联系点 赵
  党支部 教工
   书记 钱
   联系点 王
   党员 赵 孙 钱
 党总支 后勤
  党支部 一
   书记 韩
   党员 韩
 党支部 机关
  书记 张`

func TestADecisionNamesItsFactsAndWhatCompeted(t *testing.T) {
	w := parse(t, college)
	p, f := w.plan(t, builtin(t), "")
	for _, c := range []struct{ subject, reviewer, want string }{
		{"机械", "王", `
			依据 二（二）
			事实 王的分工：机械（分管） 2010-01-01~
			其他 机械的联系点不计：由负责人赵本人担任
			其他 R6不适用：已有分管领导`},
		{"教工", "王", `
			依据 二（二）
			事实 王的分工：教工（联系点） ~
			其他 R6不适用：已有联系点领导
			其他 R2另由赵点评，两份互不代替`},
		{"教工书记钱", "赵", `
			依据 二（二）
			事实 赵任职：机械书记 2009-09-01~2012-08-31
			事实 钱任职：教工书记 ~
			其他 R6不适用：已有联系点领导
			其他 R1另由王点评，两份互不代替`},
		{"一", "陈", `
			依据 二（二）
			事实 陈任职：校书记 2008-03-01~
			事实 韩任职：一书记 ~
			越过 后勤书记空缺，也无人主持工作
			其他 R6不适用：已由上级书记点评`},
		{"机关", "陈", `
			依据 二（二）
			事实 陈任职：校书记 2008-03-01~
			事实 张任职：机关书记 ~`},
		{"党员孙", "钱", `
			依据 二（二）
			事实 钱任职：教工书记 ~
			事实 组织关系在教工 ~`},
		{"党员钱", "赵", `
			依据 二（二）
			事实 赵任职：机械书记 2009-09-01~2012-08-31
			事实 钱任职：教工书记 ~`},
		{"机械班子李", "赵", `
			依据 二（二）
			事实 赵任职：机械书记 2009-09-01~2012-08-31
			事实 李任职：机械组织委员 ~`},
	} {

		got := told(w.decision(t, p, f, c.subject, c.reviewer))
		if want := strings.Join(lines(c.want), "\n"); got != want {
			t.Errorf("%s by %s: got\n%s\nwant\n%s", c.subject, c.reviewer, got, want)
		}
	}
}

func TestAllDecisionsAreTheSingleOnes(t *testing.T) {
	p, f := parse(t, college).plan(t, builtin(t), "")
	all := p.Decisions()
	for o := range p.All(f) {
		if a, b := all[o.Decision], p.Decision(o.Decision); a.Why.String() != b.Why.String() || told(a) != told(b) {
			t.Errorf("decision %d is %v and %v", o.Decision, a, b)
		}
	}
}

func TestAReviewerSpeaksFromHisSeat(t *testing.T) {
	w := parse(t, `
党委 校
 书记 陈
 党总支 机械
  书记 赵
  分管 外
  党支部 教工
   书记 钱
   联系点 赵
   联系点 王
   党员 钱 孙
 党总支 文法
  委员 王
  分管 陈`)

	p, f := w.plan(t, builtin(t), "")
	seats := map[string]string{"外": "", "赵": "机械", "钱": "教工", "王": "文法", "陈": "校"}
	for o := range p.All(f) {
		if name := w.names[o.Reviewer]; o.Seat != w.unit(seats[name]) {
			t.Errorf("%s speaks from %d, want %s", name, o.Seat, seats[name])
		}
	}
}

func TestObligationsStandInTreeOrder(t *testing.T) {
	w := parse(t, college)
	p, f := w.plan(t, builtin(t), "")
	var order []org.UnitID
	for o := range p.All(f) {
		if len(order) == 0 || order[len(order)-1] != o.Subject.Unit {
			order = append(order, o.Subject.Unit)
		}
	}

	var names []string
	for _, id := range order {
		names = append(names, w.units[id-1].Name)
	}

	if got := strings.Join(names, " "); got != "校 后勤 一 机关 机械 教工" { // children by code, then name
		t.Errorf("got %s", got)
	}
}

func TestMembersStandInTheOrderOfTheirNumbers(t *testing.T) {
	w := parse(t, `
党委 校
 书记 陈
 党支部 机关
  书记 张
  党员 李 王 赵`)

	for i := range w.members {
		w.members[i].Number = string(rune('9' - i))
	}

	p, f := w.plan(t, builtin(t), "")
	var order []string
	for o := range p.All(f) {
		if o.Subject.Kind == scheme.Member {
			order = append(order, w.names[o.Subject.Person])
		}
	}

	if got := strings.Join(order, ""); got != "赵王李" {
		t.Errorf("got %s", got)
	}
}

func TestABranchOfLeadersHasOneDecision(t *testing.T) {
	p, _ := parse(t, `
党委 校
 书记 陈
 党支部 甲
  书记 张
  党员 陈 李(领导职务)
 党支部 乙
  书记 王
  党员 赵(领导职务) 钱`).plan(t, builtin(t), "")
	for i, want := range []bool{false, true} { // 乙 stands before 甲
		if c := p.Branches[i].Reviewers[0]; (c.Decision == c.Leaders) != want {
			t.Errorf("branch %d: %+v", i, c)
		}
	}
}

func TestAWalkMayStopAnywhere(t *testing.T) {
	p, f := parse(t, college).plan(t, builtin(t), "")
	n := p.Counts().Obligations
	for stop := range n {
		seen := 0
		for range p.All(f) {
			if seen == stop {
				break
			}
			seen++
		}

		if seen != stop {
			t.Fatalf("stopped at %d, wanted %d", seen, stop)
		}
	}
}

func TestSentencesAreSaidInBothLanguages(t *testing.T) {
	w := parse(t, college)
	p, f := w.plan(t, builtin(t), "")
	d := w.decision(t, p, f, "一", "陈")
	if got := d.Why.In(i18n.English); got != "the secretary of 后勤 should review, but the seat is vacant; one level up: secretary of 校" {
		t.Errorf("got %q", got)
	}

	both := assign.Say("分管")
	both.And = []assign.Sentence{assign.Say("%s书记", "校")}
	if zh, en := both.In(i18n.Chinese), both.In(i18n.English); zh != "分管；校书记" || en != "in charge; secretary of 校" {
		t.Errorf("got %q and %q", zh, en)
	}

	if !slices.Contains(strings.Split(both.String(), "；"), "分管") {
		t.Errorf("String is not Chinese: %s", both)
	}
}
