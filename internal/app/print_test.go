package app_test

import (
	"archive/zip"
	"bytes"
	"io"
	"strings"
	"testing"
	"time"

	"lingping/internal/app"
	"lingping/internal/domain/access"
	"lingping/internal/domain/review"
	"lingping/internal/domain/scheme"
	"lingping/internal/testkit"
)

// wording is what stands in the document that an export has made.
func wording(t *testing.T, w *testkit.World, who access.Actor, key app.ExportKey, err error) string {
	t.Helper()
	ok(t, err)
	x := must(w.App.AwaitExport(t.Context(), who, key, time.Minute))(t)
	if x.State != app.ExportReady {
		t.Fatalf("the document is %s: %v", x.State, x.Problem)
	}

	_, file, err := w.App.OpenExport(t.Context(), who, key)
	ok(t, err)
	defer file.Close()

	body := must(io.ReadAll(file))(t)
	z := must(zip.NewReader(bytes.NewReader(body), int64(len(body))))(t)
	text := must(z.Open("word/document.xml"))(t)
	return string(must(io.ReadAll(text))(t))
}

// sheetsIn is how many sheets a document has; on those of more than one page the annex is named with （续） too.
func sheetsIn(text string) int {
	return strings.Count(text, ">附件2<") + strings.Count(text, ">附件3<")
}

// After a meeting its thirty sheets are one document, which is signed on paper: what a clerk handed in stands on it before
// it counts, and a sheet that nobody has written yet is a form.
func TestASeriesIsPrintedAsOneDocumentToBeSigned(t *testing.T) {
	w := testkit.NewWorld(t, testkit.SQLite(t))
	ok(t, w.App.AppointClerk(t.Context(), w.As("102").Actor, w.Person("102"), w.Person("303")))
	ok(t, w.As("303").Submit("member 103"))
	key := app.SeriesKey{Round: w.Round, Owner: w.Person("102"), Kind: scheme.Member, Unit: w.Unit("B11")}
	for _, number := range []string{"102", "303"} {
		who := w.As(number).Actor
		made, err := w.App.StartSeries(t.Context(), who, key, app.PaperBatch{Name: "登记表.docx", As: app.Word})
		text := wording(t, w, who, made, err)
		if n := sheetsIn(text); n != 2 {
			t.Errorf("%s prints %d sheets of the members of B11, want 2", number, n)
		}

		if strings.Count(text, "孙䶮践诺情况较好。") != 1 || strings.Contains(text, "赵伟践诺情况较好。") {
			t.Errorf("%s does not print what was handed in of 103, and nothing of 101", number)
		}
	}

	for _, stranger := range []string{"101", "103", "001"} {
		_, err := w.App.StartSeries(t.Context(), w.As(stranger).Actor, key, app.PaperBatch{Name: "登记表.docx", As: app.Word})
		refused(t, stranger+" printing the secretary's series", err)
	}
}

func TestOnesOwnSheetsOfARoundAreOneDocument(t *testing.T) {
	w := testkit.NewWorld(t, testkit.SQLite(t))
	who := w.As("101").Actor // two branches with their secretaries, a committee member, two secretaries as members
	made, err := w.App.StartSeries(t.Context(), who, app.SeriesKey{Round: w.Round}, app.PaperBatch{Name: "我的.docx", As: app.Word})
	if n := sheetsIn(wording(t, w, who, made, err)); n != 5 {
		t.Errorf("%d sheets are printed, want 5", n)
	}

	_, err = w.App.StartSeries(t.Context(), w.As("103").Actor, app.SeriesKey{Round: w.Round}, app.PaperBatch{Name: "我的.docx", As: app.Word})
	if err == nil {
		t.Error("somebody who reviews nobody has a document of his sheets")
	}
}

// The line above prints of a meeting what counts; the sheets that are still being written are not its to read.
func TestAMeetingIsPrintedAsFarAsItsSheetsOpen(t *testing.T) {
	w := testkit.NewWorld(t, testkit.SQLite(t))
	qian := w.As("102")
	o := must(w.App.OpenOccasion(t.Context(), qian.Actor, meeting(w, "B11")))(t)
	give(t, qian, "member 101", o, true)
	give(t, qian, "member 103", o, false)
	for number, want := range map[string]int{"102": 2, "101": 1} {
		who := w.As(number).Actor
		if got := must(w.App.Occasion(t.Context(), who, o))(t).Printed(); got != want {
			t.Errorf("%s is offered %d sheets, want %d", number, got, want)
		}

		made, err := w.App.StartOccasionSheets(t.Context(), who, o, app.PaperBatch{Name: "会议.docx", As: app.Word})
		if n := sheetsIn(wording(t, w, who, made, err)); n != want {
			t.Errorf("%s prints %d sheets, want %d", number, n, want)
		}
	}
}

// give writes a sheet on an occasion, and hands it in.
func give(t *testing.T, s testkit.Seat, of string, o review.OccasionID, handIn bool) {
	t.Helper()
	d := must(s.Draft(of))(t)
	d.Occasion = o
	if handIn {
		ok(t, s.SubmitAs(of, d))
		return
	}
	ok(t, s.Save(of, d))
}
