package view

import (
	"slices"

	"lingping/internal/app"
	"lingping/internal/domain/round"
	"lingping/internal/domain/scheme"
)

// counts reports whether the page has the group of columns: all that the scheme names for annex 1, and 班子成员 wherever
// they are reviewed. A scheme that names none has all.
func counts(v app.Stats, group scheme.Column) bool {
	named := v.Plan.Statistics.Columns
	if group == scheme.ColumnCommitteeMembers {
		_, reviewed := v.Plan.Subject(scheme.CommitteeMember)
		return reviewed || slices.Contains(named, group)
	}
	return len(named) == 0 || slices.Contains(named, group)
}

// part is a pair of additive figures of a row.
func part(r app.StatsRow, due, done round.Count) round.Part {
	return round.Part{Due: r.Tally[due], Done: r.Tally[done]}
}
