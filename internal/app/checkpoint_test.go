package app_test

import (
	"strings"
	"testing"
	"time"

	"lingping/internal/app"
	"lingping/internal/domain/access"
	"lingping/internal/domain/ledger"
	"lingping/internal/store"
	"lingping/internal/testkit"
)

func TestACheckpointIsMadeWithEveryHourBeforeWhichAnythingHappened(t *testing.T) {
	worlds(t, func(t *testing.T, w *testkit.World) {
		var now time.Time
		a := w.App.At(func() time.Time { return now })
		secret, _, err := ledger.NewKey()
		ok(t, err)
		a.SignBy(secret)
		for i, at := range []struct {
			clock string
			acts  bool
			kept  int
		}{
			{"16:20:00", true, 1},
			{"16:59:59", true, 1}, // the hour in which the last one was made
			{"17:00:00", false, 2},
			{"17:00:01", true, 2},
			{"18:00:00", false, 3},
			{"19:00:00", false, 3}, // nothing happened
			{"23:59:59", true, 4},
		} {
			now, err = time.ParseInLocation(time.DateTime, "2010-12-31 "+at.clock, w.App.Now().Location())
			ok(t, err)
			if at.acts {
				ok(t, a.ChangeHouse(t.Context(), operator, app.House{Name: "临海学院" + strings.Repeat("一", i)}))
			}

			ok(t, a.SequenceLedger(t.Context()))
			ok(t, app.CheckpointIfDue(a, t.Context()))
			if kept := checkpoints(t, w.Store); len(kept) != at.kept {
				t.Errorf("at %s there are %d checkpoints, want %d", at.clock, len(kept), at.kept)
			}
		}
	})
}

func checkpoints(t *testing.T, s *store.Store) (all []store.CheckpointRow) {
	t.Helper()
	ok(t, s.Read(t.Context(), func(tx *store.Tx) (err error) {
		all, err = tx.Checkpoints()
		return err
	}))
	return all
}

// Who has the database and the key makes another ledger that agrees with itself in everything. What somebody else took away
// before does not agree with it.
func TestALedgerMadeAnewWithTheStolenKeyFailsAgainstAnOldCheckpoint(t *testing.T) {
	testkit.Released(t, testkit.ReleasedVersions()[0], func(t *testing.T, s *store.Store) {
		a := app.New(s)
		secret, public, err := ledger.NewKey()
		ok(t, err)
		a.OpenKeys(t.TempDir() + "/keys")
		ok(t, a.Prepare(t.Context()))
		a.SignBy(secret)
		taken, err := a.Checkpoint(t.Context(), access.LocalOperator())
		ok(t, err)
		ok(t, s.WriteAlone(t.Context(), func(tx *store.Tx) error {
			for _, by := range []string{
				`UPDATE review SET body = REPLACE(body, '。', '！') WHERE confirmed_at > 0`, `UPDATE review_version SET body = REPLACE(body, '。', '！')`,
				`DELETE FROM ledger WHERE id IN (SELECT entry_id FROM ledger_leaf WHERE number BETWEEN 50 AND 60)`,
				`DELETE FROM ledger_leaf`, `DELETE FROM ledger_pending`, `DELETE FROM ledger_content`, `DELETE FROM ledger_checkpoint`,
				`UPDATE ledger_tree SET size = 0, edge = ''`,
			} {
				if _, err := tx.Exec(by); err != nil {
					return err
				}
			}

			return app.Protect(tx)
		}))
		_, err = a.Checkpoint(t.Context(), access.LocalOperator())
		ok(t, err)

		if said := verified(t, a, ledger.Outside{Key: public}); len(said) > 0 {
			t.Errorf("made anew with all that is needed for it, and without anything from outside it says:\n%s", strings.Join(said, "\n"))
		}

		if said := verified(t, a, ledger.Outside{Checkpoint: taken, Key: public}); len(said) == 0 {
			t.Error("a ledger made anew is not told from the one of which a checkpoint was taken away")
		}
	})
}
