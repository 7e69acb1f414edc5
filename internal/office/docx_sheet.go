package office

import (
	"strings"
	"unicode/utf8"
)

// write sets the form but for the paragraph that ends its section, and says on how many pages.
func (f *paper) write(m *markup) (pages int) {
	lay := f.lay()
	d := densities[lay.density]
	m.annexLine(f.annex, f.mark)
	for _, line := range titleLines(f.title, titles[d.title].size) {
		m.plain(titleStyle(d.title), line)
	}

	if f.subtitle != "" {
		m.plain(styleSubtitle, f.subtitle)
	}

	for _, line := range f.meta() {
		m.plain(line.style, line.text)
	}

	m.table(f.grid, lay.rows, lay.heights, lay.density)
	return lay.pages
}

// metaText is a line between title and table.
type metaText struct{ style, text string }

// meta is the filling unit on the left and the date on the right, on one line if both go on it in 小四 or in 五号.
func (f *paper) meta() []metaText {
	both := f.unit + "　" + f.date
	switch {
	case twips(both, 24) <= formWidth:
		return []metaText{{styleMeta, f.unit + "\t" + f.date}}
	case twips(both, 21) <= formWidth:
		return []metaText{{styleMetaSmall, f.unit + "\t" + f.date}}
	}

	out := []metaText{}
	for i, line := range wrapped(f.unit, formWidth/210-1) {
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

// titleLines breaks a title set in the size, in half points, into lines as a trapezium, at the breaks that it brings or
// before the usual endings of the names of forms, so that no word is torn.
func titleLines(title string, size int) []string {
	if strings.Contains(title, "\n") {
		return lines(title)
	}

	n, room := utf8.RuneCountInString(title), formWidth/(size*10)
	if n <= room-1 {
		return []string{title}
	}

	for _, end := range []string{"创先争优工作情况登记表", "工作情况登记表", "情况登记表", "登记表"} {
		upper, ok := strings.CutSuffix(title, end)
		if u := utf8.RuneCountInString(upper); ok && u != n-u && u > 2 && u <= room {
			return []string{upper, end}
		}
	}

	return wrapped(title, min(room, (n+1)/2+1))
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
