package publish

import (
	"slices"

	"lingping/internal/domain/review"
	"lingping/internal/domain/scheme"
)

// The headings that are no part of a review's text: who gave it, and what is being done about what it found.
const (
	headBy       = "点评人"
	headMeasures = "整改措施"
)

// Opening says who gave a review, when and how 〔四(四) 向群众公开领导点评情况〕. It stands before what the scheme allows of its
// text; day and way are not said twice where the scheme names them among that.
func Opening(s *scheme.Scheme, by string, set review.Setting) []Passage {
	out := addPassage(nil, headBy, by)
	for _, part := range []scheme.Part{scheme.PartDate, scheme.PartMode} {
		if !slices.Contains(s.Publish.Fields, part) {
			out = addPassage(out, string(part.Name()), linesOf(s, part, set, review.Text{})...)
		}
	}

	return out
}

// Measures is what is meant to be done about the problems of a review, a line for each.
func Measures(lines []string) []Passage { return addPassage(nil, headMeasures, lines...) }

// Problems are the problems that a sheet shows.
func Problems(passages []Passage) []string {
	for _, p := range passages {
		if p.Head == string(scheme.PartProblems.Name()) {
			return p.Lines
		}
	}
	return nil
}

// Says reports whether what is public of the sheet is what now is said, as far as it was ever told: measures go on without
// being a correction, who gave the review may be called otherwise in the roster by now, and texts from before notices told day and
// way are not corrected by them.
func (s Sheet) Says(now []Passage) bool {
	old := s.Passages
	told := func(p Passage) bool {
		return slices.ContainsFunc(old, func(o Passage) bool { return o.Head == p.Head })
	}
	aside := func(p Passage) bool { return p.Head == headBy || p.Head == headMeasures }
	opening := func(p Passage) bool {
		return p.Head == string(scheme.PartDate.Name()) || p.Head == string(scheme.PartMode.Name())
	}

	unnamed := !slices.ContainsFunc(old, func(p Passage) bool { return p.Head == headBy })
	now = slices.DeleteFunc(slices.Clone(now), func(p Passage) bool { return aside(p) || unnamed && opening(p) && !told(p) })
	return equalPassages(slices.DeleteFunc(slices.Clone(old), aside), now)
}
