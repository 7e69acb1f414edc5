package app_test

import (
	"testing"

	"lingping/internal/domain/filing"
	"lingping/internal/domain/round"
	"lingping/internal/store"
	"lingping/internal/testkit"
)

// A form that goes to two addressees is one form in annex 1, whichever pack is received first and whatever is sent anew. A
// pack of statistics alone is sent anew when its unit wants it.
func TestAFormThatGoesToTwoAddresseesCountsOnce(t *testing.T) {
	const text = `
extends: tongyong
name: liangchu
title: 报两处
basis: {title: 关于点评的通知}
filing:
  - {who: 各党总支, to: 卫生局, forms: [2], due-in: 5}
  - {who: 各党总支, to: 院办, forms: [2, 3], due-in: 6}
  - {who: 各党总支, to: 统计科, forms: [1], due-in: 7}
`
	testkit.Stores(t, func(t *testing.T, s *store.Store) {
		w := settled(t, s, hospital, text)
		given(t, w)
		hand := func(duty int) filing.Filing {
			t.Helper()
			f, err := w.App.HandInFiling(t.Context(), w.As("02").Actor, w.Round, filing.Key{Unit: w.Unit("H1"), Duty: duty}, "")
			ok(t, err)
			return f
		}

		for _, step := range []struct {
			duty, sheets int
			filed        int64
		}{{1, 2, 2}, {2, 6, 6}, {3, 0, 6}, {3, 0, 6}} {
			f := hand(step.duty)
			if f.Sheets != step.sheets {
				t.Errorf("pack %d has %d forms, want %d", step.duty, f.Sheets, step.sheets)
			}

			receive(t, w, f)
			if n := w.Tally("H0")[round.Filed]; n != step.filed {
				t.Errorf("after pack %d annex 1 counts %d forms, want %d", step.duty, n, step.filed)
			}

			sound(t, w, "a receipt")
		}

		_, err := w.App.HandInFiling(t.Context(), w.As("02").Actor, w.Round, filing.Key{Unit: w.Unit("H1"), Duty: 1}, "")
		if err == nil {
			t.Error("a pack of forms that says nothing new is taken anew")
		}

		healthy(t, w)
	})
}

// A form that a branch and the general branch above it both file counts once, at the branch, whichever is received first.
func TestAFormFiledByABranchAndTheUnitAboveCountsAtTheBranch(t *testing.T) {
	const text = `
extends: tongyong
name: liangji
title: 两级都报
basis: {title: 关于点评的通知}
filing:
  - {who: 各党总支, to: 卫生局, forms: [2, 3], due-in: 5}
  - {who: 各党支部, to: 院办, forms: [3], due-in: 6}
`
	type step struct {
		by, unit  string
		above, at int64 // what annex 1 counts then of the house and of the branch
	}
	for _, steps := range [][]step{
		{{"02", "H1", 6, 0}, {"04", "H11", 6, 4}},
		{{"04", "H11", 4, 4}, {"02", "H1", 6, 4}},
	} {
		testkit.Stores(t, func(t *testing.T, s *store.Store) {
			w := settled(t, s, hospital, text)
			given(t, w)
			for _, step := range steps {
				f, err := w.App.HandInFiling(t.Context(), w.As(step.by).Actor, w.Round, filing.Key{Unit: w.Unit(step.unit)}, "")
				ok(t, err)
				receive(t, w, f)
				if above, at := w.Tally("H0")[round.Filed], w.Tally("H11")[round.Filed]; above != step.above || at != step.at {
					t.Errorf("after %s's pack %d are counted, %d of them of the branch; want %d and %d", step.unit, above, at, step.above, step.at)
				}

				healthy(t, w)
			}
		})
	}
}
