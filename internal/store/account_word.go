package store

import (
	"slices"

	"lingping/internal/domain/access"
	"lingping/internal/domain/org"
	"lingping/internal/errs"
)

// The words by which accounts are found are rows, as those of persons are: a name, wherever one begins to read it, and a
// login from its beginning on (docs/adr/0018-search.md).

// accountWord is one word of one account.
type accountWord struct {
	Word    string
	Account int64
}

func scanAccountWord(row Row) (w accountWord, err error) {
	err = row.Scan(&w.Word, &w.Account)
	return w, err
}

// accountWords are the words of an account in their order.
func accountWords(a access.Account) (rows []accountWord) {
	words := org.Person{Name: a.Name, Number: a.Login}.Words()
	for _, word := range slices.Compact(slices.Sorted(slices.Values(slices.Concat(words.Whole, words.Inner)))) {
		rows = append(rows, accountWord{word, a.ID})
	}
	return rows
}

func (tx *Tx) addAccountWords(a access.Account) error {
	for _, w := range accountWords(a) {
		if _, err := tx.Exec(`INSERT INTO account_word (word, account_id) VALUES ($1, $2)`, w.Word, w.Account); err != nil {
			return err
		}
	}
	return nil
}

// moveAccountWords makes the words of a known account those of its name and login now.
func (tx *Tx) moveAccountWords(a access.Account) error {
	kept, err := All(tx, scanAccountWord, `SELECT word, account_id FROM account_word WHERE account_id = $1 ORDER BY word`, a.ID)
	if err != nil || slices.Equal(kept, accountWords(a)) {
		return err
	}

	if _, err := tx.Exec(`DELETE FROM account_word WHERE account_id = $1`, a.ID); err != nil {
		return err
	}

	return tx.addAccountWords(a)
}

// AccountWordsMissing reports whether there are accounts and no words: the house is from before there were words.
func (tx *Tx) AccountWordsMissing() (bool, error) {
	return One(tx, Scalar[bool], `SELECT EXISTS (SELECT 1 FROM account) AND NOT EXISTS (SELECT 1 FROM account_word)`)
}

// KeepAccountWords makes the words of all accounts anew.
func (tx *Tx) KeepAccountWords() (err error) {
	defer errs.Wrap(&err, "store.KeepAccountWords")

	if _, err := tx.Exec(`DELETE FROM account_word`); err != nil {
		return err
	}

	accounts, err := tx.namedAccounts()
	if err != nil {
		return err
	}

	var rows []accountWord
	for _, a := range accounts {
		rows = append(rows, accountWords(a)...)
	}

	i := 0
	return tx.Bulk("account_word", []string{"word", "account_id"}, func() ([]any, bool) {
		if i == len(rows) {
			return nil, false
		}
		i++
		return []any{rows[i-1].Word, rows[i-1].Account}, true
	})
}

// namedAccounts are all accounts with nothing but what they are found by.
func (tx *Tx) namedAccounts() ([]access.Account, error) {
	return All(tx, func(row Row) (a access.Account, err error) {
		err = row.Scan(&a.ID, &a.Login, &a.Name)
		return a, err
	}, `SELECT id, login, name FROM account ORDER BY id`)
}

// AccountWords says how many words of accounts are kept and how many there should be, and whether they are the same ones.
func (tx *Tx) AccountWords() (kept, should int, same bool, err error) {
	defer errs.Wrap(&err, "store.AccountWords")

	accounts, err := tx.namedAccounts()
	if err != nil {
		return 0, 0, false, err
	}

	wanted := map[accountWord]bool{}
	for _, a := range accounts {
		for _, w := range accountWords(a) {
			wanted[w] = true
		}
	}

	should, same = len(wanted), true
	for w, err := range Each(tx, scanAccountWord, `SELECT word, account_id FROM account_word`) {
		if err != nil {
			return 0, 0, false, err
		}
		kept++
		same = same && wanted[w]
	}

	return kept, should, same && kept == should, nil
}
