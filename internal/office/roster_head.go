package office

import (
	"slices"
	"strings"

	"lingping/internal/domain/org"
)

// lastHeadRow is how far down the head of a sheet is looked for; titles and notes may stand above it.
const lastHeadRow = 15

// headColumn is a column of a sheet: the heads that offices give it, the surest first. Spaces, asterisks, brackets and
// the width of letters do not matter.
type headColumn struct {
	field    org.Field
	required bool
	heads    string // separated by spaces
}

// personHeads name a person on the sheets 职务 and 分工.
var personHeads = []headColumn{
	{field: org.FieldNumber, heads: firstNumbers},
	{field: org.FieldBranch, heads: "所在党支部 所在支部 所属党支部 所属支部 组织关系所在党支部 组织关系所在支部 所在党支部名称"},
	{field: org.FieldFrom, heads: "起 任职起 分工起 起始日期 开始日期 任职日期 任职时间 任职起始日期 任职开始日期 起始时间 开始时间 起始年月"},
	{field: org.FieldTo, heads: "止 任职止 分工止 终止日期 结束日期 截止日期 免职日期 卸任日期 离任日期 终止时间 结束时间 截止时间 终止年月"},
}

var rosterHeads = map[org.SheetKind][]headColumn{
	org.UnitSheet: {
		{field: org.FieldCode, heads: "党组织代码 党组织编号 党组织编码 组织代码 组织编号 代码 编号 编码 单位代码"},
		{field: org.FieldUnitName, required: true, heads: "党组织全称 全称 党组织名称 党组织 组织全称 组织名称 名称 党支部名称 支部名称"},
		{field: org.FieldShort, heads: "简称 党组织简称 组织简称"},
		{field: org.FieldUnitKind, required: true, heads: "类别 党组织类别 组织类别 党组织种类 种类"},
		{field: org.FieldParent, heads: "上级党组织 上级党组织全称 上级党组织名称 上级党组织代码 上级组织 上级 隶属党组织 所属党组织 隶属 上级单位"},
		{field: org.FieldCategory, heads: "类型 党组织类型 组织类型 党支部类型 支部类型 领域"},
	},
	org.PersonSheet: {
		{field: org.FieldNumber, heads: firstNumbers},
		{field: org.FieldName, required: true, heads: "姓名 党员姓名 人员姓名"},
		{field: org.FieldSex, heads: "性别"},
		{field: org.FieldNation, heads: "民族"},
		{field: org.FieldBirth, heads: "出生年月 出生日期 出生年月日 出生时间 生日"},
		{field: org.FieldDegree, heads: "学历 最高学历 文化程度"},
		{field: org.FieldStanding, required: true, heads: "人员类别 党员类别 人员类型 党员类型 党员身份 政治面貌 类别"},
		{field: org.FieldJoined, heads: "入党日期 入党时间 入党年月 入党年月日 加入党组织日期 加入党组织时间 加入中国共产党日期 加入中国共产党时间"},
		{field: org.FieldFull, heads: "转正日期 转正时间 转正年月 转为正式党员日期 转为正式党员时间"},
		{field: org.FieldBranch, heads: "所在党支部 所在支部 所属党支部 所属支部 所在党支部名称 所在党支部全称 所在党支部代码 所在支部名称 党支部 支部 " +
			"党支部名称 支部名称 组织关系所在党支部 组织关系所在支部 所在党组织 所属党组织 党组织 党组织名称"},
		{field: org.FieldJob, heads: "工作岗位 岗位 行政职务 工作职务"},
		{field: org.FieldGroups, heads: "群体 党员群体 人员群体 所属群体"},
		{field: org.FieldPhone, heads: "手机 手机号 手机号码 移动电话 联系电话 联系手机 联系方式 电话"},
		{field: org.FieldIDNumber, heads: "身份证号 身份证号码 公民身份号码 公民身份证号 公民身份证号码 身份证 证件号码"},
		{field: org.FieldNote, heads: "备注"},
	},
	org.PostSheet: append([]headColumn{
		{field: org.FieldName, heads: "姓名 党员姓名 人员姓名"},
		{field: org.FieldUnit, required: true, heads: "党组织 党组织全称 党组织名称 任职党组织 所在党组织 所属党组织 党组织代码 任职单位 组织名称 单位"},
		{field: org.FieldPost, required: true, heads: "职务 党内职务 党内职务名称 担任职务 现任职务 职务名称 任职"},
	}, personHeads...),
	org.ChargeSheet: append([]headColumn{
		{field: org.FieldName, heads: "姓名 党员姓名 领导姓名 人员姓名 领导"},
		{field: org.FieldUnit, required: true, heads: "党组织 党组织全称 党组织名称 分管党组织 联系党组织 联系点党组织 党组织代码 分管单位 联系单位 单位"},
		{field: org.FieldCharge, required: true, heads: "关系 分工关系 关系类型 分管/联系点 分管或联系点 分工 类别 类型"},
	}, personHeads...),
}

// The heads of 工号. One roster often holds staff and students: 学号 stands in where 工号 is empty. The last resort, 编号,
// serves only when neither is there.
const (
	firstNumbers  = "工号 职工号 教工号 职工编号 教职工号 员工号 人员编号 学工号 工号/学号 工号或学号 职工号/学号 人员代码 工资号"
	secondNumbers = "学号 学生学号 学生号"
	lastNumbers   = "编号 党员编号"
)

// sheetKinds is the order in which a sheet's kind is tried.
var sheetKinds = []org.SheetKind{org.UnitSheet, org.PersonSheet, org.PostSheet, org.ChargeSheet}

// head is where the columns of a sheet stand.
type head struct {
	kind    org.SheetKind
	at      int // its last row
	columns map[org.Field][]int
	labels  []string // by column, what the head says
}

// missing are the required columns that the head lacks.
func (h *head) missing() []org.Field {
	var missing []org.Field
	for _, c := range rosterHeads[h.kind] {
		if c.required && h.columns[c.field] == nil {
			missing = append(missing, c.field)
		}
	}

	person := h.kind == org.PostSheet || h.kind == org.ChargeSheet
	if person && h.columns[org.FieldNumber] == nil && h.columns[org.FieldName] == nil {
		missing = append(missing, org.FieldNumber)
	}

	return missing
}

// ignored are the labels of the columns that are not used.
func (h *head) ignored() []string {
	var names []string
	for column, label := range h.labels {
		used := label == ""
		for _, columns := range h.columns {
			used = used || slices.Contains(columns, column)
		}

		if !used {
			names = append(names, label)
		}
	}

	return names
}

// findHead finds the head of the kind among the first lines: the row, or two rows of a merged head, that names the most
// columns. It is nil when none names any.
func findHead(kind org.SheetKind, lines []line) *head {
	var best *head
	for i := range lines {
		if lines[i].at > lastHeadRow {
			break
		}

		candidates := []*head{readHead(kind, labelsOf(kind, nil, lines[i].cells), lines[i].at)}
		if i+1 < len(lines) && lines[i+1].at == lines[i].at+1 {
			candidates = append(candidates, readHead(kind, labelsOf(kind, lines[i].cells, lines[i+1].cells), lines[i+1].at))
		}

		for _, h := range candidates {
			switch {
			case len(h.columns) == 0:
			case best == nil, len(h.columns) > len(best.columns):
				best = h
			case h.at == best.at && len(h.columns) == len(best.columns): // a title above is no part of the head
				best = h
			}
		}
	}

	return best
}

// labelsOf is what a head says of each column. In a head of two rows the lower says it, or both together, or the upper
// where the lower is empty.
func labelsOf(kind org.SheetKind, upper, lower []cell) []string {
	labels := make([]string, max(len(upper), len(lower)))
	for column := range labels {
		above, below := textAt(upper, column), textAt(lower, column)
		switch {
		case below == "" || below == above:
			labels[column] = above
		case above == "" || rankOf(kind, below) != nil:
			labels[column] = below
		default:
			labels[column] = above + "/" + below
			if rankOf(kind, above+below) != nil {
				labels[column] = above + below
			}
		}
	}

	return labels
}

func textAt(cells []cell, column int) string {
	if column >= len(cells) {
		return ""
	}
	return strings.Join(strings.Fields(cells[column].text), "")
}

// readHead maps the labels to columns. Where two columns claim a field the surer head wins, then the one further left.
func readHead(kind org.SheetKind, labels []string, at int) *head {
	h := &head{kind: kind, at: at, columns: map[org.Field][]int{}, labels: labels}
	ranks := map[org.Field]int{}
	for column, label := range labels {
		claim := rankOf(kind, label)
		if claim == nil {
			continue
		}

		if rank, taken := ranks[claim.field]; !taken || claim.rank < rank {
			ranks[claim.field], h.columns[claim.field] = claim.rank, []int{column}
		}
	}

	if kind == org.UnitSheet {
		return h
	}

	h.addNumbers(secondNumbers)
	if h.columns[org.FieldNumber] == nil {
		h.addNumbers(lastNumbers)
	}

	return h
}

func (h *head) addNumbers(heads string) {
	for column, label := range h.labels {
		if slices.Contains(strings.Fields(heads), plainLabel(label)) {
			h.columns[org.FieldNumber] = append(h.columns[org.FieldNumber], column)
			return
		}
	}
}

// claim is a field that a label names, and how surely: 0 is the surest.
type claim struct {
	field org.Field
	rank  int
}

// rankOf is what the label names on a sheet of the kind, as written or without what stands in brackets.
func rankOf(kind org.SheetKind, label string) *claim {
	label = plainLabel(label)
	if c, ok := rosterClaims[kind][label]; ok {
		return &c
	}

	if open := strings.IndexByte(label, '('); open > 0 {
		if c, ok := rosterClaims[kind][label[:open]]; ok {
			return &c
		}
	}

	return nil
}

// plainLabel is the label without what does not matter in it.
func plainLabel(label string) string {
	return strings.Trim(org.Fold(label), "*:★▲、. ")
}

var rosterClaims = claims()

func claims() map[org.SheetKind]map[string]claim {
	all := map[org.SheetKind]map[string]claim{}
	for kind, columns := range rosterHeads {
		all[kind] = map[string]claim{}
		for _, c := range columns {
			for rank, label := range strings.Fields(c.heads) {
				all[kind][label] = claim{c.field, rank}
			}
		}
	}

	return all
}
