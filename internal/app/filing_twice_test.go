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
