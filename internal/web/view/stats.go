package view

import (
	"slices"

	"lingping/internal/app"
	"lingping/internal/domain/round"
	"lingping/internal/domain/scheme"
)

// counts reports whether the page has the group of columns: those of annex 1, and 班子成员 wherever they are reviewed.
func counts(v app.Stats, group scheme.Column) bool {
	return slices.Contains(v.Plan.StatsColumns(), group) || group == scheme.ColumnCommitteeMembers && v.Plan.Counts(group)
}

// statsKinds are the kinds of subjects of a row that the page has columns for.
func statsKinds(v app.Stats, row app.StatsRow) []round.KindPart {
	return slices.DeleteFunc(row.Coverage().Kinds(v.Plan), func(k round.KindPart) bool { return !counts(v, k.Column) })
}
