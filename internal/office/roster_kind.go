package office

import (
	"slices"
	"strings"
	"unicode/utf8"

	"lingping/internal/domain/org"
)

// unitKinds are the words for the kinds of units.
var unitKinds = spelled(map[org.UnitKind]string{
	org.Committee:     "党委 基层党委 党的委员会 委员会 党工委 校党委 机关党委",
	org.SubCommittee:  "分党委 二级党委 院党委 院系党委 学院党委 二级学院党委",
	org.LeadGroup:     "党组",
	org.GeneralBranch: "党总支 总支 党总支部 总支部 直属党总支 党的总支部",
	org.Branch:        "党支部 支部 直属党支部 直属支部 党的支部 教工党支部 学生党支部 离退休党支部 机关党支部 流动党支部",
	org.JointBranch:   "联合党支部 联合支部",
	org.TempBranch:    "临时党支部 临时支部 临时党组织 功能型党支部 临时(功能型)党支部",
	org.Cell:          "党小组 小组",
	org.Department:    "部门 处室 科室 行政部门 单位部门",
	org.External:      "外部 外部单位 校外 校外单位 外单位",
})

// standings are the words for a person's relation to the Party.
var standings = spelled(map[org.Standing]string{
	org.Formal:       "正式 正式党员 中共正式党员 中共党员 党员 中共党员(正式) 正式中共党员",
	org.Probationary: "预备 预备党员 中共预备党员 中共党员(预备) 预备中共党员",
	org.NonMember:    "非党员 非中共党员 群众 党外 党外人士 党外干部 民主党派 无党派 无党派人士 共青团员 团员 入党积极分子 积极分子 发展对象",
})

// postKinds are the words for posts, without the kind of unit before them (党支部书记).
var postKinds = spelled(map[org.PostKind]string{
	org.Secretary:       "书记",
	org.DeputySecretary: "副书记 常务副书记 专职副书记",
	org.Acting:          "主持工作 主持 主持全面工作 主持党务工作",
	org.CommitteeMember: "委员 成员 常委 支委 支委委员 常务委员",
	org.Administrator:   "行政主要负责人 行政负责人 行政正职 行政一把手 院长 校长 处长 所长 馆长 厂长 总经理",
	org.CellLeader:      "党小组长 党小组组长 小组长 组长",
})

// chargeKinds are the words for charges.
var chargeKinds = spelled(map[org.ChargeKind]string{
	org.InCharge:     "分管 分管领导 分管单位 分管党组织 主管",
	org.ContactPoint: "联系点 联系 联系点领导 联系领导 联系单位 联系党组织 党建联系点 挂点 挂点联系",
})

// unitPrefixes are the kinds of units that stand before a post, longest first.
var unitPrefixes = []string{
	"中国共产党", "中共", "直属党支部", "联合党支部", "临时党支部", "党支部委员会", "支部委员会", "党总支部", "党总支", "党支部",
	"分党委", "校党委", "院党委", "党委会", "党工委", "党委", "总支部", "总支", "支部", "党组", "委员会",
}

// words are the folded forms in which the values of a kind are written.
type words[K ~string] map[string]K

// spelled makes words of the forms of each value, separated by spaces.
func spelled[K ~string](forms map[K]string) words[K] {
	w := words[K]{}
	for kind, list := range forms {
		for form := range strings.FieldsSeq(list) {
			w[form] = kind
		}
	}

	return w
}

// readUnitKind reads 类别; direct tells that it said 直属党支部.
func readUnitKind(text string) (kind org.UnitKind, direct, ok bool) {
	text = org.Fold(text)
	kind, ok = unitKinds[text]
	return kind, kind == org.Branch && strings.HasPrefix(text, "直属"), ok
}

// seatKind is one post that a cell names.
type seatKind struct {
	kind      org.PostKind
	portfolio string
}

// readPosts reads 职务. A cell may name several posts (书记、组织委员; 书记兼宣传委员), or one committee member with a broad
// portfolio (组织、宣传委员).
func readPosts(text string) ([]seatKind, bool) {
	var posts []seatKind
	pending := ""
	for _, part := range list(strings.ReplaceAll(org.Fold(text), "兼任", "、")) {
		for piece := range strings.SplitSeq(part, "兼") {
			post, ok := readPost(piece)
			switch {
			case ok && pending != "" && post.portfolio != "":
				post.portfolio = pending + "、" + post.portfolio
			case ok && pending != "", !ok && !isPortfolio(piece):
				return nil, false
			case !ok:
				pending = strings.TrimPrefix(pending+"、"+piece, "、")
				continue
			}

			pending = ""
			posts = append(posts, post)
		}
	}

	return posts, pending == "" && len(posts) > 0
}

func readPost(text string) (seatKind, bool) {
	if kind, ok := postKinds[text]; ok {
		return seatKind{kind: kind}, true
	}

	if acts(text) {
		return seatKind{kind: org.Acting}, true
	}

	core := text
	for _, prefix := range unitPrefixes {
		if rest, ok := strings.CutPrefix(core, prefix); ok && rest != "" {
			core = rest
		}
	}

	if kind, ok := postKinds[core]; ok {
		return seatKind{kind: kind}, true
	}

	portfolio, ok := strings.CutSuffix(core, "委员")
	if ok && isPortfolio(portfolio) {
		return seatKind{org.CommitteeMember, portfolio}, true
	}

	return seatKind{}, false
}

// acts reports whether the text says that a deputy, or nobody named, leads the work: 副书记（主持工作）.
func acts(text string) bool {
	if !strings.Contains(text, "主持") || strings.Contains(text, "行政") {
		return false
	}
	rest := strings.ReplaceAll(text, "副书记", "")
	return !strings.Contains(rest, "书记")
}

// isPortfolio reports whether the text can be what a committee member looks after: a few characters, no post itself.
func isPortfolio(text string) bool {
	n := utf8.RuneCountInString(text)
	return n >= 1 && n <= 8 && !strings.ContainsAny(text, "书记主席任长()副0123456789")
}

// readCharges reads 关系, which may name both kinds.
func readCharges(text string) ([]org.ChargeKind, bool) {
	var kinds []org.ChargeKind
	for _, part := range list(strings.NewReplacer("和", "、", "及", "、", "+", "、").Replace(org.Fold(text))) {
		kind, ok := chargeKinds[part]
		if !ok {
			return nil, false
		}

		if !slices.Contains(kinds, kind) {
			kinds = append(kinds, kind)
		}
	}

	return kinds, len(kinds) > 0
}

// groupWords are other words for the groups that have a meaning; other groups stay as written.
var groupWords = spelled(map[string]string{
	org.GroupLeader:      "领导 领导干部 领导职务 担任领导职务 领导干部党员",
	org.GroupNoPost:      "无职 无职务 无职党员",
	org.GroupInfirm:      "年老体弱 老弱 年老 体弱",
	org.GroupStudent:     "学生",
	org.GroupMobile:      "流动 流动人员",
	org.GroupLostContact: "失联 失去联系",
	org.GroupAbroad:      "出国 出国境 出国(境) 境外 国(境)外 出国出境",
})

// readGroups reads 群体; several are separated by 、.
func readGroups(text string) []string {
	var groups []string
	for _, part := range list(plain(text)) {
		if saysNothing(part) {
			continue
		}

		group := part
		if known, ok := groupWords[strings.TrimSuffix(org.Fold(part), "党员")]; ok {
			group = known
		}

		if !slices.Contains(groups, group) {
			groups = append(groups, group)
		}
	}

	return groups
}
