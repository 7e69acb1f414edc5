package office

import (
	"fmt"
	"io"
	"slices"

	"github.com/xuri/excelize/v2"

	"lingping/internal/domain/org"
	"lingping/internal/domain/round"
	"lingping/internal/domain/scheme"
	"lingping/internal/errs"
	"lingping/internal/i18n"
)

// StatsTable is annex 1, 《创先争优活动领导点评情况统计表》: one row per lower unit and a row of totals.
type StatsTable struct {
	Title string   // empty: the notice's own
	Unit  string   // 填报单位
	AsOf  org.Date // 统计截止时间
	Round string   // 点评轮次: 2010年下半年
	Modes []string // names of the modes of review, in the order of Figures.Modes
	Rows  []StatsRow
	Total Figures // counted for the whole, not added up: distinct persons 人数 do not add up

	Edition int                         // how it is laid out: OneTable, or from TwoTables on beside each other
	Groups  []scheme.Column             // of columns, in their order; empty: those of FORMS
	Names   map[scheme.Column]i18n.Word // of the kinds of subjects that FORMS does not know
	Ballot  bool                        // with the columns of group I 测评
	Pledges bool                        // with the columns of group J 承诺
	Terms   i18n.Terms                  // the institution's words for those of the heads

	Basis                    string // 口径; empty: the usual one
	Principal, Writer, Phone string // 负责人, 填表人, 联系电话; empty: left for the pen
	Written                  org.Date
}

// The editions of annex 1. A pack names the one in which its annex was printed, and it is checked against the same:
// another column or another place of a text is a new edition.
const (
	OneTable  = 0 // one page wide, whatever the size of its type
	TwoTables = 1 // beside each other on as many pages of A4 as leave the type readable, usually two
)

// StatsRow is one lower unit with its whole subtree.
type StatsRow struct {
	Unit string
	Figures
	Note string
}

// Figures are the counts of one row of annex 1, in persons, units or items as each says.
type Figures struct {
	ReviewersDue, ReviewersDone int64 // A 点评主体: distinct persons who owe and who have given all they owe

	UnitsDue, UnitsDone             int64                        // B 党组织
	GeneralBranchesDone             int64                        // of the units done: 党总支、分党委、直属党支部
	BranchesDone                    int64                        // of the units done: 党支部
	SecretariesDue, SecretariesDone int64                        // C 书记, distinct persons
	CommitteeDue, CommitteeDone     int64                        // 班子成员, distinct persons
	Others                          map[scheme.Column]round.Part // subjects of any kind, by their columns

	Members, Probationary                        int64 // D 党员总数, 其中预备党员
	MembersDue, MembersDone, MemberReviews       int64 // 应点评, 已点评 (persons), 点评人次 (reviews)
	LeadersDone, NoPostDone, InfirmDone          int64 // of the members done, by the classes of 〔五(三)〕
	Reviews                                      int64 // E 点评总次数
	Modes                                        []int64
	Attended, Representatives, Opinions          int64 // F 参会党员人次, 群众代表人次, 征求意见条数
	Problems, Measures, Closed, Pending, Replies int64 // G 意见, 措施, 销号, 正在整改, 书面回复
	Published                                    int64 // H units whose review was made public
	ByMeeting, ByBoard, Online, Otherwise        int64
	Voters, Satisfied                            int64 // I 参评人数, of them satisfied
	PledgedUnits, PledgedMembers                 int64 // J
	Pledges, PledgesKept                         int64
	Filed                                        int64 // 备案登记表份数
}

// The rows of the sheet above the data.
const (
	titleRow = 1 + iota
	metaRow
	groupRow
	headRow
	firstRow // of the data
)

// statsSheet is the name of the sheet.
const statsSheet = "统计表"

// WriteStats writes the table as an .xlsx: A4 landscape, heads and names repeated on each page. Sums and shares
// are formulas with their values beside them, so that programs which do not calculate show them too. A figure that does
// not add up, such as distinct persons, is a plain value. Every text is a string cell, whatever it begins with.
func (p *Press) WriteStats(w io.Writer, t StatsTable) (err error) {
	defer errs.Wrap(&err, "office.WriteStats")

	f := excelize.NewFile()
	defer f.Close()

	b := &statsBook{f: f, t: t, columns: statsColumns(t)}
	b.parts = b.cut()
	if b.style, err = newStatsStyle(f, p.fonts); err != nil {
		return err
	}

	for _, step := range []func() error{b.page, b.open, b.head, b.body, b.foot} {
		if err := step(); err != nil {
			return err
		}
	}

	if err := b.out.Flush(); err != nil {
		return err
	}

	return f.Write(w)
}

// statsBook is the workbook in the making.
type statsBook struct {
	f       *excelize.File
	out     *excelize.StreamWriter
	t       StatsTable
	columns []column
	parts   []strip // printed beside each other, a page each
	style   statsStyle
}

// page names the sheet and sets paper, scale, page number and repeated heads.
func (b *statsBook) page() error {
	if err := b.f.SetSheetName("Sheet1", statsSheet); err != nil {
		return err
	}

	if err := b.f.SetDocProps(&excelize.DocProperties{Creator: "领评", Language: "zh-CN"}); err != nil {
		return err
	}

	if err := b.scale(); err != nil {
		return err
	}

	top, side, bottom, centred := 0.8, 0.4, 0.7, true
	err := b.f.SetPageMargins(statsSheet, &excelize.PageLayoutMarginsOptions{
		Top: &top, Left: &side, Right: &side, Bottom: &bottom, Horizontally: &centred,
	})
	if err != nil {
		return err
	}

	if err := b.f.SetHeaderFooter(statsSheet, &excelize.HeaderFooterOptions{OddFooter: "&C— &P —"}); err != nil {
		return err
	}

	heads := fmt.Sprintf("'%s'!$%d:$%d", statsSheet, groupRow, headRow)
	if len(b.parts) > 1 {
		heads = fmt.Sprintf("'%s'!$A:$B,%s", statsSheet, heads)
	}

	return b.f.SetDefinedName(&excelize.DefinedName{Name: "_xlnm.Print_Titles", Scope: statsSheet, RefersTo: heads})
}

// open begins the stream; widths and panes must stand before the first row.
func (b *statsBook) open() (err error) {
	if b.out, err = b.f.NewStreamWriter(statsSheet); err != nil {
		return err
	}

	for i, c := range b.columns {
		if err := b.out.SetColWidth(i+1, i+1, c.width(b.t)); err != nil {
			return err
		}
	}

	for _, part := range b.parts[1:] {
		if err := b.out.InsertPageBreak(cellName(part.from, 1)); err != nil {
			return err
		}
	}

	return b.out.SetPanes(&excelize.Panes{
		Freeze: true, XSplit: 2, YSplit: headRow, TopLeftCell: cellName(3, firstRow), ActivePane: "bottomRight",
	})
}

// head writes title, meta line and the two rows of heads.
func (b *statsBook) head() error {
	var titles, metas []segment
	meta := b.t.meta()
	for i, part := range b.parts {
		titles = append(titles, segment{from: part.from, to: part.to, style: b.style.title, text: b.t.title(i)})
		metas = append(metas, b.across(part,
			segment{style: b.style.left, text: meta[0]},
			segment{style: b.style.middle, text: meta[1]},
			segment{style: b.style.right, text: meta[2]})...)
	}

	if err := b.banner(titleRow, 36, titles...); err != nil {
		return err
	}

	if err := b.banner(metaRow, 22, metas...); err != nil {
		return err
	}

	return b.heads()
}

// heads writes the groups and under them the columns; a column without a group takes both rows.
func (b *statsBook) heads() error {
	groups, names := make([]any, len(b.columns)), make([]any, len(b.columns))
	height := 0.0
	for i, c := range b.columns {
		groups[i] = excelize.Cell{StyleID: b.style.head, Value: c.group}
		names[i] = excelize.Cell{StyleID: b.style.head, Value: c.name}
		if c.group == "" {
			groups[i] = excelize.Cell{StyleID: b.style.head, Value: c.name}
			names[i] = excelize.Cell{StyleID: b.style.head}
			if err := b.out.MergeCell(cellName(i+1, groupRow), cellName(i+1, headRow)); err != nil {
				return err
			}
			continue
		}

		height = max(height, c.headHeight(b.t))
		if i > 0 && b.columns[i-1].group == c.group {
			groups[i] = excelize.Cell{StyleID: b.style.head}
			continue
		}

		last := i
		for last+1 < len(b.columns) && b.columns[last+1].group == c.group {
			last++
		}

		if last > i {
			if err := b.out.MergeCell(cellName(i+1, groupRow), cellName(last+1, groupRow)); err != nil {
				return err
			}
		}
	}

	if err := b.out.SetRow(cellName(1, groupRow), groups, excelize.RowOpts{Height: 34}); err != nil {
		return err
	}

	return b.out.SetRow(cellName(1, headRow), names, excelize.RowOpts{Height: height})
}

// body writes a row for each lower unit and the totals.
func (b *statsBook) body() error {
	for i, r := range b.t.Rows {
		cells := []any{
			excelize.Cell{StyleID: b.style.number, Value: i + 1},
			excelize.Cell{StyleID: b.style.text, Value: oneLine(r.Unit)},
		}

		for j := 2; j < len(b.columns)-1; j++ {
			cells = append(cells, b.columns[j].cell(r.Figures, firstRow+i, b.style.number, b.style.share))
		}

		cells = append(cells, excelize.Cell{StyleID: b.style.text, Value: oneLine(r.Note)})
		if err := b.out.SetRow(cellName(1, firstRow+i), cells, excelize.RowOpts{Height: b.rowHeight(r)}); err != nil {
			return err
		}
	}

	row := firstRow + len(b.t.Rows)
	cells := []any{excelize.Cell{StyleID: b.style.total, Value: "合计"}, excelize.Cell{StyleID: b.style.total}}
	for j := 2; j < len(b.columns)-1; j++ {
		cells = append(cells, b.total(j, row))
	}

	cells = append(cells, excelize.Cell{StyleID: b.style.total})
	if err := b.out.MergeCell(cellName(1, row), cellName(2, row)); err != nil {
		return err
	}

	return b.out.SetRow(cellName(1, row), cells, excelize.RowOpts{Height: 22})
}

// total is the cell of a column in the row of totals: a SUM where the column adds up and the rows give the counted
// figure, else the counted figure itself.
func (b *statsBook) total(j, row int) excelize.Cell {
	c := b.columns[j]
	if c.ratio != nil || !c.adds || len(b.t.Rows) == 0 {
		return c.cell(b.t.Total, row, b.style.total, b.style.totalShare)
	}

	sum := int64(0)
	for _, r := range b.t.Rows {
		sum += c.value(r.Figures)
	}

	cell := excelize.Cell{StyleID: b.style.total, Value: c.value(b.t.Total)}
	if sum == c.value(b.t.Total) {
		cell.Formula = fmt.Sprintf("SUM(%s:%s)", cellName(j+1, firstRow), cellName(j+1, row-1))
	}

	return cell
}

// foot writes 口径 and the line for signatures.
func (b *statsBook) foot() error {
	note, signed := b.note(), b.t.signed()
	row := firstRow + len(b.t.Rows) + 1
	var notes, signs []segment
	share := 1.0
	if len(b.parts) > 1 {
		share = 1.4 // the day stays on one line
	}

	for _, part := range b.parts {
		notes = append(notes, segment{from: part.from, to: part.to, style: b.style.note, text: note})
		signs = append(signs, b.across(part,
			segment{style: b.style.left, text: signed[0]},
			segment{style: b.style.left, text: signed[1]},
			segment{style: b.style.left, text: signed[2]},
			segment{style: b.style.right, text: signed[3], share: share})...)
	}

	if err := b.banner(row, 32, notes...); err != nil {
		return err
	}

	return b.banner(row+1, 26, signs...)
}

// overlaps reports whether somebody who is counted once stands in several rows.
func (b *statsBook) overlaps() bool {
	return slices.ContainsFunc(b.columns, func(c column) bool {
		if c.value == nil || c.adds {
			return false
		}

		sum := int64(0)
		for _, r := range b.t.Rows {
			sum += c.value(r.Figures)
		}

		return sum > c.value(b.t.Total)
	})
}
