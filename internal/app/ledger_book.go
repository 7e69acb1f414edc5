package app

import (
	"bufio"
	"context"
	"encoding/json"
	"io"
	"iter"
	"time"

	"lingping/internal/clock"
	"lingping/internal/domain/access"
	"lingping/internal/paper"
	"lingping/internal/store"
)

// ledgerStep is how many entries an export of the ledger reads at once.
const ledgerStep = 1000

// LedgerForm is how the ledger is exported.
type LedgerForm string

// The forms.
const (
	LedgerWorkbook LedgerForm = "xlsx"  // for people
	LedgerLines    LedgerForm = "jsonl" // for programs: one entry a line, with what its digest is made of
)

// StartLedgerBook begins to make a file of the chosen entries, the newest first. say words an entry for people: its
// sentence, its object, its facts.
func (a *App) StartLedgerBook(ctx context.Context, who access.Actor, f LedgerFilter, form LedgerForm, say func(LedgerLine) [3]string) (ExportKey, error) {
	ask := func(_ context.Context, who access.Actor) error {
		return check(access.ReadLedger, who.Base(), access.NoStage)
	}

	day := a.Now().Format(time.DateOnly)
	if form == LedgerLines {
		return a.startExport(ctx, who, exportJob{name: paper.LedgerBookName(day, ".jsonl"), media: "application/jsonl", ask: ask,
			write: func(ctx context.Context, w io.Writer, _ Progress) error { return a.writeLedgerLines(ctx, f, w) }})
	}

	return a.startExport(ctx, who, exportJob{name: paper.LedgerBookName(day, ".xlsx"), media: paper.WorkbookMedia, ask: ask,
		write: func(ctx context.Context, w io.Writer, _ Progress) error {
			return paper.WriteLedgerBook(w, paper.LedgerBook{Rows: a.ledgerRows(ctx, f, say)})
		}})
}

// eachLedgerLine reads the chosen entries some at a time: no transaction is open while they are used.
func (a *App) eachLedgerLine(ctx context.Context, f LedgerFilter) iter.Seq2[LedgerLine, error] {
	return func(yield func(LedgerLine, error) bool) {
		for before := int64(0); ; {
			var lines []LedgerLine
			err := a.readApart(ctx, func(tx *store.Tx) (err error) {
				rounds, err := tx.Rounds()
				if err != nil {
					return err
				}

				lines, err = ledgerLines(tx, f, rounds, before, ledgerStep)
				return err
			})
			if err != nil {
				yield(LedgerLine{}, err)
				return
			}

			for _, l := range lines {
				if !yield(l, nil) {
					return
				}
			}

			if len(lines) < ledgerStep {
				return
			}
			before = lines[len(lines)-1].ID
		}
	}
}

// ledgerRows are the entries as rows of a workbook.
func (a *App) ledgerRows(ctx context.Context, f LedgerFilter, say func(LedgerLine) [3]string) iter.Seq2[paper.LedgerRow, error] {
	zone := a.Now().Location()
	return func(yield func(paper.LedgerRow, error) bool) {
		for l, err := range a.eachLedgerLine(ctx, f) {
			said := [3]string{}
			if err == nil {
				said = say(l)
			}

			row := paper.LedgerRow{At: clock.At(l.At, zone), Actor: l.Actor, Sentence: said[0], Object: said[1], Facts: said[2], Round: l.In,
				Digest: l.Commitment, Sound: l.Sound()}
			if !yield(row, err) {
				return
			}
		}
	}
}

// ledgerJSON is an entry as a line: all that its digest is made of, and the names beside it.
type ledgerJSON struct {
	ID         int64           `json:"id,string"`
	At         time.Time       `json:"at"`
	AtMilli    int64           `json:"at_ms"`
	Account    int64           `json:"account,string"`
	Actor      string          `json:"actor"`
	Action     access.Action   `json:"action"`
	Object     string          `json:"object"`
	About      string          `json:"about,omitempty"`
	Round      int64           `json:"round,string"`
	RoundName  string          `json:"round_name,omitempty"`
	Detail     json.RawMessage `json:"detail"`
	Salt       string          `json:"salt"`
	Commitment string          `json:"commitment"`
	Sound      bool            `json:"sound"`
}

// writeLedgerLines writes the chosen entries, one a line.
func (a *App) writeLedgerLines(ctx context.Context, f LedgerFilter, w io.Writer) error {
	zone := a.Now().Location()
	out := bufio.NewWriter(w)
	lines := json.NewEncoder(out)
	lines.SetEscapeHTML(false)
	for l, err := range a.eachLedgerLine(ctx, f) {
		if err != nil {
			return err
		}

		if err := lines.Encode(ledgerJSON{ID: l.ID, At: clock.At(l.At, zone), AtMilli: l.At, Account: l.Account, Actor: l.Actor, Action: l.Action,
			Object: l.Object, About: l.About, Round: l.Round, RoundName: l.In, Detail: json.RawMessage(l.Detail), Salt: l.Salt,
			Commitment: l.Commitment, Sound: l.Sound()}); err != nil {
			return err
		}
	}

	return out.Flush()
}
