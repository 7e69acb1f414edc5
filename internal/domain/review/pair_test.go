package review_test

import (
	"testing"

	"lingping/internal/domain/review"
	"lingping/internal/domain/round"
)

func TestALeaderIsCompleteOnlyWhenHeHasGivenAndReceived(t *testing.T) {
	for _, c := range []struct {
		name     string
		due, did int64
		received review.State
		complete bool
	}{
		{"gave all, received none", 3, 3, review.Owed, false},
		{"gave some, received his", 3, 2, review.Confirmed, false},
		{"gave all, received his", 3, 3, review.Confirmed, true},
		{"gave all, is exempted as a member", 3, 3, review.Exempt, true},
		{"gave all, his is being written", 3, 3, review.Draft, false},
		{"gave all, belongs to no branch of the round", 3, 3, "", true},
	} {
		if got := (review.Pair{Gives: round.Part{Due: c.due, Done: c.did}, Receives: c.received}).Complete(); got != c.complete {
			t.Errorf("%s: complete is %v", c.name, got)
		}
	}
}
