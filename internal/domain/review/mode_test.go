package review_test

import (
	"maps"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"lingping/internal/domain/review"
	"lingping/internal/domain/round"
	"lingping/internal/domain/scheme"
)

func TestModesAreTheSameHoweverTheyWereTicked(t *testing.T) {
	for want, keys := range map[review.Modes][]string{
		"":                   {"", " "},
		"collective":         {"collective", "collective", ""},
		"collective,on-site": {" on-site", "collective "},
		"a,b,c":              {"c,a", "b"},
	} {
		if got := review.Together(keys...); got != want {
			t.Errorf("%q together are %q, want %q", keys, got, want)
		}
	}

	rapid.Check(t, func(t *rapid.T) {
		keys := rapid.SliceOf(rapid.SampledFrom([]string{"a", "b", "c", "d"})).Draw(t, "keys")
		modes := review.Together(keys...)
		if again := review.Together(rapid.Permutation(keys).Draw(t, "in another order")...); again != modes {
			t.Fatalf("%q and %q are one choice", modes, again)
		}

		for _, key := range []string{"a", "b", "c", "d"} {
			if modes.Has(key) != slices.Contains(keys, key) {
				t.Fatalf("%q has %s: %v", modes, key, modes.Has(key))
			}
		}
	})
}

func TestModesAreNamedAsTheSchemeNamesThem(t *testing.T) {
	s := &scheme.Scheme{Modes: []scheme.Mode{{Key: "on-site", Name: "现场点评"}, {Key: "collective", Name: "集中点评"}}}
	if got := review.Modes("collective,on-site").Names(s); !slices.Equal(got, []string{"现场点评", "集中点评"}) {
		t.Errorf("named %v", got)
	}

	for modes, want := range map[review.Modes]string{"": "", "collective": "", "by-mail,collective": "by-mail"} {
		if got := modes.Unknown(s); got != want {
			t.Errorf("of %q the scheme lacks %q, want %q", modes, got, want)
		}
	}
}

func TestAReviewCountsOnceInEachOfItsModes(t *testing.T) {
	one, two, random := round.ModeCount("collective"), round.ModeCount("on-site"), round.ModeCount(round.RandomMode)
	for _, c := range []struct {
		modes review.Modes
		drawn bool
		want  round.Tally
	}{
		{"", false, round.Tally{}}, {"", true, round.Tally{random: 1}}, {"collective", false, round.Tally{one: 1}},
		{"collective,on-site", false, round.Tally{one: 1, two: 1}}, {"collective,random", true, round.Tally{one: 1, random: 1}},
	} {
		if got := review.ModesOf(c.modes, c.drawn); !maps.Equal(got, c.want) {
			t.Errorf("%q, drawn %v, counts %v, want %v", c.modes, c.drawn, got, c.want)
		}
	}

	r := review.Review{Setting: review.Setting{Modes: "collective,on-site"}}
	if got := r.Counted(round.SubjectFacts{}, false, false); got[round.TimesDone] != 1 {
		t.Errorf("a review in two ways is %d reviews, want one", got[round.TimesDone])
	}
}

func TestCarriersAreOneCell(t *testing.T) {
	if got := review.JoinCarriers("组织生活会", " 年终总结、组织生活会 ", "", "、"); got != "组织生活会、年终总结" {
		t.Errorf("joined they are %q", got)
	}

	if got := review.Carriers(""); got != nil {
		t.Errorf("of an empty cell there are %v", got)
	}
}
