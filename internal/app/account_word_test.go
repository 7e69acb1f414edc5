package app_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"lingping/internal/app"
	"lingping/internal/domain/access"
	"lingping/internal/domain/org"
	"lingping/internal/store"
	"lingping/internal/testkit"
)

// accountsOf makes some accounts and gives them one another's names.
func accountsOf(t *testing.T, s *store.Store) (all []access.Account) {
	t.Helper()
	for i, name := range []string{"赵伟", "欧阳伟", "Anna Li", "伟", "100%_王", "孙䶮"} {
		all = append(all, access.Account{ID: int64(7001 + i), Login: fmt.Sprintf("name%d", i), Name: name})
	}

	ok(t, s.Write(t.Context(), func(tx *store.Tx) error {
		for _, a := range all {
			ok(t, tx.AddAccount(a, "secret"))
		}
		all[3].Name = "李伟强"
		return tx.SaveAccount(all[3])
	}))
	return all
}

func found(t *testing.T, s *store.Store, text string) (logins []string) {
	t.Helper()
	ok(t, s.Read(t.Context(), func(tx *store.Tx) error {
		rows, total, err := tx.Accounts(store.AccountFilter{Text: text, Limit: 100})
		for _, r := range rows {
			logins = append(logins, r.Login)
		}
		if total != len(rows) {
			t.Errorf("%q: %d accounts are said, %d given", text, total, len(rows))
		}
		return err
	}))
	return logins
}

func TestAccountsAreFoundByTheirWords(t *testing.T) {
	testkit.Stores(t, func(t *testing.T, s *store.Store) {
		all := accountsOf(t, s)
		for _, q := range []string{"", "伟", "强", "赵", "ANNA", "anna l", "name", "NAME3", "ａｍｅ", "%", "100%", "_", "没有", "龑", "䶮"} {
			var want []string
			for _, a := range all {
				if strings.Contains(org.Fold(a.Name), org.Fold(q)) || strings.HasPrefix(org.Fold(a.Login), org.Fold(q)) {
					want = append(want, a.Login)
				}
			}
			if got := found(t, s, q); !slices.Equal(got, want) {
				t.Errorf("%q finds %v, want %v", q, got, want)
			}
		}
	})
}

func TestWordsOfAccountsAreMadeAnewAndProven(t *testing.T) {
	worlds(t, func(t *testing.T, w *testkit.World) {
		accountsOf(t, w.Store)
		protect(t, w)
		healthy(t, w)
		for what, harm := range map[string]string{
			"too few":  `DELETE FROM account_word WHERE word = '赵伟'`,
			"too many": `INSERT INTO account_word (word, account_id) VALUES ('多', 7001)`,
			"changed":  `UPDATE account_word SET word = '换' WHERE word = '欧阳伟'`,
			"none":     `DELETE FROM account_word`,
		} {
			ok(t, w.Store.Write(t.Context(), func(tx *store.Tx) error { _, err := tx.Exec(harm); return err }))
			if wrong := must(w.App.Examine(t.Context(), operator))(t).Wrong; len(wrong) != 1 {
				t.Errorf("%s: the doctor says %v", what, wrong)
			}
			ok(t, w.Store.Write(t.Context(), (*store.Tx).KeepAccountWords))
			healthy(t, w)
		}

		// What an earlier version left has no words; they are there after the program was opened.
		ok(t, w.Store.Write(t.Context(), func(tx *store.Tx) error { _, err := tx.Exec(`DELETE FROM account_word`); return err }))
		ok(t, app.New(w.Store).Prepare(t.Context()))
		if got := found(t, w.Store, "欧阳"); !slices.Equal(got, []string{"name1"}) {
			t.Errorf("after the house was made ready 欧阳 finds %v", got)
		}
		healthy(t, w)
	})
}
