package assign_test

import "testing"

func TestConditionsAndWhoCounts(t *testing.T) {
	for _, c := range []struct{ name, scheme, world, want string }{
		{
			name: "one-per-subject: of several charge holders the first reviews, 分管 before 联系点",
			scheme: `
roster:
  one-per-subject: true`,
			world: `
党委 校
 书记 陈
 党总支 机械
  书记 赵
  联系点 刘 2001-01-01~
  分管 李 2010-01-01~
  分管 王 2009-01-01~
  党支部 教工
   联系点 刘`,
			want: `
				R1 王→机械：分管
				R1 王→机械书记赵：分管
				R1 刘→教工：联系点
				R2 赵→教工：机械书记`,
		}, {
			name: "one-per-subject across rules: the earlier rule wins",
			scheme: `
roster:
  one-per-subject: true
` + only(`
  - {id: A, text: 联系点, relation: charge-holder, subjects: [unit], charges: [contact-point]}
  - {id: B, text: 分管, relation: charge-holder, subjects: [unit], charges: [in-charge]}`),
			world: `
党委 校
 党总支 机械
  联系点 刘
  分管 刘
  分管 王`,
			want: `A+B 刘→机械：联系点；分管`,
		}, {
			name: "one-per-subject counts charge holders only",
			scheme: `
roster:
  one-per-subject: true
` + only(`
  - {id: A, text: 上级, relation: line-secretary, subjects: [unit]}
  - {id: B, text: 分管, relation: charge-holder, subjects: [unit]}`),
			world: `
党委 校
 书记 陈
 党总支 机械
  分管 刘
  分管 王`,
			want: `
				A 陈→机械：校书记
				B 刘→机械：分管`,
		}, {
			name: "a department's own head does not review it from the seat above",
			scheme: `
subjects:
  - {kind: department, aspects: [{key: work, text: 工作}]}
` + only(`
  - {id: A, text: 部门, relation: line-secretary, subjects: [department]}`),
			world: `
党委 校
 书记 陈
 党委 医院
  书记 赵
  部门 内科
   行政主要负责人 赵`,
			want: `A 陈→内科：本应由医院书记赵点评，但他就是内科的负责人，向上一级：校书记`,
		}, {
			name: "charge-holder with posts: only those who hold one of them at the root",
			scheme: only(`
  - {id: A, text: 校党委委员, relation: charge-holder, subjects: [unit], posts: [committee-member]}
  - {id: B, text: 上级, relation: line-secretary, subjects: [unit], only-if-none: true}`),
			world: `
党委 校
 书记 陈
 委员 王
 党支部 甲
  分管 王
  分管 外
 党支部 乙
  分管 陈`,
			want: `
				A 王→甲：分管
				B 陈→乙：无人分管或联系，上面也没有党总支：校书记`,
		}, {
			name: "conditions: kinds of units and of the unit above, 类型, and the number of members",
			scheme: only(`
  - {id: A, text: 总支, relation: line-secretary, subjects: [unit], unit-kinds: [general-branch]}
  - {id: B, text: 学生, relation: line-secretary, subjects: [unit], categories: [学生]}
  - {id: C, text: 大, relation: line-secretary, subjects: [unit], min-members: 3}
  - {id: D, text: 小, relation: line-secretary, subjects: [unit], unit-kinds: [branch], max-members: 1}
  - {id: E, text: 校直属, relation: line-secretary, subjects: [unit], line-kinds: [committee]}`),
			world: `
党委 校
 书记 陈
 党总支 机械
  书记 赵
  党支部 大
   党员 一 二 三
  党支部 中 学生
   党员 四 五
  党支部 小
   党员 六`,
			want: `
				A+C+E 陈→机械：校书记
				C 赵→大：机械书记
				B 赵→中：机械书记
				D 赵→小：机械书记`,
		}, {
			name: "where units of a kind are left out they do not count, their members do",
			scheme: `
roster:
  unit-kinds: [general-branch, branch]`,
			world: `
党委 校
 书记 陈
 临时党支部 工地
  书记 张
  党员 李`,
			want: `R3 张→党员李：所在党支部：工地`,
		}, {
			name: "committees of other kinds, with other posts",
			scheme: `
roster:
  committee-kinds: [branch]
  committee-posts: [committee-member]`,
			world: `
党委 校
 书记 陈
 副书记 王
 党支部 机关
  书记 张
  副书记 赵
  组织委员 李
  联系点 王`,
			want: `
				R1 王→机关：联系点
				R1 王→机关书记张：联系点
				R4 张→机关班子李：主要负责人：张`,
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			w := parse(t, c.world)
			plan, facts := w.plan(t, notice(t, c.scheme), "")
			wantRows(t, w.rows(plan, facts), lines(c.want))
		})
	}
}
