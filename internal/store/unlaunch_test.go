package store_test

import (
	"testing"

	"lingping/internal/store"
	"lingping/internal/testkit"
)

// besideRounds are the tables of rounds that taking back a launch leaves alone, each with the reason.
var besideRounds = map[string]string{
	"ledger":          "what was done stays recorded",
	"exemption":       "decided for the plan, launched or not",
	"retention":       "of rounds that have ended",
	"arrangement_row": "of an arrangement, which is asked for",
	"fieldwork_unit":  "of fieldwork, which is asked for",
	"opinion_pool":    "of a batch of opinions, which is asked for",
}

// Every table of rounds is either emptied when a launch is taken back, or what stands in it keeps the launch from being
// taken back, or there is a reason to leave it alone.
func TestEveryTableOfRoundsIsKnownToTakingBackALaunch(t *testing.T) {
	known := store.OfRounds()
	s := testkit.SQLite(t)
	err := s.Read(t.Context(), func(tx *store.Tx) error {
		tables, err := store.All(tx, store.Scalar[string], `SELECT t.name FROM sqlite_schema t, pragma_table_info(t.name) c
			WHERE t.type = 'table' AND c.name = 'round_id'`)
		for _, table := range tables {
			if known[table] == (besideRounds[table] != "") {
				t.Errorf("%s: put it into store.launched, store.begun or besideRounds", table)
			}
		}

		if len(tables) < len(known) {
			t.Errorf("%d tables of rounds, and %d known", len(tables), len(known))
		}

		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}
