package office

import (
	"io"
	"strconv"
	"strings"

	"github.com/xuri/excelize/v2"

	"lingping/internal/domain/org"
	"lingping/internal/errs"
)

// blankRows is how far down the drop-downs of a blank roster reach.
const blankRows = 5000

// WriteBlankRoster writes an empty workbook with the four sheets of a roster: the heads that ReadRoster reads, a star at
// those that must be filled in, and drop-downs where the words are given.
func WriteBlankRoster(w io.Writer) (err error) {
	defer errs.Wrap(&err, "office.WriteBlankRoster")

	f := excelize.NewFile()
	defer f.Close()

	head, err := f.NewStyle(&excelize.Style{
		Font: &excelize.Font{Bold: true},
		Fill: excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{"F4F1EA"}},
	})
	if err != nil {
		return err
	}

	text, err := f.NewStyle(&excelize.Style{NumFmt: 49}) // so that 001 and 1985.10 stay what was typed
	if err != nil {
		return err
	}

	for i, kind := range sheetKinds {
		if i == 0 {
			err = f.SetSheetName("Sheet1", string(kind))
		} else {
			_, err = f.NewSheet(string(kind))
		}

		if err == nil {
			err = blankSheet(f, kind, head, text)
		}

		if err != nil {
			return err
		}
	}

	return f.Write(w)
}

func blankSheet(f *excelize.File, kind org.SheetKind, head, text int) error {
	name := string(kind)
	for i, field := range blankFields(kind) {
		column := columnName(i)
		label := string(field.field)
		if field.required {
			label += "*"
		}

		if err := f.SetCellStr(name, column+"1", label); err != nil {
			return err
		}

		if err := f.SetColStyle(name, column, text); err != nil {
			return err
		}

		if err := f.SetColWidth(name, column, column, 14); err != nil {
			return err
		}

		if words := blankWords(kind, field.field); words != nil {
			choice := excelize.NewDataValidation(true)
			choice.SetSqref(column + "2:" + column + strconv.Itoa(blankRows))
			if err := choice.SetDropList(words); err != nil {
				return err
			}

			choice.ShowErrorMessage = false // 书记、组织委员 in one cell is read too
			if err := f.AddDataValidation(name, choice); err != nil {
				return err
			}
		}
	}

	if err := f.SetRowStyle(name, 1, 1, head); err != nil {
		return err
	}

	return f.SetPanes(name, &excelize.Panes{Freeze: true, YSplit: 1, TopLeftCell: "A2", ActivePane: "bottomLeft"})
}

// blankFields are the columns of a sheet in the order in which they are filled in: who before what.
func blankFields(kind org.SheetKind) []headColumn {
	columns := rosterHeads[kind]
	if kind != org.PostSheet && kind != org.ChargeSheet {
		return columns
	}

	var who, days []headColumn
	for _, c := range columns {
		switch c.field {
		case org.FieldNumber, org.FieldName, org.FieldBranch:
			who = append(who, c)
		default:
			days = append(days, c)
		}
	}

	return append(who, days...)
}

// blankWords are the words offered for a column, nil where anything may stand.
func blankWords(kind org.SheetKind, field org.Field) []string {
	switch {
	case field == org.FieldUnitKind:
		return strings.Fields("党委 分党委 党组 党总支 党支部 直属党支部 联合党支部 临时党支部 党小组 部门")
	case field == org.FieldStanding:
		return strings.Fields("正式党员 预备党员 非党员")
	case field == org.FieldSex:
		return strings.Fields("男 女")
	case field == org.FieldPost && kind == org.PostSheet:
		return strings.Fields("书记 副书记 主持工作 组织委员 宣传委员 纪检委员 委员 行政主要负责人 党小组长")
	case field == org.FieldCharge:
		return strings.Fields("分管 联系点")
	}
	return nil
}

// KnownWords are the words that a column with set words takes, for one that is not known to be said by.
func KnownWords(kind org.SheetKind, field org.Field) []string {
	if kind == org.UnitSheet && field == org.FieldUnitKind {
		return append(blankWords(kind, field), "外部单位")
	}
	return blankWords(kind, field)
}
