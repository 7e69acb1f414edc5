package app_test

import (
	"bytes"
	"context"
	"errors"
	"io"
	"lingping/internal/domain/filing"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"lingping/internal/app"
	"lingping/internal/store"
	"lingping/internal/testkit"
)

// Whoever takes the pages of a paper as slowly as he likes keeps nobody from the database, neither other exports nor
// pages nor saves.
func TestNoPaperHoldsTheDatabaseWhileItIsTaken(t *testing.T) {
	worlds(t, func(t *testing.T, w *testkit.World) {
		ok(t, w.As("101").Submit("unit B11"))
		ok(t, w.As("102").Submit("member 103"))
		receive(t, w, handIn(t, w, w.As("101"), "Z1", "其余免评"))
		round := w.Round
		ended := w.Launch("又一轮", "2011-02-01", "2011-06-30")
		w.Round = ended
		end(t, w)
		w.Round = round
		letters := 0
		for name, write := range map[string]func(io.Writer) error{
			"forms in a zip": func(out io.Writer) error {
				_, err := w.App.Forms(t.Context(), operator, round, "", app.MemberForm, app.FormZip, out, nil)
				return err
			},
			"forms in one document": func(out io.Writer) error {
				_, err := w.App.Forms(t.Context(), operator, round, "", app.UnitForm, app.FormDocx, out, nil)
				return err
			},
			"a form": func(out io.Writer) error {
				_, err := w.App.Form(t.Context(), operator, w.Of("member 103"), app.Word, out)
				return err
			},
			"an archive": func(out io.Writer) error {
				_, err := w.App.ExportArchive(t.Context(), operator, ended, out, nil)
				return err
			},
			"a pack": func(out io.Writer) error {
				_, err := w.App.PreviewPack(t.Context(), operator, round, filing.Key{Unit: w.Unit("Z2")}, out, nil)
				return err
			},
			"the ledger of actions": func(out io.Writer) error {
				return w.App.ActionBook(t.Context(), operator, round, app.ActionFilter{}, out, nil)
			},
		} {
			letters++
			reader, writer := io.Pipe()
			done := make(chan error, 1)
			go func() {
				err := write(writer)
				done <- err
				writer.CloseWithError(err)
			}()

			var one [1]byte
			if _, err := io.ReadFull(reader, one[:]); err != nil { // the paper has begun; the rest is not taken
				t.Errorf("%s: %v", name, err)
				continue
			}

			soon, cancel := context.WithTimeout(t.Context(), 30*time.Second)
			for use, call := range map[string]func(context.Context, func(*store.Tx) error) error{
				"an export": w.Store.ReadApart, "a page": w.Store.Read, "a save": w.Store.Write, "a plan": w.Store.ReadAlone} {
				if err := call(soon, func(tx *store.Tx) error { _, err := tx.Settings(); return err }); err != nil {
					t.Errorf("while %s is taken slowly, %s waits: %v", name, use, err)
				}
			}

			cancel()
			_, err := io.Copy(io.Discard, reader)
			ok(t, errors.Join(err, <-done))
		}

		if letters != 6 {
			t.Errorf("%d papers were tried", letters)
		}
	})
}

func TestTheWorkbookHasTheRowsOfTheLedgerInItsOrder(t *testing.T) {
	worlds(t, func(t *testing.T, w *testkit.World) {
		ok(t, w.As("101").Submit("unit B11"))
		ok(t, w.As("102").Submit("member 103"))
		list, err := w.App.AllActions(t.Context(), operator, w.Round, app.ActionFilter{})
		ok(t, err)
		var out bytes.Buffer
		told := 0
		ok(t, w.App.ActionBook(t.Context(), operator, w.Round, app.ActionFilter{}, &out, func(done, total int) { told = total }))
		book, err := excelize.OpenReader(&out)
		ok(t, err)
		defer book.Close()

		rows, err := book.GetRows("整改台账")
		ok(t, err)
		if len(list.Rows) < 3 || len(rows) != 3+len(list.Rows) || told != len(list.Rows) {
			t.Fatalf("the workbook has %d rows with its head, told are %d, the ledger has %d", len(rows), told, len(list.Rows))
		}

		for i, row := range list.Rows {
			if rows[3+i][3] != row.Problem {
				t.Errorf("row %d is about %q, want %q", i+1, rows[3+i][3], row.Problem)
			}
		}
	})
}
