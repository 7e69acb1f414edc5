package office

import (
	"maps"
	"regexp"
	"slices"
	"strings"

	"lingping/internal/domain/org"
	"lingping/internal/i18n"
)

// groupedColumn sees whether a column is filled only in the first row of each group. Where the same value stands in two
// rows that follow each other it is not, and an empty cell means nothing.
type groupedColumn struct {
	last     string
	repeated bool // a value stands in two rows one after the other
	headless bool // the first rows have no value
	fills    []groupFill
}

type groupFill struct {
	at    int // of the row among those of its kind
	value string
	owed  bool // somebody stands there who has one: a row of the group
	sure  bool // it was known at once that the column is not filled by group
}

func (g *groupedColumn) add(at int, value string, owed bool) {
	switch {
	case value != "":
		g.repeated = g.repeated || value == g.last
		g.last = value
	case g.last == "":
		g.headless = true
	default:
		g.fills = append(g.fills, groupFill{at: at, value: g.last, owed: owed, sure: !g.maybe()})
	}
}

// maybe reports whether an empty cell may still be meant to be as the one above it.
func (g *groupedColumn) maybe() bool { return g.last != "" && !g.repeated && !g.headless }

func (g *groupedColumn) holds() bool {
	return !g.repeated && !g.headless && slices.ContainsFunc(g.fills, func(f groupFill) bool { return f.owed })
}

// surroundings are what stands around a row that names no branch.
func (r *rosterReader) surroundings() *org.Around {
	if a, ok := r.around[r.section]; ok {
		return a
	}

	a := &org.Around{Section: unitIn(r.section), Titles: r.titles, File: r.file}
	r.around[r.section] = a
	return a
}

// unitAround is the unit that the row's section names.
func (r *rosterReader) unitAround() string { return unitIn(r.section) }

var (
	sectionTail = regexp.MustCompile(`[(（][^()（）]*[)）]|党员(?:名单|名册|花名册)?$|[:：]\s*$|共?\d+人$`)
	sectionHead = regexp.MustCompile(`^(?:[(（]?(?:\d{1,2}|[一二三四五六七八九十]{1,3})[)）.、．]|党支部名称[:：]|所在党支部[:：]|支部[:：])\s*`)
)

// unitIn is the unit that a row of its own names, without the number before and the count behind it.
func unitIn(section string) string {
	text := sectionHead.ReplaceAllString(strings.TrimSpace(section), "")
	return strings.TrimSpace(sectionTail.ReplaceAllString(text, ""))
}

// veilCount is how much of a sheet was not shown.
type veilCount struct {
	rows, first, left int
}

// veil counts the row when it is hidden.
func (r *rosterReader) veil() {
	if !r.line.hidden || r.rosterList != r.lists[0] {
		return
	}

	if r.veils.rows++; r.veils.rows == 1 {
		r.veils.first = r.line.at
	}
}

// finish says what is said once for a list.
func (r *rosterReader) finish() {
	if n := len(r.spaced); n > 0 {
		r.warn(r.spaced[0], org.FieldName, "有 %d 个姓名中间有空格，已经去掉（第一个在第 %d 行）。", n, r.spaced[0])
	}

	for _, s := range r.rosterList.strange {
		r.sheets.Strange = append(r.sheets.Strange, org.StrangeWord{Sheet: r.sheet, Field: s.field, Word: s.word, Rows: s.rows})
		if s.rows > 1 && !s.each {
			r.sheets.Notes.Add(org.Note{Level: org.Fault, Sheet: r.sheet, Row: s.first, Field: s.field,
				Text: "写“%s”的还有 %d 行（到第 %d 行），都没有读；说明它是什么，就全部照此读。", Args: []any{s.word, s.rows - 1, s.last}})
		}
	}

	for _, field := range slices.Sorted(maps.Keys(r.blanked)) {
		r.warn(0, field, "“%s”一列里读不懂的 %d 格，按要求作为空着导入。", i18n.Word(field), r.blanked[field])
	}

	r.fillGroups()
	r.unfilled()
	r.tellUnread()
	if r.rosterList == r.lists[0] {
		r.tellVeils()
	}

	if r.progress() != nil && r.sheet != nil {
		r.progress()(r.name, r.sheet.Rows)
	}
}

// fillGroups gives the rows of a group the value that stands in its first row, and says so.
func (r *rosterReader) fillGroups() {
	if !r.grouped.holds() {
		return
	}

	field := org.FieldUnit
	for _, f := range r.grouped.fills {
		if r.head.kind == org.PersonSheet {
			field = org.FieldBranch
			r.fillBranch(f.at, f.value)
		}

		for _, row := range r.seatsFrom(f.at) {
			row.Unit = f.value
		}
	}

	r.sheet.Grouped = r.sheet.Columns[field]
	r.warn(0, field, "“%s”只写在每组的第一行，下面空着的 %d 行都算作与上面相同；如不是本意，请逐行写明。", i18n.Word(field), len(r.grouped.fills))
}

// unfilled says of rows of 职务 and 分工 whose unit is missing and is not that of the row above.
func (r *rosterReader) unfilled() {
	if r.grouped.holds() || r.head.kind != org.PostSheet && r.head.kind != org.ChargeSheet {
		return
	}

	for _, f := range r.grouped.fills {
		if f.sure {
			continue // it has been told
		}

		rows := r.seatsFrom(f.at)
		for _, row := range rows {
			row.Faulty = true
		}

		if len(rows) > 0 {
			r.sheets.Notes.Add(org.Note{Level: org.Fault, Sheet: r.sheet, Row: rows[0].At, Field: org.FieldUnit,
				Text: "没有写%s；这一列必须填。", Args: []any{i18n.Word(org.FieldUnit)}})
		}
	}
}

// seatsFrom are the posts or charges of one row, the first of which is given.
func (r *rosterReader) seatsFrom(first int) []*org.SeatRow {
	var rows []*org.SeatRow
	add := func(row *org.SeatRow) bool {
		if len(rows) > 0 && row.Row != rows[0].Row {
			return false
		}
		rows = append(rows, row)
		return true
	}

	switch r.head.kind {
	case org.PostSheet:
		for at := first; at < len(r.sheets.Posts) && add(&r.sheets.Posts[at].SeatRow); at++ {
		}
	case org.ChargeSheet:
		for at := first; at < len(r.sheets.Charges) && add(&r.sheets.Charges[at].SeatRow); at++ {
		}
	}

	return rows
}

// tellVeils names the hidden sheet, rows and columns: they are read like the others, unless they are left out by choice.
func (r *rosterReader) tellVeils() {
	var hidden []string
	for column := range r.head.labels {
		if r.head.uses(column) && r.veiled.hides(column) {
			hidden = append(hidden, columnName(column)+" "+r.head.labels[column].text)
		}
	}

	r.sheet.Veiled = r.hidden || r.veils.rows+r.veils.left+len(hidden) > 0
	if r.hidden {
		r.warn(0, "", "这张表是隐藏的，照样读了；不要它就选“不读隐藏的内容”。")
	}

	if r.veils.rows > 0 {
		r.warn(r.veils.first, "", "有 %d 行是隐藏或筛选掉的（第一行在第 %d 行），照样读了；不要它们就选“不读隐藏的内容”。", r.veils.rows, r.veils.first)
	}

	if r.veils.left > 0 {
		r.warn(0, "", "有 %d 行是隐藏或筛选掉的，按要求没有读。", r.veils.left)
	}

	switch {
	case len(hidden) > 0 && r.how.SkipHidden:
		r.warn(0, "", "隐藏的列（%s）按要求没有读。", strings.Join(hidden, "、"))
	case len(hidden) > 0:
		r.warn(0, "", "有隐藏的列（%s），照样读了；不要它们就选“不读隐藏的内容”。", strings.Join(hidden, "、"))
	case r.veiled != nil && r.veiled.filtered && r.veils.rows+r.veils.left == 0:
		r.warn(0, "", "这张表设了筛选，没有被筛选掉的行；全部读了。")
	}
}
