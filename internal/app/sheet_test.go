package app_test

import (
	"archive/zip"
	"bytes"
	"slices"
	"testing"

	"lingping/internal/app"
	"lingping/internal/domain/dossier"
	"lingping/internal/domain/org"
	"lingping/internal/domain/review"
	"lingping/internal/domain/round"
	"lingping/internal/domain/scheme"
	"lingping/internal/store"
	"lingping/internal/testkit"
)

// A unit and its secretary stand on one sheet when one person owes both by one duty; whatever else differs, they are two
// sheets on the screen, on paper and in the pack.
func TestAUnitAndItsSecretaryOfDifferentReviewersNeverShareASheet(t *testing.T) {
	for what, to := range map[string]struct{ column, person string }{
		"owed by another":                      {"owner_id", "003"},
		"given to another by the rules":        {"reviewer_id", "003"},
		"given to another who stands after it": {"reviewer_id", "201"},
	} {
		t.Run(what, func(t *testing.T) {
			worlds(t, func(t *testing.T, w *testkit.World) {
				secretary := w.Of("secretary 102")
				ok(t, w.Store.Write(t.Context(), func(tx *store.Tx) error {
					_, err := tx.Exec(`UPDATE obligation SET `+to.column+` = $1 WHERE id = $2`, w.Person(to.person), secretary)
					return err
				}))

				unit, err := w.As("101").Sheet("unit B11")
				ok(t, err)
				if len(unit.Parts) != 1 || unit.Parts[0].Subject.Kind != scheme.Unit {
					t.Errorf("on the sheet of the branch stand %d records", len(unit.Parts))
				}

				h := home(t, w, "101")
				for _, s := range h.Sheets {
					if slices.Contains(s.IDs, w.Of("unit B11")) && len(s.IDs) != 1 {
						t.Errorf("on the home page the branch and its secretary are one line")
					}
				}

				if n := printed(t, w, "B11"); n != 2 {
					t.Errorf("on paper they are %d forms, want two", n)
				}
			})
		})
	}
}

func TestAUnitAndItsSecretaryOfOneReviewerAreOneForm(t *testing.T) {
	worlds(t, func(t *testing.T, w *testkit.World) {
		if n := printed(t, w, "B11"); n != 1 {
			t.Errorf("on paper they are %d forms, want one", n)
		}
		if n := printed(t, w, "B12"); n != 2 {
			t.Errorf("a branch with two reviewers has %d forms, want one by each", n)
		}
	})
}

// printed is how many forms of annex 2 the unit has.
func printed(t *testing.T, w *testkit.World, unit string) int {
	t.Helper()
	var out bytes.Buffer
	n, err := w.App.Forms(t.Context(), operator, w.Round, unit, app.UnitForm, app.FormZip, &out, nil)
	ok(t, err)
	z, err := zip.NewReader(bytes.NewReader(out.Bytes()), int64(out.Len()))
	ok(t, err)
	if len(z.File) != n {
		t.Errorf("%d forms are said and %d in the file", n, len(z.File))
	}

	return n
}

// What was said last is of a round that began before this one: another that began on the same day is beside it, not before.
func TestWhatWasSaidLastComesFromARoundThatBeganBefore(t *testing.T) {
	for from, shown := range map[org.Date]bool{"2010-12-26": false, "2010-12-27": false, "2010-12-28": true} {
		t.Run(string(from), func(t *testing.T) {
			worlds(t, func(t *testing.T, w *testkit.World) {
				qian := w.As("102")
				ok(t, qian.Submit("member 103"))
				next := w.Launch("另一轮", from, "2011-06-30")
				v, err := w.App.Sheet(t.Context(), qian.Actor, w.OfRound(next, "member 103"))
				ok(t, err)
				if last := v.Parts[0].Last; (len(last) == 1) != shown {
					t.Errorf("in a round from %s on stand %d reviews as the last ones", from, len(last))
				}

				back, open := before(t, w, next)
				if (back == 2) != shown || (open == 2) != shown {
					t.Errorf("in a round from %s on its summary looks back on %d actions, and %d go on", from, back, open)
				}
			})
		})
	}
}

// before is how many actions of 孙䶮 a round finds in earlier ones: to look back on, and open in his branch.
func before(t *testing.T, w *testkit.World, id round.ID) (back, open int) {
	t.Helper()
	ok(t, w.Store.Read(t.Context(), func(tx *store.Tx) error {
		r, err := tx.Round(id)
		if err != nil {
			return err
		}

		top, err := tx.PlaceOf(r, w.Unit("B11"))
		if err != nil {
			return err
		}

		rows, err := tx.ActionsBefore(r, dossier.Key{Unit: w.Unit("B11"), Person: w.Person("103")})
		if err != nil {
			return err
		}

		carried, of, err := tx.ActionsCarried(r, top, 0, 0, 10)
		back, open = len(rows), len(carried)
		if open != of {
			t.Errorf("%d of %d are listed", open, of)
		}
		return err
	}))
	return back, open
}

func TestWhatWaitsForConfirmationIsNotLeftToBeWritten(t *testing.T) {
	worlds(t, func(t *testing.T, w *testkit.World) {
		left := func() (shown, more int) {
			h := home(t, w, "102")
			return len(h.Sheets), h.Left
		}
		if shown, more := left(); shown != 2 || more != 0 {
			t.Fatalf("%d are shown and %d more are left, want 2 and none", shown, more)
		}

		ok(t, w.As("103").Submit("member 103")) // his own side fills it in: it waits for the secretary
		if shown, more := left(); shown != 1 || more != 0 {
			t.Errorf("while one waits %d are shown and %d more are left, want 1 and none", shown, more)
		}

		ok(t, w.As("102").Return("member 103", "请写实"))
		if shown, more := left(); shown != 2 || more != 0 {
			t.Errorf("after it was sent back %d are shown and %d more are left, want 2 and none", shown, more)
		}
	})
}

// A round closes with nothing owed: not with one review that nobody has begun, that is begun, that waits or that came back.
func TestARoundDoesNotCloseWithOneReviewOwedHoweverFarItIs(t *testing.T) {
	worlds(t, func(t *testing.T, w *testkit.World) {
		exemptAllBut(t, w, "103")
		closing := func(state review.State) {
			t.Helper()
			conflict(t, "closing with one review "+string(state), w.App.CloseRound(t.Context(), operator, w.Round))
		}

		closing(review.Owed)
		ok(t, w.As("103").Save("member 103", must(w.As("103").Draft("member 103"))(t)))
		closing(review.Draft)
		ok(t, w.As("103").Submit("member 103"))
		closing(review.Submitted)
		ok(t, w.As("102").Return("member 103", "请写实"))
		closing(review.Returned)
		ok(t, w.As("102").Submit("member 103"))
		ok(t, w.App.CloseRound(t.Context(), operator, w.Round))
	})
}

// exemptAllBut leaves out every subject but the member with the 工号.
func exemptAllBut(t *testing.T, w *testkit.World, number string) {
	t.Helper()
	plan, err := w.App.Plan(t.Context(), operator, w.Round)
	ok(t, err)
	in := app.Exempting{Reason: "试点结束", Approver: "陈建国"}
	for _, o := range plan.Obligations {
		if o.Subject.Kind != scheme.Member || o.Subject.Person != w.Person(number) {
			in.Subjects = append(in.Subjects, o.Subject.Subject)
		}
	}

	for _, g := range plan.Gaps {
		in.Subjects = append(in.Subjects, g.Subject.Subject)
	}

	_, err = w.App.ExemptSubjects(t.Context(), operator, w.Round, in)
	ok(t, err)
}

func TestARoundDoesNotCloseWithOneGap(t *testing.T) {
	worlds(t, func(t *testing.T, w *testkit.World) {
		ok(t, w.As("102").Submit("member 103"))
		plan, err := w.App.Plan(t.Context(), operator, w.Round)
		ok(t, err)
		in := app.Exempting{Reason: "试点结束", Approver: "陈建国"}
		for _, o := range plan.Obligations {
			in.Subjects = append(in.Subjects, o.Subject.Subject)
		}

		in.Subjects = append(in.Subjects, plan.Gaps[0].Subject.Subject)
		_, err = w.App.ExemptSubjects(t.Context(), operator, w.Round, in)
		ok(t, err)
		conflict(t, "closing with one gap", w.App.CloseRound(t.Context(), operator, w.Round))
		in.Subjects = in.Subjects[:0]
		in.Subjects = append(in.Subjects, plan.Gaps[1].Subject.Subject)
		_, err = w.App.ExemptSubjects(t.Context(), operator, w.Round, in)
		ok(t, err)
		ok(t, w.App.CloseRound(t.Context(), operator, w.Round))
	})
}

func TestDirectBranchesStandBesideTheGeneralBranchesInTheFigures(t *testing.T) {
	worlds(t, func(t *testing.T, w *testkit.World) {
		for unit, want := range map[string]struct{ general, branches int64 }{"W0": {5, 5}, "Z1": {1, 2}, "B11": {0, 1}, "D1": {1, 0}, "D2": {1, 0}} {
			f := w.Tally(unit)
			if f[round.GeneralDue] != want.general || f[round.BranchesDue] != want.branches {
				t.Errorf("%s counts %d beside the general branches and %d branches, want %+v", unit, f[round.GeneralDue], f[round.BranchesDue], want)
			}
		}
	})
}
