package app_test

import (
	"archive/zip"
	"bytes"
	"io"
	"strings"
	"testing"

	"lingping/internal/app"
	"lingping/internal/domain/review"
	"lingping/internal/domain/round"
	"lingping/internal/domain/scheme"
	"lingping/internal/errs"
	"lingping/internal/testkit"
)

func TestADissentIsAnsweredOnceAndStaysThroughACorrection(t *testing.T) {
	worlds(t, func(t *testing.T, w *testkit.World) {
		qian, sun, id := w.As("102"), w.As("103"), w.Of("member 103")
		ok(t, qian.Submit("member 103"))
		conflict(t, "answering where nobody dissents", w.App.AnswerDissent(t.Context(), qian.Actor, id, "已核对"))
		ok(t, sun.Acknowledge("member 103", "我值过三次班。"))
		refused(t, "the subject answering himself", w.App.AnswerDissent(t.Context(), sun.Actor, id, "是的"))
		refused(t, "the line answering", w.App.AnswerDissent(t.Context(), w.As("101").Actor, id, "是的"))
		if err := w.App.AnswerDissent(t.Context(), qian.Actor, id, " "); !errs.Is(err, errs.Invalid) {
			t.Errorf("an empty answer: %v, want it refused", err)
		}

		ok(t, w.App.AnswerDissent(t.Context(), qian.Actor, id, "已核对值班表，予以更正。"))
		conflict(t, "answering twice", w.App.AnswerDissent(t.Context(), qian.Actor, id, "另一句"))
		if text := form(t, w, qian, id); !strings.Contains(text, "我值过三次班。") || !strings.Contains(text, "已核对值班表，予以更正。") {
			t.Error("the printed form does not have the dissent with its answer")
		}

		d, err := qian.Draft("member 103")
		ok(t, err)
		d.Parts[0].Text.Problems = []string{"走访宿舍的记录不全。"}
		ok(t, w.App.Correct(t.Context(), qian.Actor, id, d, "值班表核对"))
		v, err := sun.Sheet("member 103")
		ok(t, err)
		part := v.Parts[0]
		if part.Review.Dissent != "" || len(part.Versions) != 2 || len(part.Dissents) != 1 || part.Dissents[0].Version != 1 ||
			part.Dissents[0].Answer != "已核对值班表，予以更正。" || part.Dissents[0].AnsweredBy != "钱芳" {
			t.Errorf("after the correction the subject sees %+v", part.Dissents)
		}
	})
}

func TestADissentOnPaperIsEnteredByTheSecretaryAndWaitsOnHisHome(t *testing.T) {
	worlds(t, func(t *testing.T, w *testkit.World) {
		qian := w.As("102")
		ok(t, qian.Submit("member 101"))
		ok(t, qian.Submit("member 103"))
		ids := []review.ID{w.Of("member 101"), w.Of("member 103")}
		if _, err := w.App.AcknowledgeOnPaper(t.Context(), qian.Actor, ids, "不属实"); !errs.Is(err, errs.Invalid) {
			t.Errorf("one dissent for two: %v, want it refused", err)
		}

		ok(t, qian.DissentOnPaper("member 103", "我值过三次班。"))
		waiting := func() (names []string) {
			all, err := tasksFor(t.Context(), w.App, qian.Actor)
			ok(t, err)
			for _, task := range all {
				if task.Kind == app.TaskDissent {
					names = append(names, task.Name)
				}
			}

			return names
		}

		if got := waiting(); len(got) != 1 || got[0] != "孙䶮" {
			t.Errorf("home says that %v wait for an answer", got)
		}

		v, err := w.As("103").Sheet("member 103")
		ok(t, err)
		if r := v.Parts[0].Review; r.Dissent != "我值过三次班。" || r.AcknowledgedHow != review.OnPaper {
			t.Errorf("the dissent reads %q, signed %q", r.Dissent, r.AcknowledgedHow)
		}

		ok(t, w.App.AnswerDissent(t.Context(), qian.Actor, w.Of("member 103"), "已核对。"))
		if got := waiting(); len(got) != 0 {
			t.Errorf("after the answer home still says %v", got)
		}
	})
}

// form is the text of the Word form of a review.
func form(t *testing.T, w *testkit.World, seat testkit.Seat, id review.ID) string {
	t.Helper()
	var body bytes.Buffer
	_, err := w.App.Form(t.Context(), seat.Actor, id, app.Word, &body)
	ok(t, err)
	z, err := zip.NewReader(bytes.NewReader(body.Bytes()), int64(body.Len()))
	ok(t, err)
	f, err := z.Open("word/document.xml")
	ok(t, err)
	text, err := io.ReadAll(f)
	ok(t, err)
	return string(text)
}

func TestTheFormOfAUnitHasTheSecretarysDissent(t *testing.T) {
	worlds(t, func(t *testing.T, w *testkit.World) {
		ok(t, w.As("101").Submit("unit B11"))
		ok(t, w.As("102").Acknowledge("secretary 102", "去年的台账已补齐。"))
		if text := form(t, w, w.As("101"), w.Of("unit B11")); !strings.Contains(text, "钱芳的不同意见：去年的台账已补齐。") {
			t.Error("the printed form of the unit does not have the dissent")
		}
	})
}

func TestAReviewIsRecalledUntilItIsAcknowledged(t *testing.T) {
	worlds(t, func(t *testing.T, w *testkit.World) {
		zhao, id := w.As("101"), w.Of("unit B11")
		conflict(t, "recalling what does not count yet", w.App.Recall(t.Context(), zhao.Actor, id, "写错了"))
		ok(t, zhao.Submit("unit B11"))
		sound(t, w, "handing in")
		refused(t, "the subject recalling", w.App.Recall(t.Context(), w.As("102").Actor, id, "写错了"))
		refused(t, "the office recalling", w.App.Recall(t.Context(), w.AsOffice().Actor, id, "写错了"))
		if err := w.App.Recall(t.Context(), zhao.Actor, id, " "); !errs.Is(err, errs.Invalid) {
			t.Errorf("recalling without a reason: %v, want it refused", err)
		}

		ok(t, w.App.Recall(t.Context(), zhao.Actor, id, "把两个支部写混了"))
		sound(t, w, "recalling")
		if tally := w.Tally("Z1"); tally[round.UnitsDone] != 0 || tally[round.TimesDone] != 0 || tally[round.Problems] != 0 {
			t.Errorf("after the recall the figures are %v, want nothing done", tally)
		}

		v, err := zhao.Sheet("unit B11")
		ok(t, err)
		if v.State != review.Draft || v.Parts[0].Review.Recalled != "把两个支部写混了" || len(v.Parts[0].Versions) != 1 {
			t.Errorf("recalled it is %s, %q, with %d versions", v.State, v.Parts[0].Review.Recalled, len(v.Parts[0].Versions))
		}

		_, err = w.As("102").Sheet("unit B11")
		refused(t, "the subject reading the draft", err)
		d, err := zhao.Draft("unit B11")
		ok(t, err)
		d.Parts[0].Text.Say(scheme.PartOverall, "改写后的评价。")
		ok(t, zhao.SubmitAs("unit B11", d))
		sound(t, w, "handing in again")
		v, err = w.As("102").Sheet("unit B11")
		ok(t, err)
		if now := v.Parts[0]; now.Review.Recalled != "" || len(now.Versions) != 2 || now.Versions[0].Reason != "把两个支部写混了" {
			t.Errorf("the subject sees %d versions, want both with the reason of the recall", len(now.Versions))
		}

		ok(t, w.As("102").Acknowledge("unit B11", ""))
		conflict(t, "recalling what was acknowledged", w.App.Recall(t.Context(), zhao.Actor, id, "又写错了"))
		sound(t, w, "a refused recall")
	})
}
