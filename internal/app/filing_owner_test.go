package app_test

import (
	"slices"
	"testing"

	"lingping/internal/app"
	"lingping/internal/domain/access"
	"lingping/internal/domain/filing"
	"lingping/internal/domain/review"
	"lingping/internal/domain/round"
	"lingping/internal/store"
	"lingping/internal/testkit"
)

// sheetsOf are the forms of a unit's pack in a round: the unit, and who reviews.
func sheetsOf(t *testing.T, w *testkit.World, id round.ID, unit string) (out []string) {
	t.Helper()
	v, err := w.App.Filing(t.Context(), w.AsLocal().Actor, id, filing.Key{Unit: w.Unit(unit)})
	ok(t, err)
	for _, s := range v.Sheets {
		out = append(out, s.Unit+" "+s.Reviewer)
	}

	slices.Sort(out)
	return out
}

// The leaders of the committee review direct branches too: each of their forms of annex 2 goes into some pack.
func TestEveryFormOfALeaderOfTheCommitteeHasAUnitThatFilesIt(t *testing.T) {
	worlds(t, func(t *testing.T, w *testkit.World) {
		list, err := w.App.Filings(t.Context(), w.AsOffice().Actor, w.Round, 0)
		ok(t, err)
		filed := map[review.ID]bool{}
		for _, row := range list.Rows {
			v, err := w.App.Filing(t.Context(), w.AsOffice().Actor, w.Round, row.Key())
			ok(t, err)
			for _, s := range v.Sheets {
				filed[s.ID] = true
			}
		}

		if len(list.Rows) != 5 {
			t.Errorf("%d units file, want the three general branches and the two direct branches", len(list.Rows))
		}

		for sheet, by := range map[string]string{"unit Z1 by 002": "002", "unit B12 by 003": "003", "unit D1": "001", "unit D2": "002"} {
			if !filed[w.Of(sheet)] {
				t.Errorf("%s, which %s gives, belongs to no pack", sheet, by)
			}
		}

		if got := demanded(t, w, "403", app.TaskFilingHandIn); len(got) != 1 {
			t.Errorf("the secretary of the direct branch D2 is asked for %v", got)
		}
	})
}

func TestTheFormsThatLeadersGaveAndThoseOfWhatWasSaidOfThemAreTwoReadings(t *testing.T) {
	testkit.Stores(t, func(t *testing.T, s *store.Store) {
		w := testkit.NewWorld(t, s)
		for side, want := range map[string][]string{
			"":               {"机械学院学生党支部 赵伟", "机械学院教工党支部 赵伟"},
			"side: given":    {"机械学院学生党支部 赵伟", "机械学院教工党支部 赵伟"},
			"side: received": {"中共临海学院机械学院总支部委员会 王丽"},
			"side: both":     {"中共临海学院机械学院总支部委员会 王丽", "机械学院学生党支部 赵伟", "机械学院教工党支部 赵伟"},
		} {
			if side != "" {
				side = ", " + side
			}

			id := must(w.App.OpenRound(t.Context(), access.LocalOperator(), app.NewRound{Scheme: "方案.yaml", Text: []byte(`
extends: chuangxian-2010
title: 两种读法
theme: 主题
basis: {title: 两种读法的通知}
filing:
  - {who: 各党总支, to: 领导小组办公室, forms: [2], filter: [general-branch-principals]` + side + `, due: 2011-01-12}
`), Name: "读法" + side, From: "2010-12-27", To: "2011-01-12"}))(t)
			must(w.App.LaunchRound(t.Context(), access.LocalOperator(), id))(t)
			if got := sheetsOf(t, w, id, "Z1"); !slices.Equal(got, want) {
				t.Errorf("with %q Z1 files %v, want %v", side, got, want)
			}
		}
	})
}

// filedRow is how far the pack of a unit is, as the office's list tells it.
func filedRow(t *testing.T, w *testkit.World, unit string) app.FilingRow {
	t.Helper()
	list, err := w.App.Filings(t.Context(), w.AsOffice().Actor, w.Round, 0)
	ok(t, err)
	at := slices.IndexFunc(list.Rows, func(r app.FilingRow) bool { return r.Unit.ID == w.Unit(unit) })
	if at < 0 {
		t.Fatalf("%s files nothing", unit)
	}
	return list.Rows[at]
}

func TestWhatAFiledPackLacksIsOwedAskedForAndClosedByASupplement(t *testing.T) {
	worlds(t, func(t *testing.T, w *testkit.World) {
		zhao := w.As("101")
		asks := func(when string, lacking, supplement, ready, left int) {
			t.Helper()
			row := filedRow(t, w, "Z1")
			if a, b := len(demanded(t, w, "101", app.TaskFilingLacking)), len(demanded(t, w, "101", app.TaskFilingSupplement)); a != lacking || b != supplement || row.Ready != ready || row.Left != left {
				t.Errorf("%s: %d tasks of what is lacking, %d of a supplement; %d ready, %d left; want %d, %d, %d, %d", when, a, b,
					row.Ready, row.Left, lacking, supplement, ready, left)
			}
		}

		f := handIn(t, w, zhao, "Z1", "王丽同志出差")
		asks("before the receipt", 0, 0, 0, 0)
		receive(t, w, f)
		asks("after the receipt", 1, 0, 0, 4)
		_, err := w.App.HandInFiling(t.Context(), zhao.Actor, w.Round, filing.Key{Unit: w.Unit("Z1")}, "再报")
		conflict(t, "a supplement that says nothing new", err)

		ok(t, zhao.Submit("unit B11 by 101"))
		asks("one was written", 0, 1, 1, 3)
		receive(t, w, handIn(t, w, zhao, "Z1", "王丽同志还没有回来"))
		asks("the first supplement was received", 1, 0, 0, 3)

		for _, s := range ofZ1 {
			if s.sheet != "unit B11 by 101" {
				ok(t, w.As(s.by).Submit(s.sheet))
			}
		}

		asks("all were written", 0, 1, 3, 0)
		receive(t, w, handIn(t, w, zhao, "Z1", ""))
		asks("the last was received", 0, 0, 0, 0)
		if row := filedRow(t, w, "Z1"); row.Last.Version != 3 || row.Last.Lacking != 0 || row.Missing() != 0 || w.Tally("Z1")[round.Filed] != 4 {
			t.Errorf("at the end %+v", row)
		}

		healthy(t, w)
	})
}

// A pack of before did not keep which forms it lacked: it says how many, and its page still takes a supplement.
func TestAPackThatDidNotKeepWhatItLackedIsSupplementedToo(t *testing.T) {
	worlds(t, func(t *testing.T, w *testkit.World) {
		receive(t, w, handIn(t, w, w.As("101"), "Z1", "先报"))
		ok(t, w.Store.Write(t.Context(), func(tx *store.Tx) error { _, err := tx.Exec(`DELETE FROM filing_lacking`); return err }))
		if row := filedRow(t, w, "Z1"); row.Left != 4 || row.Ready != 0 {
			t.Errorf("%d ready, %d left; want all four left", row.Ready, row.Left)
		}

		ok(t, w.As("101").Submit("unit B11 by 101"))
		receive(t, w, handIn(t, w, w.As("101"), "Z1", "补报"))
		if row := filedRow(t, w, "Z1"); row.Left != 3 || row.Last.Version != 2 {
			t.Errorf("after the supplement %+v", row.Since)
		}
	})
}
