package store_test

import (
	"context"
	"database/sql"
	"fmt"
	"slices"
	"strings"
	"testing"

	"lingping/internal/store"
	"lingping/internal/testkit"
)

// wordsOf fills a table of two columns, of which one has the same word in all rows and the other a word for each.
func wordsOf(tx *store.Tx, rows int, alike, apart string) error {
	if _, err := tx.Exec(`DELETE FROM word`); err != nil {
		return err
	}

	i := 0
	return tx.Bulk("word", []string{alike, apart}, func() ([]any, bool) {
		i++
		return []any{"x", fmt.Sprint(i)}, i <= rows
	})
}

// costs is the most that any connection for reading looks at, in pages, to find that nobody has said something.
func costs(t *testing.T, s *store.Store) (most int64) {
	t.Helper()
	look := func(tx *store.Tx) error {
		_, err := store.Count(tx, `SELECT COUNT(*) FROM word WHERE this = $1 AND that = $2`, "x", "x")
		return err
	}

	reads := []func(context.Context, func(*store.Tx) error) error{s.Read, s.Read, s.Read, s.Read, s.ReadApart, s.ReadAlone}
	for _, read := range reads { // a connection that hears of new figures reads the schema
		must(t, read(t.Context(), look))
	}

	for _, read := range reads {
		var tally store.Tally
		must(t, read(tally.On(t.Context()), look))
		most = max(most, tally.Work().Read)
	}

	return most
}

// Every open connection of SQLite, of this store and of another on the same file, plans by the house as it is after it has
// grown, and again after it has changed, also what it has planned before.
func TestFiguresReachEveryConnection(t *testing.T) {
	url := testkit.SQLiteURL(t)
	s, other := open(t, url), open(t, url)
	must(t, s.WriteAlone(t.Context(), run(`CREATE TABLE word (this TEXT NOT NULL, that TEXT NOT NULL)`,
		`CREATE INDEX by_this ON word (this)`, `CREATE INDEX by_that ON word (that)`)))
	for n, c := range []struct{ alike, apart string }{{"this", "that"}, {"that", "this"}, {"this", "that"}} {
		must(t, s.WriteAlone(t.Context(), func(tx *store.Tx) error { return wordsOf(tx, 3000<<(2*n), c.alike, c.apart) }))
		for name, s := range map[string]*store.Store{"here": s, "the other program": other} {
			if pages := costs(t, s); pages > 10 {
				t.Errorf("time %d, %s: %d pages were looked at, though %s tells rows apart", n, name, pages, c.apart)
			}
		}
	}
}

func open(t *testing.T, url string) *store.Store {
	t.Helper()
	s, err := store.Open(t.Context(), url)
	must(t, err)
	t.Cleanup(func() { must(t, s.Close()) })
	return s
}

// figuresOf are the tables of which the planner has figures.
func figuresOf(t *testing.T, s *store.Store) (tables []string) {
	t.Helper()
	must(t, s.Read(t.Context(), func(tx *store.Tx) error {
		made, err := store.Count(tx, `SELECT COUNT(*) FROM sqlite_schema WHERE name = 'sqlite_stat1'`)
		if err != nil || made == 0 {
			return err
		}

		samples, err := store.Count(tx, `SELECT COUNT(*) FROM sqlite_stat4`)
		if err != nil {
			return err
		}

		if samples > 0 {
			t.Error("samples of values are kept: a statement would be planned anew for each argument")
		}

		tables, err = store.All(tx, store.Scalar[string], `SELECT DISTINCT tbl FROM sqlite_stat1 ORDER BY tbl`)
		return err
	}))
	return tables
}

const manyAndFew = `CREATE TABLE many (this TEXT NOT NULL); CREATE INDEX many_this ON many (this);
	CREATE TABLE few (this TEXT NOT NULL); CREATE INDEX few_this ON few (this)`

// fill adds rows to a table of manyAndFew.
func fill(table string, rows int) func(*store.Tx) error {
	return func(tx *store.Tx) error {
		i := 0
		return tx.Bulk(table, []string{"this"}, func() ([]any, bool) {
			i++
			return []any{"x"}, i <= rows
		})
	}
}

// A table of fewer than a thousand rows has no figures: what is right for it would be kept when it grows.
func TestOnlyLargeTablesHaveFigures(t *testing.T) {
	s := testkit.SQLite(t)
	must(t, s.WriteAlone(t.Context(), run(strings.Split(manyAndFew, ";")...)))
	must(t, s.WriteAlone(t.Context(), fill("few", 999)))
	if got := figuresOf(t, s); len(got) > 0 {
		t.Errorf("figures of %v after 999 rows", got)
	}

	must(t, s.WriteAlone(t.Context(), fill("many", 1000)))
	if got := figuresOf(t, s); !slices.Equal(got, []string{"many"}) {
		t.Errorf("figures of %v, want of the table with 1000 rows", got)
	}
}

// Rows that come a few at a time are seen as well.
func TestFiguresFollowManySmallSaves(t *testing.T) {
	s := testkit.SQLite(t)
	must(t, s.WriteAlone(t.Context(), run(strings.Split(manyAndFew, ";")...)))
	for range 4 {
		must(t, s.Write(t.Context(), fill("many", 250)))
	}

	must(t, s.Write(t.Context(), fill("few", 1))) // the figures are made after the answer, before the next save
	if got := figuresOf(t, s); !slices.Equal(got, []string{"many"}) {
		t.Errorf("figures of %v, want of the table with 1000 rows", got)
	}
}

// Whoever opens the house next plans by it as it was left.
func TestClosingLeavesFigures(t *testing.T) {
	url := testkit.SQLiteURL(t)
	s, err := store.Open(t.Context(), url)
	must(t, err)
	must(t, s.WriteAlone(t.Context(), run(strings.Split(manyAndFew, ";")...)))
	must(t, s.WriteAlone(t.Context(), fill("many", 3000)))
	must(t, s.WriteAlone(t.Context(), fill("few", 500)))
	must(t, s.WriteAlone(t.Context(), fill("few", 500)))
	if got := figuresOf(t, s); !slices.Equal(got, []string{"many"}) {
		t.Errorf("figures of %v: the second look came before the house had doubled", got)
	}

	must(t, s.Close())
	if got := figuresOf(t, open(t, url)); !slices.Equal(got, []string{"few", "many"}) {
		t.Errorf("figures of %v were left", got)
	}
}
func run(texts ...string) func(*store.Tx) error {
	return func(tx *store.Tx) error {
		for _, text := range texts {
			if _, err := tx.Exec(text); err != nil {
				return err
			}
		}
		return nil
	}
}

// A house that an older program has left has figures after its first save.
func TestAnOlderHouseGetsFigures(t *testing.T) {
	url := testkit.SQLiteURL(t)
	s, err := store.Open(t.Context(), url)
	must(t, err)
	must(t, s.WriteAlone(t.Context(), run(strings.Split(manyAndFew, ";")...)))
	must(t, s.WriteAlone(t.Context(), run(`INSERT INTO many WITH RECURSIVE c (k) AS (SELECT 1 UNION ALL SELECT k + 1 FROM c WHERE k < 2000)
		SELECT hex(zeroblob(1000)) || k FROM c`)))
	must(t, s.Close())
	db, err := sql.Open("sqlite", url)
	must(t, err)
	_, err = db.ExecContext(t.Context(), "DROP TABLE sqlite_stat1")
	must(t, err)
	must(t, db.Close())

	s = open(t, url)
	if got := figuresOf(t, s); len(got) > 0 {
		t.Fatalf("figures of %v before the first save", got)
	}

	must(t, s.Write(t.Context(), fill("few", 1)))
	must(t, s.Write(t.Context(), fill("few", 1))) // the figures are made after the answer, before the next save
	if got := figuresOf(t, s); !slices.Equal(got, []string{"many"}) {
		t.Errorf("figures of %v, want of the table with 2000 rows", got)
	}
}

// The figures of a house that is opened again are of the rows that are there: they are good until there are twice as many.
func TestTheFiguresOfAHouseAreGoodUntilItHasDoubled(t *testing.T) {
	url := testkit.SQLiteURL(t)
	s, err := store.Open(t.Context(), url)
	must(t, err)
	must(t, s.WriteAlone(t.Context(), run(strings.Split(manyAndFew, ";")...)))
	must(t, s.WriteAlone(t.Context(), fill("many", 50_000)))
	must(t, s.Close())

	s = open(t, url)
	grow := func(saves int) []string {
		for range saves {
			must(t, s.Write(t.Context(), fill("few", 900)))
		}
		must(t, s.Write(t.Context(), fill("few", 1)))
		return figuresOf(t, s)
	}

	if got := grow(3); !slices.Equal(got, []string{"many"}) {
		t.Errorf("after 2,700 rows more than 50,000 there are figures of %v: they were made anew", got)
	}

	if got := grow(60); !slices.Equal(got, []string{"few", "many"}) {
		t.Errorf("after as many rows again there are figures of %v", got)
	}
}
