package office

import (
	"regexp"
	"slices"
	"strconv"
	"strings"

	"lingping/internal/domain/org"
	"lingping/internal/errs"
	"lingping/internal/i18n"
)

// row reads one row below the head, in each of the lists that stand side by side. Blank rows mean nothing; repeated
// heads, totals and notes are passed over with a word about it.
func (r *rosterReader) row(l line) error {
	r.line = l
	if h := r.nextHead(l); h != nil {
		r.begins(h)
		return nil
	}

	for _, list := range r.lists {
		r.rosterList, r.faulty, r.spoilt = list, false, nil
		r.list()
	}
	return r.many.failed
}

// nextHead is the head of another list that begins below the one at hand, with columns that stand otherwise; nil for any
// other row.
func (r *rosterReader) nextHead(l line) *head {
	if len(r.lists) != 1 || !r.mayBeHead(l) {
		return nil
	}

	old := r.lists[0].head
	h := readHead(old.lexicon, labelsOf(old.lexicon, nil, l.cells), l.at, l.at)
	if len(h.missing()) > 0 || h.size() < fewestWords || len(h.parts()) > 1 {
		return nil
	}

	for column := range h.labels {
		if h.labels[column].text != textAt(l.cells, column) {
			return nil
		}
	}

	alike := slices.EqualFunc(h.labels, old.labels[:min(len(h.labels), len(old.labels))], func(a, b headLabel) bool { return a.text == b.text })
	if alike {
		return nil
	}

	return h
}

// mayBeHead reports whether a row names a column that must be there, and all that it says could be heads.
func (r *rosterReader) mayBeHead(l line) bool {
	lex, required := r.lists[0].head.lexicon, false
	for _, c := range l.cells {
		if c.text == "" {
			continue
		}

		if len(c.text) > 60 || c.form != asText {
			return false
		}

		if !required && strings.ContainsAny(c.text, "名称稱Nn") { // few values hold these, and every row is asked
			claim := lex.rankOf(unwrapped(c.text))
			required = claim != nil && claim.field == nameOf(lex.kind)
		}
	}

	return required
}

// begins ends the list at hand and begins another below it.
func (r *rosterReader) begins(h *head) {
	old := r.lists[0]
	r.rosterList = old
	r.finish()
	r.lists = nil
	r.open(h)
	r.rosterList = r.lists[0]
	r.titles, r.section = old.titles, old.section
	r.warn(h.at, "", "这一行是另一个表头，下面的各行照它读。")
}

// list reads the row's part that belongs to the list at hand.
func (r *rosterReader) list() {
	if r.sectionRow() || r.standingRow() || r.blank() || r.aside() {
		return
	}

	r.seeHeadless()

	r.sheet.Rows++
	if r.progress() != nil && r.sheet.Rows%1000 == 0 {
		r.progress()(r.name, r.sheet.Rows)
	}

	r.veil()
	r.spoil()
	switch r.head.kind {
	case org.UnitSheet:
		r.unit()
	case org.PersonSheet:
		r.person()
	case org.PostSheet:
		r.post()
	case org.ChargeSheet:
		r.charge()
	}
}

func (r *rosterReader) progress() Progress { return r.how.Progress }

// inside reports whether a column belongs to the list; the last one reaches as far as there are cells.
func (r *rosterReader) inside(column int) bool {
	return column >= r.head.from && (column < r.head.to || r.head.to >= len(r.head.labels))
}

// blank reports whether no column that is used has anything of its own; a running number alone makes no row.
func (r *rosterReader) blank() bool {
	for column := range r.line.cells {
		c := r.at(column)
		if c.fill == own && c.text != "" && r.head.uses(column) && plain(c.text) != "" {
			return false
		}
	}

	r.pass()
	return true
}

// sectionName matches a row that only names a unit: the rows below it belong there.
var sectionName = regexp.MustCompile(`(?:支部|总支|总支部|党委|党工委|委员会|党小组|党组织)(?:[(（].*[)）])?[:：]?(?:党员(?:名单|名册|花名册)?)?[:：]?$`)

// sectionRow remembers a row in which nothing stands but the name of a unit.
func (r *rosterReader) sectionRow() bool {
	text, filled := "", 0
	for column, c := range r.line.cells {
		if r.inside(column) && c.fill == own && plain(c.text) != "" {
			text = unwrapped(c.text)
			filled++
		}
	}

	if filled != 1 || r.head.kind == org.UnitSheet || !sectionName.MatchString(simplified(org.Fold(text))) {
		return false
	}

	r.section, r.standingAbove = text, ""
	return true
}

// aside reports whether the row is not one of the list.
func (r *rosterReader) aside() bool {
	first, filled, heads, hints, counted := "", 0, 0, 0, 0
	for column := range r.line.cells {
		text := unwrapped(r.line.cells[column].text)
		if r.line.cells[column].fill != own || text == "" || !r.inside(column) {
			continue
		}

		if first == "" {
			first = simplified(org.Fold(text))
		}

		filled++
		if org.Fold(text) == strconv.Itoa(counted+1) {
			counted++
		}

		if column < len(r.head.labels) && strings.Join(strings.Fields(text), "") == r.head.labels[column].text {
			heads++
		}

		if r.lines < hintRows && isHint(text) {
			hints++
		}
	}

	r.lines++
	switch {
	case heads > 1 && heads*2 > filled:
		r.warn(r.line.at, "", "这一行是重复的表头，已略过。")
	case r.lines == 1 && counted >= 2 && counted >= filled-1 && filled >= 3: // 甲, 1, 2, 3: the numbers of the columns
		r.warn(r.line.at, "", "这一行是填表提示，已略过。")
	case r.lines <= hintRows && (hints*2 >= filled && hints > 0 || isExample(first)):
		r.warn(r.line.at, "", "这一行是填表提示，已略过。")
		r.lines--
	case sumRow.MatchString(first):
		r.warn(r.line.at, "", "这一行是“%s”，已略过。", first)
	case filled <= 3 && isFootnote(first), filled == 1 && pageRow.MatchString(first):
		r.warn(r.line.at, "", "这一行是说明（%s），已略过。", shortened(first))
	default:
		return false
	}

	return true
}

// hintRows is below a head in how many rows there may be hints.
const hintRows = 3

var hintWord = regexp.MustCompile(`必填|选填|可不填|^填|请填|请选|填写|格式|下拉|文本型|单选|多选|例如|^如[:：]|示例|^正式党员[/、或]预备党员|^男[/、或]女$|(?i)yyyy`)

// sumRow is how a row of sums begins, and pageRow all that stands in a row between two pages.
var (
	sumRow  = regexp.MustCompile(`^[合小总共累]计[:：]?[\d.]*[人名个]?$`)
	pageRow = regexp.MustCompile(`^(?:第\d+页(?:[,，/]?共\d+页)?|[-—–一]+\d+[-—–一]+|续表.*|.*[(（]续[)）]|[(（]?[接续]上页[)）]?)$`)
)

// isHint reports whether a cell tells how its column is filled in.
func isHint(text string) bool { return hintWord.MatchString(simplified(org.Fold(text))) }

// isExample reports whether a row that begins so shows how a row is filled in.
func isExample(first string) bool {
	return slices.Contains([]string{"例", "示例", "样例", "例如", "例:", "示例:", "填写示例"}, first)
}

// isFootnote reports whether a row that begins so stands below a list rather than in it.
func isFootnote(text string) bool {
	for _, begin := range []string{"注:", "注：", "说明:", "备注:", "填表说明", "填报单位", "填表人", "填报人", "填报日期", "填表日期", "填报时间", "填表时间", "制表", "审核人", "负责人", "单位负责人", "联系人:"} {
		if strings.HasPrefix(text, begin) {
			return true
		}
	}
	return false
}

// shortened is the beginning of a text, for a sentence.
func shortened(text string) string {
	if runes := []rune(text); len(runes) > 12 {
		return string(runes[:12]) + "…"
	}
	return text
}

// at is the cell of a column; values that merged cells lend from the left belong to heads only.
func (r *rosterReader) at(column int) cell {
	if column >= len(r.line.cells) || r.line.cells[column].fill == across || r.how.SkipHidden && r.veiled.hides(column) {
		return cell{}
	}
	return r.line.cells[column]
}

// cell is the field's cell: the first of its columns with something in it. A cell that holds no value at all, such as
// #REF!, has been told of and is empty here.
func (r *rosterReader) cell(field org.Field) cell {
	if columns := r.head.dates[field]; columns != nil {
		return r.joined(columns)
	}

	for _, column := range r.head.columns[field] {
		if c := r.at(column); plain(c.text) != "" && wrongCell(c) == "" {
			return c
		}
	}

	return cell{}
}

// joined is a date whose year, month and day stand in columns of their own.
func (r *rosterReader) joined(columns []int) cell {
	text := ""
	for _, column := range columns {
		c := r.at(column)
		if part := strings.TrimRight(code(c.text), "年月日份"); part != "" && wrongCell(c) == "" {
			text = strings.TrimPrefix(text+"-"+part, "-")
		}
	}
	return cell{text: text}
}

func (r *rosterReader) place() org.Row {
	return org.Row{Sheet: r.sheet, At: r.line.at, Faulty: r.faulty}
}

func (r *rosterReader) fault(field org.Field, text errs.Sentence, args ...any) {
	r.faulty = true
	r.sheets.Notes.Add(org.Note{Level: org.Fault, Sheet: r.sheet, Row: r.line.at, Field: field, Text: text, Args: args})
}

// unreadable says that a cell can't be read; where the office has said so, it counts as empty.
func (r *rosterReader) unreadable(field org.Field, text errs.Sentence, args ...any) {
	if !r.how.Blank[field] || !MayBlank(r.head.kind, field) {
		r.fault(field, text, args...)
		last := len(r.sheets.Notes.List) - 1
		r.sheets.Notes.List[last].Blank = MayBlank(r.head.kind, field)
		return
	}

	if r.blanked == nil {
		r.blanked = map[org.Field]int{}
	}

	r.blanked[field]++
}

// MayBlank reports whether cells of a column that can't be read may count as empty: not where the row is nothing without
// them, nor what tells who it is.
func MayBlank(kind org.SheetKind, field org.Field) bool {
	switch field {
	case org.FieldNumber, org.FieldName, org.FieldCode, org.FieldBranch, org.FieldParent, "":
		return false
	}
	return slices.ContainsFunc(rosterHeads[kind], func(c headColumn) bool { return c.field == field && !c.required })
}

func (r *rosterReader) warn(row int, field org.Field, text errs.Sentence, args ...any) {
	r.sheets.Notes.Add(org.Note{Level: org.Warning, Sheet: r.sheet, Row: row, Field: field, Text: text, Args: args})
}

// require says that the field must be filled.
func (r *rosterReader) require(field org.Field, value string) {
	if value == "" && !r.spoilt[field] {
		r.fault(field, "没有写%s；这一列必须填。", i18n.Word(field))
	}
}

// manyWords is how many different words or dates of a sheet are remembered.
const manyWords = 100_000

// text is the field as written; word is one that many rows share, kept once.
func (r *rosterReader) text(field org.Field) string { return plain(r.cell(field).text) }

func (r *rosterReader) word(field org.Field) string { return r.kept(unwrapped(r.cell(field).text)) }

func (r *rosterReader) kept(text string) string {
	if known, ok := r.words[text]; ok {
		return known
	}

	text = strings.Clone(text)
	if len(r.words) < manyWords {
		r.words[text] = text
	}

	return text
}

// number is the field as a code or number. A long number that was stored as a number has lost its last digits.
func (r *rosterReader) number(field org.Field) string {
	c := r.cell(field)
	value, lost := identity(c)
	if lost {
		r.unreadable(field, "%s被存成了数字，末几位已经丢失；请把这一列设为文本重新填写，或删去这一列。", i18n.Word(field))
		return ""
	}

	return value
}

func (r *rosterReader) date(field org.Field) org.Date {
	c := r.cell(field)
	if word := dateEnding[field]; word != "" && strings.HasSuffix(c.text, word) {
		c.text = strings.TrimSuffix(c.text, word)
	}

	d, known := r.dates[c]
	if !known {
		d = readDate(c)
		if len(r.dates) < manyWords {
			r.dates[c] = d
		}
	}

	switch {
	case d.wrong:
		r.unreadable(field, "“%s”不是日期；请写作 1985.06 或 1985-06-01 的样子。", shortened(plain(c.text)))
	case d.doubt != "":
		r.warn(r.line.at, field, d.doubt, d.doubtArgs(plain(c.text))...)
	}

	return d.date
}

// dateEnding is the word that people put behind a date of the field: 2001年7月入党.
var dateEnding = map[org.Field]string{org.FieldJoined: "入党", org.FieldFull: "转正", org.FieldFrom: "任职"}
