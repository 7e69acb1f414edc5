package office

import (
	"io"
	"iter"
	"slices"
	"strconv"
	"strings"

	"lingping/internal/domain/org"
	"lingping/internal/domain/review"
	"lingping/internal/domain/scheme"
	"lingping/internal/i18n"
)

// Sheet is a registration form with what stands on it: a UnitSheet or a MemberSheet.
type Sheet interface {
	form() paper
	values() values
}

// WriteSheet writes one sheet as a .docx.
func (p *Press) WriteSheet(w io.Writer, s Sheet) error {
	return p.WriteSheets(w, OneSided, func(yield func(Sheet, error) bool) { yield(s, nil) })
}

// WriteSheets writes many sheets, of one kind or of both, as one .docx, each beginning a page, or the front of a new sheet of paper. It fails with the first
// error of sheets, or when there is none.
func (p *Press) WriteSheets(w io.Writer, sides Sides, sheets iter.Seq2[Sheet, error]) error {
	return p.writeDocument(w, sides, func(yield func(paper, error) bool) {
		for s, err := range sheets {
			if err != nil {
				yield(paper{}, err)
				return
			}

			if !yield(s.form(), nil) {
				return
			}
		}
	})
}

// Option is a box on a form, ticked or not: a mode of review 〔三〕.
type Option struct {
	Name   string
	Ticked bool
}

// Aspect is one thing looked at and what was said of it 〔二(三)〕.
type Aspect struct {
	Label string // short heading
	Text  string
}

// Said is what a review says of one subject. On the unit's part of annex 2 and on annex 3 every aspect has its row; any
// other part stands where the form asks for it or something was said.
type Said struct {
	Aspects  []Aspect
	Parts    review.Parts
	Asked    []scheme.Part // without which the review can't be handed in: on a blank form each has room for the pen
	Problems []string      // one an item, without numbers
}

// wants reports whether the form has a place for the part: where something was said of it, and where it is asked.
func (s Said) wants(part scheme.Part) bool {
	return clean(s.Parts[part]) != "" || slices.Contains(s.Asked, part)
}

// Measure is what is done about a problem 〔四(五)〕.
type Measure struct {
	Number  int // of the problem among all on the sheet
	Problem string
	Text    string
	Owner   string
	Due     org.Date
	Outcome string
}

// Signature is a place for a name or a seal and a day. Both are left empty for pen and stamp unless they are given.
type Signature struct {
	Name string
	Day  org.Date
}

// Head is what stands above the table of a sheet. Empty fields have the words of the notice's own annex.
type Head struct {
	Annex   string     // 附件3
	Title   string     // of one or, with a line break, of two lines; without the 《》
	Unit    string     // 填报单位
	Filled  org.Date   // 填表日期; an unknown one is left open
	Number  string     // of the record; empty: none
	Address string     // where the record is found; empty: no code is drawn
	Blank   bool       // prints a form to be filled by hand: known facts stand on it, all other cells are empty
	Terms   i18n.Terms // the institution's words for those of the form
}

// say is a label of the form in the institution's words.
func (h Head) say(label string) string { return h.Terms.T(i18n.Chinese, i18n.Word(label)) }

// begin is a form with its head.
func (h Head) begin(annex, title string) paper {
	if h.Annex != "" {
		annex = h.Annex
	}

	if h.Title != "" {
		title = h.Title
	}

	return paper{
		annex: clean(annex),
		title: clean(title),
		unit:  "填报单位（盖章）：" + oneLine(h.Unit),
		date:  "填表日期：" + dayOrOpen(h.Filled),
		blank: h.Blank,
		mark:  h.recordMark(),
	}
}

// Dates left for the pen: on a line of its own, and in the cell of a fact.
const (
	openDay     = "　　　　年　　月　　日"
	openFactDay = "　　年　　月　　日"
)

// fact is a short fact. On a filled form nothing is left empty: what is not known is a dash.
func (h Head) fact(s string) string {
	if s = clean(s); s == "" && !h.Blank {
		return "—"
	}
	return s
}

// text is running text; on a filled form what was not written is 无.
func (h Head) text(s string) string {
	if s = clean(s); s == "" && !h.Blank {
		return "无"
	}
	return s
}

// count is a number of persons or papers; on a blank form there is room for it.
func (h Head) count(n int) string {
	if n == 0 && h.Blank {
		return "＿＿＿"
	}
	return strconv.Itoa(n)
}

// tickRoom is the width of options on a line: so much fits into the narrower of the cells in 小四.
const tickRoom = 14 * fullEm

// ticks is a cell of options with their boxes. Lines are broken between options, or a box would be torn from its word.
func ticks(span int, options []Option) box {
	var text strings.Builder
	used := 0
	for i, o := range options {
		width := ems("□" + oneLine(o.Name))
		switch {
		case i > 0 && used+em(' ')+width > tickRoom:
			text.WriteString("\n")
			used = 0
		case i > 0:
			text.WriteString(" ")
			used += em(' ')
		}

		used += width
		if o.Ticked {
			text.WriteString("☑")
		} else {
			text.WriteString("□")
		}

		text.WriteString(oneLine(o.Name))
	}

	return box{span: span, paras: []para{{role: valueRole, text: text.String(), style: styleBoxes}}}
}

// problems are those of a review as paragraphs, numbered through the sheet: before is how many stand on it already, all
// how many there are. On a filled form none is 无.
func (h Head) problems(items []string, before, all int) []para {
	list := numbered(items, before, all)
	if list == nil {
		return paragraphs("", h.text(""))
	}
	return list
}

// numbered is the items that say something, numbered after before; where all are but one it needs no number.
func numbered(items []string, before, all int) (out []para) {
	for i, item := range items {
		text := paragraphs("", item)
		if text != nil && all > 1 {
			text[0].text = strconv.Itoa(before+i+1) + ". " + text[0].text
		}
		out = append(out, text...)
	}

	return out
}

// measureItems are what is done about the problems of a sheet, and what became of it, by the numbers of the problems.
func measureItems(measures []Measure, problems int) (out []para) {
	for _, m := range measures {
		var parts []string
		for _, part := range []struct{ name, text string }{
			{"", m.Text}, {"责任人：", m.Owner}, {"完成时限：", m.Due.Dotted()}, {"落实情况：", m.Outcome},
		} {
			if text := oneLine(part.text); text != "" {
				parts = append(parts, part.name+text)
			}
		}

		if said := Sentence(parts); said != "" {
			out = append(out, numbered([]string{said}, m.Number-1, problems)...)
		}
	}

	return out
}

// Sentence is several sentences as one: none keeps the mark at its end but the last.
func Sentence(parts []string) string {
	var said []string
	for _, part := range parts {
		if part = strings.TrimRight(clean(part), "。；;"); part != "" {
			said = append(said, part)
		}
	}

	if said == nil {
		return ""
	}

	return strings.Join(said, "；") + "。"
}

// signed is the place for a signature and its day: on one line, or on two where the words before it are long.
func signed(what string, s Signature) []para {
	name := clean(s.Name)
	if ems(what)+max(ems(name), 6*fullEm)+fullEm+ems(openDay) > 26*fullEm {
		return []para{{role: nameRole, text: what + name}, {role: signRole, text: dayOrOpen(s.Day)}}
	}

	if name == "" {
		name = "　　　　　　"
	}

	return []para{{role: signRole, text: what + name + "　" + dayOrOpen(s.Day)}}
}

// sealed is the place for the seal of a body and the day below it; the seal covers both.
func sealed(body string, s Signature) []para {
	if name := oneLine(s.Name); name != "" {
		body = name
	}
	return []para{{role: signRole, text: body + "（盖章）"}, {role: signRole, text: dayOrOpen(s.Day)}}
}

func dayOrOpen(d org.Date) string {
	if day := d.Chinese(); day != "" {
		return day
	}
	return openDay
}

// month is a date as forms write a month: 1996.07.
func month(d org.Date) string { return org.Date(d[:min(len(d), len("1996-07"))]).Dotted() }

// oneLine is clean text with its line breaks as spaces.
func oneLine(s string) string {
	out := ""
	for i, line := range lines(s) {
		if i > 0 {
			out += " "
		}
		out += line
	}

	return out
}

// minimum is the least height of a row on a filled and on a blank form.
func (h Head) minimum(filled, blank int) int {
	if h.Blank {
		return blank
	}
	return filled
}

// shortRow is the least height of a row of facts.
const shortRow = 340

// aspectRow is a row of a label over labelSpan columns and what was said over span columns.
func (h Head) aspectRow(labelSpan, span int, a Aspect, blank int) row {
	return row{
		cells: []box{label(labelSpan, oneLine(a.Label)), prose(span, h.text(a.Text))},
		min:   h.minimum(shortRow, blank), grow: 2,
	}
}
