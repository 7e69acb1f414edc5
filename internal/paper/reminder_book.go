package paper

import (
	"fmt"
	"io"
	"iter"
	"strconv"
	"strings"

	"lingping/internal/domain/org"
	"lingping/internal/domain/round"
	"lingping/internal/domain/scheme"
	"lingping/internal/i18n"
	"lingping/internal/office"
)

// ReminderBook is who has to be reminded of what below a unit, as a workbook 催办单.
type ReminderBook struct {
	Plan *scheme.Scheme                // in whose words it is
	Rows iter.Seq2[ReminderRow, error] // read as they are written; an error ends the book
}

// ReminderRow is what one reviewer owes of one kind in one unit by one day.
type ReminderRow struct {
	Part     string // name of the unit by which he is reminded
	Reviewer string
	Seat     string // the unit from whose seat he speaks, empty for a leader in charge
	Account  i18n.Word
	Kind     scheme.SubjectKind
	Unit     string   // of the subjects
	Names    []string // of persons; empty for a unit
	Reviews  int
	Due      round.Due
	Pace     round.Pace
}

// ReminderBookName is what people call the file of a unit in a round.
func ReminderBookName(unit org.Place, r round.Round) string {
	return fmt.Sprintf("催办单 %s %s.xlsx", unit.Label(), r.Name)
}

// WriteReminderBook writes the book, a row at a time.
func WriteReminderBook(w io.Writer, b ReminderBook) error {
	words := func(text string) string { return i18n.Terms(b.Plan.Vocabulary).T(i18n.Chinese, i18n.Word(text)) }
	book := office.Records{Name: "催办单", Columns: []office.RecordColumn{
		{Name: words("催办{党组织}"), Wide: 24}, {Name: words("{点评人}"), Wide: 12}, {Name: words("点评人所在{党组织}"), Wide: 24}, {Name: "还差（项）", Wide: 9},
		{Name: "类别", Wide: 12}, {Name: words("点评对象所在{党组织}"), Wide: 24}, {Name: "点评对象", Wide: 44}, {Name: "期限", Wide: 11}, {Name: "进度", Wide: 14}, {Name: "账号", Wide: 16},
	}, Rows: func(yield func([]string, error) bool) {
		for row, err := range b.Rows {
			if !yield(row.texts(words(string(b.Plan.KindName(row.Kind)))), err) {
				return
			}
		}
	}}
	return office.NewPress(office.DefaultFonts()).WriteRecords(w, book)
}

func (row ReminderRow) texts(kind string) []string {
	subject := strings.Join(row.Names, "、")
	if subject == "" {
		subject = row.Unit
	}

	pace := ""
	switch row.Pace {
	case round.Late:
		pace = "已逾期"
	case round.Behind:
		pace = "过了计划日期"
	}

	return []string{row.Part, row.Reviewer, row.Seat, strconv.Itoa(row.Reviews), kind, row.Unit, subject, string(row.Due.Day()), pace, string(row.Account)}
}
