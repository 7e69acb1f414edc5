package office

import (
	"strconv"
	"strings"

	"lingping/internal/domain/org"
	"lingping/internal/domain/review"
	"lingping/internal/i18n"
)

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
	Problems []string // one an item, without numbers
}

// Measure is what is done about a problem 〔四(五)〕.
type Measure struct {
	Problem string
	Text    string
	Owner   string
	Due     org.Date
}

// Signature is a place for a name or a seal and a day. Both are left empty for pen and stamp unless they are given.
type Signature struct {
	Name string
	Day  org.Date
}

// Head is what stands above the table of a sheet. Empty fields have the words of the notice's own annex.
type Head struct {
	Annex  string     // 附件3
	Title  string     // of one or, with a line break, of two lines; without the 《》
	Unit   string     // 填报单位
	Filled org.Date   // 填表日期; an unknown one is left open
	Blank  bool       // prints a form to be filled by hand: known facts stand on it, all other cells are empty
	Terms  i18n.Terms // the institution's words for those of the form
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
		title: titleLines(clean(title)),
		unit:  "填报单位（盖章）：" + oneLine(h.Unit),
		date:  "填表日期：" + dayOrOpen(h.Filled),
		blank: h.Blank,
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

// tickRoom is how many half ems of options go on a line: so many fit into the narrower of the cells in 小四.
const tickRoom = 28

// ticks is a cell of options with their boxes. Lines are broken between options, or a box would be torn from its word.
func ticks(span int, options []Option) box {
	var text strings.Builder
	used := 0
	for i, o := range options {
		width := ems("□" + oneLine(o.Name))
		switch {
		case i > 0 && used+1+width > tickRoom:
			text.WriteString("\n")
			used = 0
		case i > 0:
			text.WriteString(" ")
			used++
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

// numbered is a list of items as paragraphs; on a filled form an empty one says 无.
func (h Head) numbered(items []string) []para {
	if list := numbered(items); list != nil || h.Blank {
		return list
	}
	return paragraphs("", h.text(""))
}

// numbered is the items that say something, with numbers; a single one needs none.
func numbered(items []string) []para {
	var kept [][]para
	for _, item := range items {
		if text := paragraphs("", item); text != nil {
			kept = append(kept, text)
		}
	}

	var out []para
	for i, text := range kept {
		if len(kept) > 1 {
			text[0].text = strconv.Itoa(i+1) + ". " + text[0].text
		}
		out = append(out, text...)
	}

	return out
}

// measureItems are measures as items of a list.
func measureItems(measures []Measure) []string {
	var out []string
	for _, m := range measures {
		item := oneLine(m.Problem)
		for _, part := range []struct{ name, text string }{
			{"措施：", oneLine(m.Text)}, {"责任人：", oneLine(m.Owner)}, {"完成时限：", m.Due.Dotted()},
		} {
			if part.text == "" && part.name != "措施：" { // that one is then left for the pen
				continue
			}

			if item != "" {
				item = strings.TrimRight(item, "。；") + "；"
			}

			item += part.name + part.text
		}

		out = append(out, item)
	}

	return out
}

// signed is the place for a signature and its day: on one line, or on two where the words before it are long.
func signed(what string, s Signature) []para {
	name := clean(s.Name)
	if ems(what)+max(ems(name), 12)+2+ems(openDay) > 52 {
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
