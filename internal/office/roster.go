package office

import (
	"context"
	"errors"
	"io"
	"path/filepath"
	"slices"
	"strings"

	"lingping/internal/domain/org"
	"lingping/internal/errs"
	"lingping/internal/i18n"
)

// Progress is told now and then how many rows of a sheet have been read.
type Progress func(sheet string, rows int)

// ReadRoster reads a roster from an .xlsx or .csv file: the sheets 党组织, 党员, 职务 and 分工, any of them alone too. The
// rows come out typed, each with its place; what is wrong in them is said in Notes, all of it and not only the first.
// What the rows mean for the roster that is already kept is decided by org.Match.
//
// An error means that the file can't be read as a roster at all: damaged, beyond the limits, nothing like one of the four
// sheets. Where a sheet comes near to one, it is the only one, and broken: what its columns mean may still be said.
// It is errs.Invalid with a sentence for the one who handed it in.
func ReadRoster(ctx context.Context, name string, file io.ReaderAt, size int64, limits Limits, how Reading) (sheets *org.Sheets, err error) {
	defer errs.Wrap(&err, "office.ReadRoster %s", name)

	ctx, cancel := context.WithTimeout(ctx, limits.Time)
	defer cancel()

	tables, err := openTables(ctx, name, file, size, limits)
	if err != nil {
		return nil, err
	}

	sheets = &org.Sheets{}
	many := &manyRows{held: limits.Held, folder: how.Folder}
	defer func() {
		if err != nil {
			err = errors.Join(err, many.close())
		}
	}()

	var near *nearest
	for _, t := range tables {
		if t.hidden && how.SkipHidden {
			sheets.Unread = append(sheets.Unread, t.name)
			continue
		}

		r := newRosterReader(sheets, t, how)
		r.file = strings.TrimSuffix(filepath.Base(name), filepath.Ext(name))
		r.many = many
		if err := r.read(ctx, t); err != nil {
			return nil, err
		}

		if near == nil || r.near != nil && r.near.size() > near.size() {
			near = r.near
		}
	}

	if len(sheets.Sheets) == 0 {
		if near == nil {
			return nil, noRoster(len(tables) == 1 && tables[0].plain)
		}
		near.only(sheets)
	}

	emptySheets(sheets)
	return sheets, nil
}

// emptySheets says which sheets hold nobody. A workbook of which no sheet holds anything is no roster that was filled in.
func emptySheets(sheets *org.Sheets) {
	level := org.Warning
	if !slices.ContainsFunc(sheets.Sheets, func(s *org.Sheet) bool { return s.Rows > 0 || s.Broken }) {
		level = org.Fault
	}

	for _, s := range sheets.Sheets {
		beside := slices.ContainsFunc(sheets.Sheets, func(o *org.Sheet) bool { return o.Broken && o.Name == s.Name })
		if s.Rows == 0 && !s.Broken && s.From == nil && !beside {
			sheets.Notes.Add(org.Note{Level: level, Sheet: s, Text: "只有表头，下面一行也没有；请确认文件是不是填好的那一份。"})
		}
	}
}

// rosterReader reads one sheet: first the lines among which its head stands, then row by row.
type rosterReader struct {
	sheets *org.Sheets
	name   string
	file   string // its name without the ending
	plain  bool   // a text file
	hidden bool
	how    Reading
	veiled *veiled
	first  []line // lines that may hold the head, while it is not found
	near   *nearest
	lists  []*rosterList // that stand side by side; nil while the head is not found
	*rosterList

	line       line         // being read
	faulty     bool         // something is wrong with it
	saidBeside org.Standing // of the person, behind his name or above him
	spoilt     map[org.Field]bool
	words      map[string]string // one copy of each word that many rows have
	dates      map[cell]dated    // dates read before
	veils      veilCount
	many       *manyRows
}

// rosterList is one list of a sheet: mostly there is one, but two may stand side by side.
type rosterList struct {
	head    *head
	sheet   *org.Sheet
	marked  *org.Sheet // of the posts that columns are named after
	titles  []string   // what stands above the head, and the name of the tab
	section string     // the last row that only names a unit
	lines   int        // rows read below the head
	around  map[string]*org.Around
	spaced  []int // rows with spaces within a name
	strange []strangeWord
	blanked map[org.Field]int // cells that count as empty though something stands there
	grouped groupedColumn
	fates   []int // columns that nobody uses and that may say that somebody has gone
	offices []int // columns that nobody uses and that may name posts of the Party beside those of the administration
	posted  passedRows

	passed        passedRows   // rows in which only columns that nobody uses say something
	headless      map[int]int  // columns without a head: how many cells of each hold something
	standingAbove org.Standing // what a row of its own says of those below it
}

func newRosterReader(sheets *org.Sheets, t table, how Reading) *rosterReader {
	return &rosterReader{sheets: sheets, name: t.name, plain: t.plain, hidden: t.hidden, how: how, veiled: t.veiled,
		words: map[string]string{}, dates: map[cell]dated{}}
}

func (r *rosterReader) read(ctx context.Context, t table) error {
	err := t.each(ctx, func(l line) error {
		if l.hidden && r.how.SkipHidden {
			r.veils.left++
			return nil
		}

		if r.lists == nil {
			l.cells = slices.Clone(l.cells)
			r.first = append(r.first, l)
			if l.at <= lastHeadRow {
				return nil
			}
			return r.begin()
		}
		return r.row(l)
	})

	if err == nil && r.lists == nil {
		err = r.begin()
	}

	if err != nil && !errors.Is(err, errDone) {
		return err
	}

	for _, list := range r.lists {
		r.rosterList = list
		r.finish()
	}

	return nil
}

// begin settles what sheet it is and reads the rows that came with the head. errDone says that there is nothing to be
// read from it.
func (r *rosterReader) begin() error {
	byTab := kindByTab(r.name)
	h := chooseHead(&r.how, byTab, r.first)
	if h == nil {
		r.near = nearestHead(&r.how, r.first, r.name, byTab)
		if r.hidden || byTab == "" || len(r.first) == 0 {
			r.sheets.Unread = append(r.sheets.Unread, r.name)
			r.near.tell(r)
			return errDone
		}
		h = &head{lexicon: r.how.lexicon(byTab)}
	}

	if len(h.missing()) > 0 && r.hidden {
		r.sheets.Unread = append(r.sheets.Unread, r.name)
		return errDone
	}

	for _, part := range h.parts() {
		r.open(part)
	}

	r.rosterList = r.lists[0]
	if h.size() == 0 {
		r.broken("前 15 行里没有找到表头；表头要写明%s各列。", r.needed())
		return errDone
	}

	for _, list := range r.lists {
		r.rosterList = list
		missing := list.head.missing()
		switch name := nameOf(h.kind); {
		case len(missing) > 0 && len(r.lists) > 1:
			r.broken("表头缺少%s：表头里有 %d 列“%s”，不是每一列旁边都写全了各列，分不清一行里写的是谁；一行只写一个的，请只留一列“%[3]s”，或把另一列改名（如 曾用名）。", quoted(missing), len(r.lists), i18n.Word(name))
			return errDone
		case len(missing) > 0:
			r.broken("表头缺少%s；请补上这些列再导入。", quoted(missing))
			return errDone
		}
	}

	for _, l := range r.first {
		if l.at <= h.at {
			continue
		}
		if err := r.row(l); err != nil {
			return err
		}
	}

	r.first = nil
	return nil
}

// open begins a list of the sheet.
func (r *rosterReader) open(h *head) {
	list := &rosterList{head: h, titles: titlesOf(h, r.first, r.name), around: map[string]*org.Around{}}
	list.sheet = &org.Sheet{Name: r.name, Plain: r.plain, Kind: h.kind, Columns: h.letters(), Ignored: h.ignored(), Missing: h.missing(), HeadRow: h.at}
	r.sheets.Sheets = append(r.sheets.Sheets, list.sheet)
	if len(h.posts)+len(h.duties) > 0 && h.kind == org.PersonSheet {
		list.marked = &org.Sheet{Name: r.name, Plain: r.plain, Kind: org.PostSheet, From: list.sheet, Columns: h.letters()}
		r.sheets.Sheets = append(r.sheets.Sheets, list.marked)
	}

	for column, l := range h.labels {
		if h.kind == org.PersonSheet && column >= h.from && column < h.to && !h.uses(column) && fateHead.MatchString(simplified(l.text)) {
			list.fates = append(list.fates, column)
		}

		if h.kind == org.PersonSheet && column >= h.from && column < h.to && !h.uses(column) && postHead.MatchString(simplified(l.text)) {
			list.offices = append(list.offices, column)
		}
	}

	r.lists = append(r.lists, list)
}

// titlesOf is what stands above a list, the nearest first, and the name of its tab.
func titlesOf(h *head, lines []line, tab string) []string {
	var titles []string
	for _, l := range slices.Backward(lines) {
		for column := h.from; column < len(l.cells) && l.at < h.start; column++ {
			text := unwrapped(l.cells[column].text)
			inside := column < h.to || h.to >= len(h.labels)
			if inside && text != "" && l.cells[column].fill == own {
				titles = append(titles, text)
			}
		}
	}

	return append(titles, tab)
}

// broken says that the whole sheet can't be used.
func (r *rosterReader) broken(text errs.Sentence, args ...any) {
	r.sheet.Broken = true
	r.sheets.Notes.Add(org.Note{Level: org.Broken, Sheet: r.sheet, Row: r.head.at, Text: text, Args: args})
}

func (r *rosterReader) needed() string { return quoted(required(r.head.kind)) }

func required(kind org.SheetKind) []org.Field {
	var fields []org.Field
	for _, c := range rosterHeads[kind] {
		if c.required {
			fields = append(fields, c.field)
		}
	}

	return fields
}

func quoted(fields []org.Field) string {
	var b strings.Builder
	for _, f := range fields {
		b.WriteString("“" + string(f) + "”")
	}
	return b.String()
}

// kindByTab is the sheet that the name of a tab or file tells; empty when it tells none.
func kindByTab(name string) org.SheetKind {
	name = simplified(org.Fold(name))
	for _, k := range []struct {
		kind  org.SheetKind
		names string
	}{
		{org.ChargeSheet, "分工 分管 联系点 CHARGES"},
		{org.PostSheet, "职务 任职 班子成员 POSTS"},
		{org.PersonSheet, "党员 人员 花名册 MEMBERS PERSONS"},
		{org.UnitSheet, "党组织 组织名册 组织架构 组织一览 党支部 UNITS ORGANISATIONS ORGANIZATIONS"},
	} {
		for form := range strings.FieldsSeq(k.names) {
			if strings.Contains(name, form) {
				return k.kind
			}
		}
	}

	return ""
}

// chooseHead is the head of the sheet: of the kind that the tab tells, unless the columns are clearly those of another.
// It is nil when neither tells anything.
func chooseHead(how *Reading, byTab org.SheetKind, lines []line) *head {
	var best, told *head
	for _, kind := range sheetKinds {
		h := findHead(how.lexicon(kind), lines)
		if h == nil {
			continue
		}

		if kind == byTab {
			told = h
		}

		if len(h.missing()) == 0 && (best == nil || h.size() > best.size()) {
			best = h
		}
	}

	if told != nil && (best == nil || len(told.missing()) == 0) {
		return told
	}

	if best != nil && best.kind == org.PostSheet && best.columns[org.FieldUnit] == nil && len(best.posts) == 0 {
		if persons := findHead(how.lexicon(org.PersonSheet), lines); persons != nil && persons.size() > best.size() {
			return nil // a list of persons that lacks a column, and says what they do beside
		}
	}

	return best
}
