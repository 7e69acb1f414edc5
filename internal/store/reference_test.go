package store_test

import (
	"strings"
	"testing"

	"lingping/internal/store"
	"lingping/internal/testkit"
)

// noReferences are the columns named like a reference that are none, each with the reason.
var noReferences = map[string]string{
	"id_block.next_id":         "a number that no row has yet",
	"dossier_file.owner_id":    "of a record whose table the column owner names",
	"round_post.post_id":       "the post as it was; the living one may be gone",
	"round_charge.charge_id":   "the charge as it was; the living one may be gone",
	"ledger.account_id":        "who acted stands in the entry in words; it stands by itself",
	"notice_act.account_id":    "who acted stands beside it in words",
	"promotion_act.account_id": "who acted stands beside it in words",
	"review.writer_id":         "who wrote stands beside it in words",
	"round_unit.unit_id":       "the unit as it was; the living one may be gone",
	"ledger_content.entry_id":  "verify holds what an act left behind against its entry",
	"ledger_leaf.entry_id":     "verify finds a leaf without its entry",
	"ledger_pending.entry_id":  "verify finds an entry that waits",
	"merged.gone_id":           "of a person or a unit, as the column what says; a unit that is gone is not there",
	"merged.kept_id":           "of a person or a unit, as the column what says",
}

// Every column that holds the number of another row is watched over, since the databases do not do it.
func TestEveryReferenceIsKnown(t *testing.T) {
	s := testkit.SQLite(t)
	known := store.References()
	err := s.Read(t.Context(), func(tx *store.Tx) error {
		columns, err := store.All(tx, store.Scalar[string], `SELECT t.name || '.' || c.name FROM sqlite_schema t, pragma_table_info(t.name) c
			WHERE t.type = 'table' AND t.name NOT LIKE 'sqlite%' AND t.name NOT LIKE 'goose%'`)
		there := map[string]bool{}
		for _, column := range columns {
			there[column] = true
			_, watched := known[column]
			if strings.HasSuffix(column, "_id") && watched == (noReferences[column] != "") {
				t.Errorf("%s: put it into store.references with the table to which it leads, or into noReferences with a reason", column)
			}
		}

		for column, parent := range known {
			if !there[column] || parent != "round_unit" && !there[parent+".id"] {
				t.Errorf("%s, which leads to %s, is not in the schema", column, parent)
			}
		}

		for column := range noReferences {
			if !there[column] {
				t.Errorf("%s is not in the schema", column)
			}
		}

		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

// Each reference that leads nowhere is found, on both databases.
func TestOrphansAreFound(t *testing.T) {
	testkit.Stores(t, func(t *testing.T, s *store.Store) {
		err := s.Write(t.Context(), func(tx *store.Tx) error {
			if found, err := tx.Orphans(); err != nil || len(found) > 0 {
				t.Errorf("an empty database has the orphans %v, %v", found, err)
			}

			if _, err := tx.Exec(`INSERT INTO clerk (reviewer_id, clerk_id, at) VALUES (7, 0, 0)`); err != nil {
				return err
			}

			found, err := tx.Orphans()
			if want := (store.Orphans{Child: "clerk.reviewer_id", Parent: "person", Rows: 1}); len(found) != 1 || found[0] != want {
				t.Errorf("found %v, want %v alone", found, want)
			}

			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	})
}
