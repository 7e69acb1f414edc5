package app_test

import (
	"errors"
	"testing"

	"lingping/internal/app"
	"lingping/internal/domain/access"
	"lingping/internal/domain/review"
	"lingping/internal/domain/round"
	"lingping/internal/errs"
	"lingping/internal/testkit"
)

func TestAUnitWithTwoReviewersIsCoveredOnceAndReviewedTwice(t *testing.T) {
	worlds(t, func(t *testing.T, w *testkit.World) {
		ok(t, w.As("101").Submit("unit B12 by 101"))
		ok(t, w.As("003").Submit("unit B12 by 003"))
		tally := w.Tally("Z1")
		if tally[round.UnitsDone] != 1 || tally[round.SecretariesDone] != 1 || tally[round.BranchesDone] != 1 || tally[round.TimesDone] != 4 {
			t.Errorf("the general branch counts %v, want one unit and one secretary, four times", tally)
		}
	})
}

func TestABatchTellsOfEverySheetWhatBecameOfIt(t *testing.T) {
	worlds(t, func(t *testing.T, w *testkit.World) {
		for _, number := range []string{"101", "103"} {
			ok(t, w.As(number).Submit("member "+number))
		}

		ids := []review.ID{w.Of("member 101"), w.Of("member 103"), w.Of("member 105"), w.Of("member 101"), 7}
		out := w.App.ConfirmMany(t.Context(), w.As("102").Actor, ids)
		if len(out) != len(ids) {
			t.Fatalf("%d outcomes for %d sheets", len(out), len(ids))
		}

		for i, name := range []string{"赵伟", "孙䶮"} {
			if out[i].Err != nil || out[i].Name != name {
				t.Errorf("the sheet of %s: %+v, want it confirmed", name, out[i])
			}
		}

		refused(t, "a member of another branch in the batch", out[2].Err)
		if out[3].Err != nil {
			t.Errorf("the same sheet twice in a batch: %v, want it done once and no complaint", out[3].Err)
		}

		refused(t, "a number that is no sheet", out[4].Err)
		if n := w.Tally("B11")[round.MembersDone]; n != 2 {
			t.Errorf("%d members count, want 2", n)
		}
	})
}

func TestConfirmingASheetWithTwoRecordsIsOneAct(t *testing.T) {
	worlds(t, func(t *testing.T, w *testkit.World) {
		ok(t, w.As("102").Submit("unit B11"))
		out := w.App.ConfirmMany(t.Context(), w.As("101").Actor, []review.ID{w.Of("unit B11"), w.Of("secretary 102")})
		for _, o := range out {
			if o.Err != nil {
				t.Errorf("%+v, want unit and secretary confirmed together", o)
			}
		}

		if n := w.Tally("B11")[round.TimesDone]; n != 2 {
			t.Errorf("%d times count, want 2", n)
		}
	})
}

func TestABranchFinishesWithItsSecretarysAccountAlone(t *testing.T) {
	worlds(t, func(t *testing.T, w *testkit.World) {
		qian := w.As("102")
		for _, number := range []string{"101", "103"} {
			ok(t, qian.Submit("member "+number))
			ok(t, qian.AcknowledgePaper("member "+number))
		}

		// About herself and her branch she fills in what 赵伟 said and signed on paper.
		for _, of := range []string{"member 102", "unit B11"} {
			ok(t, qian.Submit(of))
			refused(t, "confirming her own review", qian.Confirm(of))
			ok(t, qian.Sign(of, "机械学院〔2011〕3号"))
		}

		v, err := qian.Sheet("unit B11")
		ok(t, err)
		for _, p := range v.Parts {
			if p.Review.State != review.Confirmed || p.Review.ConfirmedHow != review.OnPaper || p.Review.PaperRef != "机械学院〔2011〕3号" {
				t.Errorf("the record of %s is %q %q %q", p.SubjectName(), p.Review.State, p.Review.ConfirmedHow, p.Review.PaperRef)
			}
		}

		tally := w.Tally("B11")
		if tally[round.MembersDone] != tally[round.MembersDue] || tally[round.UnitsDone] != 1 || tally[round.TimesDone] != tally[round.TimesDue] {
			t.Errorf("the branch counts %v, want everything done", tally)
		}
	})
}

func TestASignedPaperNeedsAFileNumberOrAScan(t *testing.T) {
	worlds(t, func(t *testing.T, w *testkit.World) {
		ok(t, w.As("103").Submit("member 103"))
		id := []review.ID{w.Of("member 103")}
		out, err := w.App.PaperMany(t.Context(), w.As("102").Actor, id, app.Paper{})
		ok(t, err)
		if !errs.Is(out[0].Err, errs.Invalid) {
			t.Errorf("a paper without number and scan: %v, want it refused", out[0].Err)
		}

		if _, err := w.App.PaperMany(t.Context(), w.As("102").Actor, id, app.Paper{ScanName: "a.html", Scan: []byte("<html>")}); !errs.Is(err, errs.Invalid) {
			t.Errorf("a scan that is a web page: %v, want it refused", err)
		}

		scan := []byte("%PDF-1.4 签字")
		out, err = w.App.PaperMany(t.Context(), w.As("102").Actor, id, app.Paper{ScanName: `C:\扫描\签字表.pdf`, Scan: scan})
		ok(t, err)
		ok(t, out[0].Err)
		file, err := w.App.PaperScan(t.Context(), w.As("103").Actor, id[0])
		ok(t, err)
		if file.Name != "签字表.pdf" || file.Media != "application/pdf" || string(file.Body) != string(scan) {
			t.Errorf("the member reads %q %q %q", file.Name, file.Media, file.Body)
		}

		_, err = w.App.PaperScan(t.Context(), w.As("104").Actor, id[0])
		refused(t, "a stranger reading the scan", err)
	})
}

func TestOneScanOfManySignaturesIsKeptOnce(t *testing.T) {
	worlds(t, func(t *testing.T, w *testkit.World) {
		var ids []review.ID
		for _, number := range []string{"101", "103"} {
			ok(t, w.As(number).Submit("member "+number))
			ids = append(ids, w.Of("member "+number))
		}

		out, err := w.App.PaperMany(t.Context(), w.AsOffice().Actor, ids, app.Paper{ScanName: "a.png", Scan: []byte("\x89PNG\r\n\x1a\n")})
		ok(t, err)
		var blobs []int64
		for i, id := range ids {
			ok(t, out[i].Err)
			v, err := w.App.Sheet(t.Context(), w.As("102").Actor, id)
			ok(t, err)
			blobs = append(blobs, v.Parts[0].Review.PaperBlob)
		}

		if blobs[0] == 0 || blobs[0] != blobs[1] {
			t.Errorf("the two sheets point to %v, want one scan", blobs)
		}
	})
}

func TestACorrectionKeepsTheOldTextAndAsksTheSubjectAgain(t *testing.T) {
	worlds(t, func(t *testing.T, w *testkit.World) {
		qian := w.As("102")
		ok(t, qian.Submit("member 103"))
		ok(t, w.As("103").Acknowledge("member 103", ""))
		d, err := qian.Draft("member 103")
		ok(t, err)
		correct := func(reason string) error {
			return w.App.Correct(t.Context(), qian.Actor, w.Of("member 103"), d, reason)
		}
		if err := correct("笔误"); !errs.Is(err, errs.Invalid) {
			t.Errorf("a correction that changes nothing: %v, want it refused", err)
		}

		d.Parts[0].Text.Problems = []string{"只有一条"}
		d.Setting.Modes = "individual"
		if err := correct(" "); !errs.Is(err, errs.Invalid) {
			t.Errorf("a correction without a reason: %v, want it refused", err)
		}

		ok(t, correct("把两人的问题写混了"))
		v, err := w.As("103").Sheet("member 103")
		ok(t, err)
		p := v.Parts[0]
		if p.Review.AcknowledgedAt != 0 || p.Review.Version != 2 || len(p.Versions) != 2 || p.Versions[0].Reason != "把两人的问题写混了" || len(p.Versions[1].Text.Problems) != 2 {
			t.Errorf("the subject sees %+v with versions %+v", p.Review, p.Versions)
		}

		tally := w.Tally("B11")
		if tally[round.Problems] != 1 || tally[round.ModeCount("collective")] != 0 || tally[round.ModeCount("individual")] != 1 || tally[round.TimesDone] != 1 {
			t.Errorf("the branch counts %v, want one problem, one individual review, one time", tally)
		}

		d.Parts[0].Revision = 1
		d.Parts[0].Text.Problems = []string{"又一条"}
		if err := correct("再改"); !errors.Is(err, review.ErrStale) {
			t.Errorf("a correction over an unseen one: %v, want it refused as stale", err)
		}

		refused(t, "the line above correcting", w.App.Correct(t.Context(), w.As("101").Actor, w.Of("member 103"), d, "改"))
	})
}

func TestNothingIsWrittenInARoundThatHasEnded(t *testing.T) {
	worlds(t, func(t *testing.T, w *testkit.World) {
		ok(t, w.As("102").Submit("member 103"))
		d, err := w.As("102").Draft("member 101")
		ok(t, err)
		exemptRest(t, w)
		ok(t, w.App.CloseRound(t.Context(), access.LocalOperator(), w.Round))
		conflict(t, "saving after the end", w.As("102").Save("member 101", d))
		conflict(t, "acknowledging after the end", w.As("103").Acknowledge("member 103", ""))
		d, err = w.As("102").Draft("member 103")
		ok(t, err)
		conflict(t, "correcting after the end", w.App.Correct(t.Context(), w.As("102").Actor, w.Of("member 103"), d, "改"))
		v, err := w.As("103").Sheet("member 103")
		ok(t, err)
		if v.Allowed[access.AckReview] {
			t.Error("the page offers to acknowledge in a round that has ended")
		}
	})
}

// exemptRest leaves everybody out who has not been reviewed.
func exemptRest(t *testing.T, w *testkit.World) {
	t.Helper()
	p, err := w.App.Plan(t.Context(), access.LocalOperator(), w.Round)
	ok(t, err)
	in := app.Exempting{Reason: "另行安排", Approver: "陈建国"}
	for _, o := range p.Obligations {
		in.Subjects = append(in.Subjects, o.Subject.Subject)
	}

	for _, g := range p.Gaps {
		in.Subjects = append(in.Subjects, g.Subject.Subject)
	}

	_, err = w.App.ExemptSubjects(t.Context(), access.LocalOperator(), w.Round, in)
	ok(t, err)
}
