package app_test

import (
	"errors"
	"testing"

	"lingping/internal/app"
	"lingping/internal/domain/access"
	"lingping/internal/domain/review"
	"lingping/internal/domain/round"
	"lingping/internal/domain/scheme"
	"lingping/internal/errs"
	"lingping/internal/store"
	"lingping/internal/testkit"
)

// worlds runs a test in a fresh world on each database.
func worlds(t *testing.T, test func(t *testing.T, w *testkit.World)) {
	t.Helper()
	testkit.Stores(t, func(t *testing.T, s *store.Store) {
		w := testkit.NewWorld(t, s)
		protect(t, w)
		test(t, w)
	})
}

func ok(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// refused wants an act to be answered as if there were nothing there.
func refused(t *testing.T, what string, err error) {
	t.Helper()
	if !errors.Is(err, access.ErrRefused) {
		t.Errorf("%s: %v, want what one hears of things that are not there", what, err)
	}
}

// conflict wants an act to be refused because of the state of things.
func conflict(t *testing.T, what string, err error) {
	t.Helper()
	if !errs.Is(err, errs.Conflict) {
		t.Errorf("%s: %v, want a conflict", what, err)
	}
}

func state(t *testing.T, seat testkit.Seat, of string) review.State {
	t.Helper()
	v, err := seat.Sheet(of)
	ok(t, err)
	return v.State
}

func TestABranchSecretaryReviewsHisMembers(t *testing.T) {
	worlds(t, func(t *testing.T, w *testkit.World) {
		qian := w.As("102")
		v, err := qian.Sheet("member 103")
		ok(t, err)
		if len(v.Parts) != 1 || v.Parts[0].SubjectName() != "孙䶮" || v.State != review.Owed || !v.Own || len(v.Parts[0].Aspects) != 3 {
			t.Fatalf("the sheet of 孙䶮 shows %+v", v)
		}

		ok(t, qian.Submit("member 103"))
		if got := state(t, qian, "member 103"); got != review.Confirmed {
			t.Errorf("handed in by the reviewer himself it is %q, want that it counts", got)
		}

		ok(t, w.As("103").Acknowledge("member 103", "我在学生宿舍值过三次班。"))
		v, err = qian.Sheet("member 103")
		ok(t, err)
		if r := v.Parts[0].Review; r.Dissent != "我在学生宿舍值过三次班。" || r.AcknowledgedHow != review.OnScreen {
			t.Errorf("the reviewer sees %q signed %q, want the member's dissent on screen", r.Dissent, r.AcknowledgedHow)
		}

		conflict(t, "acknowledging twice", w.As("103").Acknowledge("member 103", ""))
	})
}

func TestAUnitAndItsSecretaryStandOnOneSheet(t *testing.T) {
	worlds(t, func(t *testing.T, w *testkit.World) {
		zhao := w.As("101")
		v, err := zhao.Sheet("unit B11")
		ok(t, err)
		if len(v.Parts) != 2 || v.Parts[0].Name != "" || v.Parts[1].Name != "钱芳" {
			t.Fatalf("the sheet has %d records, want the branch and its secretary 钱芳", len(v.Parts))
		}

		d, err := zhao.Draft("unit B11")
		ok(t, err)
		d.Parts[1].Text = review.Text{}
		err = zhao.SubmitAs("unit B11", d)
		if !errs.Is(err, errs.Invalid) {
			t.Fatalf("handing in a sheet whose secretary's part is empty: %v, want it refused", err)
		}

		if got := state(t, zhao, "unit B11"); got != review.Draft {
			t.Errorf("after the refusal the sheet is %q, want that what was typed is kept", got)
		}

		ok(t, zhao.Submit("secretary 102"))
		for _, of := range []string{"unit B11", "secretary 102"} {
			if got := state(t, zhao, of); got != review.Confirmed {
				t.Errorf("%s is %q after the sheet was handed in", of, got)
			}
		}

		if tally := w.Tally("Z1"); tally[round.UnitsDone] != 1 || tally[round.SecretariesDone] != 1 || tally[round.TimesDone] != 2 {
			t.Errorf("the general branch counts %v, want one unit, one secretary, two times", tally)
		}
	})
}

func TestRecordsOfDifferentReviewersStandOnDifferentSheets(t *testing.T) {
	worlds(t, func(t *testing.T, w *testkit.World) {
		ok(t, w.As("101").Submit("unit B12 by 101"))
		if got := state(t, w.As("003"), "unit B12 by 003"); got != review.Owed {
			t.Errorf("the contact leader's sheet is %q after the general-branch secretary's was handed in", got)
		}
		refused(t, "the contact leader reading the other's draft sheet as a writer", w.As("003").Submit("unit B12 by 101"))
	})
}

func TestTheReviewedSideMayFillInAndTheReviewerConfirms(t *testing.T) {
	worlds(t, func(t *testing.T, w *testkit.World) {
		sun, qian := w.As("103"), w.As("102")
		ok(t, sun.Submit("member 103"))
		if got := state(t, sun, "member 103"); got != review.Submitted {
			t.Fatalf("filled in by the member himself it is %q, want that it waits for his secretary", got)
		}

		if n := w.Tally("B11")[round.MembersDone]; n != 0 {
			t.Errorf("%d members count before the reviewer confirmed", n)
		}

		refused(t, "the member confirming his own review", sun.Confirm("member 103"))
		refused(t, "the member sending his own review back", sun.Return("member 103", "重写"))
		ok(t, qian.Return("member 103", "请补充承诺的完成情况"))
		d, err := sun.Draft("member 103")
		ok(t, err)
		d.Parts[0].Text.Say(scheme.PartOverall, "承诺三项，完成三项。")
		ok(t, sun.SubmitAs("member 103", d))
		ok(t, qian.Confirm("member 103"))
		v, err := qian.Sheet("member 103")
		ok(t, err)
		r := v.Parts[0].Review
		if r.State != review.Confirmed || r.Version != 2 || len(v.Parts[0].Versions) != 2 {
			t.Errorf("after two hand-ins and a confirmation: %q, version %d, %d kept", r.State, r.Version, len(v.Parts[0].Versions))
		}

		if old := v.Parts[0].Versions[1]; old.Number != 1 || old.Text.Parts[scheme.PartOverall] == r.Text.Parts[scheme.PartOverall] {
			t.Errorf("the first version reads %q, want it as it was handed in", old.Text.Parts[scheme.PartOverall])
		}

		conflict(t, "confirming twice", qian.Confirm("member 103"))
		if tally := w.Tally("W0"); tally[round.MembersDone] != 1 || tally[round.TimesDone] != 1 || tally[round.ModeCount("collective")] != 1 || tally[round.Problems] != 2 {
			t.Errorf("the root counts %v, want one member, one time, one collective review, two problems", tally)
		}
	})
}

func TestWhoMayNotReadOrWriteASheet(t *testing.T) {
	worlds(t, func(t *testing.T, w *testkit.World) {
		d, err := w.As("102").Draft("member 103")
		ok(t, err)
		ok(t, w.As("102").Save("member 103", d))
		for number, what := range map[string]string{
			"103": "the subject reading the draft", "101": "the line above reading the draft",
			"104": "a stranger reading it", "002": "the leader in charge reading the draft",
		} {
			_, err := w.As(number).Sheet("member 103")
			refused(t, what, err)
		}

		d.Parts[0].Revision = 1
		refused(t, "the reviewed side overwriting the reviewer's draft", w.As("103").Save("member 103", d))
		refused(t, "the office writing a review", w.AsOffice().Save("member 103", d))
		refused(t, "the line above writing a review", w.As("101").Save("member 103", d))
		refused(t, "the office confirming a review", w.AsOffice().Confirm("member 103"))
		ok(t, w.As("102").SubmitAs("member 103", d))
		for number, may := range map[string]bool{"103": true, "101": true, "001": true, "002": false, "104": false, "105": false} {
			_, err := w.As(number).Sheet("member 103")
			if (err == nil) != may {
				t.Errorf("%s reading what counts: %v, want %v", number, err, may)
			}
		}

		_, err = w.AsOffice().Sheet("member 103")
		ok(t, err)
	})
}

func TestALeaderReviewedByHisBranchSecretaryStandsOnNoPathOfIt(t *testing.T) {
	worlds(t, func(t *testing.T, w *testkit.World) {
		// 赵伟 leads the general branch above the branch whose secretary 钱芳 reviews him.
		d, err := w.As("102").Draft("member 101")
		ok(t, err)
		ok(t, w.As("102").Save("member 101", d))
		_, err = w.As("101").Sheet("member 101")
		refused(t, "the leader reading the draft about himself", err)
		refused(t, "the leader confirming it", w.As("101").Confirm("member 101"))
		refused(t, "the leader correcting it", w.App.Correct(t.Context(), w.As("101").Actor, w.Of("member 101"), d, "不妥"))
		d.Parts[0].Revision = 1
		ok(t, w.As("102").SubmitAs("member 101", d))
		v, err := w.As("101").Sheet("member 101")
		ok(t, err)
		if v.Allowed[access.CorrectReview] || v.Allowed[access.ConfirmReview] || !v.Allowed[access.AckReview] {
			t.Errorf("the page offers the leader %v, want only to acknowledge", v.Allowed)
		}
	})
}

func TestAStaleSaveKeepsBothTexts(t *testing.T) {
	worlds(t, func(t *testing.T, w *testkit.World) {
		phone, err := w.As("102").Draft("member 103")
		ok(t, err)
		desk := phone
		desk.Parts = []app.PartDraft{phone.Parts[0]}
		phone.Parts[0].Text.Say(scheme.PartOverall, "在手机上写的")
		ok(t, w.As("102").Save("member 103", phone))
		desk.Parts[0].Text.Say(scheme.PartOverall, "在电脑上写的")
		err = w.As("102").Save("member 103", desk)
		stale, is := errors.AsType[*app.Stale](err)
		if !is || !errors.Is(err, review.ErrStale) {
			t.Fatalf("saving over an unseen save: %v, want it refused as stale", err)
		}

		if stale.Theirs.Parts[0].Text.Parts[scheme.PartOverall] != "在手机上写的" || stale.Mine.Parts[0].Text.Parts[scheme.PartOverall] != "在电脑上写的" || stale.By != "钱芳" {
			t.Errorf("the refusal holds %+v", stale)
		}

		desk.Parts[0].Revision = stale.Theirs.Parts[0].Revision
		ok(t, w.As("102").Save("member 103", desk))
	})
}

func TestSavingTheSameAgainIsNoSave(t *testing.T) {
	worlds(t, func(t *testing.T, w *testkit.World) {
		d, err := w.As("102").Draft("member 103")
		ok(t, err)
		ok(t, w.As("102").Save("member 103", d))
		d.Parts[0].Revision = 1
		before := entries(t, w)
		ok(t, w.As("102").Save("member 103", d))
		if after := entries(t, w); after != before {
			t.Errorf("the ledger grew from %d to %d entries", before, after)
		}
	})
}

func TestLookingChangesNothing(t *testing.T) {
	worlds(t, func(t *testing.T, w *testkit.World) {
		before := entries(t, w)
		for _, look := range []func() error{
			func() error { _, err := w.As("102").Sheet("member 103"); return err },
			func() error { _, err := w.As("101").Sheet("unit B11"); return err },
			func() error { _, err := w.App.Home(t.Context(), w.As("102").Actor, 0); return err },
			func() error { _, err := w.App.Why(t.Context(), w.As("103").Actor, w.Of("member 103")); return err },
		} {
			ok(t, look())
		}

		if got := state(t, w.As("102"), "member 103"); got != review.Owed {
			t.Errorf("a sheet that was only looked at is %q", got)
		}

		if after := entries(t, w); after != before {
			t.Errorf("the ledger grew from %d to %d entries by looking", before, after)
		}
	})
}

// entries is how long the ledger is.
func entries(t *testing.T, w *testkit.World) (n int) {
	t.Helper()
	ok(t, w.Store.Read(t.Context(), func(tx *store.Tx) error {
		for _, err := range tx.EachEntry() {
			if err != nil {
				return err
			}
			n++
		}
		return nil
	}))
	return n
}
