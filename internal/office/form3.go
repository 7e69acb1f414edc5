package office

import (
	"slices"

	"lingping/internal/domain/org"
	"lingping/internal/domain/scheme"
)

// MemberSheet is annex 3, 《基层党组织书记点评党员创先争优工作情况登记表》 〔四(三)〕: one member in one round. It also serves a
// member of a committee 〔二(二) 党组织班子成员由党组织主要负责人点评〕, with the aspect of his portfolio among the aspects.
type MemberSheet struct {
	Head
	Capacity string // said in brackets below the title when it is not the member as such: 党组织班子成员

	Name, Sex     string
	Birth, Joined org.Date // 出生年月, 入党时间
	Branch        string   // 所在党支部
	Post          string   // 职务（岗位）
	Class         string   // 党员类别: 正式党员、领导干部

	Reviewer, ReviewerPost string
	Day                    org.Date
	Place                  string
	Modes                  []Option
	Carrier                string // 组织生活会, …

	Commitments []Commitment
	Summary     string // 个人自查
	Said        Said
	Ballot      string // 党员互评、群众评议结果; the row stands only when there is one
	Dissent     string // 被点评党员的意见; likewise

	ReviewerSigned, MemberSigned Signature

	Measures   []Measure
	OutcomeDay org.Date // on which it was last written what became of them
	BranchSeal Signature
	Note       string
}

// Commitment is a public promise and what became of it.
type Commitment struct {
	Text    string
	Outcome string // 已兑现, 正在兑现, …
}

// memberGrid: label, then columns whose edges serve the rows of four, two and one facts.
var memberGrid = grid{1700, 1480, 640, 580, 1130, 1240, 1130, 1512}

func (s MemberSheet) form() paper {
	f := s.begin("附件3", "基层党组织书记点评党员工作情况登记表")
	if capacity := oneLine(s.Capacity); capacity != "" {
		f.subtitle = "（" + capacity + "）"
	}

	f.grid, f.widest = memberGrid, fromFour
	f.marks = marks(s.Branch, s.Name)
	f.blocks = []block{{rows: s.facts()}, {rows: s.promises()}}
	for _, r := range s.opinions() {
		f.blocks = append(f.blocks, block{rows: []row{r}})
	}

	f.blocks = append(f.blocks,
		block{rows: []row{s.signatures()}},
		block{rows: []row{s.measures()}, turn: true},
		block{rows: []row{s.seal()}})
	return f
}

// facts are who the member is and how he was reviewed.
func (s MemberSheet) facts() []row {
	short := func(cells ...box) row {
		return row{cells: cells, min: s.minimum(shortRow, 480), grow: 1}
	}
	return []row{
		short(label(1, "姓名"), value(1, s.fact(s.Name)), narrow("性别"), value(1, s.fact(s.Sex)),
			label(1, "出生年月"), value(1, s.fact(month(s.Birth))), label(1, "入党时间"), value(1, s.fact(month(s.Joined)))),
		short(label(1, "所在党支部"), value(3, s.fact(s.Branch)), label(1, "职务\n（岗位）"), value(3, s.fact(s.Post))),
		short(label(1, s.say("{党员}类别")), value(3, s.fact(s.Class)), label(1, "点评方式"), ticks(3, s.Modes)),
		short(label(1, s.say("点评人")), value(1, s.fact(s.Reviewer)), narrow("职务"), value(5, s.fact(s.ReviewerPost))),
		short(label(1, "点评时间"), value(3, s.day()), label(1, "点评地点"), value(3, s.fact(s.place()))),
	}
}

func (s MemberSheet) day() string {
	if s.Day == "" && s.Blank {
		return openFactDay
	}
	return s.fact(s.Day.Chinese())
}

// place is where and on what occasion.
func (s MemberSheet) place() string {
	place, carrier := oneLine(s.Place), oneLine(s.Carrier)
	if place != "" && carrier != "" {
		return place + "（" + carrier + "）"
	}
	return place + carrier
}

// promises are the member's commitments and how he looks back on them 〔四(一)〕.
func (s MemberSheet) promises() []row {
	var items []string
	for _, c := range s.Commitments {
		item := clean(c.Text)
		if outcome := oneLine(c.Outcome); outcome != "" {
			item += "（" + outcome + "）"
		}
		items = append(items, item)
	}

	text := append(numbered(items, 0, len(items)), paragraphs("", s.Summary)...)
	if text == nil {
		text = paragraphs("", s.text(""))
	}

	return []row{{
		cells: []box{label(1, "公开承诺事项\n及兑现情况\n（个人自查）"), {span: 7, paras: text}},
		min:   s.minimum(shortRow, 800), grow: 2,
	}}
}

// opinions are what the reviewer said: the aspects, problems, direction; and the rows that stand only when filled.
func (s MemberSheet) opinions() []row {
	var rows []row
	add := func(name string, text []para, blank int) {
		rows = append(rows, row{cells: []box{label(1, name), {span: 7, paras: text}}, min: s.minimum(shortRow, blank), grow: 2})
	}
	for _, part := range scheme.Matters() {
		switch part {
		case scheme.PartAspects:
			for _, a := range s.Said.Aspects {
				rows = append(rows, s.aspectRow(1, 7, a, 820))
			}
		case scheme.PartProblems:
			add(string(part.Name()), s.problems(), 720)
		case scheme.PartCauses: // stand with the problems
		default:
			if s.Said.wants(part) {
				add(string(part.Name()), paragraphs("", s.text(s.Said.Parts[part])), 720)
			}
		}
	}

	add("努力方向\n（整改意见）", s.verdict(), 720)
	if text := paragraphs("", s.Ballot); text != nil {
		add(s.say("{党员}互评\n{群众}评议结果"), text, 0)
	}

	if text := paragraphs("", s.Dissent); text != nil {
		add(s.say("被点评{党员}\n的意见"), text, 0)
	}

	return rows
}

// problems are those with their causes.
func (s MemberSheet) problems() []para {
	text := s.Head.problems(s.Said.Problems, 0, len(s.Said.Problems))
	if s.Said.wants(scheme.PartCauses) {
		text = append(text, paragraphs(string(scheme.PartCauses.Name())+"：", s.text(s.Said.Parts[scheme.PartCauses]))...)
	}
	return text
}

// verdict is the direction; where more was said of the whole, each under its name.
func (s MemberSheet) verdict() []para {
	said := slices.DeleteFunc(scheme.Verdict(), func(part scheme.Part) bool {
		return part != scheme.PartAdvice && !s.Said.wants(part)
	})
	if len(said) == 1 {
		return paragraphs("", s.text(s.Said.Parts[scheme.PartAdvice]))
	}

	var text []para
	for _, part := range said {
		text = append(text, paragraphs(string(part.Name())+"：", s.text(s.Said.Parts[part]))...)
	}

	return text
}

// signatures are the reviewer's and the member's, side by side.
func (s MemberSheet) signatures() row {
	return row{
		cells: []box{
			{span: 4, paras: halfSigned(s.say("{点评人}签字："), s.ReviewerSigned), align: "bottom"},
			{span: 4, paras: halfSigned(s.say("被点评{党员}签字："), s.MemberSigned), align: "bottom"},
		},
		min: 680, grow: 1, sign: true,
	}
}

// halfSigned is signature and date on two lines, for half the width of a sheet.
func halfSigned(what string, s Signature) []para {
	return []para{{role: leftRole, text: what + clean(s.Name)}, {role: signRole, text: dayOrOpen(s.Day)}}
}

// measures is what the member did about it, often written in later.
func (s MemberSheet) measures() row {
	text := measureItems(s.Measures, len(s.Said.Problems))
	if text != nil && s.OutcomeDay != "" {
		text = append(text, para{role: signRole, text: s.OutcomeDay.Chinese()})
	}

	if text == nil && len(s.Said.Problems) == 0 {
		text = paragraphs("", s.text(""))
	}

	return row{
		cells: []box{label(1, "整改措施\n及落实情况"), {span: 7, paras: text}},
		min:   s.minimum(560, 720), grow: 3,
	}
}

// seal is the branch's, or of the unit in which the member has his seat, with the remarks beside it.
func (s MemberSheet) seal() row {
	body := "党支部意见"
	if s.Capacity != "" {
		body = s.say("{党组织}意见")
	}

	return row{
		cells: []box{
			label(1, body),
			{span: 4, paras: sealed("", s.BranchSeal), align: "bottom"},
			label(1, "备注"), value(2, s.fact(s.Note)),
		},
		min: 680, grow: 2, sign: true,
	}
}
