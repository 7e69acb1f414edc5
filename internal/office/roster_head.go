package office

import (
	"slices"

	"lingping/internal/domain/org"
)

// lastHeadRow is how far down the head of a sheet is looked for; titles and notes may stand above it.
const lastHeadRow = 15

// headColumn is a column of a sheet: the heads that offices give it, the surest first. Spaces, marks, brackets and the
// width of letters do not matter.
type headColumn struct {
	field    org.Field
	required bool
	heads    string // separated by spaces; {甲,乙} stands for either
	many     bool   // several columns may be it, and their values decide
}

// Columns that stand in for another: where both a code and a name are given, the code is surer.
const (
	branchCode org.Field = "所在党支部代码"
	parentCode org.Field = "上级党组织代码"
)

// insteadOf is the field that a column stands in for.
var insteadOf = map[org.Field]org.Field{branchCode: org.FieldBranch, parentCode: org.FieldParent}

const (
	someBranch   = "{所在,所属,组织关系所在,现所在,}{党支部,支部}"
	someSuperior = "{上级,所属,隶属,所在,直接上级,上一级}{党组织,组织,分党委,党委,二级党委,基层党委,二级党组织,党总支,总支}"
	someName     = "姓名 {党员,人员,员工,职工,教职工,教工,学生,干部,本人,真实}姓名 名字"
	someCode     = "{代码,编码,编号}"
)

// personHeads name a person on the sheets 职务 and 分工.
var personHeads = []headColumn{
	{field: org.FieldNumber, heads: firstNumbers},
	{field: branchCode, heads: "{所在,所属,组织关系所在}{党支部,支部}" + someCode},
	{field: org.FieldBranch, heads: "所在党支部 所在支部 所属党支部 所属支部 组织关系所在党支部 组织关系所在支部 所在党支部名称 {所在,所属}支部名称"},
	{field: org.FieldFrom, heads: "起 任职起 分工起 起始日期 开始日期 任职日期 任职时间 任职起始日期 任职开始日期 起始时间 开始时间 起始年月 任现职时间"},
	{field: org.FieldTo, heads: "止 任职止 分工止 终止日期 结束日期 截止日期 免职日期 卸任日期 离任日期 终止时间 结束时间 截止时间 终止年月"},
}

var rosterHeads = map[org.SheetKind][]headColumn{
	org.UnitSheet: {
		{field: org.FieldCode, heads: "党组织代码 党组织编号 党组织编码 组织代码 组织编号 组织编码 {党支部,支部,党总支,总支,党委}" + someCode + " 代码 编号 编码 单位代码"},
		{field: org.FieldUnitName, required: true, heads: "党组织全称 全称 党组织名称 党组织 组织全称 组织名称 名称 {党支部,支部,党总支,总支,党委,分党委}{名称,全称}"},
		{field: org.FieldShort, heads: "简称 {党组织,组织,党支部,支部}简称"},
		{field: org.FieldUnitKind, required: true, many: true,
			heads: "类别 党组织类别 {党总支,总支,党支部,支部,党委,分党委}类别 党组织种类 种类 组织类别"},
		{field: parentCode, heads: someSuperior + someCode},
		{field: org.FieldParent, heads: "上级党组织 上级党组织全称 上级党组织名称 上级组织 上级 隶属党组织 所属党组织 隶属 上级单位 " + someSuperior + "{,名称,全称}"},
		{field: org.FieldCategory, heads: "类型 {党组织,组织,党支部,支部}类型 领域"},
	},
	org.PersonSheet: {
		{field: org.FieldNumber, heads: firstNumbers},
		{field: org.FieldName, required: true, heads: someName},
		{field: org.FieldSex, heads: "性别"},
		{field: org.FieldNation, heads: "民族"},
		{field: org.FieldBirth, heads: "出生年月 出生日期 出生年月日 出生时间 生日"},
		{field: org.FieldDegree, heads: "学历 最高学历 文化程度 最高学历情况 学历情况"},
		{field: org.FieldStanding, required: true, many: true, heads: "人员类别 党员类别 人员类型 党员类型 党员身份 党籍状态 党籍情况 党员状态 政治面貌 政治面目 类别"},
		{field: org.FieldJoined, heads: "入党日期 入党时间 入党年月 入党年月日 加入党组织日期 加入党组织时间 加入中国共产党日期 加入中国共产党时间 " +
			"{加入,参加}{中国共产党,党组织,中共}{年月,日期,时间} {成为,接收为,接收,批准为,发展为}预备党员{日期,时间}"},
		{field: org.FieldFull, heads: "转正日期 转正时间 转正年月 转为正式党员日期 转为正式党员时间 {成为,转为}{正式党员,中共正式党员}{日期,时间,年月}"},
		{field: branchCode, heads: someBranch + someCode},
		{field: org.FieldBranch, heads: "所在党支部 所在支部 所属党支部 所属支部 所在党支部名称 所在党支部全称 所在支部名称 党支部 支部 " +
			"党支部名称 支部名称 组织关系所在党支部 组织关系所在支部 所在党组织 所属党组织 党组织 党组织名称 支部信息 党支部信息 现所在党支部 现所在支部 现党支部 " + someBranch + "{名称,全称}"},
		{field: org.FieldJob, heads: "工作岗位 岗位 行政职务 工作职务"},
		{field: org.FieldGroups, heads: "群体 党员群体 人员群体 所属群体"},
		{field: org.FieldPhone, heads: "手机 手机号 手机号码 移动电话 联系电话 联系手机 联系方式 电话 {移动电话,联系电话}号码 本人手机 本人电话 移动"},
		{field: org.FieldIDNumber, heads: "身份证号 身份证号码 公民身份号码 公民身份证号 公民身份证号码 身份证 证件号码 居民身份证号 居民身份证号码"},
		{field: org.FieldNote, heads: "备注 备注说明"},
	},
	org.PostSheet: append([]headColumn{
		{field: org.FieldName, heads: someName + " {任职人员,任职人,班子成员,委员}姓名 任职人员 任职人"},
		{field: org.FieldUnit, required: true, heads: "党组织 党组织全称 党组织名称 任职党组织 所在党组织 所属党组织 党组织代码 任职单位 组织名称 单位 " +
			"{党支部,支部}{名称,全称,} {党总支,总支,党委}名称 支部信息"},
		{field: org.FieldPost, required: true, heads: "职务 党内职务 党内职务名称 担任职务 现任职务 职务名称 任职 {现任,担任,党内现任,担任的}{党内职务,党务职务,职务} 党内{任职,任职情况,职务情况} {党支部,支部,支部内}职务"},
		{field: org.FieldNote, heads: "备注 其他职务 行政职务"},
	}, personHeads...),
	org.ChargeSheet: append([]headColumn{
		{field: org.FieldName, heads: someName + " {领导,领导干部,分管领导,联系领导}姓名 领导 领导干部 分管领导 联系领导"},
		{field: org.FieldUnit, required: true, heads: "党组织 党组织全称 党组织名称 分管党组织 联系党组织 联系点党组织 党组织代码 分管单位 联系单位 单位"},
		{field: org.FieldCharge, required: true, heads: "关系 分工关系 关系类型 分管/联系点 分管或联系点 分工 类别 类型"},
	}, personHeads...),
}

// The heads of 工号. One roster often holds staff and students: 学号 stands in where 工号 is empty. The last resort, 编号,
// serves only when neither is there.
const (
	firstNumbers  = "工号 职工号 教工号 职工编号 教职工号 员工号 人员编号 学工号 工号/学号 工号或学号 职工号/学号 人员代码 工资号 工作证号 教工编号 员工编号 {职工,教职工,人员}工号"
	secondNumbers = "学号 学生学号 学生号"
	lastNumbers   = "编号 党员编号"
)

// sheetKinds is the order in which a sheet's kind is tried.
var sheetKinds = []org.SheetKind{org.UnitSheet, org.PersonSheet, org.PostSheet, org.ChargeSheet}

// head is where the columns of a sheet stand. Where two lists stand side by side each has its own.
type head struct {
	*lexicon
	start    int // its first row
	at       int // its last row
	from, to int // its columns: from the first to before the last
	columns  map[org.Field][]int
	dates    map[org.Field][]int // columns of year, month and day, where they are apart
	asked    []askedColumn       // columns answered with 是 or 否
	posts    []postColumn        // columns that are named after a post
	duties   []int               // columns of persons that say in words what posts they hold: 党内职务
	twice    []twice             // fields that several columns claim alike
	labels   []headLabel         // by column, what the head says
}

// twice is a field with several columns of which none is surer; those below one head may differ.
type twice struct {
	field org.Field
	apart bool
}

// askedColumn is a column that asks of everybody whether he is something: 是否失联党员, 是否预备党员.
type askedColumn struct {
	column   int
	group    string       // the group it gives, or
	standing org.Standing // the standing that 是 means
}

// postColumn is a column named after a post; in its cells stand names, or marks.
type postColumn struct {
	column int
	posts  []seatKind
	level  org.UnitKind // 党委书记 in a list of branches is one of the committee above
}

// missing are the required columns that the head lacks.
func (h *head) missing() []org.Field {
	var missing []org.Field
	for _, c := range rosterHeads[h.kind] {
		if c.required && h.columns[c.field] == nil && !h.replaced(c.field) {
			missing = append(missing, c.field)
		}
	}

	person := h.kind == org.PostSheet || h.kind == org.ChargeSheet
	if person && h.columns[org.FieldNumber] == nil && h.columns[org.FieldName] == nil && len(h.posts) == 0 {
		missing = append(missing, org.FieldNumber)
	}

	return missing
}

// replaced reports whether other columns say what a required one would.
func (h *head) replaced(field org.Field) bool {
	switch field {
	case org.FieldStanding:
		return slices.ContainsFunc(h.asked, func(a askedColumn) bool { return a.standing != "" })
	case org.FieldUnitKind:
		return h.columns[org.FieldCategory] != nil
	case org.FieldPost:
		return len(h.posts) > 0
	case org.FieldUnit:
		return h.kind == org.PostSheet && (h.columns[org.FieldBranch] != nil || h.columns[branchCode] != nil)
	}
	return false
}

// size is how many columns are used.
func (h *head) size() int {
	return len(h.columns) + len(h.asked) + len(h.posts) + len(h.dates) + len(h.duties)
}

// uses reports whether the column is used.
func (h *head) uses(column int) bool {
	for _, columns := range h.columns {
		if slices.Contains(columns, column) {
			return true
		}
	}

	for _, columns := range h.dates {
		if slices.Contains(columns, column) {
			return true
		}
	}

	return slices.Contains(h.duties, column) || slices.ContainsFunc(h.asked, func(a askedColumn) bool { return a.column == column }) ||
		slices.ContainsFunc(h.posts, func(p postColumn) bool { return p.column == column })
}

// ignored are the labels of the columns that are not used.
func (h *head) ignored() []string {
	var names []string
	for column, l := range h.labels {
		if l.text != "" && column >= h.from && column < h.to && !h.uses(column) {
			names = append(names, l.text)
		}
	}

	return names
}

// letters are the letters of the columns by field, as the report names them.
func (h *head) letters() map[org.Field]string {
	letters := map[org.Field]string{}
	for field, columns := range h.columns {
		letters[field] = columnName(columns[0])
	}

	for field, columns := range h.dates {
		letters[field] = columnName(columns[0])
	}

	for code, field := range insteadOf {
		if columns, ok := h.columns[code]; ok {
			letters[field] = columnName(columns[0])
		}
		delete(letters, code)
	}

	for _, a := range h.asked {
		if a.standing != "" && letters[org.FieldStanding] == "" {
			letters[org.FieldStanding] = columnName(a.column)
		}
	}

	for _, column := range h.duties {
		letters[org.FieldPost] = columnName(column)
	}

	for _, p := range h.posts {
		if letters[org.FieldPost] == "" {
			letters[org.FieldPost] = columnName(p.column)
		}
	}

	return letters
}
