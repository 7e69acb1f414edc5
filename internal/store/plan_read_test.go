package store_test

import (
	"encoding/json"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"

	"lingping/internal/store"
)

// step is one look at a table in the plan of a statement.
type step struct {
	table string
	by    []string // columns by whose values the rows are found, in an index; none: the whole table is read
	said  string   // in the words of the database
}

// schema is what the plans of SQLite speak of.
type schema struct {
	tables  map[string]bool
	partial map[string]bool // indexes that hold a chosen few: reading one from end to end reads nothing else
}

func newSchema(tx *store.Tx) (s schema, err error) {
	s = schema{map[string]bool{}, map[string]bool{}}
	_, err = store.All(tx, func(row store.Row) (none struct{}, err error) {
		var name, table, made string
		err = row.Scan(&name, &table, &made)
		s.tables[table], s.partial[name] = true, strings.Contains(made, " WHERE ")
		return none, err
	}, `SELECT name, tbl_name, COALESCE(sql, '') FROM sqlite_schema`)
	return s, err
}

var (
	placeholder = regexp.MustCompile(`\$(\d+)`)
	alias       = regexp.MustCompile(`(?i)\b(?:FROM|JOIN|INTO|UPDATE|,)\s+(\w+)(?:\s+(?:AS\s+)?(\w+))?`)
	searched    = regexp.MustCompile(`^(SCAN|SEARCH) (\w+)(?: USING (.+?))?(?: LEFT-JOIN| EXISTS)?$`)
	using       = regexp.MustCompile(`^(?:(AUTOMATIC) )?(?:PARTIAL )?(?:COVERING )?(?:INDEX(?: (\w+))?|(?:INTEGER )?PRIMARY KEY)(?: \((.*)\))?$`)
	compared    = regexp.MustCompile(`\(?(\w+)[<>=]`)
)

// nulls are arguments for every placeholder of a text.
func nulls(text string) (args []any) {
	most := 0
	for _, m := range placeholder.FindAllStringSubmatch(text, -1) {
		var n int
		fmt.Sscan(m[1], &n)
		most = max(most, n)
	}

	return make([]any, most)
}

// steps is the plan of a statement on SQLite.
func (p schema) steps(tx *store.Tx, text string) (steps []step, err error) {
	lines, err := store.All(tx, func(row store.Row) (line string, err error) {
		var id, parent, none int
		err = row.Scan(&id, &parent, &none, &line)
		return line, err
	}, "EXPLAIN QUERY PLAN "+text, nulls(text)...)

	for _, line := range lines {
		m := searched.FindStringSubmatch(line)
		if m == nil {
			continue
		}

		how := using.FindStringSubmatch(m[3])
		if m[3] != "" && how == nil {
			return nil, fmt.Errorf("what does %q mean?", line)
		}
		if how != nil && p.partial[how[2]] {
			continue
		}

		s := step{said: line}
		if how != nil && how[1] == "" && m[1] == "SEARCH" {
			for _, c := range compared.FindAllStringSubmatch(how[3], -1) {
				none := strings.HasSuffix(c[1], "_id") && strings.Contains(text, m[2]+"."+c[1]+" = 0")
				half := c[1] == "ord" && !(strings.Contains(how[3], "ord>") && strings.Contains(how[3], "ord<")) && !strings.Contains(how[3], "ord=")
				if !none && !half { // many rows have none; half of the tree lies before a place
					s.by = append(s.by, c[1])
				}
			}
		}

		for _, s.table = range p.called(text, m[2]) {
			steps = append(steps, s)
		}
	}

	return steps, err
}

// called are the tables that a text calls by a name.
func (p schema) called(text, name string) []string {
	found := map[string]bool{}
	for _, m := range alias.FindAllStringSubmatch(text, -1) {
		if p.tables[m[1]] && (m[2] == name || m[1] == name) {
			found[m[1]] = true
		}
	}

	return slices.Sorted(maps.Keys(found))
}

// node is one of a plan of PostgreSQL.
type node struct {
	Type     string `json:"Node Type"`
	Relation string `json:"Relation Name"`
	Plans    []node
	Index    string `json:"Index Name"`
	Cond     string `json:"Index Cond"`
}

// manyJoins is from how many tables on PostgreSQL would by itself join them as they are written; of fewer it may walk through
// an index here because there are few rows.
const manyJoins = 7

// walks reports whether an index of a table with a row for each member is read from end to end: what is sought in it is
// chosen only afterwards.
func (n node) walks() bool {
	return slices.Contains([]string{"obligation", "review"}, n.Relation) && strings.HasPrefix(n.Type, "Index") && n.Cond == ""
}

// postgresSteps are the looks of a statement on PostgreSQL that no index serves, whatever the arguments are. The caller has
// switched sequential scans off: one that remains has no index.
func postgresSteps(tx *store.Tx, text string) (steps []step, err error) {
	args := strings.TrimSuffix(strings.Repeat("NULL, ", len(nulls(text))), ", ")
	if args != "" {
		args = "(" + args + ")"
	}

	if _, err := tx.Exec("PREPARE explained AS " + text); err != nil {
		return nil, fmt.Errorf("%w: %s", err, text)
	}

	said, err := store.One(tx, store.Scalar[string], "EXPLAIN (FORMAT JSON) EXECUTE explained"+args)
	if err != nil {
		return nil, fmt.Errorf("%w: %s", err, text)
	}

	if _, err := tx.Exec("DEALLOCATE explained"); err != nil {
		return nil, err
	}

	var plans []struct{ Plan node }
	if err := json.Unmarshal([]byte(said), &plans); err != nil {
		return nil, err
	}

	var walk func(n node)
	walk = func(n node) {
		if n.Type == "Seq Scan" || n.walks() && strings.Count(text, "JOIN ") >= manyJoins {
			steps = append(steps, step{table: n.Relation, said: n.Type + " on " + n.Relation + " " + n.Index})
		}
		for _, under := range n.Plans {
			walk(under)
		}
	}

	for _, plan := range plans {
		walk(plan.Plan)
	}

	return steps, nil
}
