package assign_test

import "testing"

func TestMembers(t *testing.T) {
	tell(t, []story{
		{
			name: "of a vacant branch each member is a gap, the branch is reviewed from above, and there is no secretary",
			world: `
党委 校
 书记 陈
 党总支 文法
  书记 冯
  党支部 学生
   党员 蒋(领导职务) 沈(预备)`,
			want: `
				R6 陈→文法：无人分管或联系，上面也没有党总支：校书记
				R6 陈→文法书记冯：无人分管或联系，上面也没有党总支：校书记
				R2 冯→学生：文法书记
				缺口 党员蒋：学生书记空缺，又无人主持工作；建议任命主持工作者或由上级指定
				缺口 党员沈：学生书记空缺，又无人主持工作；建议任命主持工作者或由上级指定`,
		}, {
			name: "a deputy of a vacant branch is proposed, and himself a gap",
			world: `
党委 校
 书记 陈
 党支部 机关
  联系点 王
  副书记 李
  党员 李 周`,
			want: `
				R1 王→机关：联系点
				缺口 党员李：机关书记空缺，又无人主持工作；建议请副书记李主持工作，或由上级指定
				缺口 党员周：机关书记空缺，又无人主持工作；建议请副书记李主持工作，或由上级指定`,
		}, {
			name: "who 主持工作 reviews the members, and is reviewed from above as one",
			world: `
党委 校
 书记 陈
 党支部 机关
  联系点 王
  主持工作 李
  副书记 周
  党员 李 周`,
			want: `
				R1 王→机关：联系点
				R1 王→机关书记李：联系点
				R3 李→党员周：所在党支部：机关
				R3↑ 陈→党员李：本人主持支部工作，由上一级书记代：校`,
		}, {
			name: "beside a 书记, who 主持工作 is a member like others",
			world: `
党委 校
 书记 陈
 党支部 机关
  联系点 王
  主持工作 李
  书记 张
  党员 李`,
			want: `
				R1 王→机关：联系点
				R1 王→机关书记张：联系点
				R3 张→党员李：所在党支部：机关`,
		}, {
			name: "a branch secretary as a member goes up past himself and past vacant seats",
			world: `
党委 校
 书记 陈
 分党委 医学院
  书记 韩
  联系点 王
  党总支 学生
   分管 王
   党支部 甲
    书记 孙
    党员 孙
  党总支 后勤
   书记 韩
   分管 王
   党支部 乙
    书记 韩
    分管 王
    党员 韩`,
			want: `
				R1 王→医学院：联系点
				R1 王→医学院书记韩：联系点
				R1 王→学生：分管
				R2 韩→学生：医学院书记
				R2 韩→甲：本应由学生书记点评，但书记空缺，向上一级：医学院书记
				R2 韩→甲书记孙：本应由学生书记点评，但书记空缺，向上一级：医学院书记
				R3↑ 韩→党员孙：本人是支部书记，由上一级书记代：医学院
				R1 王→后勤：分管
				R1 王→后勤书记韩：分管
				R2 陈→后勤：本应由医学院书记韩点评，但他就是本党组织书记，向上一级：校书记
				R2 陈→后勤书记韩：本应由医学院书记韩点评，但他就是本党组织书记，向上一级：校书记
				R1 王→乙：分管
				R1 王→乙书记韩：分管
				R2 陈→乙：本应由后勤书记韩点评，但他就是本支部书记，逐级向上：校书记
				R2 陈→乙书记韩：本应由后勤书记韩点评，但他就是本支部书记，逐级向上：校书记
				R3↑ 陈→党员韩：本人是支部书记，由上一级书记代：校`,
		}, {
			name: "a branch secretary with nobody above him is a gap as a member",
			world: `
党委 校
 书记 陈
 党支部 机关
  分管 王
  书记 陈
  党员 陈(领导职务) 王`,
			want: `
				R1 王→机关：分管
				R1 王→机关书记陈：分管
				R3 陈→党员王：所在党支部：机关
				缺口 党员陈：本人是机关书记，上面没有别的书记可以代；建议补上上级书记，或由上级指定点评人`,
		}, {
			name: "a secretary who belongs to another branch is reviewed there like everybody",
			world: `
党委 校
 书记 陈
 党支部 甲
  联系点 王
  书记 张
  党员 李
 党支部 乙
  联系点 王
  书记 李
  党员 张`,
			want: `
				R1 王→甲：联系点
				R1 王→甲书记张：联系点
				R1 王→乙：联系点
				R1 王→乙书记李：联系点
				R3 张→党员李：所在党支部：甲
				R3 李→党员张：所在党支部：乙`,
		}, {
			name: "the root's secretary counts as a member of his branch",
			world: `
党委 校
 书记 陈
 党支部 机关
  联系点 王
  书记 张
  党员 陈`,
			want: `
				R1 王→机关：联系点
				R1 王→机关书记张：联系点
				R3 张→党员陈：所在党支部：机关（领导干部以普通党员身份接受点评，R5）`,
		}, {
			name: "a membership in a cell counts for its branch",
			world: `
党委 校
 书记 陈
 党支部 机关
  联系点 王
  书记 张
  党小组 一组
   党小组长 李
   党员 李 周`,
			want: `
				R1 王→机关：联系点
				R1 王→机关书记张：联系点
				R3 张→党员李：所在党支部：机关
				R3 张→党员周：所在党支部：机关`,
		}, {
			name: "a member without a branch is a gap, and so is one whose branch is none",
			world: `
党委 校
 书记 陈
 党员 周
 外部单位 医院
  党员 外
党员 吴`,
			want: `
				缺口 党员周：所在党支部填的是校，它不是党支部；请在党员名册里填上所在党支部
				缺口 党员吴：没有填所在党支部；请在党员名册里填上所在党支部`,
		}, {
			name: "where the root itself is a branch its members count, and its secretary among them is a gap",
			world: `
党支部 独立
 书记 张
 党员 张 李`,
			want: `
				R3 张→党员李：所在党支部：独立
				缺口 党员张：本人是独立书记，上面没有别的书记可以代；建议补上上级书记，或由上级指定点评人`,
		},
	})
}

func TestCommitteeMembers(t *testing.T) {
	tell(t, []story{
		{
			name: "the principal reviews 副书记, 主持工作, every 委员 and the administrator, at the root too",
			world: `
党委 校
 书记 陈
 副书记 王
 主持工作 刘
 组织委员 李
 委员 周
 行政主要负责人 吴
 党支部 机关
  联系点 郑
  党员 吴`,
			want: `
				R4 陈→校班子王：主要负责人：陈
				R4 陈→校班子刘：主要负责人：陈
				R4 陈→校班子李：主要负责人：陈
				R4 陈→校班子周：主要负责人：陈
				R4 陈→校班子吴：主要负责人：陈
				R1 郑→机关：联系点
				缺口 党员吴：机关书记空缺，又无人主持工作；建议任命主持工作者或由上级指定`,
		}, {
			name: "an administrator who is no member is no committee member",
			world: `
党委 校
 书记 陈
 行政主要负责人 外`,
			want: ``,
		}, {
			name: "several posts of one person in one committee are one obligation",
			world: `
党委 校
 书记 陈
 副书记 王
 纪检委员 王`,
			want: `R4 陈→校班子王：主要负责人：陈`,
		}, {
			name: "the principal's further posts make him no member of his own committee",
			world: `
党委 校
 书记 陈
 组织委员 陈`,
			want: ``,
		}, {
			name: "who 主持工作 without a 书记 is principal and no committee member",
			world: `
党委 校
 主持工作 刘
 副书记 刘
 委员 周`,
			want: `R4 刘→校班子周：主要负责人：刘`,
		}, {
			name: "a branch has no committee to be reviewed: its 委员 are served as members",
			world: `
党委 校
 书记 陈
 党支部 机关
  联系点 王
  书记 张
  组织委员 李
  党员 李`,
			want: `
				R1 王→机关：联系点
				R1 王→机关书记张：联系点
				R3 张→党员李：所在党支部：机关`,
		}, {
			name: "without a principal the next up the line, but never the subject himself",
			world: `
党委 校
 书记 陈
 党总支 机械
  分管 王
  副书记 赵
  委员 陈`,
			want: `
				R1 王→机械：分管
				R4 陈→机械班子赵：机械书记空缺，向上一级：校书记
				缺口 机械班子陈：机械书记空缺，又无人主持工作；建议请副书记赵主持工作，或由上级指定`,
		}, {
			name: "one person in two committees is owed one obligation a seat",
			world: `
党委 校
 书记 陈
 委员 赵
 党总支 机械
  分管 王
  书记 李
  委员 赵`,
			want: `
				R1 王→机械：分管
				R1 王→机械书记李：分管
				R4 陈→校班子赵：主要负责人：陈
				R4 李→机械班子赵：主要负责人：李`,
		},
	})
}
