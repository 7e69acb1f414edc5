package app_test

import (
	"strings"
	"testing"

	"lingping/internal/store"
	"lingping/internal/testkit"
)

// While one saves the others wait: a draft that is saved again sends five statements, whatever it says.
func TestASaveSendsFewStatements(t *testing.T) {
	worlds(t, func(t *testing.T, w *testkit.World) {
		qian := w.As("102")
		for i, place := range []string{"党员活动室", "会议室", "党员活动室"} {
			d := must(qian.Draft("member 103"))(t)
			d.Setting.Place = place
			var tally store.Tally
			_, err := w.App.SaveDraft(tally.On(t.Context()), qian.Actor, w.Of("member 103"), d)
			ok(t, err)
			if took := tally.Work(); i > 0 && took.Statements > 5 {
				t.Errorf("saving a draft again takes %+v: %v", took, tally.Texts())
			}
		}
	})
}

// Whoever hands in a sheet keeps its review once, and not as a draft first.
func TestHandingInKeepsAReviewOnce(t *testing.T) {
	worlds(t, func(t *testing.T, w *testkit.World) {
		qian := w.As("102")
		ok(t, qian.Save("member 103", must(qian.Draft("member 103"))(t)))
		d := must(qian.Draft("member 103"))(t)
		d.Setting.Place = "会议室"
		var tally store.Tally
		_, err := w.App.Submit(tally.On(t.Context()), qian.Actor, w.Of("member 103"), d)
		ok(t, err)
		for text, n := range tally.Texts() {
			if strings.HasPrefix(text, "UPDATE review ") && n != 1 {
				t.Errorf("the review is kept %d times", n)
			}
		}

		// Seven of them look, before it is kept, whether the record is what the ledger last knew.
		if took := tally.Work(); took.Statements > 30 {
			t.Errorf("handing in takes %+v", took)
		}
	})
}
