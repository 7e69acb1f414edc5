package scheme_test

import (
	"testing"

	"lingping/internal/domain/scheme"
)

// A page over several rounds says only the words on which their schemes agree.
func TestSeveralSchemesHaveTheWordsInCommonOnWhichTheyAgree(t *testing.T) {
	s := func(unit, office, masses string) *scheme.Scheme {
		return &scheme.Scheme{Vocabulary: map[string]string{"活动办": office, "群众": masses}, Subjects: []scheme.Subject{{Kind: scheme.Unit, Name: unit}}}
	}

	for name, c := range map[string]struct {
		schemes              []*scheme.Scheme
		unit, office, masses string
	}{
		"none":         {nil, "", "", ""},
		"one":          {[]*scheme.Scheme{s("支部", "场部办", "职工")}, "支部", "场部办", "职工"},
		"two alike":    {[]*scheme.Scheme{s("支部", "场部办", "职工"), s("支部", "场部办", "职工")}, "支部", "场部办", "职工"},
		"in part":      {[]*scheme.Scheme{s("支部", "场部办", "职工"), s("党委", "场部办", "教师")}, "", "场部办", ""},
		"not in third": {[]*scheme.Scheme{s("支部", "场部办", "职工"), s("支部", "场部办", "职工"), {}}, "", "", ""},
	} {
		common := scheme.Common(c.schemes...)
		if common == nil {
			if len(c.schemes) > 0 {
				t.Errorf("%s: nothing", name)
			}
			continue
		}

		sub, _ := common.Subject(scheme.Unit)
		if sub.Name != c.unit || common.Vocabulary["活动办"] != c.office || common.Vocabulary["群众"] != c.masses {
			t.Errorf("%s: %q %v", name, sub.Name, common.Vocabulary)
		}
	}
}
