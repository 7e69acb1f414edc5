package testkit

import (
	"crypto/sha256"
	"database/sql"
	"fmt"
	"slices"
	"strings"
	"testing"
)

// Tables are the contents of every table of an SQLite database as hashes, those left out excepted: whether anything has
// changed is seen without knowing what there is.
func Tables(t testing.TB, path string, except ...string) map[string][sha256.Size]byte {
	t.Helper()
	db, err := sql.Open("sqlite", "file:"+path+"?mode=ro")
	must(t, err)
	defer db.Close()

	out := map[string][sha256.Size]byte{}
	for _, name := range lines(t, db, "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite%'") {
		if !slices.Contains(except, name) {
			out[name] = sha256.Sum256([]byte(strings.Join(lines(t, db, "SELECT * FROM "+name), "\n")))
		}
	}

	return out
}

// Column is what stands in a column of a table of an SQLite database, by the ids of the rows; several columns are one
// text with spaces between them.
func Column(t testing.TB, path, table string, columns ...string) map[string]string {
	t.Helper()
	db, err := sql.Open("sqlite", "file:"+path+"?mode=ro")
	must(t, err)
	defer db.Close()

	out := map[string]string{}
	for _, row := range lines(t, db, "SELECT id, ' ', "+strings.Join(columns, ", ' ', ")+" FROM "+table) {
		id, value, _ := strings.Cut(row, " ")
		out[id] = strings.Join(strings.Fields(value), " ")
	}

	return out
}

// lines are the rows of a query, each as one line of text.
func lines(t testing.TB, db *sql.DB, query string) (out []string) {
	t.Helper()
	rows, err := db.QueryContext(t.Context(), query)
	must(t, err)
	defer rows.Close()

	columns, err := rows.Columns()
	must(t, err)
	for rows.Next() {
		values, into := make([]any, len(columns)), make([]any, len(columns))
		for i := range values {
			into[i] = &values[i]
		}
		must(t, rows.Scan(into...))
		out = append(out, fmt.Sprint(values...))
	}

	must(t, rows.Err())
	return out
}

// Rows is how many rows every table of an SQLite database has.
func Rows(t testing.TB, path string) map[string]int {
	t.Helper()
	db, err := sql.Open("sqlite", "file:"+path+"?mode=ro")
	must(t, err)
	defer db.Close()

	out := map[string]int{}
	for _, name := range lines(t, db, "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite%'") {
		var n int
		must(t, db.QueryRowContext(t.Context(), "SELECT COUNT(*) FROM "+strings.Trim(name, "[]")).Scan(&n))
		out[strings.Trim(name, "[]")] = n
	}

	return out
}
