package office

import (
	"context"
	"errors"
	"io"
	"slices"
	"strings"

	"lingping/internal/domain/org"
	"lingping/internal/errs"
)

// Progress is told now and then how many rows of a sheet have been read.
type Progress func(sheet string, rows int)

// ReadRoster reads a roster from an .xlsx or .csv file: the sheets 党组织, 党员, 职务 and 分工, any of them alone too. The
// rows come out typed, each with its place; what is wrong in them is said in Notes, all of it and not only the first.
// What the rows mean for the roster that is already kept is decided by org.Match.
//
// An error means that the file can't be read as a roster at all: damaged, beyond the limits, none of the four sheets.
// It is errs.Invalid with a sentence for the one who handed it in. progress may be nil.
func ReadRoster(ctx context.Context, name string, file io.ReaderAt, size int64, limits Limits, progress Progress) (sheets *org.Sheets, err error) {
	defer errs.Wrap(&err, "office.ReadRoster %s", name)

	ctx, cancel := context.WithTimeout(ctx, limits.Time)
	defer cancel()

	tables, err := openTables(ctx, name, file, size, limits)
	if err != nil {
		return nil, err
	}

	sheets = &org.Sheets{}
	for _, t := range tables {
		if t.hidden {
			sheets.Unread = append(sheets.Unread, t.name)
			continue
		}

		r := &rosterReader{sheets: sheets, name: t.name, progress: progress, words: map[string]string{}, dates: map[cell]dated{}}
		if err := r.read(ctx, t); err != nil {
			return nil, err
		}
	}

	if len(sheets.Sheets) == 0 {
		return nil, errs.NewInvalid("没有找到名册：工作簿里要有名为 党组织、党员、职务 或 分工 的表，表头写明各列；请参照样表。")
	}

	return sheets, nil
}

// rosterReader reads one sheet: first the lines among which its head stands, then row by row.
type rosterReader struct {
	sheets   *org.Sheets
	name     string
	progress Progress
	first    []line // lines that may hold the head, while it is not found
	head     *head  // nil while it is not found
	sheet    *org.Sheet
	line     line              // being read
	faulty   bool              // something is wrong with it
	words    map[string]string // one copy of each word that many rows have
	dates    map[cell]dated    // dates read before
	spaced   []int             // rows with spaces within a name
}

func (r *rosterReader) read(ctx context.Context, t table) error {
	err := t.each(ctx, func(l line) error {
		if r.head == nil {
			l.cells = slices.Clone(l.cells)
			r.first = append(r.first, l)
			if l.at <= lastHeadRow {
				return nil
			}
			return r.begin()
		}
		return r.row(l)
	})

	if err == nil && r.head == nil {
		err = r.begin()
	}

	if err != nil && !errors.Is(err, errDone) {
		return err
	}

	r.finish()
	return nil
}

// begin settles what sheet it is and reads the rows that came with the head. errDone says that there is nothing to be
// read from it.
func (r *rosterReader) begin() error {
	byTab := kindByTab(r.name)
	h := chooseHead(byTab, r.first)
	if h == nil {
		if byTab == "" || len(r.first) == 0 {
			r.sheets.Unread = append(r.sheets.Unread, r.name)
			return errDone
		}
		h = &head{kind: byTab}
	}

	r.head = h
	r.sheet = &org.Sheet{Name: r.name, Kind: h.kind, Columns: map[org.Field]string{}, Ignored: h.ignored()}
	for field, columns := range h.columns {
		r.sheet.Columns[field] = columnName(columns[0])
	}

	r.sheets.Sheets = append(r.sheets.Sheets, r.sheet)
	if len(h.columns) == 0 {
		r.broken("前 15 行里没有找到表头；表头要写明%s各列。", r.needed())
		return errDone
	}

	if missing := h.missing(); len(missing) > 0 {
		r.broken("表头缺少%s；请补上这些列再导入。", quoted(missing))
		return errDone
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

// broken says that the whole sheet can't be used.
func (r *rosterReader) broken(text errs.Sentence, args ...any) {
	r.sheet.Broken = true
	r.sheets.Notes.Add(org.Note{Level: org.Broken, Sheet: r.sheet, Row: r.head.at, Text: text, Args: args})
}

func (r *rosterReader) needed() string {
	var fields []org.Field
	for _, c := range rosterHeads[r.head.kind] {
		if c.required {
			fields = append(fields, c.field)
		}
	}

	return quoted(fields)
}

func quoted(fields []org.Field) string {
	var b strings.Builder
	for _, f := range fields {
		b.WriteString("“" + string(f) + "”")
	}
	return b.String()
}

// finish says what is said once for the whole sheet.
func (r *rosterReader) finish() {
	if n := len(r.spaced); n > 0 {
		r.warn(r.spaced[0], org.FieldName, "有 %d 个姓名中间有空格，已经去掉（第一个在第 %d 行）。", n, r.spaced[0])
	}
	if r.progress != nil && r.sheet != nil {
		r.progress(r.name, r.sheet.Rows)
	}
}

// kindByTab is the sheet that the name of a tab or file tells; empty when it tells none.
func kindByTab(name string) org.SheetKind {
	name = org.Fold(name)
	for _, k := range []struct {
		kind  org.SheetKind
		names string
	}{
		{org.ChargeSheet, "分工 分管 联系点"},
		{org.PostSheet, "职务 任职 班子成员"},
		{org.PersonSheet, "党员 人员 花名册"},
		{org.UnitSheet, "党组织 组织名册 组织架构 组织一览 党支部"},
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
func chooseHead(byTab org.SheetKind, lines []line) *head {
	var best, told *head
	for _, kind := range sheetKinds {
		h := findHead(kind, lines)
		if h == nil {
			continue
		}

		if kind == byTab {
			told = h
		}

		if len(h.missing()) == 0 && (best == nil || len(h.columns) > len(best.columns)) {
			best = h
		}
	}

	if told != nil && (best == nil || len(told.missing()) == 0) {
		return told
	}

	return best
}
