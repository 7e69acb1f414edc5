package office

import (
	"strconv"
	"strings"

	"lingping/internal/domain/org"
	"lingping/internal/domain/scheme"
)

// UnitSheet is annex 2, 《上级领导点评下级党组织及书记创先争优工作情况登记表》 〔四(三)、五末〕: a unit and its secretary, reviewed
// in one act, on one sheet.
type UnitSheet struct {
	Head

	Unit     string // 被点评党组织全称, as on its seal
	UnitKind string // 党总支, 直属党支部, …
	Members  int    // 党员人数

	Secretary, SecretaryPost string // 书记姓名, 党内外职务
	SecretaryWord            string // what he is called; empty: 党组织书记

	Reviewer, ReviewerPost string
	Relation               string // 分管, 联系点, 隶属

	Day     org.Date
	Hour    string // 14:30, may be empty
	Place   string
	Modes   []Option
	Carrier string // 结合载体: 组织生活会, 调研督查, …

	Attendance Attendance

	Summary   string // 自查情况
	Fieldwork string // 调研情况
	Opinions  int    // 征求意见条数

	Secretaries bool // only the secretary is reviewed: no part of the unit is printed
	OfUnit      Said // its Overall and Advice stand before the reviewer's signature
	OfSecretary Said

	Measures []Measure
	Notices  []Notice
	Outcome  string   // 整改落实情况
	Replied  org.Date // 书面回复日期

	Filing string // 备案意见
	Note   string

	ReviewerSigned, SecretarySigned, OfficeSeal Signature
	OfficeName                                  string // who files; empty: 活动办
}

// Attendance is who was there, in persons 〔四末〕. All zero means that nobody wrote it down.
type Attendance struct {
	Committee, Members, Representatives int
	Names                               string // the list, when it stands on the sheet
}

// Notice is how the review was made public 〔四(四)〕.
type Notice struct {
	Channel string // 会议, 公开栏, 网上, …
	Scope   string
	Day     org.Date
}

// unitGrid: 1 the upright labels, 2 and 3 with it the labels of rows, 4–9 the facts.
var unitGrid = grid{480, 560, 640, 1200, 900, 1040, 860, 900, 1292, 1540}

// Columns of unitGrid that labels and texts span.
const (
	unitLabel = 3 // the label of a row
	unitText  = 7 // what stands beside it
)

func (s UnitSheet) form() paper {
	f := s.begin("附件2", "上级领导点评下级党组织及书记工作情况登记表")
	f.grid, f.widest = unitGrid, fromSmallFour
	f.marks = marks(s.Unit, f.annex)
	f.blocks = []block{{rows: s.facts()}, {rows: s.before()}}
	if !s.Secretaries {
		for _, r := range s.ofUnit() {
			f.blocks = append(f.blocks, block{rows: []row{r}})
		}
	}

	f.blocks = append(f.blocks,
		block{rows: s.ofSecretary(), turn: s.Blank},
		block{rows: s.verdict()},
		block{rows: s.measures(), turn: !s.Blank},
		block{rows: s.made()},
		block{rows: s.filed()})
	return f
}

// facts are rows 1–6: who reviewed whom, when, where and before whom.
func (s UnitSheet) facts() []row {
	short := func(cells ...box) row {
		return row{cells: cells, min: s.minimum(shortRow, 460), grow: 1}
	}
	return []row{
		short(label(unitLabel, s.say("被点评{党组织}")), value(2, s.fact(s.Unit)), label(1, "类型"), value(2, s.fact(s.UnitKind)),
			label(1, s.say("{党员}人数")), value(1, s.members())),
		short(label(unitLabel, s.secretary()), value(1, s.fact(s.Secretary)), label(1, "党内外\n职务"), value(5, s.fact(s.SecretaryPost))),
		short(label(unitLabel, "点评领导"), value(1, s.fact(s.Reviewer)), label(1, "职务"), value(3, s.fact(s.ReviewerPost)),
			label(1, "关系"), value(1, s.fact(s.Relation))),
		short(label(unitLabel, "点评时间"), value(3, s.when()), label(1, "地点"), value(3, s.fact(s.Place))),
		short(label(unitLabel, "点评方式"), ticks(4, s.Modes), label(1, "结合\n载体"), value(2, s.fact(s.Carrier))),
		short(label(unitLabel, "参加人员"), left(unitText, s.attendance())),
	}
}

// secretary is what the secretary of the unit is called.
func (s UnitSheet) secretary() string {
	if word := oneLine(s.SecretaryWord); word != "" {
		return word
	}
	return s.say("党组织书记")
}

func (s UnitSheet) members() string {
	if s.Members == 0 {
		return s.fact("")
	}
	return strconv.Itoa(s.Members)
}

func (s UnitSheet) when() string {
	if s.Day == "" && s.Blank {
		return openFactDay
	}
	return s.fact(strings.TrimSpace(s.Day.Chinese() + " " + oneLine(s.Hour)))
}

func (s UnitSheet) attendance() string {
	a := s.Attendance
	if a == (Attendance{}) && !s.Blank {
		return s.fact("")
	}

	text := s.say("{班子成员}") + s.count(a.Committee) + "人，普通党员" + s.count(a.Members) + s.say("人，{群众代表}") +
		s.count(a.Representatives) + "人"
	if names := oneLine(a.Names); names != "" {
		text += "（" + names + "）"
	}

	return text
}

// before are rows 7 and 8: what went before the review 〔四(一)、(二)〕.
func (s UnitSheet) before() []row {
	fieldwork := paragraphs("", s.Fieldwork)
	switch {
	case s.Opinions > 0:
		fieldwork = append(fieldwork, para{role: textRole, text: "共征求意见" + s.count(s.Opinions) + "条。"})
	case s.Blank:
		fieldwork = append(fieldwork, para{role: textRole, text: "征求意见" + s.count(0) + "条。"})
	case fieldwork == nil:
		fieldwork = paragraphs("", s.text(""))
	}

	return []row{
		{cells: []box{label(unitLabel, "自查情况"), prose(unitText, s.text(s.Summary))}, min: s.minimum(shortRow, 860), grow: 2},
		{cells: []box{label(unitLabel, "调研情况"), {span: unitText, paras: fieldwork}}, min: s.minimum(shortRow, 860), grow: 2},
	}
}

// unitProblems is how many problems of the unit stand on the sheet; those of its secretary are numbered on.
func (s UnitSheet) unitProblems() int {
	if s.Secretaries {
		return 0
	}
	return len(s.OfUnit.Problems)
}

// said is the rows of a review under an upright label; more follows them.
func (s UnitSheet) said(name string, said Said, ofUnit bool, blank int, more ...row) []row {
	var rows []row
	add := func(part scheme.Part, text []para) {
		rows = append(rows, row{cells: []box{label(2, string(part.Name())), {span: unitText, paras: text}}, min: s.minimum(shortRow, blank), grow: 2})
	}

	before := s.unitProblems()
	all := before + len(s.OfSecretary.Problems)
	if ofUnit {
		before = 0
	}

	for _, part := range scheme.Matters() {
		switch {
		case part == scheme.PartAspects:
			for _, a := range said.Aspects {
				rows = append(rows, s.aspectRow(2, unitText, a, blank))
			}
		case part == scheme.PartProblems:
			if ofUnit || said.wants(part) || len(said.Problems) > 0 {
				add(part, s.problems(said.Problems, before, all))
			}
		case said.wants(part), ofUnit && part == scheme.PartCauses,
			ofUnit && part == scheme.PartAchievements && len(said.Aspects) == 0:
			add(part, paragraphs("", s.text(said.Parts[part])))
		}
	}

	return stack(name, append(rows, more...))
}

// ofUnit are rows 9–11.
func (s UnitSheet) ofUnit() []row {
	return s.said(s.say("对{党组织}的点评"), s.OfUnit, true, 780)
}

// ofSecretary is row 12, with a verdict on him when there is one.
func (s UnitSheet) ofSecretary() []row {
	said := s.OfSecretary
	if len(said.Aspects) == 0 {
		said.Aspects = []Aspect{{Label: "工作情况"}}
	}

	var verdict []row
	for _, part := range scheme.Verdict() {
		if said.wants(part) && !s.Secretaries {
			verdict = append(verdict, s.aspectRow(2, unitText, Aspect{Label: string(part.Name()), Text: said.Parts[part]}, 700))
		}
	}

	return s.said(s.say("对{书记}的点评"), said, false, 1000, verdict...)
}

// verdict is rows 13 and 14: the whole of it, the direction, and the reviewer's signature.
func (s UnitSheet) verdict() []row {
	var text []para
	whole := s.OfUnit
	if s.Secretaries {
		whole = s.OfSecretary
	}

	for _, part := range scheme.Verdict() {
		said := whole.Parts[part]
		if part == scheme.PartOverall || part == scheme.PartAdvice || clean(said) != "" {
			text = append(text, paragraphs(string(part.Name())+"：", s.text(said))...)
		}
	}

	return opinion(unitLabel, unitText, "总体评价\n和努力方向", text, signed("点评领导签字：", s.ReviewerSigned), s.minimum(900, 2100))
}

// measures is row 15, a table in the table. What is not yet decided about a problem stays open for the pen.
func (s UnitSheet) measures() []row {
	line := func(number, problem, text, owner, due box) row {
		return row{cells: []box{number, problem, text, owner, due}, min: s.minimum(shortRow, 640), grow: 1}
	}
	rows := []row{line(narrow("序号"), label(3, "问题"), label(3, "整改措施"), label(1, "责任人"), label(1, "完成时限"))}
	rows[0].min, rows[0].grow = shortRow, 0
	for _, m := range s.Measures {
		rows = append(rows, line(value(1, strconv.Itoa(m.Number)), left(3, clean(m.Problem)), left(3, clean(m.Text)),
			value(1, clean(m.Owner)), value(1, m.Due.Dotted())))
	}

	for len(rows) < s.minimum(3, 4) && (s.Blank || len(s.Measures) == 0) {
		rows = append(rows, line(value(1, ""), left(3, ""), left(3, ""), value(1, ""), value(1, "")))
	}

	return stack("整改措施", rows)
}

// made are rows 16–18: made public, put right, answered, and the secretary's signature.
func (s UnitSheet) made() []row {
	var notices []string
	for _, n := range s.Notices {
		var parts []string
		for _, part := range []struct{ name, text string }{
			{"方式：", oneLine(n.Channel)}, {"范围：", oneLine(n.Scope)}, {"时间：", n.Day.Chinese()},
		} {
			if part.text != "" {
				parts = append(parts, part.name+part.text)
			}
		}

		notices = append(notices, Sentence(parts))
	}

	notice := []para{}
	for _, n := range notices {
		notice = append(notice, para{role: leftRole, text: n})
	}

	if len(notice) == 0 {
		notice = []para{{role: leftRole, text: "方式：　　　　范围：　　　　时间：　　年　　月　　日"}}
	}

	signature := append([]para{{role: textRole, text: "书面回复日期：" + dayOrOpen(s.Replied)}},
		signed("被点评"+s.secretary()+"签字（盖章）：", s.SecretarySigned)...)
	rows := []row{{cells: []box{label(unitLabel, "通报情况"), {span: unitText, paras: notice}}, min: s.minimum(shortRow, 600), grow: 1}}
	return append(rows, opinion(unitLabel, unitText, "整改落实情况", paragraphs("", s.Outcome), signature,
		s.minimum(900, 1500))...)
}

// filed are rows 19 and 20.
func (s UnitSheet) filed() []row {
	office := oneLine(s.OfficeName)
	if office == "" {
		office = s.say("活动办")
	}
	rows := opinion(unitLabel, unitText, "备案意见", paragraphs("", s.Filing), sealed(office, s.OfficeSeal), s.minimum(600, 1100))
	return append(rows, row{cells: []box{label(unitLabel, "备注"), prose(unitText, s.fact(s.Note))}, min: s.minimum(shortRow, 500), grow: 1})
}
