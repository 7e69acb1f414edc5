package office

import (
	"slices"
	"strings"

	"lingping/internal/domain/org"
	"lingping/internal/errs"
	"lingping/internal/i18n"
)

// row reads one row below the head. Blank rows mean nothing; repeated heads, totals and notes are passed over with a
// word about it.
func (r *rosterReader) row(l line) error {
	r.line, r.faulty = l, false
	if r.blank() || r.aside() {
		return nil
	}

	r.sheet.Rows++
	if r.progress != nil && r.sheet.Rows%1000 == 0 {
		r.progress(r.name, r.sheet.Rows)
	}

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

	return nil
}

// blank reports whether no column that is used has anything of its own; a running number alone makes no row.
func (r *rosterReader) blank() bool {
	for _, columns := range r.head.columns {
		for _, column := range columns {
			if c := r.at(column); c.fill == own && plain(c.text) != "" {
				return false
			}
		}
	}
	return true
}

// aside reports whether the row is not one of the list.
func (r *rosterReader) aside() bool {
	first, filled, heads := "", 0, 0
	for column := range r.line.cells {
		text := unwrapped(r.line.cells[column].text)
		if r.line.cells[column].fill != own || text == "" {
			continue
		}

		if first == "" {
			first = org.Fold(text)
		}

		filled++
		if column < len(r.head.labels) && strings.Join(strings.Fields(text), "") == r.head.labels[column] {
			heads++
		}
	}

	switch {
	case heads > 1 && heads*2 > filled:
		r.warn(r.line.at, "", "这一行是重复的表头，已略过。")
	case slices.Contains([]string{"合计", "小计", "总计", "共计", "累计"}, strings.TrimRight(first, ":：")):
		r.warn(r.line.at, "", "这一行是“%s”，已略过。", first)
	case filled <= 3 && isFootnote(first):
		r.warn(r.line.at, "", "这一行是说明（%s），已略过。", shortened(first))
	default:
		return false
	}

	return true
}

// isFootnote reports whether a row that begins so stands below a list rather than in it.
func isFootnote(text string) bool {
	for _, begin := range []string{"注:", "注：", "说明:", "备注:", "填表说明", "填报单位", "填表人", "填报人", "制表", "审核人", "负责人", "单位负责人", "联系人:"} {
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
	if column >= len(r.line.cells) || r.line.cells[column].fill == across {
		return cell{}
	}
	return r.line.cells[column]
}

// cell is the field's cell: the first of its columns with something in it.
func (r *rosterReader) cell(field org.Field) cell {
	for _, column := range r.head.columns[field] {
		if c := r.at(column); plain(c.text) != "" {
			return c
		}
	}
	return cell{}
}

func (r *rosterReader) place() org.Row {
	return org.Row{Sheet: r.sheet, At: r.line.at, Faulty: r.faulty}
}

func (r *rosterReader) fault(field org.Field, text errs.Sentence, args ...any) {
	r.faulty = true
	r.sheets.Notes.Add(org.Note{Level: org.Fault, Sheet: r.sheet, Row: r.line.at, Field: field, Text: text, Args: args})
}

func (r *rosterReader) warn(row int, field org.Field, text errs.Sentence, args ...any) {
	r.sheets.Notes.Add(org.Note{Level: org.Warning, Sheet: r.sheet, Row: row, Field: field, Text: text, Args: args})
}

// require says that the field must be filled.
func (r *rosterReader) require(field org.Field, value string) {
	if value == "" {
		r.fault(field, "没有写%s；这一列必须填。", i18n.Word(field))
	}
}

// manyWords is how many different words or dates of a sheet are remembered.
const manyWords = 100_000

// text is the field as written; word is one that many rows share, kept once.
func (r *rosterReader) text(field org.Field) string { return plain(r.cell(field).text) }

func (r *rosterReader) word(field org.Field) string {
	text := unwrapped(r.cell(field).text)
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
	value := code(c.text)
	if c.form == asRough || scientific(value) {
		r.fault(field, "%s被存成了数字，末几位已经丢失；请把这一列设为文本重新填写，或删去这一列。", i18n.Word(field))
		return ""
	}

	return value
}

func (r *rosterReader) date(field org.Field) org.Date {
	c := r.cell(field)
	d, known := r.dates[c]
	if !known {
		d = readDate(c)
		if len(r.dates) < manyWords {
			r.dates[c] = d
		}
	}

	switch {
	case d.wrong:
		r.fault(field, "“%s”不是日期；请写作 1985.06 或 1985-06-01 的样子。", shortened(plain(c.text)))
	case d.doubt != "":
		r.warn(r.line.at, field, d.doubt, d.doubtArgs(plain(c.text))...)
	}

	return d.date
}

func (r *rosterReader) unit() {
	u := org.Unit{
		Code:     r.number(org.FieldCode),
		Name:     unwrapped(r.cell(org.FieldUnitName).text),
		Short:    unwrapped(r.cell(org.FieldShort).text),
		Category: r.word(org.FieldCategory),
	}

	r.require(org.FieldUnitName, u.Name)
	kind := r.word(org.FieldUnitKind)
	r.require(org.FieldUnitKind, kind)
	var direct, ok bool
	if u.Kind, direct, ok = readUnitKind(kind); !ok && kind != "" {
		r.fault(org.FieldUnitKind, "不认识类别“%s”；请写 党委、分党委、党组、党总支、党支部、直属党支部、联合党支部、临时党支部、党小组、部门 或 外部单位。", kind)
	}

	parent := r.word(org.FieldParent)
	r.sheets.Units = append(r.sheets.Units, org.UnitRow{Row: r.place(), Unit: u, Parent: parent, Direct: direct})
}

func (r *rosterReader) person() {
	name, spaced := personName(r.cell(org.FieldName).text)
	p := org.Person{
		Number:   r.number(org.FieldNumber),
		Name:     name,
		Sex:      r.sex(),
		Nation:   r.word(org.FieldNation),
		Birth:    r.date(org.FieldBirth),
		Degree:   r.word(org.FieldDegree),
		Joined:   r.date(org.FieldJoined),
		Full:     r.date(org.FieldFull),
		Job:      r.word(org.FieldJob),
		Groups:   readGroups(r.cell(org.FieldGroups).text),
		Phone:    r.number(org.FieldPhone),
		IDNumber: strings.ToUpper(r.number(org.FieldIDNumber)),
		Note:     r.text(org.FieldNote),
	}

	r.require(org.FieldName, name)
	if spaced {
		r.spaced = append(r.spaced, r.line.at)
	}

	if looksWrong(name) {
		r.warn(r.line.at, org.FieldName, "姓名“%s”里有不像姓名的字符，可能是生僻字没有存下来；请核对。", name)
	}

	standing := r.word(org.FieldStanding)
	r.require(org.FieldStanding, standing)
	var ok bool
	if p.Standing, ok = standings[org.Fold(standing)]; !ok && standing != "" {
		r.fault(org.FieldStanding, "不认识人员类别“%s”；请写 正式党员、预备党员 或 非党员。", standing)
	}

	branch := r.word(org.FieldBranch)
	r.sheets.Persons = append(r.sheets.Persons, org.PersonRow{Row: r.place(), Person: p, Branch: branch})
}

func (r *rosterReader) sex() string {
	switch text := r.word(org.FieldSex); text {
	case "", "男", "女":
		return text
	case "男性":
		return "男"
	case "女性":
		return "女"
	default:
		r.warn(r.line.at, org.FieldSex, "不认识性别“%s”，作为空着导入；请写 男 或 女。", shortened(text))
		return ""
	}
}

func (r *rosterReader) seat() org.SeatRow {
	name, _ := personName(r.cell(org.FieldName).text)
	s := org.SeatRow{
		Number: r.number(org.FieldNumber),
		Name:   name,
		Branch: r.word(org.FieldBranch),
		Unit:   r.word(org.FieldUnit),
		From:   r.date(org.FieldFrom),
		To:     r.date(org.FieldTo),
	}

	if s.Number == "" && s.Name == "" && !r.faulty {
		r.fault(org.FieldNumber, "没有写是谁；请写工号，或姓名和所在党支部。")
	}

	r.require(org.FieldUnit, s.Unit)
	return s
}

func (r *rosterReader) post() {
	s := r.seat()
	text := r.word(org.FieldPost)
	r.require(org.FieldPost, text)
	posts, ok := readPosts(text)
	if !ok && text != "" {
		r.fault(org.FieldPost, "不认识职务“%s”；请写 书记、副书记、主持工作、组织委员（宣传、纪检等）、委员、行政主要负责人 或 党小组长，几个职务用顿号分开。", text)
	}

	if !ok {
		posts = make([]seatKind, 1)
	}

	s.Row = r.place()
	for _, p := range posts {
		r.sheets.Posts = append(r.sheets.Posts, org.PostRow{SeatRow: s, Kind: p.kind, Portfolio: p.portfolio})
	}
}

func (r *rosterReader) charge() {
	s := r.seat()
	text := r.word(org.FieldCharge)
	r.require(org.FieldCharge, text)
	kinds, ok := readCharges(text)
	if !ok && text != "" {
		r.fault(org.FieldCharge, "不认识关系“%s”；请写 分管 或 联系点，两样都是用顿号分开。", text)
	}

	if !ok {
		kinds = make([]org.ChargeKind, 1)
	}

	s.Row = r.place()
	for _, kind := range kinds {
		r.sheets.Charges = append(r.sheets.Charges, org.ChargeRow{SeatRow: s, Kind: kind})
	}
}
