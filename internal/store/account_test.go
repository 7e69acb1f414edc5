package store_test

import (
	"fmt"
	"io/fs"
	"strings"
	"testing"
	"testing/fstest"

	"lingping/internal/domain/access"
	"lingping/internal/domain/org"
	"lingping/internal/errs"
	"lingping/internal/store"
	"lingping/internal/testkit"
)

// until is the product's migrations before the one with the number.
func until(t *testing.T, number string) fstest.MapFS {
	t.Helper()
	some := fstest.MapFS{}
	names, err := fs.Glob(store.Migrations(), "*.sql")
	if err != nil {
		t.Fatal(err)
	}

	for _, name := range names {
		text, err := fs.ReadFile(store.Migrations(), name)
		if err != nil {
			t.Fatal(err)
		}

		if name < number {
			some[name] = &fstest.MapFile{Data: text}
		}
	}

	return some
}

func TestOfSeveralAccountsOfAPersonTheOldestInUseIsKept(t *testing.T) {
	type row struct {
		id, person, made int64
		disabled         bool
	}

	before := []row{
		{1, 0, 1, false}, {2, 0, 2, true}, // nobody of the roster
		{3, 30, 5, false},                                       // his only one
		{4, 40, 9, false}, {5, 40, 7, false}, {6, 40, 8, false}, // three: the oldest by its date
		{7, 70, 1, true}, {8, 70, 2, false}, // the older is not in use
		{9, 90, 3, true}, {10, 90, 3, true}, {11, 110, 3, false}, // of the same moment
	}

	want := "1:0 2:0! 3:30 4:0!40 5:40 6:0!40 7:0!70 8:70 9:90! 10:0!90 11:110"
	bare(t, func(t *testing.T, url string) {
		with(t, url, until(t, "0036"), func(tx *store.Tx) error {
			for _, r := range before {
				if _, err := tx.Exec(`INSERT INTO account (id, login, name, person_id, secret, must_change, disabled, lang, made_at)
					VALUES ($1, $2, 'x', $3, '', $4, $5, '', $6)`, r.id, fmt.Sprint("a", r.id), r.person, false, r.disabled, r.made); err != nil {
					return err
				}
				if _, err := tx.Exec(`INSERT INTO session (hash, account_id, made_at, seen_at, ends_at, shared)
					VALUES ($1, $2, 1, 1, 1, $3)`, fmt.Sprint("h", r.id), r.id, false); err != nil {
					return err
				}
			}
			return nil
		})

		s, err := store.Open(t.Context(), url)
		if err != nil {
			t.Fatal(err)
		}
		defer s.Close()

		err = s.Read(t.Context(), func(tx *store.Tx) error {
			var got []string
			for _, r := range before {
				a, err := tx.Account(r.id)
				if err != nil {
					return err
				}

				said := fmt.Sprintf("%d:%d", a.ID, a.Person)
				if a.Disabled {
					said += "!"
				}

				if a.SpareOf != 0 {
					said += fmt.Sprint(a.SpareOf)
				}

				got = append(got, said)
				sessions, err := tx.Sessions(a.ID)
				if err != nil {
					return err
				}

				if (len(sessions) == 0) != (a.SpareOf != 0) {
					t.Errorf("account %d, spare of %d, has %d sessions", a.ID, a.SpareOf, len(sessions))
				}
			}

			if said := strings.Join(got, " "); said != want {
				t.Errorf("the accounts are\n%s, want\n%s", said, want)
			}

			spare, err := tx.SpareAccounts()
			if len(spare) != 4 {
				t.Errorf("%d are listed as spare, want 4", len(spare))
			}

			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	})
}

func TestAPersonHasOneAccount(t *testing.T) {
	testkit.Stores(t, func(t *testing.T, s *store.Store) {
		add := func(login string, person org.PersonID) error {
			return s.Write(t.Context(), func(tx *store.Tx) error {
				return tx.AddAccount(access.Account{ID: tx.NewID(), Login: login, Name: login, Person: person}, "")
			})
		}

		for _, login := range []string{"a", "b"} { // nobody of the roster: as many as you like
			if err := add(login, 0); err != nil {
				t.Fatal(err)
			}
		}

		if err := add("c", 7); err != nil {
			t.Fatal(err)
		}

		if err := add("d", 7); !errs.Is(err, errs.Conflict) || !strings.Contains(err.Error(), "已经有账号“c”") {
			t.Errorf("a second account of a person: %v", err)
		}

		if err := add("c", 8); !errs.Is(err, errs.Conflict) || !strings.Contains(err.Error(), "登录名“c”") {
			t.Errorf("a login that is taken: %v", err)
		}

		if err := add("c", 7); !errs.Is(err, errs.Conflict) {
			t.Errorf("both at once: %v", err)
		}
	})
}
