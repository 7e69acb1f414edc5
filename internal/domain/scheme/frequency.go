package scheme

import (
	"slices"

	"lingping/internal/domain/org"
)

// Rolling is how often subjects of the kind are reviewed at least, whatever rounds there are 〔二(一) 每半年至少进行一次〕;
// false where the scheme sets no such time.
func (s *Scheme) Rolling(kind SubjectKind) (Frequency, bool) {
	for _, f := range s.Frequency {
		if f.Months > 0 && slices.Contains(f.Subjects, kind) {
			return f, true
		}
	}
	return Frequency{}, false
}

// Last is the day of the last review that counts for the time: that given in a round, or outside where the scheme lets
// everyday reviews count 〔二(一) 把日常点评与定期点评结合起来〕.
func (f Frequency) Last(given, everyday org.Date) org.Date {
	if f.Everyday {
		return max(given, everyday)
	}
	return given
}
