package office_test

import (
	"reflect"
	"strings"

	"lingping/internal/domain/review"
	"lingping/internal/domain/scheme"
	"lingping/internal/office"
)

var modes = []office.Option{{Name: "集中", Ticked: true}, {Name: "个别"}, {Name: "现场", Ticked: true}, {Name: "随机"}}

var openModes = []office.Option{{Name: "集中"}, {Name: "个别"}, {Name: "现场"}, {Name: "随机"}}

// memberSheet is an ordinary sheet: three aspects of about 150 characters each, a name with a rare character.
func memberSheet() office.MemberSheet {
	return office.MemberSheet{
		Head: office.Head{Unit: "机械学院教工党支部", Filled: "2011-01-05"},
		Name: "孙䶮", Sex: "男", Birth: "1972-03", Joined: "1996-07-01",
		Branch: "机械学院教工党支部", Post: "机械设计教研室主任、副教授", Class: "正式党员（领导职务）",
		Reviewer: "钱芳", ReviewerPost: "机械学院教工党支部书记",
		Day: "2011-01-04", Place: "机械楼三楼会议室", Modes: modes, Carrier: "支部党员大会",
		Commitments: []office.Commitment{
			{Text: "年内完成《机械原理》精品课程的网络资源建设并向学生开放", Outcome: "已兑现"},
			{Text: "每学期帮扶两名学习困难学生", Outcome: "已兑现"},
		},
		Said: office.Said{
			Aspects: []office.Aspect{
				{Label: "立足本职岗位争创一流业绩", Text: "该同志承担《机械原理》等三门本科课程，全年授课二百七十六学时，学生评教位居学院前列；主持省自然科学基金项目一项，发表论文四篇，其中被检索收录两篇；带领教研室完成专业认证自评材料的编写，指导学生获省级机械创新设计竞赛一等奖，在本职岗位上起到了带头作用，教研室被评为学校先进集体，工作扎实细致，成绩应当充分肯定。"},
				{Label: "开展公开承诺情况", Text: "承诺事项具体、可查，能够结合教学科研实际提出，并在支部公开栏张榜公布。年内完成精品课程网络资源建设，上线教学视频四十二讲、习题库一套，访问量超过一万人次；坚持每学期结对帮扶两名学习困难学生，每周答疑一次，两名学生均已通过补考。两项承诺都按期兑现，群众评议认可，支部党员反映良好，起到了示范作用，希望继续坚持。"},
				{Label: "联系服务群众情况", Text: "担任二〇〇八级机械班兼职班主任，坚持每两周走访一次学生宿舍，与十一名家庭经济困难学生保持联系，帮助其中三人落实勤工助学岗位；主动为青年教师听课评课十五次，协助两名新进教师通过教学关。对退休老教师关心不够经常，走访次数偏少，与实验室工人师傅的沟通也有待加强，下一步应当把联系面再扩大一些，把工作做到平常。"},
			},
			Problems: []string{"科研成果转化办法不多，与企业联系不够紧密", "对退休教师走访偏少"},
			Parts: review.Parts{
				scheme.PartAdvice: "发挥专业特长，牵头联系一至两家企业开展横向合作；继续做好青年教师传帮带；每学期走访退休教师不少于两次。",
			},
		},
		Measures: []office.Measure{{Number: 2, Problem: "对退休教师走访偏少", Text: "建立联系卡，每学期走访两次", Owner: "本人", Due: "2011-06-30"}},
	}
}

// committeeSheet is the sheet of a committee member, with the aspect of his portfolio.
func committeeSheet() office.MemberSheet {
	s := memberSheet()
	s.Capacity = "党组织班子成员"
	s.Name, s.Post = "李娜", "中共临海学院机械学院总支部委员会组织委员"
	s.Said.Aspects = append(s.Said.Aspects, office.Aspect{Label: "履行班子成员职责情况", Text: "负责组织工作，发展党员程序规范，全年发展学生党员二十一名，无一差错。"})
	s.Said.Parts[scheme.PartOverall] = "总体表现好。"
	s.Dissent = "同意点评意见。"
	return s
}

// blankMemberSheet is a form to be filled by hand, with what the roster knows.
func blankMemberSheet() office.MemberSheet {
	return office.MemberSheet{
		Head: office.Head{Unit: "机械学院教工党支部", Blank: true},
		Name: "张𬱖", Sex: "女", Birth: "1985-06", Joined: "2008-12-01",
		Branch: "机械学院教工党支部", Class: "预备党员", Reviewer: "钱芳", ReviewerPost: "机械学院教工党支部书记",
		Modes: openModes,
		Said:  office.Said{Aspects: []office.Aspect{{Label: "立足本职岗位争创一流业绩"}, {Label: "开展公开承诺情况"}, {Label: "联系服务群众情况"}}},
	}
}

// longMemberSheet needs more than one page.
func longMemberSheet() office.MemberSheet {
	s := memberSheet()
	s.Name = "阿卜杜热依木·买买提江"
	for i := range s.Said.Aspects {
		s.Said.Aspects[i].Text = strings.Repeat(s.Said.Aspects[i].Text+"\n", 6)
	}
	return s
}

// unitSheet is an ordinary sheet of a general branch and its secretary.
func unitSheet() office.UnitSheet {
	return office.UnitSheet{
		Head: office.Head{Unit: "中共临海学院机械学院总支部委员会", Filled: "2011-01-06"},
		Unit: "中共临海学院机械学院总支部委员会", UnitKind: "党总支", Members: 126,
		Secretary: "赵伟", SecretaryPost: "机械学院党总支书记、副院长",
		Reviewer: "王㛃", ReviewerPost: "校党委副书记、纪委书记", Relation: "分管、联系点",
		Day: "2011-01-05", Hour: "14:30", Place: "机械楼二楼会议室", Modes: modes, Carrier: "年终总结、组织生活会",
		Attendance: office.Attendance{Committee: 5, Members: 12, Representatives: 6},
		Summary:    "对照整改措施、公开承诺逐项“回头看”，十二项整改已完成十一项，三十项承诺兑现二十八项。",
		Fieldwork:  "走访教研室四个、实验室两个，召开党员和群众代表座谈会各一次。", Opinions: 17,
		OfUnit: office.Said{
			Aspects: []office.Aspect{
				{Label: "推动业务工作和重点任务", Text: "学科建设有突破，新增硕士点一个；国家级项目立项数居全校前列。"},
				{Label: "公开承诺和践诺", Text: "承诺内容公开及时，三十项中二十八项按期兑现。"},
				{Label: "为师生办实事", Text: "改造实验室用电线路，为青年教师解决办公用房十二间。"},
				{Label: "履行管党职责", Text: "支部调整到教研室，组织生活制度健全，发展党员程序规范。"},
				{Label: "党建带工建、团建、妇建", Text: "工会、共青团活动经费有保障，学院女工小组获校先进。"},
			},
			Problems: []string{"部分支部组织生活形式单一，学生支部参加率不高", "横向科研合作起步较晚"},
			Parts: review.Parts{
				scheme.PartCauses:  "对学生支部分类指导不够，主动走出去联系企业不多。",
				scheme.PartOverall: "创先争优工作扎实，成效明显，群众认可。",
				scheme.PartAdvice:  "抓好学生支部组织生活创新；年内与两家企业建立合作；总结推广“党员先锋岗”做法。",
			},
		},
		OfSecretary: office.Said{Aspects: []office.Aspect{
			{Label: "带头争创", Text: "带头联系一个支部、一个班级，带头完成公开承诺，作风民主。"},
			{Label: "组织党员争创", Text: "组织有力，分类推进，党员参与率百分之百。"},
		}},
		Measures: []office.Measure{
			{Number: 1, Problem: "部分支部组织生活形式单一", Text: "每学期开展一次主题党日评比，学生支部进公寓", Owner: "李娜", Due: "2011-05-31"},
			{Number: 2, Problem: "横向科研合作起步较晚", Text: "组织走访企业十家，签订合作协议", Owner: "赵伟", Due: "2011-12-31"},
		},
		Notices: []office.Notice{{Channel: "会议、公开栏", Scope: "全体党员和教职工", Day: "2011-01-10"}},
	}
}

// blankUnitSheet is a form to be filled by hand.
func blankUnitSheet() office.UnitSheet {
	s := office.UnitSheet{
		Head: office.Head{Unit: "文法学院学生党支部", Blank: true},
		Unit: "文法学院学生党支部", UnitKind: "党支部", Members: 23, Secretary: "李䶮",
		Reviewer: "冯军", ReviewerPost: "文法学院党总支书记", Relation: "隶属", Modes: openModes,
	}

	for _, a := range unitSheet().OfUnit.Aspects {
		s.OfUnit.Aspects = append(s.OfUnit.Aspects, office.Aspect{Label: a.Label})
	}

	for _, a := range unitSheet().OfSecretary.Aspects {
		s.OfSecretary.Aspects = append(s.OfSecretary.Aspects, office.Aspect{Label: a.Label})
	}

	return s
}

// longUnitSheet needs more than two pages.
func longUnitSheet() office.UnitSheet {
	s := unitSheet()
	for i := range s.OfUnit.Aspects {
		s.OfUnit.Aspects[i].Text = strings.Repeat(s.OfUnit.Aspects[i].Text, 9)
	}
	s.OfUnit.Parts[scheme.PartAdvice] = strings.Repeat(s.OfUnit.Parts[scheme.PartAdvice], 8)
	return s
}

// statsTable is annex 1 of a small university: eight general branches. The reviewers and secretaries of the total are
// fewer than the rows give, because some stand in two rows.
func statsTable() office.StatsTable {
	t := office.StatsTable{
		Unit: "中共临海学院委员会", AsOf: "2011-01-12", Round: "2010年下半年",
		Modes: []string{"集中", "个别", "现场", "随机"},
	}

	names := []string{"机械学院党总支", "文法学院党总支", "后勤处党总支", "土木工程学院党总支", "中共临海学院环境与市政工程学院总支部委员会",
		"=1+1党总支", "机关党总支", "离退休直属党支部"}
	for i, name := range names {
		n := int64(i)
		f := office.Figures{
			ReviewersDue: 6 + n, ReviewersDone: 6, UnitsDue: 8, UnitsDone: 8 - n%3, GeneralBranchesDone: 1, BranchesDone: 7 - n%3,
			SecretariesDue: 8, SecretariesDone: 8 - n%3, Members: 120 + 13*n, Probationary: 11, MembersDue: 118 + 13*n,
			MembersDone: 118 + 11*n, MemberReviews: 120 + 11*n, LeadersDone: 9, NoPostDone: 109 + 11*n, InfirmDone: n,
			Reviews: 136 + 12*n, Modes: []int64{90, 30, 10, 6 + 12*n}, Attended: 210, Representatives: 24, Opinions: 31,
			Problems: 40 + n, Measures: 44, Closed: 30, Pending: 10 + n, Replies: 22, Published: 8, ByMeeting: 8, ByBoard: 5, Online: 1,
			Filed: 9,
		}

		if i == 7 {
			f = office.Figures{ReviewersDue: 1, UnitsDue: 1, SecretariesDue: 1, Modes: []int64{0, 0, 0, 0}}
		}

		t.Rows = append(t.Rows, office.StatsRow{Unit: name, Figures: f})
		add(&t.Total, f)
	}

	t.Rows[7].Note = "书记空缺，未点评"
	t.Total.ReviewersDue, t.Total.ReviewersDone = t.Total.ReviewersDue-2, t.Total.ReviewersDone-1
	t.Total.SecretariesDue--
	return t
}

// add puts every figure of f on top of sum.
func add(sum *office.Figures, f office.Figures) {
	s, v := reflect.ValueOf(sum).Elem(), reflect.ValueOf(f)
	for i := range v.NumField() {
		if v.Field(i).CanInt() {
			s.Field(i).SetInt(s.Field(i).Int() + v.Field(i).Int())
		}
	}

	if sum.Modes == nil {
		sum.Modes = make([]int64, len(f.Modes))
	}

	for i, n := range f.Modes {
		sum.Modes[i] += n
	}
}
