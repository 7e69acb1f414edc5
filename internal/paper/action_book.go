package paper

import (
	"fmt"
	"io"
	"iter"

	"lingping/internal/domain/org"
	"lingping/internal/domain/round"
	"lingping/internal/domain/scheme"
	"lingping/internal/office"
	"lingping/internal/store"
)

// ActionBook is the ledger of a unit's subtree as the office's spreadsheet 整改（销号）台账.
type ActionBook struct {
	Unit  string
	Round string
	Plan  *scheme.Scheme // in whose words it is
	AsOf  org.Date
	Rows  iter.Seq2[BookRow, error] // read as they are written; an error ends the ledger
}

// BookRow is an action with what its review says of the causes.
type BookRow struct {
	store.ActionRow
	Cause string
}

// ActionBookName is what people call the file of the ledger of a unit in a round.
func ActionBookName(unit org.Place, r round.Round) string {
	return fmt.Sprintf("整改台账 %s %s.xlsx", unit.Label(), r.Name)
}

// WriteActionBook writes the ledger.
func WriteActionBook(w io.Writer, b ActionBook) error {
	book := office.ActionLedger{Unit: b.Unit, Round: b.Round, AsOf: b.AsOf, Terms: b.Plan.Vocabulary, Rows: func(yield func(office.ActionLine, error) bool) {
		for row, err := range b.Rows {
			if !yield(row.line(), err) {
				return
			}
		}
	}}
	return office.NewPress(office.DefaultFonts()).WriteActions(w, book)
}

// line is the action as a line of the ledger.
func (row BookRow) line() office.ActionLine {
	line := office.ActionLine{Source: row.RoundName + "，" + row.AskerName, Subject: row.UnitName, Problem: row.Problem, Cause: row.Cause,
		Goal: row.Goal, Measure: row.Measure, Leader: row.AskerName, Responsible: row.ResponsibleName, Deadline: row.Deadline,
		State: string(row.State.Word()), Evidence: row.Files, Reported: row.ReportedDay, Closed: row.ClosedDay}
	if row.Kind != scheme.Unit {
		line.Subject = row.PersonName + "（" + row.UnitName + "）"
	}

	if row.Verdict != "" {
		line.Verdict = row.Verifier + "：" + row.Verdict
	}

	line.Gone, line.Reopened = row.Gone, row.Reopened
	return line
}
