package demo_test

import (
	"encoding/json"
	"testing"

	"lingping/internal/demo"
	"lingping/internal/domain/review"
	"lingping/internal/domain/scheme"
)

// sample are the texts on all members of the university for one round.
func sample(t *testing.T) []review.Text {
	t.Helper()
	texts := demo.MemberTexts(1, today())
	if len(texts) < 4000 {
		t.Fatalf("only %d texts", len(texts))
	}
	return texts
}

func TestNoTwoReviewsAreAlike(t *testing.T) {
	seen := map[string]bool{}
	texts := sample(t)
	for _, text := range texts {
		body, err := json.Marshal(text)
		ok(t, err)
		if seen[string(body)] {
			t.Errorf("written twice: %s", body)
		}
		seen[string(body)] = true
	}

	near, compared := 0, 0
	prints := make([]review.Print, len(texts))
	for i := range texts {
		prints[i] = review.PrintOf(texts[i])
		for j := max(0, i-20); j < i; j++ { // those of a branch stand beside each other
			compared++
			if prints[i].Likeness(prints[j]) >= 0.6 {
				near++
			}
		}
	}

	if near*500 > compared {
		t.Errorf("%d of %d pairs are near copies", near, compared)
	}
}

func TestNoReviewIsPraiseAlone(t *testing.T) {
	for _, text := range sample(t) {
		if text.Parts[scheme.PartAdvice] == "" || len(text.Aspects) > 0 && len(text.Problems) == 0 {
			t.Fatalf("nothing to do better: %+v", text)
		}
	}
}
