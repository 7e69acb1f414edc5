package app

import (
	"context"
	"fmt"
	"io"
	"iter"
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

// ActionBook writes the ledger of a unit's subtree as the office's spreadsheet 整改（销号）台账, with the rows that the
// list of Actions holds for the asker. They are read a few hundred at a time, and nothing is written while a transaction
// is open.
func (a *App) ActionBook(ctx context.Context, who access.Actor, id round.ID, f ActionFilter, w io.Writer, tell Progress) error {
	var l ActionList
	var ids []rectify.ID
	if err := a.readApart(ctx, func(tx *store.Tx) (err error) {
		if l, err = a.ledgerOf(tx, who, id, f.Unit); err != nil {
			return err
		}
		l.Today = org.DateOf(tx.Now)
		rows := f.rows(l.Today)
		rows.Round, rows.Top = id, l.Unit
		if rows.Reader, err = readerOf(tx, who, id, l.Unit.ID); err != nil {
			return err
		}
		ids, err = tx.ListedActionIDs(rows)
		return err
	}); err != nil {
		return err
	}
	book := office.ActionLedger{Unit: l.Unit.Name, Round: l.Name, AsOf: l.Today, Rows: a.ledgerLines(ctx, ids, tell)}
	return office.NewPress(office.DefaultFonts()).WriteActions(w, book)
}

// StartActionBook begins to make the file of a ledger, see ActionBook.
func (a *App) StartActionBook(ctx context.Context, who access.Actor, id round.ID, f ActionFilter) (ExportKey, error) {
	read := func(ctx context.Context, who access.Actor) (l ActionList, err error) {
		err = a.read(ctx, func(tx *store.Tx) error {
			l, err = a.ledgerOf(tx, who, id, f.Unit)
			return err
		})
		return l, err
	}
	l, err := read(ctx, who)
	if err != nil {
		return "", err
	}
	return a.startExport(ctx, who, exportJob{
		name: fmt.Sprintf("整改台账 %s %s.xlsx", l.Unit.Label(), l.Name), media: bookMedia,
		ask: func(ctx context.Context, who access.Actor) error {
			_, err := read(ctx, who)
			return err
		},
		write: func(ctx context.Context, w io.Writer, tell Progress) error {
			return a.ActionBook(ctx, who, id, f, w, tell)
		},
	})
}

const bookMedia = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

// ledgerOf is the round and unit of a ledger without its rows, for whoever may read it; unit 0 is the round's own.
func (a *App) ledgerOf(tx *store.Tx, who access.Actor, id round.ID, unit org.UnitID) (l ActionList, err error) {
	l.RoundView, l.Unit, err = a.measured(tx, who, access.ReadAction, id, unitByID(unit))
	return l, err
}

// ledgerLines reads actions with what the reviews say of the causes, some in each transaction.
func (a *App) ledgerLines(ctx context.Context, ids []rectify.ID, tell Progress) iter.Seq2[office.ActionLine, error] {
	return func(yield func(office.ActionLine, error) bool) {
		done := 0
		for part := range slices.Chunk(ids, store.MaxIn) {
			tell.say(done, len(ids))
			var rows []store.ActionRow
			causes := map[review.ID]string{}
			if err := a.readApart(ctx, func(tx *store.Tx) (err error) {
				if rows, err = tx.ActionRows(part); err != nil {
					return err
				}
				return causesOf(tx, rows, causes)
			}); err != nil {
				yield(office.ActionLine{}, err)
				return
			}
			for _, row := range rows {
				if !yield(ledgerLine(row, causes[row.Review]), nil) {
					return
				}
			}
			done += len(part)
		}
		tell.say(len(ids), len(ids))
	}
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
