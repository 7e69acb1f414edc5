package assign_test

import (
	"strings"
	"testing"

	"lingping/internal/domain/scheme"
)

// notice reads a scheme that changes the built-in one.
func notice(t testing.TB, text string) *scheme.Scheme {
	t.Helper()
	s, faults := scheme.Parse("notice", []byte("name: notice\nextends: chuangxian-2010\n"+text), scheme.Source)
	if err := faults.Err(); err != nil {
		t.Fatal(err)
	}
	return s
}

// only is a scheme with just these rules.
func only(rules string) string {
	return "remove:\n  rules: [R1, R2, R3, R4, R5, R6, R7]\nrules:\n" + rules
}

func TestRelations(t *testing.T) {
	for _, c := range []struct{ name, scheme, world, want string }{
		{
			name: "own-branch: leaders at the root review their own branch and its secretary, never one that they lead",
			scheme: only(`
  - {id: A, text: 校领导, relation: own-branch, subjects: [unit, secretary]}
  - {id: B, text: 上级, relation: line-secretary, subjects: [unit, secretary], only-if-none: true}`),
			world: `
党委 校
 书记 陈
 副书记 王
 委员 刘
 党支部 甲
  书记 张
  党员 陈 王 李
 党支部 乙
  书记 刘
  党员 刘
 党总支 丙
  书记 赵`,
			want: `
				A 陈→甲：领导干部点评本人所在党支部：甲
				A 陈→甲书记张：领导干部点评本人所在党支部：甲
				A 王→甲：领导干部点评本人所在党支部：甲
				A 王→甲书记张：领导干部点评本人所在党支部：甲
				B 陈→乙：无人分管或联系，上面也没有党总支：校书记
				B 陈→乙书记刘：无人分管或联系，上面也没有党总支：校书记
				B 陈→丙：无人分管或联系，上面也没有党总支：校书记
				B 陈→丙书记赵：无人分管或联系，上面也没有党总支：校书记`,
		}, {
			name: "committee-of-line: 总支委员 review the other members of the branch that they belong to",
			scheme: only(`
  - {id: A, text: 支部书记, relation: branch-secretary, subjects: [member]}
  - {id: B, text: 总支委员, relation: committee-of-line, subjects: [member], posts: [committee-member]}`),
			world: `
党委 校
 书记 陈
 党总支 机械
  书记 赵
  组织委员 李
  委员 钱
  副书记 周
  党支部 教工
   书记 钱
   党员 钱 李 孙 周
  党支部 学生
   党员 吴`,
			want: `
				A+B 钱→党员李：所在党支部：教工；机械班子成员，组织关系在教工
				B 李→党员孙：机械班子成员，组织关系在教工
				A+B 钱→党员孙：所在党支部：教工；机械班子成员，组织关系在教工
				B 李→党员周：机械班子成员，组织关系在教工
				A+B 钱→党员周：所在党支部：教工；机械班子成员，组织关系在教工
				A↑ 赵→党员钱：本人是支部书记，由上一级书记代：机械
				B 李→党员钱：机械班子成员，组织关系在教工
				缺口 党员吴：学生书记空缺，又无人主持工作；建议任命主持工作者或由上级指定`,
		}, {
			name: "committee-of-unit: the branch's committee reviews the members, a vacant secretary then leaves no gap",
			scheme: only(`
  - {id: A, text: 支部书记, relation: branch-secretary, subjects: [member]}
  - {id: B, text: 支委, relation: committee-of-unit, subjects: [member]}`),
			world: `
党委 校
 书记 陈
 党支部 机关
  副书记 李
  组织委员 周
  宣传委员 周
  党员 李 周 吴`,
			want: `
				B 周→党员李：机关班子成员
				B 李→党员周：机关班子成员
				B 李→党员吴：机关班子成员
				B 周→党员吴：机关班子成员`,
		}, {
			name: "groups: a rule may speak only of members of a group, leaders by post included",
			scheme: only(`
  - {id: A, text: 支部书记, relation: branch-secretary, subjects: [member]}
  - {id: B, text: 支委, relation: committee-of-unit, subjects: [member], groups: [无职, 领导职务]}`),
			world: `
党委 校
 书记 陈
 党支部 机关
  书记 张
  副书记 李
  党员 李(无职) 周(无职) 吴(学生) 陈 郑`,
			want: `
				A 张→党员李：所在党支部：机关
				A 张→党员周：所在党支部：机关
				B 李→党员周：机关班子成员
				A 张→党员吴：所在党支部：机关
				A 张→党员陈：所在党支部：机关
				B 李→党员陈：机关班子成员
				A 张→党员郑：所在党支部：机关`,
		}, {
			name: "a rule for one group alone leaves the others as gaps",
			scheme: only(`
  - {id: A, text: 支部书记, relation: branch-secretary, subjects: [member], groups: [学生]}`),
			world: `
党委 校
 书记 陈
 党支部 机关
  书记 张
  党员 李(学生) 周`,
			want: `
				A 张→党员李：所在党支部：机关
				缺口 党员周：按方案没有人点评；建议由上级指定点评人，或在方案里补上一条规则`,
		}, {
			name: "departments count where a rule speaks of them: 行政主要负责人 of the unit above, else its secretary",
			scheme: `
subjects:
  - {kind: department, aspects: [{key: work, text: 工作}]}
` + only(`
  - {id: A, text: 部门, relation: department-head, subjects: [department]}`),
			world: `
党委 校
 书记 陈
 党委 医院
  书记 赵
  行政主要负责人 钱
  部门 内科
   行政主要负责人 孙
  部门 院办
   行政主要负责人 钱
 部门 党办
  党小组 一组`,
			want: `
				A 钱→内科：医院行政主要负责人
				A 赵→院办：医院书记
				A 陈→党办：校书记`,
		}, {
			name: "departments by charge: a leader reviews those that he is in charge of, the others are gaps",
			scheme: `
subjects:
  - {kind: department, aspects: [{key: work, text: 工作}]}
` + only(`
  - {id: A, text: 部门, relation: charge-holder, subjects: [department], charges: [in-charge]}`),
			world: `
党委 局
 书记 陈
 部门 一科
  行政主要负责人 王
  分管 王
  分管 李
  联系点 陈
 部门 二科`,
			want: `
				A 李→一科：分管
				缺口 二科：按方案没有人点评；建议明确一位分管或联系领导，或在方案里补上一条规则`,
		}, {
			name: "cells count where a rule speaks of them",
			scheme: `
subjects:
  - {kind: cell, aspects: [{key: work, text: 工作}]}
` + only(`
  - {id: A, text: 小组长, relation: cell-leader, subjects: [cell]}`),
			world: `
党委 校
 党支部 机关
  党小组 一组
   党小组长 李
  党小组 二组`,
			want: `
				A 李→一组：党小组长：李
				缺口 二组：按方案没有人点评；建议在名册里补上小组长，或在方案里补上一条规则`,
		}, {
			name: "a committee as a whole is reviewed where a leader has his contact point, and is no gap elsewhere",
			scheme: `
subjects:
  - {kind: committee, aspects: [{key: work, text: 工作}]}
` + only(`
  - {id: A, text: 联系点, relation: charge-holder, subjects: [unit, committee], charges: [contact-point]}
  - {id: B, text: 上级, relation: line-secretary, subjects: [unit], only-if-none: true}`),
			world: `
党委 局
 书记 陈
 党总支 甲
  联系点 王
 党总支 乙
  分管 王
 党支部 丙
  联系点 王`,
			want: `
				A 王→甲：联系点
				A 王→甲全体班子：联系点
				B 陈→乙：无人分管或联系，上面也没有党总支：局书记
				A 王→丙：联系点`,
		}, {
			name: "line-secretary without only-if-none stands beside the others",
			scheme: only(`
  - {id: A, text: 分管, relation: charge-holder, subjects: [unit]}
  - {id: B, text: 上级, relation: line-secretary, subjects: [unit, secretary]}`),
			world: `
党委 校
 书记 陈
 党支部 机关
  书记 张
  分管 王
  联系点 陈`,
			want: `
				A 王→机关：分管
				A+B 陈→机关：联系点；校书记
				B 陈→机关书记张：校书记`,
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			w := parse(t, c.world)
			plan, facts := w.plan(t, notice(t, c.scheme), "")
			wantRows(t, w.rows(plan, facts), lines(c.want))
		})
	}
}

func TestARuleMayHaveTheReviewerSignForTheBody(t *testing.T) {
	w := parse(t, `
党委 校
 书记 陈
 党支部 机关`)

	s := notice(t, only("  - {id: A, text: 党组, relation: line-secretary, subjects: [unit], as-body: true}"))
	plan, facts := w.plan(t, s, "")
	if d := w.decision(t, plan, facts, "机关", "陈"); !d.AsBody {
		t.Errorf("the reviewer does not sign for the body: %+v", d)
	}
}

func TestTheBuiltInNoticesOfOthersArePlanned(t *testing.T) {
	for _, name := range []string{"tjzs-2010", "sikan-siping-2010"} {
		s, err := scheme.Load(name)
		if err != nil {
			t.Fatal(err)
		}

		w := example()
		plan, facts := w.plan(t, s, "")
		if len(plan.Faults) > 0 {
			t.Errorf("%s: %v", name, findings(plan.Faults))
		}

		table := w.table(plan, facts)
		if name == "tjzs-2010" && (strings.Contains(table, "committee-member") || !strings.Contains(table,
			"| R1 | 002 王丽 | unit | D1 | 机关第一党支部 | 领导干部点评本人所在党支部：机关第一党支部 |") ||
			!strings.Contains(table, "| R4、R5 | 104 李娜 | member | 105 | 吴浩 | 所在党支部：机械学院学生党支部；中共临海学院机械学院总支部委员会班子成员，组织关系在机械学院学生党支部 |")) {
			t.Errorf("%s gives\n%s", name, table)
		}
	}
}
