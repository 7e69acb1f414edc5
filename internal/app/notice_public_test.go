package app_test

import (
	"fmt"
	"testing"

	"lingping/internal/domain/access"
	"lingping/internal/testkit"
)

// The page, the list and the feedback follow one rule: from the first day to the last, both included.
func TestAPublicNoticeIsReadOnItsFirstAndItsLastDay(t *testing.T) {
	worlds(t, func(t *testing.T, w *testkit.World) {
		branchReviewed(t, w)
		id := proposed(t, w, allKinds...)
		approved(t, w, id)
		in := online()
		in.From, in.To = "2011-01-06", "2011-01-08"
		ok(t, w.App.PublishNotice(t.Context(), w.As("102").Actor, id, in))
		for days, stands := range map[int]bool{0: false, 1: true, 2: true, 3: true, 4: false} {
			a, what := later(w, days), fmt.Sprintf("%d days on", days)
			_, err := publicly(t, w, a, id)
			if stands {
				ok(t, err)
			} else {
				refused(t, "the public reading "+what, err)
			}

			shown, err := a.PublicNotices(t.Context(), access.Actor{}, 0, 10)
			ok(t, err)
			list := shown.Notices
			if (len(list) == 1) != stands {
				t.Errorf("%s the public list has %d notices", what, len(list))
			}

			rest, err := a.PublicNotices(t.Context(), access.Actor{}, 1, 10)
			ok(t, err)
			if len(rest.Notices) != 0 || rest.Total != len(list) {
				t.Errorf("%s the second page of the public list has %d notices, of %d in all", what, len(rest.Notices), rest.Total)
			}
		}
	})
}
