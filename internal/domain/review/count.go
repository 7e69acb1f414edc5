package review

import (
	"lingping/internal/domain/org"
	"lingping/internal/domain/round"
	"lingping/internal/domain/scheme"
)

// Counted is what a review that counts adds to the figures of its subject's unit. first says that its subject has no
// other review that counts: a subject with two reviewers is covered once 〔人数〕, and reviewed twice 〔人次〕. drawn says that
// a draw marked it.
func (r *Review) Counted(subject round.SubjectFacts, first, drawn bool) round.Tally {
	t := r.figures(subject.Kind, drawn)
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
func (r *Review) Corrected(before *Review, kind scheme.SubjectKind, drawn bool) round.Tally {
	t := r.figures(kind, drawn)
	t.Add(before.figures(kind, drawn).Negated())
	for name, n := range t {
		if n == 0 {
			delete(t, name)
		}
	}

	return t
}

// figures are those that come from what is written.
func (r *Review) figures(kind scheme.SubjectKind, drawn bool) round.Tally {
	t := ModesOf(r.Setting.Modes, drawn)
	t.Add(GivenOn(kind, r.Setting.Day))

	if n := len(r.Text.Problems); n > 0 {
		t[round.Problems] += int64(n)
	}

	return t
}

// ModesOf are the modes in which a review counts: once in each in which it was given, and in the random one if a draw
// marked it. It stays one 人次, so the columns of the modes may add up to more than those.
func ModesOf(modes Modes, drawn bool) round.Tally {
	t := round.Tally{}
	for _, key := range modes.Keys() {
		t[round.ModeCount(key)] = 1
	}

	if drawn {
		t[round.ModeCount(round.RandomMode)] = 1
	}

	return t
}

// GivenOn is what a review of a subject of the kind adds to the figures of its day. A secretary is reviewed with his unit.
func GivenOn(kind scheme.SubjectKind, day org.Date) round.Tally {
	if day == "" || kind == scheme.Secretary {
		return round.Tally{}
	}
	return round.Tally{round.DayDone(day): 1}
}

// PlannedFor is what a line of a plan that counts adds to the figures of its day.
func (a Arranged) PlannedFor() round.Tally {
	if a.Day == "" || a.Kind == scheme.Secretary {
		return round.Tally{}
	}
	return round.Tally{round.DayPlanned(a.Day): int64(a.Sheets)}
}

// Counted are the figures of the days that a plan adds to each unit that it is about, as long as it is with the office or accepted.
func (a *Arrangement) Counted() map[org.UnitID]round.Tally {
	all := map[org.UnitID]round.Tally{}
	if a.State != ArrangementHandedIn && a.State != ArrangementAccepted {
		return all
	}

	for _, r := range a.Rows {
		if all[r.Unit] == nil {
			all[r.Unit] = round.Tally{}
		}
		all[r.Unit].Add(r.PlannedFor())
	}

	return all
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
