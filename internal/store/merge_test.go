package store_test

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"lingping/internal/store"
	"lingping/internal/testkit"
)

// unclashing are the keys in which a merge never finds a row twice, each with the reason.
var unclashing = map[string]string{
	"occasion.leader_id": "entry_key is drawn at random for each form",
}

// Every column that leads to a person or a unit and of which a key lets only one row hold his number is known to the merge.
func TestEveryKeyThatAMergeCouldBreakIsKnown(t *testing.T) {
	s := testkit.SQLite(t)
	leads := store.References()
	must(t, s.Read(t.Context(), func(tx *store.Tx) error {
		keyed, err := store.All(tx, store.Scalar[string], `SELECT DISTINCT t.name || '.' || c.name FROM sqlite_schema t, pragma_index_list(t.name) i,
			pragma_index_info(i.name) c WHERE t.type = 'table' AND i."unique" = 1`)
		clashing := store.Clashing()
		for _, column := range keyed {
			parent := leads[column]
			if parent != "person" && parent != "unit" && parent != "round_unit" || unclashing[column] != "" {
				continue
			}
			if !clashing[column] {
				t.Errorf("%s stands in a unique key: say in store.clashing what becomes of two rows that become one", column)
			}
		}

		for column := range clashing {
			if leads[column] == "" {
				t.Errorf("%s is in store.clashing and leads nowhere", column)
			}
		}

		return err
	}))
}

// Whatever column points to who is gone points to who stays after a merge, but for those of rounds in the archive.
func TestEveryPointerMovesWithAMerge(t *testing.T) {
	schema := schemaOf(t)
	testkit.Stores(t, func(t *testing.T, s *store.Store) {
		const gone, kept = 71, 72
		for what, parents := range map[store.Merged][]string{store.MergedPerson: {"person"}, store.MergedUnit: {"unit", "round_unit"}} {
			for column, parent := range store.References() {
				if !slices.Contains(parents, parent) {
					continue
				}

				table, name, _ := strings.Cut(column, ".")
				err := s.Write(t.Context(), func(tx *store.Tx) error {
					filler := filler{t, tx, schema, name, gone, 900}
					open, archived := filler.round("launched"), filler.round("archived")
					if table == "round" {
						must(t, sendTo(tx, `UPDATE round SET unit_id = $1`, gone))
					} else {
						filler.fill(table, open)
					}

					want := 0
					if table == "round" || filler.ofRound(table) {
						filler.fill(table, archived)
						want = 1
					}

					must(t, tx.Repoint(store.Merge{What: what, Gone: gone, Kept: kept}))
					left, err := store.Count(tx, `SELECT COUNT(*) FROM `+table+` WHERE `+name+` = $1`, gone)
					must(t, err)
					if left != want {
						t.Errorf("%s: %d rows still hold who is gone, want %d (of the archive)", column, left, want)
					}

					return errUndo
				})
				if !errors.Is(err, errUndo) {
					t.Fatal(err)
				}
			}
		}
	})
}

func sendTo(tx *store.Tx, text string, args ...any) error {
	_, err := tx.Exec(text, args...)
	return err
}

// schemaOf are the columns of every table with their types.
func schemaOf(t *testing.T) map[string][][2]string {
	t.Helper()
	schema := map[string][][2]string{}
	must(t, testkit.SQLite(t).Read(t.Context(), func(tx *store.Tx) error {
		_, err := store.All(tx, func(row store.Row) (none struct{}, err error) {
			var table, column, kind string
			err = row.Scan(&table, &column, &kind)
			schema[table] = append(schema[table], [2]string{column, kind})
			return none, err
		}, `SELECT t.name, c.name, c.type FROM sqlite_schema t, pragma_table_info(t.name) c WHERE t.type = 'table' ORDER BY t.name, c.cid`)
		return err
	}))
	return schema
}

// filler writes rows of which nothing is known but that a column holds a number, and the round to which they belong.
type filler struct {
	t      *testing.T
	tx     *store.Tx
	schema map[string][][2]string
	column string
	gone   int64
	last   int64
}

func (f *filler) round(state string) int64 {
	id := f.row("round", map[string]any{})
	must(f.t, sendTo(f.tx, `UPDATE round SET state = $1 WHERE id = $2`, state, id))
	return id
}

// part is the column by which the rows of a table belong to a record of a round, and the table of that; empty without one.
func (f *filler) part(table string) (column, of string) {
	leads := store.References()
	for _, c := range f.schema[table] {
		if of := leads[table+"."+c[0]]; of != "" && of != "round_unit" && leads[of+".round_id"] != "" {
			return c[0], of
		}
	}
	return "", ""
}

func (f *filler) ofRound(table string) bool {
	column, _ := f.part(table)
	return column != "" || store.References()[table+".round_id"] != ""
}

// fill writes a row of the table into a round.
func (f *filler) fill(table string, round int64) {
	set := map[string]any{"round_id": round, f.column: f.gone}
	if column, of := f.part(table); column != "" {
		set[column] = f.row(of, map[string]any{"round_id": round})
	}
	f.row(table, set)
}

func (f *filler) row(table string, set map[string]any) int64 {
	f.last++
	var names, marks []string
	var values []any
	for _, c := range f.schema[table] {
		value, ok := set[c[0]]
		switch {
		case ok:
		case c[0] == "id":
			value = f.last
		case c[1] == "BOOLEAN":
			value = false
		case c[1] == "BLOB":
			value = []byte{}
		case strings.HasPrefix(c[1], "TEXT"):
			value = fmt.Sprint(table, f.last)
		default:
			value = 0
		}

		names, values = append(names, c[0]), append(values, value)
		marks = append(marks, fmt.Sprintf("$%d", len(values)))
	}

	must(f.t, sendTo(f.tx, `INSERT INTO `+table+` (`+strings.Join(names, ", ")+`) VALUES (`+strings.Join(marks, ", ")+`)`, values...))
	return f.last
}
