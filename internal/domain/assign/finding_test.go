package assign_test

import (
	"slices"
	"strings"
	"testing"

	"lingping/internal/domain/assign"
	"lingping/internal/domain/org"
	"lingping/internal/errs"
)

func TestFaults(t *testing.T) {
	for _, c := range []struct {
		name, world, scope string
		want, plan         string
	}{
		{
			name: "two 书记 on one day are a fault, and the one who came first is taken",
			world: `
党委 校
 书记 陈
 党支部 机关
  书记 张 2010-05-01~
  书记 李 2009-05-01~
  党员 张`,
			want: `机关同一天有李、张担任书记，请改正任职的起止日期；以下暂按李计`,
			plan: `
				R6 陈→机关：无人分管或联系，上面也没有党总支：校书记
				R6 陈→机关书记李：无人分管或联系，上面也没有党总支：校书记
				R3 李→党员张：所在党支部：机关`,
		}, {
			name: "of two who came on one day the lower number is taken",
			world: `
党委 校
 党员 李
 书记 张
 书记 李`,
			want: `校同一天有李、张担任书记，请改正任职的起止日期；以下暂按李计`,
			plan: `缺口 党员李：所在党支部填的是校，它不是党支部；请在党员名册里填上所在党支部`,
		}, {
			name: "two who 主持工作 are a fault only without a 书记",
			world: `
党委 校
 书记 陈
 主持工作 王
 主持工作 李
 党总支 机械
  主持工作 赵
  主持工作 钱`,
			want: `机械同一天有赵、钱主持工作，请改正任职的起止日期；以下暂按赵计`,
			plan: `
				R4 陈→校班子王：主要负责人：陈
				R4 陈→校班子李：主要负责人：陈
				R6 陈→机械：无人分管或联系，上面也没有党总支：校书记
				R6 陈→机械书记赵：无人分管或联系，上面也没有党总支：校书记`,
		}, {
			name: "one 书记 after the other is no fault, nor two rows of one person",
			world: `
党委 校
 书记 陈 2008-01-01~
 书记 陈
 书记 旧 ~2010-12-26
 书记 新 2010-12-28~`,
		}, {
			name:  "a fault above the scope counts, one beside it does not",
			scope: "机关",
			world: `
党委 校
 书记 陈
 书记 王
 党支部 机关
 党支部 别处
  书记 张
  书记 李`,
			want: `校同一天有陈、王担任书记，请改正任职的起止日期；以下暂按陈计`,
			plan: `R6 陈→机关：无人分管或联系，上面也没有党总支：校书记`,
		}, {
			name: "several roots are a fault, outside units are none",
			world: `
外部单位 医院
党委 甲校
 书记 陈
党委 乙校
 书记 王
 党支部 乙支`,
			want: `没有上级的党组织不止一个：乙校、甲校。请补上其余各党组织的上级`,
			plan: `R6 王→乙支：无人分管或联系，上面也没有党总支：乙校书记`,
		}, {
			name:  "a roster without any unit of its own is a fault",
			world: `外部单位 医院`,
			want:  `党组织名册里没有最上级的党组织，请补上`,
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			w := parse(t, c.world)
			plan, facts := w.plan(t, builtin(t), c.scope)
			wantRows(t, findings(plan.Faults), lines(c.want))
			wantRows(t, w.rows(plan, facts), lines(c.plan))
		})
	}
}

func TestAScopeThatIsNotInTheRosterIsAFault(t *testing.T) {
	w := parse(t, `党委 校`)
	plan := assign.Make(w.facts(t), builtin(t), 99)
	wantRows(t, findings(plan.Faults), []string{"轮次的范围不在党组织名册里，请重新选择党组织"})
	if len(plan.Obligations)+len(plan.Units)+len(plan.Gaps) > 0 {
		t.Errorf("the plan is not empty: %+v", plan)
	}
}

func TestWarnings(t *testing.T) {
	for _, c := range []struct{ name, world, want string }{
		{
			name: "a sound roster has none",
			world: `
党委 校
 书记 陈
 党支部 机关
  书记 张
  分管 陈
  党员 陈 张 王`,
		}, {
			name: "a branch with few formal members, without members",
			world: `
党委 校
 书记 陈
 党支部 机关
  书记 张
  党员 张 陈 王(预备)
 党支部 空
  书记 张`,
			want: `
				机关正式党员只有2名，不足3名，可考虑编入联合党支部
				空没有党员，请核对名册，或撤销该支部
				空书记张的组织关系不在本支部，请核对
				张一人兼任机关、空的负责人：每个岗位各有一份点评，人数只计一人`,
		}, {
			name: "a secretary who is probationary, elsewhere a member, or none",
			world: `
党委 校
 书记 外
 党支部 甲
  书记 预
  党员 预(预备) 一 二 三
 党支部 乙
  主持工作 一
  党员 四 五 六`,
			want: `
				校书记外不在党员名册里，请核对
				甲书记预是预备党员，请核对
				乙主持工作者一的组织关系不在本支部，请核对`,
		}, {
			name: "charges that make nothing",
			world: `
党委 校
 书记 陈
 联系点 王
 党支部 机关
  书记 张
  分管 张
  党员 陈 张 王
  党小组 一组
   联系点 王
 部门 后勤处
  分管 王`,
			want: `
				王的联系点不计：校是最上级，由外面点评
				机关的分管不计：张本人就是负责人；请另定一位领导
				王的联系点不计：一组是党小组，本方案不点评；请改为它所属的党组织
				王的分管不计：后勤处是部门，本方案不点评；请改为它所属的党组织`,
		}, {
			name: "posts outside the line of organisation",
			world: `
党委 校
 书记 陈
 党支部 机关
  书记 张
  党员 陈 张 王
  党小组 一组
   党小组长 王
 党组 行政党组
  书记 王
 部门 后勤处
  行政主要负责人 王
  组织委员 张`,
			want: `
				行政党组是党组，王的书记职务不产生点评责任；如有误请改正所在党组织
				后勤处是部门，张的组织委员职务不产生点评责任；如有误请改正所在党组织`,
		}, {
			name: "vacant seats, with and without a deputy",
			world: `
党委 校
 党总支 机械
  副书记 赵
  党支部 甲
   党员 赵 钱 孙
 党支部 乙
  副书记 李
  党员 李 周 吴`,
			want: `
				校书记空缺，又无人主持工作；请任命，或补录“主持工作”
				机械书记空缺，副书记赵不自动代行；由其主持工作的，请补录“主持工作”
				甲书记空缺，又无人主持工作，3名党员没有人点评；请任命，或补录“主持工作”
				乙书记空缺，副书记李不自动代行；由其主持工作的，请补录“主持工作”`,
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			plan, _ := parse(t, c.world).plan(t, builtin(t), "")
			wantRows(t, findings(plan.Warnings), lines(c.want))
		})
	}
}

func TestTooManyObligationsAreAWarning(t *testing.T) {
	s := builtin(t)
	s.Roster.Overload = 3
	s.Roster.EverySecretary = true
	w := parse(t, `
党委 校
 书记 陈
 党支部 机关
  书记 张
  党员 张 王 李 赵 钱
 党支部 别处
  书记 孙
  党员 孙
  分管 陈`)

	plan, _ := w.plan(t, s, "")
	got := findings(plan.Warnings)
	for _, want := range []string{
		"张要点评4次，超过3次，建议分一部分给其他班子成员",
		"陈要点评6次，超过3次，建议分一部分给其他班子成员",
		"孙是别处的负责人，却没有要点评的对象，请核对",
	} {
		if !slices.Contains(got, want) {
			t.Errorf("missing %s in\n%s", want, strings.Join(got, "\n"))
		}
	}
}

func TestALoopInTheTreeIsRefusedByName(t *testing.T) {
	units := []org.Unit{
		{ID: 1, Name: "校", Kind: org.Committee},
		{ID: 4, Name: "丙", Kind: org.Branch, Parent: 2},
		{ID: 3, Name: "乙", Kind: org.GeneralBranch, Parent: 2},
		{ID: 2, Name: "甲", Kind: org.GeneralBranch, Parent: 3},
	}

	_, err := assign.NewFacts(snapshot, units, nil, nil, nil, nil)
	if !errs.Is(err, errs.Invalid) || !strings.Contains(err.Error(), "甲 → 乙 → 甲") {
		t.Errorf("got %v", err)
	}

	units[0].Parent = 1
	_, err = assign.NewFacts(snapshot, units[:1], nil, nil, nil, nil)
	if !errs.Is(err, errs.Invalid) || !strings.Contains(err.Error(), "校 → 校") {
		t.Errorf("a unit above itself: got %v", err)
	}
}

func TestAPostOrChargeOfNobodyIsRefused(t *testing.T) {
	units := []org.Unit{{ID: 1, Name: "校", Kind: org.Committee}}
	holders := []assign.Holder{{Person: 1, Name: "陈"}}
	for name, try := range map[string]func() error{
		"a post of nobody": func() error {
			_, err := assign.NewFacts(snapshot, units, nil, []org.Post{{Person: 2, Unit: 1}}, nil, holders)
			return err
		},
		"a post in no unit": func() error {
			_, err := assign.NewFacts(snapshot, units, nil, []org.Post{{Person: 1, Unit: 2}}, nil, holders)
			return err
		},
		"a charge of nobody": func() error {
			_, err := assign.NewFacts(snapshot, units, nil, nil, []org.Charge{{Person: 2, Unit: 1}}, holders)
			return err
		},
		"a unit that stands twice": func() error {
			_, err := assign.NewFacts(snapshot, append(units, units...), nil, nil, nil, nil)
			return err
		},
	} {
		if err := try(); !errs.Is(err, errs.Invalid) {
			t.Errorf("%s: got %v", name, err)
		}
	}
}

func TestWhoIsALeader(t *testing.T) {
	w := parse(t, `
党委 校
 书记 一
 副书记 二
 委员 三
 行政主要负责人 四
 党总支 机械
  书记 五
  副书记 六
  党支部 机关
   书记 七
   党员 一 二 三 四 五 六 七 八(领导职务) 九(学生)`)

	facts := w.facts(t)
	var leaders []string
	for _, m := range facts.Members {
		if m.Leader {
			leaders = append(leaders, w.names[m.Person])
		}
	}

	if got := strings.Join(leaders, ""); got != "一二三四五八" {
		t.Errorf("got %s", got)
	}
}
