package review

import "lingping/internal/domain/round"

// Counted is what a review that counts adds to the figures of its subject's unit. first says that its subject has no
// other review that counts: a subject with two reviewers is covered once 〔人数〕, and reviewed twice 〔人次〕.
func (r *Review) Counted(subject round.SubjectFacts, first bool) round.Tally {
	t := r.figures()
	if first {
		t.Add(subject.Done())
	}
	t[round.TimesDone] = 1
	return t
}

// Corrected is what a correction changes in the figures: before is the review as it counted.
func (r *Review) Corrected(before *Review) round.Tally {
	t := r.figures()
	t.Add(before.figures().Negated())
	for name, n := range t {
		if n == 0 {
			delete(t, name)
		}
	}

	return t
}

// figures are those that come from what is written.
func (r *Review) figures() round.Tally {
	t := round.Tally{}
	if r.Setting.Mode != "" {
		t[round.ModeCount(r.Setting.Mode)]++
	}

	if n := len(r.Text.Problems); n > 0 {
		t[round.Problems] += int64(n)
	}

	return t
}

// Counted is what an occasion adds to the figures of its unit.
func (o *Occasion) Counted() round.Tally {
	t := round.Tally{}
	if o.Members > 0 {
		t[round.Attended] = int64(o.Members)
	}

	if o.Representatives > 0 {
		t[round.Representatives] = int64(o.Representatives)
	}

	return t
}
