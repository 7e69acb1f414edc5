package store_test

import (
	"flag"
	"os"
	"slices"
	"strings"
	"testing"

	"lingping/internal/store"
	"lingping/internal/testkit"
)

var update = flag.Bool("update", false, "write the goldens anew")

const (
	schemaFile = "../../docs/schema.sql"
	schemaHead = `-- The whole schema as the migrations make it, in the words of SQLite. A golden, made by
--   go test ./internal/store -run TestSchema -update
-- What differs on PostgreSQL is in internal/store/dialect.go.
`
)

func TestSchemaIsTheGolden(t *testing.T) {
	s := testkit.SQLite(t)
	got := schemaHead
	err := s.Read(t.Context(), func(tx *store.Tx) error {
		parts, err := store.All(tx, store.Scalar[string], `SELECT sql FROM sqlite_schema
			WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite%' AND tbl_name NOT LIKE 'goose%'
			ORDER BY tbl_name, type DESC, name`)
		for _, part := range parts {
			if strings.HasPrefix(part, "CREATE TABLE") {
				got += "\n"
			}
			got += part + ";\n"
		}

		return err
	})
	if err != nil {
		t.Fatal(err)
	}

	if *update {
		if err := os.WriteFile(schemaFile, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}

	want, err := os.ReadFile(schemaFile)
	if err != nil {
		t.Fatal(err)
	}

	if got != string(want) {
		t.Errorf("%s is not what the migrations make; look at the change, then run this test with -update", schemaFile)
	}
}

func TestBothDatabasesHaveTheSameTables(t *testing.T) {
	columns := func(s *store.Store, text string) (all []string) {
		err := s.Read(t.Context(), func(tx *store.Tx) (err error) {
			all, err = store.All(tx, store.Scalar[string], text)
			return err
		})
		if err != nil {
			t.Fatal(err)
		}

		slices.Sort(all)
		return all
	}

	lite := columns(testkit.SQLite(t), `SELECT t.name || '.' || c.name FROM sqlite_schema t, pragma_table_info(t.name) c
		WHERE t.type = 'table' AND t.name NOT LIKE 'sqlite%' AND t.name NOT LIKE 'goose%'`)
	post := columns(testkit.Postgres(t), `SELECT table_name || '.' || column_name FROM information_schema.columns
		WHERE table_schema = 'public' AND table_name NOT LIKE 'goose%'`)
	if !slices.Equal(lite, post) {
		t.Errorf("the columns differ\nSQLite:     %v\nPostgreSQL: %v", lite, post)
	}
}

// A key that is not the row's own number in SQLite costs a third of the file.
func TestKeysAreRowNumbersInSQLite(t *testing.T) {
	s := testkit.SQLite(t)
	err := s.Read(t.Context(), func(tx *store.Tx) error {
		wrong, err := store.All(tx, store.Scalar[string], `SELECT t.name FROM sqlite_schema t, pragma_table_info(t.name) c
			WHERE t.type = 'table' AND c.name = 'id' AND c.pk = 1 AND c.type <> 'INTEGER'`)
		if len(wrong) > 0 {
			t.Errorf("tables with a second key beside the row number: %v", wrong)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}
