package store

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"lingping/internal/domain/round"
	"lingping/internal/errs"
	"lingping/internal/i18n"
)

// Merged is what was merged: persons or units.
type Merged string

// The two.
const (
	MergedPerson Merged = "person"
	MergedUnit   Merged = "unit"
)

// Merge is one of two persons or units that are one: gone is merged into kept.
type Merge struct {
	What       Merged
	Gone, Kept int64
}

// column is how tables of posts and charges call what was merged.
func (m Merge) column() string {
	if m.What == MergedUnit {
		return "unit_id"
	}
	return "person_id"
}

// pointer is a column that holds the number of a person or a unit.
type pointer struct {
	table, column string
	open          string // the condition that a row of the table is of no archived round; empty: it is of none at all
}

// openRounds are the rounds that are not archived: those in the archive stay as they were.
const openRounds = `(SELECT id FROM round WHERE state <> '` + string(round.Archived) + `')`

// pointers are all columns that lead to persons, or to units, whatever table they stand in.
func (m Merge) pointers() []pointer {
	parents := []string{"person"}
	if m.What == MergedUnit {
		parents = []string{"unit", "round_unit"}
	}

	leads := map[string]map[string]string{} // table → column → the table to which it leads
	for _, r := range references {
		for _, child := range strings.Fields(r.children) {
			table, column, _ := strings.Cut(child, ".")
			if leads[table] == nil {
				leads[table] = map[string]string{}
			}
			leads[table][column] = r.parent
		}
	}

	var out []pointer
	for _, table := range slices.Sorted(maps.Keys(leads)) {
		for _, column := range slices.Sorted(maps.Keys(leads[table])) {
			if slices.Contains(parents, leads[table][column]) {
				out = append(out, pointer{table, column, ofOpenRounds(table, leads)})
			}
		}
	}

	return out
}

// ofOpenRounds is the condition that a row of the table belongs to a round that is not archived: by its own round, or by
// that of the record of which it is a part.
func ofOpenRounds(table string, leads map[string]map[string]string) string {
	if table == "round" {
		return `round.id IN ` + openRounds
	}

	if leads[table]["round_id"] != "" {
		return table + `.round_id IN ` + openRounds
	}

	for _, column := range slices.Sorted(maps.Keys(leads[table])) {
		if parent := leads[table][column]; leads[parent]["round_id"] != "" && parent != "round_unit" {
			return fmt.Sprintf(`%s.%s IN (SELECT id FROM %s WHERE round_id IN %s)`, table, column, parent, openRounds)
		}
	}

	return ""
}

// where is the condition that a row points to the argument $1 and is not archived.
func (p pointer) where() string {
	if p.open == "" {
		return p.table + `.` + p.column + ` = $1`
	}
	return p.table + `.` + p.column + ` = $1 AND ` + p.open
}

// clash is what becomes of a row that would say of the one who stays what another row says of him already.
type clash uint8

const (
	drop   clash = iota // one is enough
	refuse              // both are somebody's work: the two can't be merged
	anew                // it is made anew from other rows
	apart               // it is seen to by itself, see MergePersons, MergeUnits and GiveUp
)

// clashes are the other columns of a key, and what becomes of a row that clashes; of two, one that wins stays, whosever it is.
type clashes struct {
	key  string
	how  clash
	wins string
}

// clashing are the columns of which at most one row may hold the number of somebody, with the other columns of that key.
var clashing = map[string]clashes{
	"account.person_id":         {how: apart},
	"account_role.unit_id":      {key: "account_id role", how: drop},
	"arrangement.unit_id":       {key: "round_id", how: refuse},
	"arrangement_row.owner_id":  {key: "arrangement_id unit_id kind", how: drop},
	"arrangement_row.unit_id":   {key: "arrangement_id owner_id kind", how: drop},
	"clerk.reviewer_id":         {key: "clerk_id", how: drop},
	"clerk.clerk_id":            {key: "reviewer_id", how: drop},
	"counter.unit_id":           {how: anew},
	"day_counter.unit_id":       {how: anew},
	"counter_delta.unit_id":     {how: anew},
	"dossier_step.person_id":    {key: "round_id step", how: drop, wins: `state = 'done'`},
	"dossier_step.unit_id":      {key: "round_id person_id step", how: drop, wins: `state = 'done'`},
	"exemption.person_id":       {key: "round_id unit_id kind", how: drop},
	"exemption.unit_id":         {key: "round_id kind person_id", how: drop},
	"fieldwork_unit.unit_id":    {key: "fieldwork_id", how: drop},
	"filing.unit_id":            {key: "round_id", how: refuse},
	"gap.person_id":             {key: "round_id unit_id kind", how: drop},
	"gap.unit_id":               {key: "round_id kind person_id", how: drop},
	"holding.person_id":         {how: anew},
	"holding.unit_id":           {how: anew},
	"notice.unit_id":            {key: "round_id", how: refuse},
	"notice_consent.person_id":  {key: "round_id", how: drop, wins: `wish = 'no'`},
	"obligation.person_id":      {how: apart},
	"obligation.reviewer_id":    {how: apart},
	"obligation.unit_id":        {how: apart},
	"opinion_pool_unit.unit_id": {key: "pool_id", how: drop},
	"person_word.person_id":     {how: anew},
	"round_person.person_id":    {how: apart},
	"round_seat.person_id":      {key: "round_id unit_id kind", how: drop},
	"round_seat.unit_id":        {key: "round_id kind person_id", how: drop},
	"summary.person_id":         {key: "round_id", how: refuse},
	"summary.unit_id":           {key: "round_id person_id", how: refuse},
}

// twin is the condition that a row of who has the number in one argument says what a row of who has that in the other says;
// empty where that can't be. further is asked of that other row o besides.
func (p pointer) twin(other string, further ...string) string {
	key := clashing[p.table+"."+p.column].key
	if key == "" {
		return ""
	}

	same := []string{`o.` + p.column + ` = ` + other}
	for _, column := range strings.Fields(key) {
		same = append(same, fmt.Sprintf(`o.%s = %s.%[1]s`, column, p.table))
	}

	return `EXISTS (SELECT 1 FROM ` + p.table + ` o WHERE ` + strings.Join(append(same, further...), ` AND `) + `)`
}

// Moved is how many rows of a kind a merge moves, and how many it gives up because another says the same.
type Moved struct {
	Name           i18n.Word // what the rows are, in the words of the office
	Moved, Dropped int
}

// Moves are what a merge would move. Two pieces of work of which only one could stay are refused.
func (tx *Tx) Moves(m Merge) (all []Moved, err error) {
	defer errs.Wrap(&err, "store.Moves %v", m)

	var refused error
	for _, p := range m.pointers() {
		if clashing[p.table+"."+p.column].how == anew {
			continue
		}

		moved, err := tx.moves(m, p)
		if errs.Is(err, errs.Conflict) {
			refused = err
		} else if err != nil {
			return nil, err
		}

		i := slices.IndexFunc(all, func(o Moved) bool { return o.Name == moved.Name })
		switch {
		case moved.Moved+moved.Dropped == 0:
		case i < 0:
			all = append(all, moved)
		default:
			all[i].Moved, all[i].Dropped = all[i].Moved+moved.Moved, all[i].Dropped+moved.Dropped
		}
	}

	return all, refused
}

func (tx *Tx) moves(m Merge, p pointer) (moved Moved, err error) {
	moved.Name = mergeWords[p.table]
	moved.Moved, err = Count(tx, `SELECT COUNT(*) FROM `+p.table+` WHERE `+p.where(), m.Gone)
	twin := p.twin(`$2`)
	if err != nil || twin == "" {
		return moved, err
	}

	moved.Dropped, err = Count(tx, `SELECT COUNT(*) FROM `+p.table+` WHERE `+p.where()+` AND `+twin, m.Gone, m.Kept)
	if err == nil && moved.Dropped > 0 && clashing[p.table+"."+p.column].how == refuse {
		err = errs.NewConflict("两者在同一轮次中各有%s，不能合并；请等这一轮归档后再合并。", moved.Name)
	}

	moved.Moved -= moved.Dropped
	return moved, err
}
