package app

import (
	"context"
	"fmt"
	"io"
	"slices"
	"strings"

	"lingping/internal/domain/access"
	"lingping/internal/domain/org"
	"lingping/internal/domain/rectify"
	"lingping/internal/domain/review"
	"lingping/internal/domain/round"
	"lingping/internal/domain/scheme"
	"lingping/internal/office"
	"lingping/internal/store"
)

// ActionBook writes the ledger of a unit's subtree as the office's spreadsheet 整改（销号）台账 and gives a name for the
// file.
func (a *App) ActionBook(ctx context.Context, who access.Actor, id round.ID, f ActionFilter, w io.Writer) (name string, err error) {
	l, err := a.actions(ctx, who, id, f, 0, everything)
	if err != nil {
		return "", err
	}
	causes := map[review.ID]string{}
	if err := a.read(ctx, func(tx *store.Tx) error { return causesOf(tx, l.Rows, causes) }); err != nil {
		return "", err
	}
	book := office.ActionLedger{Unit: l.Unit.Name, Round: l.Name, AsOf: l.Today}
	for _, row := range l.Rows {
		book.Rows = append(book.Rows, ledgerLine(row, causes[row.Review]))
	}
	return fmt.Sprintf("整改台账 %s %s.xlsx", l.Unit.Label(), l.Name), office.NewPress(office.DefaultFonts()).WriteActions(w, book)
}

// causesOf reads what the reviews say of the causes.
func causesOf(tx *store.Tx, rows []store.ActionRow, into map[review.ID]string) error {
	var ids []review.ID
	for _, row := range rows {
		ids = append(ids, row.Review)
	}
	slices.Sort(ids)
	found, err := tx.Reviews(slices.Compact(ids))
	for id, r := range found {
		into[id] = r.Text.Causes
	}
	return err
}

// ledgerLine is an action as a line of the ledger.
func ledgerLine(row store.ActionRow, cause string) office.ActionLine {
	line := office.ActionLine{Source: row.RoundName + "，" + row.AskerName, Subject: row.UnitName, Problem: row.Problem, Cause: cause,
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

// ReplyLetter writes a letter as a Word document and gives a name for the file.
func (a *App) ReplyLetter(ctx context.Context, who access.Actor, id rectify.ReplyID, w io.Writer) (name string, err error) {
	v, err := a.Reply(ctx, who, id)
	if err != nil {
		return "", err
	}
	letter := office.Letter{Title: v.Title, Salutation: v.Salutation, Body: v.Body, Signature: v.Signature, Day: v.Day}
	return v.Title + "（" + v.Subject + "）.docx", office.NewPress(office.DefaultFonts()).WriteLetter(w, letter)
}

// putRight is what forms say of what was put right after a review.
type putRight map[review.ID][]store.ActionRow

// newPutRight reads the actions of the reviews on some forms.
func newPutRight(rows []store.ActionRow) putRight {
	out := putRight{}
	for _, row := range rows {
		if row.State != rectify.Cancelled {
			out[row.Review] = append(out[row.Review], row)
		}
	}
	return out
}

// putRightOf reads what the forms of some reviews say.
func putRightOf(tx *store.Tx, ids []review.ID) (putRight, error) {
	by, err := tx.ActionsOfReviews(ids)
	if err != nil {
		return nil, err
	}
	var rows []store.ActionRow
	for _, some := range by {
		rows = append(rows, some...)
	}
	return newPutRight(rows), nil
}

// measures are the problems of a review with what is done about each 〔附件2、3〕.
func (p putRight) measures(id review.ID, problems []string) (out []office.Measure) {
	for i, problem := range problems {
		before := len(out)
		for _, row := range p[id] {
			if row.Number == i+1 && !row.Gone {
				m := office.Measure{Problem: problem, Text: row.Measure}
				if row.Measure != "" {
					m.Owner, m.Due = row.ResponsibleName, row.Deadline
				}
				out = append(out, m)
			}
		}
		if len(out) == before {
			out = append(out, office.Measure{Problem: problem})
		}
	}
	return out
}

// outcome is what was done, and the last days on which it was reported and answered in writing.
func (p putRight) outcome(ids ...review.ID) (text string, reported, replied org.Date) {
	var lines []string
	for _, id := range ids {
		for _, row := range p[id] {
			if row.Outcome == "" || row.State == rectify.Working {
				continue
			}
			line := row.Outcome
			if row.State == rectify.Closed {
				line += fmt.Sprintf("（%s验收销号）", row.ClosedDay.Dotted())
			}
			lines = append(lines, line)
			reported = max(reported, row.ReportedDay)
			if row.ReplyState.Counts() {
				replied = max(replied, row.ReplyDay)
			}
		}
	}
	return strings.Join(lines, "\n"), reported, replied
}
