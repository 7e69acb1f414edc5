package office

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"maps"
	"slices"
	"strings"
	"time"

	"lingping/internal/domain/org"
	"lingping/internal/domain/review"
	"lingping/internal/domain/scheme"
	"lingping/internal/errs"
)

// CollectedLimits are those of workbooks of collected sheets: 100,000 sheets in a file, whose cells are long and of many
// lines.
func CollectedLimits() Limits {
	l := DefaultLimits()
	l.File, l.Unzipped, l.Strings = 256<<20, 1<<30, 256<<20
	l.Rows, l.Lines, l.Cell = 100_000, 4_000_000, 10_000
	l.Time = 5 * time.Minute
	return l
}

// collectedHeads are the heads that offices give the columns, the surest first. Whatever else stands in the head may
// name an aspect.
var collectedHeads = []headColumn{
	{field: review.FieldKind, required: true, heads: "点评对象类别 对象类别 点评对象 被点评对象类别 类别"},
	{field: review.FieldUnit, heads: "党组织 党组织代码 党组织全称 被点评党组织 所在党支部 所在党组织 党支部"},
	{field: review.FieldNumber, heads: firstNumbers + " " + secondNumbers},
	{field: review.FieldName, heads: "姓名 被点评人 被点评人姓名 党员姓名 书记姓名 点评对象姓名"},
	{field: review.FieldReviewerNumber, heads: "点评人工号 点评领导工号 点评人职工号"},
	{field: review.FieldReviewer, heads: "点评人 点评人姓名 点评领导 点评领导姓名"},
	{field: review.FieldMode, heads: "点评方式 方式"},
	{field: review.FieldSelection, heads: "对象确定方式 对象确定办法 选取方式"},
	{field: review.FieldCarrier, heads: "结合载体 载体"},
	{field: review.FieldDay, heads: "点评时间 点评日期 时间 日期"},
	{field: review.FieldPlace, heads: "点评地点 地点"},
	{field: review.FieldProblems, heads: "存在问题 存在的问题 主要问题 问题"},
	{field: review.FieldConfirmed, heads: "已确认 点评人已确认 点评人签字 签字表编号 已签字"},
	{field: review.FieldAcknowledged, heads: "已签收 被点评人签字 本人签字 签收"},
}

// partHeads are the heads that offices give the column of a part beside the part's own name.
var partHeads = map[scheme.Part]string{
	scheme.PartAchievements: "成绩 取得的成绩",
	scheme.PartCauses:       "原因",
	scheme.PartAdvice:       "今后努力方向 意见建议 工作意见建议 整改意见",
	scheme.PartOverall:      "评价",
}

// ReadCollected reads a workbook of collected sheets (.xlsx or .csv): one row a record, a column for each cell of the
// form. What the rows mean for a round is decided by review.Collect. An error means that the file can't be read as such
// a workbook at all; it is errs.Invalid with a sentence for people.
func ReadCollected(ctx context.Context, name string, file io.ReaderAt, size int64, limits Limits) (read *review.Collected, err error) {
	defer errs.Wrap(&err, "office.ReadCollected %s", name)

	ctx, cancel := context.WithTimeout(ctx, limits.Time)
	defer cancel()

	tables, err := openTables(ctx, name, file, size, limits)
	if err != nil {
		return nil, err
	}

	sum := sha256.New()
	if _, err := io.Copy(sum, io.NewSectionReader(file, 0, size)); err != nil {
		return nil, err
	}

	read = &review.Collected{File: hex.EncodeToString(sum.Sum(nil))}
	for _, t := range tables {
		r := &collectedReader{read: read, file: name, name: t.name, plain: t.plain}
		if !t.hidden {
			if err := r.table(ctx, t); err != nil {
				return nil, err
			}
		}

		r.tell(t)
	}

	if len(read.Sheets) == 0 {
		return nil, errs.NewInvalid("没有找到点评登记表：表头要有“点评对象类别”一列，每行一张登记表；请参照样表。")
	}

	return read, nil
}

// collectedReader reads one sheet.
type collectedReader struct {
	read    *review.Collected
	file    string
	name    string
	plain   bool       // a text file
	sheet   *org.Sheet // nil until its head is found
	columns map[org.Field]int
	answers map[int]string // column → head, of those that may name an aspect
	line    line
	faulty  bool

	veils, firstVeil int // how many rows that are read nobody sees, and the first of them
}

func (r *collectedReader) table(ctx context.Context, t table) error {
	err := t.each(ctx, func(l line) error {
		switch {
		case r.sheet != nil:
			r.row(l)
		case l.at > lastHeadRow:
			return errDone
		default:
			r.head(l)
		}
		return nil
	})

	if errors.Is(err, errDone) {
		return nil
	}

	return err
}

// tell says what of a sheet was not read, and what was read though nobody sees it.
func (r *collectedReader) tell(t table) {
	note := func(at int, text errs.Sentence, args ...any) {
		r.read.Notes.Add(org.Note{Level: org.Warning, Sheet: r.sheet, Row: at, Text: text, Args: args})
	}

	var hidden []string
	for _, at := range slices.Sorted(maps.Values(r.columns)) {
		if t.veiled.hides(at) {
			hidden = append(hidden, columnName(at))
		}
	}

	switch {
	case t.hidden:
		note(0, "“%s”表是隐藏的，没有读；里面如有登记表，请取消隐藏再导入。", t.name)
		fallthrough
	case r.sheet == nil:
		r.read.Unread = append(r.read.Unread, t.name)
		return
	case r.sheet.Rows == 0:
		note(0, "这张表只有表头，没有一份登记表。")
	}

	if r.veils > 0 {
		note(r.firstVeil, "有 %d 行是隐藏或筛选掉的（第一行在第 %d 行），照样读了；不要的请删去。", r.veils, r.firstVeil)
	}

	if len(hidden) > 0 {
		note(0, "有隐藏的列（%s），照样读了；不要的请删去。", strings.Join(hidden, "、"))
	}
}

// head takes the line as the head when it names what is reviewed.
func (r *collectedReader) head(l line) {
	columns, answers := map[org.Field]int{}, map[int]string{}
	ranks := map[org.Field]int{}
	for at, c := range l.cells {
		label := plainLabel(unwrapped(c.text))
		field, rank := collectedField(label)
		switch old, taken := ranks[field]; {
		case label == "" || c.fill != own:
		case field == "":
			answers[at] = strings.TrimSpace(unwrapped(c.text))
		case !taken || rank < old:
			columns[field], ranks[field] = at, rank
		}
	}

	if _, ok := columns[review.FieldKind]; !ok || len(columns) < 3 {
		return
	}

	r.columns, r.answers = columns, answers
	r.sheet = &org.Sheet{Name: r.name, Plain: r.plain, Kind: review.CollectedSheet, Columns: map[org.Field]string{}}
	for field, at := range columns {
		r.sheet.Columns[field] = columnName(at)
	}

	r.read.Sheets = append(r.read.Sheets, r.sheet)
}

// collectedField is the field that a head names, with how surely; empty for none.
func collectedField(label string) (org.Field, int) {
	for _, c := range collectedHeads {
		if rank := slices.Index(strings.Fields(c.heads), label); rank >= 0 {
			return c.field, rank
		}
	}

	for _, part := range scheme.TextParts() {
		if rank := slices.Index(append([]string{plainLabel(string(part.Name()))}, strings.Fields(partHeads[part])...), label); rank >= 0 {
			return review.FieldOf(part), rank
		}
	}

	if open := strings.IndexByte(label, '('); open > 0 { // 努力方向(整改意见)
		return collectedField(label[:open])
	}

	return "", 0
}

// cell is the field's cell; values that merged cells lend from the left belong to heads only.
func (r *collectedReader) cell(field org.Field) cell {
	at, ok := r.columns[field]
	if !ok || at >= len(r.line.cells) || r.line.cells[at].fill == across {
		return cell{}
	}
	return r.line.cells[at]
}

// text is the field as it was written.
func (r *collectedReader) text(field org.Field) string { return plain(r.cell(field).text) }

// row reads a row below the head; a blank one means nothing.
func (r *collectedReader) row(l line) {
	r.line, r.faulty = l, false
	if !slices.ContainsFunc(l.cells, func(c cell) bool { return c.fill == own && plain(c.text) != "" }) {
		return
	}

	r.sheet.Rows++
	if l.hidden {
		r.veils++
		r.firstVeil = cmp.Or(r.firstVeil, l.at)
	}

	r.spoil()
	row := review.CollectedRow{
		Kind: unwrapped(r.text(review.FieldKind)), Unit: unwrapped(r.text(review.FieldUnit)),
		Number: r.number(review.FieldNumber), By: review.Named{Number: r.number(review.FieldReviewerNumber)},
		Setting: review.Setting{
			Modes: review.Modes(unwrapped(r.text(review.FieldMode))), Selection: unwrapped(r.text(review.FieldSelection)),
			Carrier: unwrapped(r.text(review.FieldCarrier)), Day: r.day(), Place: unwrapped(r.text(review.FieldPlace)),
		},
		Text:  review.Text{Problems: review.SplitProblems(r.text(review.FieldProblems))},
		Paper: r.paper(), Acknowledged: r.acknowledged(),
	}

	for _, part := range scheme.TextParts() {
		row.Text.Say(part, r.text(review.FieldOf(part)))
	}

	row.Name, _ = personName(r.text(review.FieldName))
	row.By.Name, _ = personName(r.text(review.FieldReviewer))
	for _, at := range slices.Sorted(maps.Keys(r.answers)) {
		if at < len(l.cells) && plain(l.cells[at].text) != "" {
			row.Answers = append(row.Answers, review.Answer{Head: r.answers[at], Text: plain(l.cells[at].text)})
		}
	}

	if row.Kind == "" && !r.faulty {
		r.fault(review.FieldKind, "没有写%s；这一列必须填。", string(review.FieldKind))
	}

	row.Row = org.Row{Sheet: r.sheet, At: l.at, Faulty: r.faulty}
	r.read.Rows = append(r.read.Rows, row)
}

// spoil says of every cell that holds an error of the spreadsheet, a formula without a value or broken characters, and
// empties it: what it seems to say is nobody's word.
func (r *collectedReader) spoil() {
	for at, c := range r.line.cells {
		text := wrongCell(c)
		if text == "" {
			continue
		}

		r.fault(r.fieldOf(at), text, wrongArgs(c)...)
		r.line.cells[at] = cell{}
	}
}

// fieldOf is the field of a column, empty for one that may name an aspect.
func (r *collectedReader) fieldOf(at int) org.Field {
	for field, column := range r.columns {
		if column == at {
			return field
		}
	}
	return ""
}

func (r *collectedReader) fault(field org.Field, text errs.Sentence, args ...any) {
	r.faulty = true
	r.read.Notes.Add(org.Note{Level: org.Fault, Sheet: r.sheet, Row: r.line.at, Field: field, Text: text, Args: args})
}

// number is the field as a code; one that was stored as a number has lost its last digits.
func (r *collectedReader) number(field org.Field) string {
	value, lost := identity(r.cell(field))
	if lost {
		r.fault(field, "%s被存成了数字，末几位已经丢失；请把这一列设为文本重新填写，或删去这一列。", string(field))
		return ""
	}

	return value
}

func (r *collectedReader) day() org.Date {
	d := readDate(r.cell(review.FieldDay))
	if d.wrong {
		r.fault(review.FieldDay, "点评时间“%s”不是日期，请写成 2010-12-27 这样。", shortened(r.text(review.FieldDay)))
	}
	return d.date
}

// paper is the file number of the signed paper. A mere 是 names the workbook itself as what it was taken from.
func (r *collectedReader) paper() string {
	switch text := answer(unwrapped(r.text(review.FieldConfirmed))); {
	case text == "" || isNo(text):
		return ""
	case isYes(text):
		return r.file
	default:
		return text
	}
}

func (r *collectedReader) acknowledged() bool {
	text := answer(unwrapped(r.text(review.FieldAcknowledged)))
	return text != "" && !isNo(text)
}

// answer is the word whose box is ticked, of a cell that has boxes: 是 of “☑是 □否”; a box alone says yes or no, and any other cell
// is as it is.
func answer(text string) string {
	if ticked, alone := review.Box(text); alone {
		return map[bool]string{true: "是", false: "否"}[ticked]
	}

	words, boxes, clear := review.Ticked(text)
	if !boxes || !clear {
		return text
	}
	return strings.Join(words, "、")
}

func isYes(text string) bool {
	return slices.Contains(strings.Fields("是 有 已确认 已签字 已签 √ ✓ ☑ y yes true 1"), strings.ToLower(simplified(org.Fold(text))))
}

func isNo(text string) bool {
	return slices.Contains(strings.Fields("否 未 没有 未确认 未签字 未签 × ✗ □ n no false 0"), strings.ToLower(simplified(org.Fold(text))))
}
