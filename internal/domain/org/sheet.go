package org

import (
	"lingping/internal/errs"
	"lingping/internal/i18n"
)

// SheetKind is what a sheet of a roster workbook lists; the word is the sheet's own name.
type SheetKind string

// The sheets of a roster workbook. Any may come alone to update what is known.
const (
	UnitSheet   SheetKind = "党组织"
	PersonSheet SheetKind = "党员"
	PostSheet   SheetKind = "职务"
	ChargeSheet SheetKind = "分工"
)

// Field is a column of a roster sheet by the head that offices give it.
type Field string

// Word is the head for people.
func (f Field) Word() i18n.Word { return i18n.Word(f) }

// The columns of the four sheets. 工号, 姓名, 所在党支部 name a person on every sheet but 党组织; 党组织, 起 and 止 stand on
// 职务 and 分工.
const (
	FieldCode     Field = "党组织代码"
	FieldUnitName Field = "党组织全称"
	FieldShort    Field = "简称"
	FieldUnitKind Field = "类别"
	FieldParent   Field = "上级党组织"
	FieldCategory Field = "类型"

	FieldNumber   Field = "工号"
	FieldName     Field = "姓名"
	FieldSex      Field = "性别"
	FieldNation   Field = "民族"
	FieldBirth    Field = "出生年月"
	FieldDegree   Field = "学历"
	FieldStanding Field = "人员类别"
	FieldJoined   Field = "入党日期"
	FieldFull     Field = "转正日期"
	FieldBranch   Field = "所在党支部"
	FieldJob      Field = "工作岗位"
	FieldGroups   Field = "群体"
	FieldPhone    Field = "手机"
	FieldIDNumber Field = "身份证号"
	FieldNote     Field = "备注"

	FieldUnit   Field = "党组织"
	FieldPost   Field = "职务"
	FieldCharge Field = "关系"
	FieldFrom   Field = "起"
	FieldTo     Field = "止"
)

// Sheet is one sheet of a roster as it was read.
type Sheet struct {
	Name    string // as on its tab, or the file's name
	Veiled  bool   // something of it is hidden: the sheet, rows or columns
	Plain   bool   // of a text file, which has no other
	Kind    SheetKind
	From    *Sheet           // the sheet of persons whose columns these posts were; nil for a sheet of its own
	Columns map[Field]string // letter of each column that is used: 姓名 → B
	Ignored []string         // heads of the columns that are not used, in their order
	Missing []Field          // required columns that it lacks
	HeadRow int              // the last row of its head
	Grouped string           // the letter of a column that is filled only in the first row of each group; empty: none is
	Rows    int              // rows with something to import
	Broken  bool             // it can't be used at all; a Note says why
}

// Has reports whether the sheet has the column. What a sheet has no column for, it does not speak of.
func (s *Sheet) Has(f Field) bool { return s.Columns[f] != "" }

// Row is where something stands: sheet and row number as the office sees it, from 1. A row with Faulty has been found
// unusable by its reader, which left a Note.
type Row struct {
	Sheet  *Sheet
	At     int
	Faulty bool
}

// UnitRow is a row of 党组织. Its Unit has neither ID nor Parent yet.
type UnitRow struct {
	Row
	Unit   Unit
	Parent string // 上级党组织 as written: code, full name or 简称; empty at the root
	Direct bool   // 类别 said 直属党支部

	ParentElse string // the name beside the code in Parent; empty when there is one of them only
}

// PersonRow is a row of 党员. Its Person has no Branch or Pinyin yet, and an ID only where one is set aside for whoever is new.
type PersonRow struct {
	Row
	Person Person
	Branch string // 所在党支部 as written

	BranchElse string      // the name beside the code in Branch
	Around     *Around     // where Branch is empty: what else may tell it; may be nil
	Flags      []GroupFlag // from columns such as 是否失联党员
}

// Around is what stands around a row: many rows share one.
type Around struct {
	Section string   // the row above it that only names a unit
	Titles  []string // what stands above the head, and the name of the tab
}

// GroupFlag says of one group whether a person belongs to it; of the others it says nothing.
type GroupFlag struct {
	Group string
	On    bool
}

// SeatRow is what rows of 职务 and 分工 have in common: a person, a unit and the days.
type SeatRow struct {
	Row
	Number string // 工号, or
	Name   string // 姓名 with
	Branch string // 所在党支部
	Unit   string // 党组织 as written
	From   Date
	To     Date

	OwnBranch bool     // the unit is the person's own branch, or
	Level     UnitKind // the committee above it that is called so: 党委 or 党总支
}

// PostRow is a post of 职务; a row that names two posts (书记、组织委员) gives two.
type PostRow struct {
	SeatRow
	Kind      PostKind
	Portfolio string
	Note      string // what else the row says he is; empty says nothing
}

// ChargeRow is a charge of 分工; a row that names both kinds gives two.
type ChargeRow struct {
	SeatRow
	Kind ChargeKind
}

// Sheets is a roster as read from files, each row in the order in which it stands, with what the reader had to say. Whoever had it
// read closes it.
type Sheets struct {
	Sheets  []*Sheet
	Units   []UnitRow
	Persons []PersonRow // empty where Many holds them
	Many    PersonRows  // the rows of 党员 where they are too many to be held; else nil
	Posts   []PostRow
	Charges []ChargeRow
	Notes   Notes
	Unread  []string      // names of the sheets that are none of the four, or left out
	Near    []*Sheet      // of these: sheets that lack a column only
	Strange []StrangeWord // words that are not known
	Today   Date          // days after it are told of; empty: none are
	Answers Answers       // of the one who imports them
}

// Close gives back what Many takes.
func (s *Sheets) Close() error {
	if s.Many == nil {
		return nil
	}
	return s.Many.Close()
}

// WordOf names a word of one column among the answers of the one who imports.
func WordOf(field Field, word string) string { return string(field) + "\x00" + Fold(word) }

// StrangeWord is a word of a column with set words that is not one of them, and in how many rows of the sheet it stands.
type StrangeWord struct {
	Sheet *Sheet
	Field Field
	Word  string
	Rows  int
}

// Has reports whether a sheet of the kind was read.
func (s *Sheets) Has(kind SheetKind) bool {
	for _, sheet := range s.Sheets {
		if sheet.Kind == kind && !sheet.Broken {
			return true
		}
	}
	return false
}

// Level is how grave a note is.
type Level uint8

// The levels, from light to grave.
const (
	Warning Level = iota // improbable, imported as it stands
	Follows              // right in itself, but left out because it rests on a row that is left out
	Fault                // wrong; nothing is written unless the row is left out expressly
	Broken               // a whole sheet can't be used; leaving out rows does not help
)

// String is the level's word in JSON.
func (l Level) String() string { return [...]string{"warning", "follows", "fault", "broken"}[l] }

// Note is something to be said about a place of a sheet: what is wrong there and what to do.
type Note struct {
	Level Level
	Sheet *Sheet        // nil when it concerns no sheet
	Row   int           // 0 when it concerns the whole sheet
	Field Field         // empty when it concerns the whole row
	Text  errs.Sentence // Chinese sentence, key of the catalogue
	Args  []any
	Blank bool // the cell may count as empty, if the office says so
}

// Notes are what there is to say, up to as many as anybody reads; the rest is only counted.
type Notes struct {
	List []Note
	More [Broken + 1]int // by level: how many are not in the list
}

const mostNotes = 10_000

// Add adds a note, or counts it.
func (n *Notes) Add(note Note) {
	if len(n.List) >= mostNotes && note.Level != Broken {
		n.More[note.Level]++
		return
	}
	n.List = append(n.List, note)
}

// Count is how many notes have the level, listed or not.
func (n *Notes) Count(level Level) int {
	count := n.More[level]
	for _, note := range n.List {
		if note.Level == level {
			count++
		}
	}

	return count
}

// Column is the letter of the note's column, empty when it concerns none.
func (n Note) Column() string {
	if n.Sheet == nil {
		return ""
	}
	return n.Sheet.Columns[n.Field]
}

// Sentence is what is wrong and what to do, in the shape that i18n.Error turns into either language.
func (n Note) Sentence() error { return errs.NewInvalid(n.Text, n.Args...) }

// Place is where it stands, in the same shape; nil when it concerns no sheet.
func (n Note) Place() error {
	switch {
	case n.Sheet == nil, n.Sheet.Plain && n.Row == 0:
		return nil
	case n.Sheet.Plain && n.Column() == "":
		return errs.NewInvalid("第 %d 行", n.Row)
	case n.Sheet.Plain:
		return errs.NewInvalid("第 %d 行 %s 列（%s）", n.Row, n.Column(), i18n.Word(n.Field))
	case n.Row == 0:
		return errs.NewInvalid("“%s”表", n.Sheet.Name)
	case n.Column() == "":
		return errs.NewInvalid("“%s”表第 %d 行", n.Sheet.Name, n.Row)
	}
	return errs.NewInvalid("“%s”表第 %d 行 %s 列（%s）", n.Sheet.Name, n.Row, n.Column(), i18n.Word(n.Field))
}
