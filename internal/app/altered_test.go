package app_test

import (
	"strings"
	"testing"

	"lingping/internal/app"
	"lingping/internal/domain/access"
	"lingping/internal/domain/ledger"
	"lingping/internal/i18n"
	"lingping/internal/store"
	"lingping/internal/testkit"
)

// edits are what somebody does behind the program's back to a record that an honest act then changes.
var edits = []struct{ name, by, object string }{
	{"a name changed", `UPDATE account SET name = '别人' WHERE login = 'user'`, "account:"},
	{"a role granted", `INSERT INTO account_role SELECT id, 'security', 0 FROM account WHERE login = 'user'`, "account:"},
	{"a secret replaced", `UPDATE account SET secret = 'x' WHERE login = 'user'`, "account:"},
	{"a setting", `UPDATE setting SET value = '别处' WHERE name = 'house.name'`, "setting:house.name"},
	{"a setting taken out", `DELETE FROM setting WHERE name = 'house.name'`, "setting:house.name"},
}

// An honest act does not make an edit good that nobody saw: it is named in the ledger for ever, whatever is saved over it.
func TestAnHonestActDoesNotCoverAnEdit(t *testing.T) {
	worlds(t, func(t *testing.T, w *testkit.World) {
		slip := account(t, w, "user", "")
		ok(t, w.App.ChangeHouse(t.Context(), operator, app.House{Name: "临海学院"}))
		act := func() {
			t.Helper()
			ok(t, w.App.ChangeHouse(t.Context(), operator, app.House{Name: "临海大学"}))
			_, err := w.App.ResetSecret(t.Context(), operator, slip.Account)
			ok(t, err)
			ok(t, w.App.ChangeHouse(t.Context(), operator, app.House{Name: "临海学院"}))
		}

		act()
		if told := entriesOf(t, w, access.NoteAltered); len(told) > 0 {
			t.Fatalf("nothing was edited, and it says %+v", told)
		}

		for _, e := range edits {
			before := len(entriesOf(t, w, access.NoteAltered))
			ok(t, w.Store.Write(t.Context(), func(tx *store.Tx) error { _, err := tx.Exec(e.by); return err }))
			act()
			told := entriesOf(t, w, access.NoteAltered)
			if len(told) != before+1 || !strings.HasPrefix(told[0].Object, e.object) {
				t.Errorf("%s: there are %d entries more, the newest of %s", e.name, len(told)-before, told[0].Object)
			}

			act()
			if again := entriesOf(t, w, access.NoteAltered); len(again) != len(told) {
				t.Errorf("%s: it is found again", e.name)
			}
		}

		notedForEver(t, w, len(entriesOf(t, w, access.NoteAltered)))
	})
}

// notedForEver wants the records to be right again, and the edits still told, until who verifies brings a checkpoint along that
// knows of them.
func notedForEver(t *testing.T, w *testkit.World, edited int) {
	t.Helper()
	ok(t, w.App.SequenceLedger(t.Context()))
	v, err := w.App.Verify(t.Context(), operator, ledger.Outside{})
	ok(t, err)
	for _, wrong := range v.Wrong {
		t.Errorf("after honest acts: %s", i18n.Error(i18n.Chinese, wrong))
	}

	if len(v.Noted) != edited {
		t.Errorf("%d edits are told, want %d", len(v.Noted), edited)
	}

	secret, public, err := ledger.NewKey()
	ok(t, err)
	w.App.SignBy(secret)
	signed, err := w.App.Checkpoint(t.Context(), operator)
	ok(t, err)
	v, err = w.App.Verify(t.Context(), operator, ledger.Outside{Checkpoint: signed, Key: public})
	ok(t, err)
	if len(v.Noted)+len(v.Wrong) > 0 {
		t.Errorf("with a checkpoint that knows of them it says %v %v", v.Noted, v.Wrong)
	}
}
