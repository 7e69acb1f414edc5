package scheme_test

import (
	"slices"
	"testing"

	"lingping/internal/domain/scheme"
)

func TestAPaperHasEveryPartThatIsWrittenOnceAndNoCell(t *testing.T) {
	want := scheme.TextParts()
	want = append(want, scheme.PartAspects, scheme.PartProblems)
	got := scheme.OnPaper()
	slices.Sort(want)
	slices.Sort(got)
	if !slices.Equal(got, want) {
		t.Errorf("on the paper stand %v, want %v", got, want)
	}
}
