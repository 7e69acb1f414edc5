package assign_test

import "testing"

// story is a small world with its whole plan.
type story struct {
	name  string
	world string
	scope string
	want  string
}

// tell compares the whole plan of each story under the built-in scheme.
func tell(t *testing.T, stories []story) {
	t.Helper()
	s := builtin(t)
	for _, story := range stories {
		t.Run(story.name, func(t *testing.T) {
			w := parse(t, story.world)
			plan, facts := w.plan(t, s, story.scope)
			wantRows(t, w.rows(plan, facts), lines(story.want))
		})
	}
}

func TestUnitsAndTheirSecretaries(t *testing.T) {
	tell(t, []story{
		{
			name: "a charge holder reviews the unit and its secretary, and the secretary above does so too",
			world: `
党委 校
 书记 陈
 党总支 机械
  书记 赵
  分管 王
  党支部 教工
   书记 钱
   联系点 王`,
			want: `
				R1 王→机械：分管
				R1 王→机械书记赵：分管
				R1 王→教工：联系点
				R1 王→教工书记钱：联系点
				R2 赵→教工：机械书记
				R2 赵→教工书记钱：机械书记`,
		}, {
			name: "分管 and 联系点 of one person over one unit are one obligation",
			world: `
党委 校
 书记 陈
 党支部 机关
  书记 张
  联系点 王
  分管 王
  分管 王`,
			want: `
				R1 王→机关：分管、联系点
				R1 王→机关书记张：分管、联系点`,
		}, {
			name: "of several charge holders each reviews",
			world: `
党委 校
 书记 陈
 党支部 机关
  联系点 刘
  分管 王`,
			want: `
				R1 王→机关：分管
				R1 刘→机关：联系点`,
		}, {
			name: "a charge holder who is the secretary above owes one obligation by two rules",
			world: `
党委 校
 书记 陈
 党总支 机械
  书记 赵
  分管 陈
  党支部 教工
   联系点 赵`,
			want: `
				R1 陈→机械：分管
				R1 陈→机械书记赵：分管
				R1+R2 赵→教工：联系点；机械书记`,
		}, {
			name: "a charge held by the unit's own secretary counts as no charge",
			world: `
党委 校
 书记 陈
 党支部 机关
  书记 张
  联系点 张`,
			want: `
				R6 陈→机关：无人分管或联系，上面也没有党总支：校书记
				R6 陈→机关书记张：无人分管或联系，上面也没有党总支：校书记`,
		}, {
			name: "beside the own secretary's charge another's still counts",
			world: `
党委 校
 书记 陈
 党支部 机关
  书记 张
  联系点 张
  分管 王`,
			want: `
				R1 王→机关：分管
				R1 王→机关书记张：分管`,
		}, {
			name: "a deputy in charge of his own general branch is no self-review",
			world: `
党委 校
 书记 陈
 党总支 机械
  书记 赵
  副书记 孙
  分管 孙`,
			want: `
				R1 孙→机械：分管
				R1 孙→机械书记赵：分管
				R4 赵→机械班子孙：主要负责人：赵`,
		}, {
			name: "a unit with nobody in charge and no general branch above falls to the secretary of its parent",
			world: `
党委 校
 书记 陈
 党总支 机械
  书记 赵
 党支部 机关
  主持工作 张`,
			want: `
				R6 陈→机械：无人分管或联系，上面也没有党总支：校书记
				R6 陈→机械书记赵：无人分管或联系，上面也没有党总支：校书记
				R6 陈→机关：无人分管或联系，上面也没有党总支：校书记
				R6 陈→机关书记张：无人分管或联系，上面也没有党总支：校书记`,
		}, {
			name: "R2 holds for a 分党委 above, and for a general branch inside it",
			world: `
党委 校
 书记 陈
 分党委 医学院
  书记 赵
  党总支 学生
   书记 钱
   党支部 一年级
    书记 孙
  党支部 教工`,
			want: `
				R6 陈→医学院：无人分管或联系，上面也没有党总支：校书记
				R6 陈→医学院书记赵：无人分管或联系，上面也没有党总支：校书记
				R2 赵→学生：医学院书记
				R2 赵→学生书记钱：医学院书记
				R2 钱→一年级：学生书记
				R2 钱→一年级书记孙：学生书记
				R2 赵→教工：医学院书记`,
		}, {
			name: "who 主持工作 acts as secretary where there is none, and is reviewed as one",
			world: `
党委 校
 主持工作 陈
 党总支 机械
  主持工作 赵
  党支部 教工
   主持工作 钱`,
			want: `
				R6 陈→机械：无人分管或联系，上面也没有党总支：校主持工作者
				R6 陈→机械书记赵：无人分管或联系，上面也没有党总支：校主持工作者
				R2 赵→教工：机械主持工作者
				R2 赵→教工书记钱：机械主持工作者`,
		}, {
			name: "a 副书记 never acts: over a vacant general branch the line goes one up",
			world: `
党委 校
 书记 陈
 党总支 机械
  副书记 赵
  党支部 教工
   书记 钱`,
			want: `
				R6 陈→机械：无人分管或联系，上面也没有党总支：校书记
				R2 陈→教工：本应由机械书记点评，但书记空缺，向上一级：校书记
				R2 陈→教工书记钱：本应由机械书记点评，但书记空缺，向上一级：校书记
				R4 陈→机械班子赵：机械书记空缺，向上一级：校书记`,
		}, {
			name: "past two vacant seats the line goes up level by level",
			world: `
党委 校
 书记 陈
 分党委 医学院
  党总支 学生
   党支部 一年级
    书记 孙`,
			want: `
				R6 陈→医学院：无人分管或联系，上面也没有党总支：校书记
				R2 陈→学生：本应由医学院书记点评，但书记空缺，向上一级：校书记
				R2 陈→一年级：本应由学生书记点评，但书记空缺，逐级向上：校书记
				R2 陈→一年级书记孙：本应由学生书记点评，但书记空缺，逐级向上：校书记`,
		}, {
			name: "a general-branch secretary who is also secretary of one of its branches does not review it",
			world: `
党委 校
 书记 陈
 党总支 后勤
  书记 韩
  党支部 一
   书记 韩
  党支部 二
   书记 杨`,
			want: `
				R6 陈→后勤：无人分管或联系，上面也没有党总支：校书记
				R6 陈→后勤书记韩：无人分管或联系，上面也没有党总支：校书记
				R2 陈→一：本应由后勤书记韩点评，但他就是本支部书记，向上一级：校书记
				R2 陈→一书记韩：本应由后勤书记韩点评，但他就是本支部书记，向上一级：校书记
				R2 韩→二：后勤书记
				R2 韩→二书记杨：后勤书记`,
		}, {
			name: "the same holds one level higher, where the unit is no branch",
			world: `
党委 校
 书记 陈
 分党委 医学院
  书记 韩
  党总支 学生
   书记 韩`,
			want: `
				R6 陈→医学院：无人分管或联系，上面也没有党总支：校书记
				R6 陈→医学院书记韩：无人分管或联系，上面也没有党总支：校书记
				R2 陈→学生：本应由医学院书记韩点评，但他就是本党组织书记，向上一级：校书记
				R2 陈→学生书记韩：本应由医学院书记韩点评，但他就是本党组织书记，向上一级：校书记`,
		}, {
			name: "the root's secretary who leads a direct branch leaves it and himself as gaps",
			world: `
党委 校
 书记 陈
 党支部 机关
  书记 陈`,
			want: `
				缺口 机关：无人分管或联系，校书记陈就是本支部书记，上面没有别的书记；建议明确一位分管或联系领导，或由上级指定
				缺口 机关书记陈：无人分管或联系，校书记陈就是本支部书记，上面没有别的书记；建议明确一位分管或联系领导，或由上级指定`,
		}, {
			name: "a vacant root leaves its direct units as gaps",
			world: `
党委 校
 副书记 陈
 党支部 机关
  书记 张
 党支部 离退休
  联系点 王`,
			want: `
				缺口 机关：无人分管或联系，校书记空缺，又无人主持工作；建议明确一位分管或联系领导，或任命校书记
				缺口 机关书记张：无人分管或联系，校书记空缺，又无人主持工作；建议明确一位分管或联系领导，或任命校书记
				R1 王→离退休：联系点
				缺口 校班子陈：校书记空缺，又无人主持工作；建议请副书记陈主持工作，或由上级指定`,
		}, {
			name: "党组, departments, cells and outside units do not count, and in the line they are passed over",
			world: `
党委 校
 书记 陈
 党组 党组
  书记 赵
  党支部 甲
 部门 后勤处
  行政主要负责人 钱
  党支部 乙
 外部单位 医院
  书记 孙
  党支部 丙
 党支部 丁
  党小组 一组
   党小组长 李`,
			want: `
				R2 陈→甲：党组是党组，不点评下级，向上一级：校书记
				R2 陈→乙：后勤处是部门，不点评下级，向上一级：校书记
				R2 陈→丙：医院是外部单位，不点评下级，向上一级：校书记
				R6 陈→丁：无人分管或联系，上面也没有党总支：校书记`,
		}, {
			name: "a 党组 at the root reviews like any root",
			world: `
党组 党组
 书记 陈
 党支部 机关`,
			want: `R6 陈→机关：无人分管或联系，上面也没有党总支：党组书记`,
		}, {
			name: "an outside unit above the root reviews nobody",
			world: `
外部单位 省委
 书记 天
 党委 校
  书记 陈
  党支部 机关
   书记 陈`,
			want: `
				缺口 机关：无人分管或联系，校书记陈就是本支部书记，上面没有别的书记；建议明确一位分管或联系领导，或由上级指定
				缺口 机关书记陈：无人分管或联系，校书记陈就是本支部书记，上面没有别的书记；建议明确一位分管或联系领导，或由上级指定`,
		}, {
			name: "joint and temporary branches count like any branch",
			world: `
党委 校
 书记 陈
 联合党支部 联合
 临时党支部 临时`,
			want: `
				R6 陈→联合：无人分管或联系，上面也没有党总支：校书记
				R6 陈→临时：无人分管或联系，上面也没有党总支：校书记`,
		}, {
			name: "posts and charges outside their days do not hold",
			world: `
党委 校
 书记 陈 2009-01-01~
 党支部 机关
  书记 旧 ~2010-12-26
  书记 张 2010-12-27~2010-12-27
  分管 王 2010-12-28~
  联系点 刘 2010~2010-12`,
			want: `
				R1 刘→机关：联系点
				R1 刘→机关书记张：联系点`,
		}, {
			name:  "a round over a part plans its subtree, with reviewers from outside",
			scope: "机械",
			world: `
党委 校
 书记 陈
 副书记 王
 党总支 机械
  书记 赵
  分管 王
  党支部 教工
   书记 钱
   党员 赵(领导职务) 钱 孙
 党支部 机关
  书记 张
  党员 陈 王
党员 无`,
			want: `
				R1 王→机械：分管
				R1 王→机械书记赵：分管
				R2 赵→教工：机械书记
				R2 赵→教工书记钱：机械书记
				R3 钱→党员赵：所在党支部：教工（领导干部以普通党员身份接受点评，R5）
				R3 钱→党员孙：所在党支部：教工
				R3↑ 赵→党员钱：本人是支部书记，由上一级书记代：机械`,
		}, {
			name: "one person with two seats owes and is owed one obligation a seat",
			world: `
党委 校
 书记 陈
 党支部 甲
  书记 张
 党支部 乙
  书记 张`,
			want: `
				R6 陈→甲：无人分管或联系，上面也没有党总支：校书记
				R6 陈→甲书记张：无人分管或联系，上面也没有党总支：校书记
				R6 陈→乙：无人分管或联系，上面也没有党总支：校书记
				R6 陈→乙书记张：无人分管或联系，上面也没有党总支：校书记`,
		}, {
			name: "mutual review is normal",
			world: `
党委 校
 书记 陈
 党支部 机关
  书记 张
  分管 王
  党员 王(领导职务) 张`,
			want: `
				R1 王→机关：分管
				R1 王→机关书记张：分管
				R3 张→党员王：所在党支部：机关（领导干部以普通党员身份接受点评，R5）
				R3↑ 陈→党员张：本人是支部书记，由上一级书记代：校`,
		},
	})
}
