package assign_test

import (
	"slices"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"lingping/internal/domain/assign"
	"lingping/internal/domain/org"
	"lingping/internal/domain/scheme"
)

// later draws what became of a roster: a few posts, members and units are others, or all is.
func later(t *rapid.T, w *world) *world {
	if rapid.IntRange(0, 9).Draw(t, "all is other") == 0 {
		return anyWorld(t)
	}

	is := *w
	is.posts, is.members = slices.Clone(w.posts), slices.Clone(w.members)
	for i := range is.posts {
		if rapid.IntRange(0, 4).Draw(t, "post changes hands") == 0 {
			is.posts[i].Person = org.PersonID(rapid.IntRange(1, len(w.members)).Draw(t, "to"))
		}
	}

	for i := range is.members {
		switch rapid.IntRange(0, 8).Draw(t, "member") {
		case 0:
			is.members[i].Branch = org.UnitID(rapid.IntRange(0, len(w.units)).Draw(t, "moves to"))
		case 1:
			is.members[i].Standing = rapid.SampledFrom([]org.Standing{org.Formal, org.NonMember}).Draw(t, "becomes")
		}
	}

	return &is
}

// What differs at one time is all that a comparison needs at any later one, however much was met, or not any more, meanwhile.
func TestWhatDiffersHoldsEveryChangeWhateverIsMet(t *testing.T) {
	schemes := notices(t)
	rapid.Check(t, func(t *rapid.T) {
		s := schemes.Draw(t, "scheme")
		w := anyWorld(t)
		before, now := makePlan(t, w, s, 0), makePlan(t, later(t, w), s, 0)
		var kept []assign.Kept
		for o := range before.All(before.facts) {
			k := assign.Kept{ID: int64(len(kept) + 1), Reviewer: o.Reviewer, Owner: o.Reviewer, Subject: o.Subject}
			if rapid.IntRange(0, 5).Draw(t, "handed over") == 0 {
				k.Owner = org.PersonID(rapid.IntRange(1, 9).Draw(t, "owner"))
			}
			kept = append(kept, k)
		}

		d := assign.Differ(kept, now.Plan, now.facts)
		met := map[int64]bool{}
		for range 3 {
			for _, k := range kept {
				met[k.ID] = rapid.Bool().Draw(t, "met")
			}

			want := assign.Compare(marked(kept, met), now.Plan, now.facts)
			got := assign.Differing{Kept: marked(d.Kept, met), Now: d.Now}.Change()
			if diff := gocmp.Diff(want, got); diff != "" {
				t.Fatalf("of all (-) and of what differs (+): %s", diff)
			}
		}
	})
}

func marked(kept []assign.Kept, met map[int64]bool) []assign.Kept {
	out := slices.Clone(kept)
	for i := range out {
		out[i].Met = met[out[i].ID]
	}
	return out
}

func TestARosterThatStayedDiffersInNothing(t *testing.T) {
	w := parse(t, before)
	p, f := w.plan(t, builtin(t), "")
	var kept []assign.Kept
	for o := range p.All(f) {
		kept = append(kept, assign.Kept{ID: int64(len(kept) + 1), Reviewer: o.Reviewer, Owner: o.Reviewer, Subject: o.Subject})
	}

	if d := assign.Differ(kept, p, f); len(d.Kept)+len(d.Now) > 0 || len(kept) == 0 {
		t.Errorf("of %d obligations %d and %d differ", len(kept), len(d.Kept), len(d.Now))
	}

	if d := assign.Differ(kept[1:], p, f); len(d.Now) != 1 || kept[0].Subject.Kind != scheme.Unit {
		t.Errorf("without the first, %v differ", d.Now)
	}
}
