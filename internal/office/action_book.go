package office

import (
	"fmt"
	"io"
	"iter"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/xuri/excelize/v2"

	"lingping/internal/domain/org"
	"lingping/internal/errs"
	"lingping/internal/i18n"
)

// ActionLedger is the ledger of what reviews found wrong, as offices keep it 整改（销号）台账.
type ActionLedger struct {
	Unit  string // 填报单位
	Round string
	AsOf  org.Date
	Terms i18n.Terms                   // the institution's words for those of the heads
	Rows  iter.Seq2[ActionLine, error] // read as they are written; an error ends the ledger
}

// ActionLine is one row of the ledger.
type ActionLine struct {
	Source      string // 点评轮次、点评人
	Subject     string // whom it was said of
	Problem     string
	Cause       string
	Goal        string
	Measure     string
	Leader      string // 责任领导: who helps
	Responsible string
	Deadline    org.Date
	State       string // 进展
	Evidence    int
	Reported    org.Date // 申请销号日期
	Verdict     string   // 验收人及意见
	Closed      org.Date
	Gone        bool // the review was corrected and names the problem no longer
	Reopened    int  // how many times it came back
}

// note is what stands in the last column.
func (a ActionLine) note() string {
	var notes []string
	if a.Gone {
		notes = append(notes, "点评已更正")
	}

	if a.Reopened > 0 {
		notes = append(notes, fmt.Sprintf("反弹重开%d次", a.Reopened))
	}

	return strings.Join(notes, "；")
}

// ledgerColumn is a column of the ledger: its head and width in characters.
type ledgerColumn struct {
	name string
	wide float64
}

// ledgerColumns are the columns in the order of the usual form.
func ledgerColumns() []ledgerColumn {
	return []ledgerColumn{{"序号", 4.2}, {"问题来源（点评轮次、{点评人}）", 15}, {"整改单位（个人）", 12}, {"问题", 22}, {"原因", 14},
		{"整改目标", 12}, {"整改措施", 22}, {"责任领导", 8}, {"责任人", 8}, {"整改时限", 10.5}, {"进展", 8}, {"佐证材料（份）", 6},
		{"申请销号日期", 10.5}, {"验收人及意见", 16}, {"销号日期", 10.5}, {"备注", 10}}
}

const ledgerSheet = "整改台账"

// WriteActions writes the ledger as an .xlsx: A4 landscape, one page wide, its head repeated on each page. Every text is
// a string cell, whatever it begins with.
func (p *Press) WriteActions(w io.Writer, l ActionLedger) (err error) {
	defer errs.Wrap(&err, "office.WriteActions")

	f := excelize.NewFile()
	defer f.Close()

	style, err := newStatsStyle(f, p.fonts)
	if err != nil {
		return err
	}

	if err := ledgerPage(f); err != nil {
		return err
	}

	out, err := f.NewStreamWriter(ledgerSheet)
	if err != nil {
		return err
	}

	columns := ledgerColumns()
	for i, c := range columns {
		if err := out.SetColWidth(i+1, i+1, c.wide); err != nil {
			return err
		}
	}

	if err := out.SetPanes(&excelize.Panes{Freeze: true, YSplit: 3, TopLeftCell: "A4", ActivePane: "bottomLeft"}); err != nil {
		return err
	}

	if err := ledgerHead(out, style, l, columns); err != nil {
		return err
	}

	if err := out.Flush(); err != nil {
		return err
	}

	rows, err := newRowSpool(3)
	if err != nil {
		return err
	}
	defer rows.Close()

	number := 0
	for row, err := range l.Rows {
		if err != nil {
			return err
		}

		number++
		texts, height := row.texts(), 20.0
		for j, text := range texts {
			room := max(1, int(columns[j+1].wide/2))
			height = max(height, float64((utf8.RuneCountInString(text)+room-1)/room)*15+6)
		}

		rows.row(min(height, 400), number, style.number, texts, style.text)
	}

	return rows.into(w, f)
}

// texts are the cells of a row after its number.
func (a ActionLine) texts() []string {
	evidence := ""
	if a.Evidence > 0 {
		evidence = strconv.Itoa(a.Evidence)
	}

	return []string{oneLine(a.Source), oneLine(a.Subject), clean(a.Problem), clean(a.Cause), clean(a.Goal), clean(a.Measure),
		oneLine(a.Leader), oneLine(a.Responsible), a.Deadline.Dotted(), a.State, evidence, a.Reported.Dotted(), clean(a.Verdict),
		a.Closed.Dotted(), a.note()}
}

// ledgerPage names the sheet and sets paper, scale, page number and the repeated head.
func ledgerPage(f *excelize.File) error {
	if err := f.SetSheetName("Sheet1", ledgerSheet); err != nil {
		return err
	}

	if err := f.SetDocProps(&excelize.DocProperties{Creator: "领评", Language: "zh-CN"}); err != nil {
		return err
	}

	paper, landscape, wide, tall, fit := 9, "landscape", 1, 0, true
	if err := f.SetPageLayout(ledgerSheet, &excelize.PageLayoutOptions{
		Size: &paper, Orientation: &landscape, FitToWidth: &wide, FitToHeight: &tall,
	}); err != nil {
		return err
	}

	if err := f.SetSheetProps(ledgerSheet, &excelize.SheetPropsOptions{FitToPage: &fit}); err != nil {
		return err
	}

	if err := f.SetHeaderFooter(ledgerSheet, &excelize.HeaderFooterOptions{OddFooter: "&C— &P —"}); err != nil {
		return err
	}

	return f.SetDefinedName(&excelize.DefinedName{Name: "_xlnm.Print_Titles", Scope: ledgerSheet, RefersTo: "'" + ledgerSheet + "'!$3:$3"})
}

// ledgerHead writes the title, the line under it and the heads of the columns.
func ledgerHead(out *excelize.StreamWriter, style statsStyle, l ActionLedger, columns []ledgerColumn) error {
	last := len(columns)
	for i, line := range []struct {
		style  int
		text   string
		height float64
	}{
		{style.title, "点评意见整改（销号）台账", 36},
		{style.left, "填报单位（盖章）：" + oneLine(l.Unit) + "　　点评轮次：" + oneLine(l.Round) + "　　截止时间：" + dayOrOpen(l.AsOf), 22},
	} {
		if err := out.SetRow(cellName(1, i+1), []any{excelize.Cell{StyleID: line.style, Value: line.text}}, excelize.RowOpts{Height: line.height}); err != nil {
			return err
		}
		if err := out.MergeCell(cellName(1, i+1), cellName(last, i+1)); err != nil {
			return err
		}
	}

	heads := make([]any, last)
	for i, c := range columns {
		heads[i] = excelize.Cell{StyleID: style.head, Value: l.Terms.T(i18n.Chinese, i18n.Word(c.name))}
	}

	return out.SetRow(cellName(1, 3), heads, excelize.RowOpts{Height: 48})
}
