package review

import "lingping/internal/domain/round"

// Counted is what a review that counts adds to the figures of its subject's unit. first says that its subject has no
// other review that counts: a subject with two reviewers is covered once 〔人数〕, and reviewed twice 〔人次〕. drawn says that
// a draw marked it.
func (r *Review) Counted(subject round.SubjectFacts, first, drawn bool) round.Tally {
	t := r.figures(drawn)
	if first {
		t.Add(subject.Done())
	}
	t[round.TimesDone], t[round.TimesDone.OfKind(subject.Kind)] = 1, 1
	if drawn {
		t[round.DrawnDone] = 1
	}

	return t
}

// Corrected is what a correction changes in the figures: before is the review as it counted.
func (r *Review) Corrected(before *Review, drawn bool) round.Tally {
	t := r.figures(drawn)
	t.Add(before.figures(drawn).Negated())
	for name, n := range t {
		if n == 0 {
			delete(t, name)
		}
	}

	return t
}

// figures are those that come from what is written.
func (r *Review) figures(drawn bool) round.Tally {
	t := ModesOf(r.Setting.Mode, drawn)

	if n := len(r.Text.Problems); n > 0 {
		t[round.Problems] += int64(n)
	}

	return t
}

// ModesOf are the modes in which a review counts: the one in which it was given, and the random one if a draw marked it.
func ModesOf(mode string, drawn bool) round.Tally {
	t := round.Tally{}
	if mode != "" {
		t[round.ModeCount(mode)] = 1
	}

	if drawn {
		t[round.ModeCount(round.RandomMode)] = 1
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
