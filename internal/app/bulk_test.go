package app_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"lingping/internal/app"
	"lingping/internal/domain/access"
	"lingping/internal/domain/assign"
	"lingping/internal/domain/org"
	"lingping/internal/domain/round"
	"lingping/internal/domain/scheme"
	"lingping/internal/store"
	"lingping/internal/testkit"
)

// crowded adds n students to B12, whom its secretary 104 reviews, and launches a further round over them all. They go by
// the numbers M00000, M00001, ….
func crowded(t *testing.T, w *testkit.World, n int) {
	t.Helper()
	persons := make([]org.Person, n)
	for i := range persons {
		persons[i] = org.Person{ID: crowdPerson(i), Number: crowdNumber(i), Name: "学生甲", Branch: w.Unit("B12"), Standing: org.Formal}
	}

	ok(t, w.Store.WriteAlone(t.Context(), func(tx *store.Tx) error { return tx.AddPersons(persons, nil) }))
	w.Round = w.Launch("人多的一轮", "2011-02-01", "2011-06-30")
}

func crowdPerson(i int) org.PersonID { return org.PersonID(1<<51 + i) }

func crowdNumber(i int) string { return fmt.Sprintf("M%05d", i) }

// crowdSheets is a workbook of the signed sheets of n of them.
func crowdSheets(n int) string {
	var csv strings.Builder
	csv.WriteString(collectedHead)
	for i := range n {
		fmt.Fprintf(&csv, "%d,党员,,%s,,,集中,2011-02-05,,承担两门公共课,兑现承诺,联系宿舍,走访偏少,排出计划,是,是\n", i+1, crowdNumber(i))
	}
	return csv.String()
}

// done are the rows that each entry of the action tells of, the oldest first; of says which figures are rows.
func done(t *testing.T, w *testkit.World, action access.Action, of ...string) (rows []int) {
	t.Helper()
	ok(t, w.Store.Read(t.Context(), func(tx *store.Tx) error {
		for e, err := range tx.EachEntry() {
			if err != nil {
				return err
			}

			if e.Action != action {
				continue
			}

			var detail map[string]any
			if err := json.Unmarshal([]byte(e.Detail), &detail); err != nil {
				return err
			}

			n := 0
			for _, name := range of {
				if figure, ok := detail[name].(float64); ok {
					n += int(figure)
				}
			}

			rows = append(rows, n)
		}
		return nil
	}))
	return rows
}

func importedRows(t *testing.T, w *testkit.World) []int {
	t.Helper()
	return done(t, w, access.ImportReviews, "confirmed", "waiting", "drafts")
}

func TestABulkOfSheetsIsManyTransactionsBetweenWhichOthersSave(t *testing.T) {
	worlds(t, func(t *testing.T, w *testkit.World) {
		crowded(t, w, 1200)
		d, err := w.As("102").Draft("member 103")
		ok(t, err)
		var told []int
		saved := make(chan error, 1)
		im, written := importReviews(t, w, crowdSheets(1200), app.ImportOptions{Progress: func(done int) {
			if told = append(told, done); len(told) == 1 {
				go func() { saved <- w.As("102").Save("member 103", d) }()
				ok(t, <-saved)
			}
		}})

		if !written || im.Confirmed != 1200 || im.Left != 0 || len(im.Notes.List) != 0 {
			t.Errorf("written %v: %d confirmed, %d left, %v", written, im.Confirmed, im.Left, said(im))
		}

		if got := importedRows(t, w); !slices.Equal(got, []int{500, 500, 200}) {
			t.Errorf("the ledger tells of parts of %v rows, want 500, 500, 200", got)
		}

		if !slices.Equal(told, []int{500, 1000, 1200}) {
			t.Errorf("the progress was %v", told)
		}

		sound(t, w, "importing in parts")
		healthy(t, w)
	})
}

func TestABulkThatIsStoppedGoesOnWithTheSameFile(t *testing.T) {
	worlds(t, func(t *testing.T, w *testkit.World) {
		crowded(t, w, 1200)
		ctx, stop := context.WithCancel(t.Context())
		read := collected(t, crowdSheets(1200))
		im, written, err := w.App.ImportReviews(ctx, access.LocalOperator(), w.Round, read, app.ImportOptions{Progress: func(int) { stop() }})
		if !errors.Is(err, context.Canceled) || !written || im == nil || im.Confirmed != 500 || im.Left != 700 {
			t.Fatalf("stopped after the first part: %v, written %v, %+v", err, written, im)
		}

		sound(t, w, "a part")
		healthy(t, w)
		im, written = importReviews(t, w, crowdSheets(1200), app.ImportOptions{})
		if !written || im.Confirmed != 700 || im.Same != 500 || im.Left != 0 {
			t.Errorf("the same file again: written %v, %+v", written, im)
		}

		if got := importedRows(t, w); !slices.Equal(got, []int{500, 500, 200}) {
			t.Errorf("the ledger tells of parts of %v rows, want 500, 500, 200", got)
		}

		im, written = importReviews(t, w, crowdSheets(1200), app.ImportOptions{})
		if written || im.Same != 1200 {
			t.Errorf("the third time: written %v, %+v", written, im)
		}

		if tally := w.Tally("B12"); tally[round.MembersDone] != 1200 || tally[round.Problems] != 1200 {
			t.Errorf("the branch counts %v, want each sheet once", tally)
		}

		sound(t, w, "going on")
		healthy(t, w)
	})
}

// What is wrong in the last row is said before the first is written.
func TestABulkWritesNothingWhenItsLastRowIsAtFault(t *testing.T) {
	worlds(t, func(t *testing.T, w *testkit.World) {
		crowded(t, w, 501)
		before := entries(t, w)
		im, written := importReviews(t, w, crowdSheets(502), app.ImportOptions{})
		if written || im.LeftOut != 1 || entries(t, w) != before || w.Tally("B12")[round.MembersDone] != 0 {
			t.Errorf("written %v, %v", written, said(im))
		}
	})
}

// A sheet that somebody wrote after the file was examined is left to him, and named; the others come in.
func TestASheetWrittenWhileABulkRunsIsRefusedAloneAndNamed(t *testing.T) {
	worlds(t, func(t *testing.T, w *testkit.World) {
		crowded(t, w, 1001)
		begun := false
		im, written := importReviews(t, w, crowdSheets(1001), app.ImportOptions{Progress: func(int) {
			if begun {
				return
			}

			begun = true
			d, err := w.As("104").Draft("member " + crowdNumber(700))
			ok(t, err)
			ok(t, w.As("104").Save("member "+crowdNumber(700), d))
			ill := assign.Subject{Kind: scheme.Member, Unit: w.Unit("B12"), Person: crowdPerson(1000)}
			_, err = w.App.ExemptSubjects(t.Context(), operator, w.Round, app.Exempting{Subjects: []assign.Subject{ill}, Reason: "卧病", Approver: "校党委"})
			ok(t, err)
		}})

		notes := strings.Join(said(im), "\n")
		if !written || im.Confirmed != 999 || im.LeftOut != 2 || im.Left != 0 {
			t.Errorf("written %v: %d confirmed, %d left out, %d left", written, im.Confirmed, im.LeftOut, im.Left)
		}

		if len(im.Notes.List) != 2 || !strings.Contains(notes, "第 702 行 李娜已在系统中填写了这张登记表") || !strings.Contains(notes, "第 1002 行 录入期间") {
			t.Errorf("the report says\n%s", notes)
		}

		sound(t, w, "importing beside others")
		healthy(t, w)
	})
}

// What a file has brought is its reviewer's from then on: the file sent again brings it no second time, whatever became of
// it; another file that says the same is held against what stands there now.
func TestAFileThatIsSentAgainLeavesWhatItsReviewersChanged(t *testing.T) {
	worlds(t, func(t *testing.T, w *testkit.World) {
		file := collectedHead + "1,党员,,103,,,集中,2011-01-05,,一,,,问题,,,\n"
		if im, _ := importReviews(t, w, file, app.ImportOptions{}); im.Drafts != 1 {
			t.Fatalf("the row became %+v", im)
		}

		ok(t, w.As("102").Submit("member 103"))
		if im, written := importReviews(t, w, file, app.ImportOptions{}); written || im.Same != 1 || len(im.Notes.List) != 0 {
			t.Errorf("the same file: written %v, %d there already, %v", written, im.Same, said(im))
		}

		if im, written := importReviews(t, w, file+"\n", app.ImportOptions{}); written || im.LeftOut != 1 {
			t.Errorf("another file: written %v, %d left out, %v", written, im.LeftOut, said(im))
		}

		healthy(t, w)
	})
}
