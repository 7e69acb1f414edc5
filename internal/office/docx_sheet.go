package office

import (
	"strings"
	"unicode/utf8"
)

// Heights of what stands above the table, in twips.
const (
	annexLine = 480
	titleLine = 600
	metaLine  = 420
)

// write sets the form; newPage begins a page with it.
func (f *paper) write(m *markup, newPage bool) {
	lay := f.lay()
	m.plain(styleAnnex, f.annex, newPage)
	for _, line := range f.title {
		m.plain(styleTitle, line, false)
	}

	if f.subtitle != "" {
		m.plain(styleSubtitle, f.subtitle, false)
	}

	for _, line := range f.meta() {
		m.plain(line.style, line.text, false)
	}

	for i, page := range lay.pages {
		if i > 0 {
			m.plain(styleMeta, f.annex+"（续）　　"+f.subject, true)
		}
		m.table(f.grid, page.rows, page.heights, lay.density)
	}

	m.plain(styleEnd, "", false)
}

// metaText is a line between title and table.
type metaText struct{ style, text string }

// meta is the filling unit on the left and the date on the right, on one line if both go on it in 小四 or in 五号.
func (f *paper) meta() []metaText {
	wide := ems(f.unit) + ems(f.date) + 2
	switch {
	case wide <= 2*typeWidth/240:
		return []metaText{{styleMeta, f.unit + "\t" + f.date}}
	case wide <= 2*typeWidth/210:
		return []metaText{{styleMetaSmall, f.unit + "\t" + f.date}}
	}

	out := []metaText{}
	for i, line := range wrapped(f.unit, typeWidth/210-1) {
		if i > 0 {
			line = "　　" + line
		}
		out = append(out, metaText{styleMetaSmall, line})
	}

	return append(out, metaText{styleMetaSmall, "\t" + f.date})
}

// wrapped cuts s into lines of at most n characters.
func wrapped(s string, n int) []string {
	var out []string
	for utf8.RuneCountInString(s) > n {
		cut := 0
		for range n {
			_, size := utf8.DecodeRuneInString(s[cut:])
			cut += size
		}
		out, s = append(out, s[:cut]), s[cut:]
	}

	return append(out, s)
}

// titleRoom is how many characters of 二号 go on a line.
const titleRoom = typeWidth / 440

// titleLines breaks a title into lines as a trapezium, at the breaks that it brings or before the usual endings of the
// names of forms, so that no word is torn.
func titleLines(title string) []string {
	if strings.Contains(title, "\n") {
		return lines(title)
	}

	n := utf8.RuneCountInString(title)
	if n <= titleRoom-2 {
		return []string{title}
	}

	for _, end := range []string{"创先争优工作情况登记表", "工作情况登记表", "情况登记表", "登记表"} {
		upper, ok := strings.CutSuffix(title, end)
		if u := utf8.RuneCountInString(upper); ok && u != n-u && u > 2 && u <= titleRoom {
			return []string{upper, end}
		}
	}

	return wrapped(title, min(titleRoom, (n+1)/2+1))
}

// spread sets a label of two characters apart, as forms do: 姓　名.
func spread(s string) string {
	if r := []rune(s); len(r) == 2 {
		return string(r[0]) + "　" + string(r[1])
	}
	return s
}

// label is a label over span columns.
func label(span int, text string) box {
	return box{span: span, paras: []para{{role: labelRole, text: spread(text)}}}
}

// narrow is a label in a column of one character's width: its characters are not set apart.
func narrow(text string) box {
	return box{span: 1, paras: []para{{role: labelRole, text: text}}}
}

// value is a short fact, already clean, over span columns, centred.
func value(span int, text string) box {
	return box{span: span, paras: []para{{role: valueRole, text: text}}}
}

// left is a fact, already clean, that begins at the left edge.
func left(span int, text string) box {
	return box{span: span, paras: []para{{role: leftRole, text: text}}}
}

// prose is running text over span columns, a paragraph for each line.
func prose(span int, text string) box {
	return box{span: span, paras: paragraphs("", text)}
}

// paragraphs are the lines of a text, the first after a lead.
func paragraphs(lead, text string) []para {
	var out []para
	for _, line := range lines(text) {
		out = append(out, para{role: textRole, lead: lead, text: line})
		lead = ""
	}

	if out == nil && lead != "" {
		out = []para{{role: textRole, lead: lead}}
	}

	return out
}

// opinion is the rows of a tall cell: text above, the block for signature and date at its lower right, no line between
// and one label at the left of both. The signature is a row of its own because only a whole row can be kept from being
// split.
func opinion(labelSpan, span int, name string, text []para, signature []para, height int) []row {
	head := label(labelSpan, name)
	head.merge = begins
	below := head
	below.merge, below.paras = carries, nil
	return []row{
		{cells: []box{head, {span: span, paras: text, openDn: true, align: "top"}}, min: height, grow: 4, keep: true},
		{cells: []box{below, {span: span, paras: signature, openUp: true, align: "bottom"}}, sign: true},
	}
}

// stack is rows with one upright label at their left; rest gives the other cells of each.
func stack(name string, rows []row) []row {
	for i := range rows {
		head := box{span: 1, merge: carries}
		if i == 0 {
			head = box{span: 1, paras: []para{{role: labelRole, text: name}}, merge: begins}
		}

		if len(rows) == 1 {
			head.merge = apart
		}

		rows[i].cells = append([]box{head}, rows[i].cells...)
	}
	return rows
}
