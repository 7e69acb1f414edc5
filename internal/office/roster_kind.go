package office

import (
	"slices"
	"strings"

	"lingping/internal/domain/org"
)

// unitKinds are the words for the kinds of units that their ending does not tell.
var unitKinds = spelled(map[org.UnitKind]string{
	org.SubCommittee: "分党委 二级党委 院党委 院系党委 学院党委 二级学院党委 二级单位党委",
	org.Department:   "部门 处室 科室 行政部门 单位部门",
	org.External:     "外部 外部单位 校外 校外单位 外单位",
	org.TempBranch:   "临时党组织",
})

// unitEndings are the endings of words for kinds of units, the longest first.
var unitEndings = []struct {
	ending string
	kind   org.UnitKind
}{
	{"支部委员会", org.Branch}, {"党支部", org.Branch}, {"支部", org.Branch}, {"支委会", org.Branch},
	{"总支部委员会", org.GeneralBranch}, {"总支委员会", org.GeneralBranch}, {"党总支部", org.GeneralBranch}, {"总支部", org.GeneralBranch},
	{"党总支", org.GeneralBranch}, {"总支", org.GeneralBranch},
	{"分党委", org.SubCommittee}, {"党小组", org.Cell}, {"小组", org.Cell}, {"党组", org.LeadGroup},
	{"工作委员会", org.Committee}, {"基层委员会", org.Committee}, {"党委会", org.Committee}, {"党工委", org.Committee}, {"工委", org.Committee},
	{"党委", org.Committee}, {"委员会", org.Committee},
}

// readUnitKind reads 类别. Its ending is the kind, what stands before says what sort of one it is: 离退休党支部. direct tells
// that it said 直属党支部.
func readUnitKind(text string) (kind org.UnitKind, sort string, direct, ok bool) {
	text = withoutCode(setWord(org.FieldUnitKind, text))
	if kind, ok = unitKinds[text]; ok {
		return kind, "", false, true
	}

	if strings.Contains(text, "纪律检查") || strings.HasSuffix(text, "团总支") || strings.HasSuffix(text, "团支部") {
		return "", "", false, false
	}

	best := ""
	for _, e := range unitEndings {
		if strings.HasSuffix(text, e.ending) && len(e.ending) > len(best) {
			best, kind = e.ending, e.kind
		}
	}

	if best == "" {
		return "", "", false, false
	}

	sort = strings.TrimSuffix(text, best)
	rest, direct := strings.CutPrefix(strings.TrimSuffix(sort, "直属"), "直属")
	direct = direct || strings.HasSuffix(sort, "直属")
	sort = strings.Trim(strings.TrimSuffix(strings.TrimPrefix(strings.TrimPrefix(rest, "中共"), "中国共产党"), "党的"), "()的")
	switch {
	case kind == org.Branch && strings.HasSuffix(sort, "联合"):
		kind, sort = org.JointBranch, strings.TrimSuffix(sort, "联合")
	case kind == org.Branch && (strings.HasSuffix(sort, "临时") || strings.HasSuffix(sort, "功能型") || strings.HasSuffix(sort, "功能性")):
		kind, sort = org.TempBranch, ""
	}

	switch sort {
	case "党", "基层", "党的", "校", "中共":
		sort = ""
	}

	return kind, sort, direct && kind == org.Branch, true
}

// chargeKinds are the words for charges.
var chargeKinds = spelled(map[org.ChargeKind]string{
	org.InCharge:     "分管 分管领导 分管单位 分管党组织 主管",
	org.ContactPoint: "联系点 联系 联系点领导 联系领导 联系单位 联系党组织 党建联系点 挂点 挂点联系",
})

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

// readCharges reads 关系, which may name both kinds.
func readCharges(text string) ([]org.ChargeKind, bool) {
	var kinds []org.ChargeKind
	for _, part := range list(strings.NewReplacer("和", "、", "及", "、", "+", "、").Replace(setWord(org.FieldCharge, text))) {
		kind, ok := chargeKinds[part]
		switch {
		case ok:
		case strings.Contains(part, "联系点") || strings.Contains(part, "挂点") || strings.Contains(part, "挂联"):
			kind = org.ContactPoint
		case strings.HasPrefix(part, "分管") || strings.HasPrefix(part, "主管"):
			kind = org.InCharge
		default:
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

// groups reads 群体; several are separated by 、.
func (r *rosterReader) groups(text string) []string {
	var groups []string
	for _, part := range list(plain(text)) {
		if saysNothing(part) {
			continue
		}

		group := part
		if known, ok := r.head.group(setWord(org.FieldGroups, part)); ok {
			group = known
		}

		if !slices.Contains(groups, group) {
			groups = append(groups, group)
		}
	}

	return groups
}
