package view

import (
	"slices"

	"lingping/internal/app"
	"lingping/internal/domain/round"
	"lingping/internal/domain/scheme"
)

// statsTable are the figures with the groups of columns that the page has, found once for all rows: those of annex 1, and
// 班子成员 wherever they are reviewed.
type statsTable struct {
	app.Stats
	groups []scheme.Column
}

func statsTableOf(v app.Stats) statsTable {
	t := statsTable{v, v.Plan.StatsColumns()}
	if v.Plan.Counts(scheme.ColumnCommitteeMembers) {
		t.groups = append(t.groups, scheme.ColumnCommitteeMembers)
	}
	return t
}

// has reports whether the page has the group of columns.
func (t statsTable) has(group scheme.Column) bool { return slices.Contains(t.groups, group) }

// kinds are the kinds of subjects of a row that the page has columns for.
func (t statsTable) kinds(row app.StatsRow) []round.KindPart {
	return slices.DeleteFunc(row.Coverage().Kinds(t.Plan), func(k round.KindPart) bool { return !t.has(k.Column) })
}
