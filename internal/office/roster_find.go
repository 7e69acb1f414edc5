package office

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"lingping/internal/domain/org"
)

// findHead finds the head of the kind among the first lines: the row, or two rows of a merged head, that names the most
// columns. It is nil when none names any.
func findHead(lex *lexicon, lines []line) *head {
	var best *head
	second := false // the line is the lower row of a head that begins above it
	for i := range lines {
		if lines[i].at > lastHeadRow {
			break
		}

		lower := second
		var candidates []*head
		candidates, second = headsAt(lex, lines[i:], lower)
		for _, h := range candidates {
			switch {
			case h.size() == 0:
			case best == nil, h.size() > best.size(), lower && h.size() == best.size() && h.start == best.at:
				best = h
			case h.size() == best.size() && h.start > best.start && h.start <= best.at: // a title above is no part of the head
				best = h
			}
		}
	}

	return best
}

// headsAt are the heads that may begin in the first of the lines: it alone, and together with the one below it. second tells that
// the row below belongs to one of them. A row that is itself the lower of a head begins one only where three rows are a head.
func headsAt(lex *lexicon, lines []line, lower bool) (heads []*head, second bool) {
	upper := lines[0]
	alone := readHead(lex, labelsOf(lex, nil, upper.cells), upper.at, upper.at)
	if heads = []*head{alone}; lower {
		heads = nil
	}

	if len(lines) < 2 || lines[1].at != upper.at+1 {
		return heads, false
	}

	two := readHead(lex, labelsOf(lex, upper.cells, lines[1].cells), upper.at, lines[1].at)
	goesOn := isSecondRow(lex, upper.cells, lines[1].cells)
	switch {
	case lower && goesOn:
		return []*head{two}, true
	case lower:
	case goesOn && two.size() >= alone.size():
		return []*head{two}, alone.size() >= fewestWords
	case two.size() > alone.size()+1:
		heads = append(heads, two)
	}

	return heads, false
}

// isSecondRow reports whether the row belongs to the head above it: all that it says itself stands below a cell that
// spans several columns, or is a word of heads.
func isSecondRow(lex *lexicon, upper, lower []cell) bool {
	below := 0
	for column := range lower {
		text := textAt(lower, column)
		if lower[column].fill == across && text == textAt(upper, column) && text != "" {
			return false // a block that goes on below
		}

		if lower[column].fill != own || text == "" {
			continue
		}

		lone := textAt(upper, column) == "" && below > 0 && utf8.RuneCountInString(text) <= 8 && !strings.ContainsFunc(text, unicode.IsDigit)
		known := lex.rankOf(text) != nil || dateWords[plainLabel(text)] > 0 && textAt(upper, column) != ""
		if !spans(upper, column) && !known && !lone {
			return false
		}

		below++
	}

	return below > 0
}

// spans reports whether the column lies below a merged cell of several columns.
func spans(cells []cell, column int) bool {
	across := func(at int) bool { return at < len(cells) && cells[at].fill == across && cells[at].text != "" }
	return across(column) || across(column+1) && textAt(cells, column) != ""
}

// labelsOf is what a head says of each column.
func labelsOf(lex *lexicon, upper, lower []cell) []headLabel {
	labels := make([]headLabel, max(len(upper), len(lower)))
	for column := range labels {
		l := headLabel{upper: rawAt(upper, column), lower: rawAt(lower, column)}
		above, below := textAt(upper, column), textAt(lower, column)
		switch {
		case (below == "" || below == above) && lent(upper, column) && (below == "" || lent(lower, column)):
			l = headLabel{} // the rest of a merged cell, which names its first column
		case below == "" && above == "":
		case above == "" && lent(lower, column):
			l = headLabel{}
		case below == "" || below == above:
			l.text, l.lower = above, ""
		case above == "" || lex.rankOf(l.lower) != nil:
			l.text = below
		default:
			l.text = above + "/" + below
		}

		labels[column] = l
	}

	return labels
}

// lent reports whether what a cell shows is that of a merged cell further left.
func lent(cells []cell, column int) bool {
	return column < len(cells) && cells[column].fill == across
}

func rawAt(cells []cell, column int) string {
	if column >= len(cells) || plain(cells[column].text) == "" {
		return ""
	}
	return cells[column].text
}

func textAt(cells []cell, column int) string {
	return strings.Join(strings.Fields(rawAt(cells, column)), "")
}

// readHead maps the labels to columns. Where two columns claim a field the surer head wins, then the one further left.
func readHead(lex *lexicon, labels []headLabel, start, at int) *head {
	return readPart(lex, labels, start, at, 0, max(len(labels), 1))
}

// readPart is the head of a part of the columns.
func readPart(lex *lexicon, labels []headLabel, start, at, from, to int) *head {
	h := &head{lexicon: lex, start: start, at: at, from: from, to: to, columns: map[org.Field][]int{}, labels: labels}
	best := map[org.Field]claim{}
	several := map[org.Field][]claim{}
	for column := from; column < min(to, len(labels)); column++ {
		c := lex.claimOf(labels[column])
		switch {
		case c == nil:
			h.askOrPost(column)
		case c.partOf > 0:
			h.addDate(c.field, column)
		case isMany(lex.kind, c.field):
			h.columns[c.field] = append(h.columns[c.field], column)
			several[c.field] = append(several[c.field], *c)
		default:
			was, taken := best[c.field]
			if !taken || c.rank < was.rank {
				best[c.field], h.columns[c.field] = *c, []int{column}
			} else if c.rank == was.rank { // 学历 over 全日制 and 在职, or a head that stands twice: the first that is filled
				apart := c.lent || labels[column].upper != labels[h.columns[c.field][0]].upper
				h.columns[c.field] = append(h.columns[c.field], column)
				h.twice = append(h.twice, twice{c.field, apart})
			}
		}
	}

	for field, claims := range several {
		columns := h.columns[field]
		order := make([]int, len(columns))
		for i := range order {
			order[i] = i
		}

		slices.SortStableFunc(order, func(a, b int) int { return claims[a].rank - claims[b].rank })
		sorted := make([]int, len(columns))
		for i, from := range order {
			sorted[i] = columns[from]
		}

		h.columns[field] = sorted
	}

	for field := range h.dates {
		delete(h.columns, field)
	}

	if n := len(h.posts); n == 1 && h.kind == org.PersonSheet {
		h.posts = nil // one column named like a post may be anything
	}

	h.addOthers()
	return h
}

func isMany(kind org.SheetKind, field org.Field) bool {
	return slices.ContainsFunc(rosterHeads[kind], func(c headColumn) bool { return c.field == field && c.many })
}

// askOrPost takes a column that is no field: one that asks something, or is named after a post.
func (h *head) askOrPost(column int) {
	l := h.labels[column]
	if _, said := h.told(l.text); said {
		return // it is not to be used
	}

	if whole, _ := forms(l.upper + l.lower); h.kind == org.PersonSheet && slices.ContainsFunc(whole, func(form string) bool { return dutyHeads[simplified(form)] }) {
		h.duties = append(h.duties, column)
		return
	}

	if a, ok := h.askedOf(l); ok {
		a.column = column
		h.asked = append(h.asked, a)
		return
	}

	if h.kind != org.PersonSheet && h.kind != org.PostSheet {
		return
	}

	if p, ok := h.postOf(l); ok {
		p.column = column
		h.posts = append(h.posts, p)
	}
}

// dutyHeads are the heads of a column in which a list of persons says what posts they hold in their branch.
var dutyHeads = map[string]bool{"党内职务": true, "党内职务名称": true, "党内现任职务": true, "担任党内职务": true, "现任党内职务": true, "党内任职": true,
	"党内任职情况": true, "党内职务情况": true, "党支部职务": true, "支部职务": true, "支部内职务": true, "支部任职": true, "党务职务": true}

func (h *head) addDate(field org.Field, column int) {
	if h.dates == nil {
		h.dates = map[org.Field][]int{}
	}
	h.dates[field] = append(h.dates[field], column)
}

// addOthers adds the columns that serve where others are empty or missing.
func (h *head) addOthers() {
	if h.kind == org.PostSheet && h.columns[org.FieldPost] != nil {
		h.posts = nil
	}

	if h.kind == org.UnitSheet {
		return
	}

	h.addNumbers(secondNumbers)
	if h.columns[org.FieldNumber] == nil {
		h.addNumbers(lastNumbers)
	}
}

func (h *head) addNumbers(heads string) {
	words := spelledOut(heads)
	for column := h.from; column < min(h.to, len(h.labels)); column++ {
		if _, said := h.told(h.labels[column].text); said {
			continue
		}

		whole, _ := forms(h.labels[column].upper + h.labels[column].lower)
		if slices.ContainsFunc(whole, func(form string) bool { return slices.Contains(words, simplified(form)) }) {
			h.columns[org.FieldNumber] = append(h.columns[org.FieldNumber], column)
			return
		}
	}
}

// nameOf is the column by which two lists that stand side by side are told apart.
func nameOf(kind org.SheetKind) org.Field {
	if kind == org.UnitSheet {
		return org.FieldUnitName
	}
	return org.FieldName
}

// parts are the heads of the lists that stand side by side under one head: the head itself where there is one list.
func (h *head) parts() []*head {
	names := h.columns[nameOf(h.kind)]
	if len(names) == 0 {
		return []*head{h}
	}

	var starts []int
	first := names[0]
	for column := first; column < len(h.labels); column++ {
		c := h.claimOf(h.labels[column])
		if h.labels[column].text == h.labels[first].text && c != nil && c.field == nameOf(h.kind) {
			starts = append(starts, column)
		}
	}

	if len(starts) < 2 {
		return []*head{h}
	}

	begin := first // the first column of the first list
	for begin > 0 && h.labels[begin-1].text != "" && (h.uses(begin-1) || h.repeats(begin-1, starts[1]-first)) {
		begin--
	}

	var parts []*head
	for i, name := range starts {
		from, to := name-(first-begin), len(h.labels)
		if i+1 < len(starts) {
			to = starts[i+1] - (first - begin)
		}
		parts = append(parts, readPart(h.lexicon, h.labels, h.start, h.at, from, max(to, from)))
	}

	return parts
}

// repeats reports whether the label stands again so many columns further on.
func (h *head) repeats(column, further int) bool {
	return column+further < len(h.labels) && h.labels[column].text == h.labels[column+further].text
}
