package round_test

import (
	"strings"
	"testing"

	"pgregory.net/rapid"

	"lingping/internal/domain/round"
)

// A hundred percent is said of what is whole, and of nothing else: the last of five million is missed.
func TestAHundredPercentIsSaidOnlyOfWhatIsWhole(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		due := rapid.Int64Range(1, 5_400_000).Draw(t, "due")
		part := round.Part{Due: due, Done: due - rapid.Int64Range(0, min(due, 3)).Draw(t, "left")}
		if said := part.Rate() == "100%"; said != (part.Left() == 0) {
			t.Errorf("%d of %d are said to be %s", part.Done, part.Due, part.Rate())
		}
	})
	for part, want := range map[round.Part]string{
		{Due: 0, Done: 0}: "—", {Due: 3, Done: 0}: "0%", {Due: 3, Done: 1}: "33.3%", {Due: 3, Done: 2}: "66.6%", {Due: 2000, Done: 1999}: "99.9%",
	} {
		if got := part.Rate(); got != want {
			t.Errorf("%d of %d are said to be %s, want %s", part.Done, part.Due, got, want)
		}
	}
}

func TestAShareIsCut(t *testing.T) {
	for share, want := range map[float64]string{0: "0%", 0.295: "29%", 0.999: "99%", 1: "100%"} {
		if got := round.Cut(share); got != want {
			t.Errorf("%v is said to be %s, want %s", share, got, want)
		}
	}
	if strings.Contains(round.Part{Due: 10_000, Done: 9_999}.Rate(), "100") {
		t.Error("9,999 of 10,000 are said to be all")
	}
}
