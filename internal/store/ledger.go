package store

import (
	"fmt"
	"iter"

	"lingping/internal/domain/access"
	"lingping/internal/domain/ledger"
)

// AppendLedger adds an entry. It is called by the one door for writes and by nobody else.
func (tx *Tx) AppendLedger(e ledger.Entry) error {
	_, err := tx.Exec(`INSERT INTO ledger (id, at, account_id, actor, action, object, round_id, detail, commitment, salt)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
		tx.NewID(), e.At, e.Account, e.Actor, e.Action, e.Object, e.Round, e.Detail, e.Commitment, e.Salt)
	return err
}

// Ledger gives entries from the newest back: of the object when it is not empty, else all.
func (tx *Tx) Ledger(object string, before int64, limit int) ([]ledger.Entry, error) {
	return All(tx, scanEntry, `SELECT id, at, account_id, actor, action, object, round_id, detail, commitment, salt
		FROM ledger WHERE ($1 = '' OR object = $1) AND id < $2 ORDER BY id DESC LIMIT CAST($3 AS BIGINT)`, object, before, limit)
}

// mostAbout is how many entries LedgerAbout gives at most.
const mostAbout = 50

// LedgerAbout gives the entries about an object from the moment on, of the actions only, the newest first.
func (tx *Tx) LedgerAbout(object string, from int64, actions ...access.Action) ([]ledger.Entry, error) {
	return All(tx, scanEntry, `SELECT id, at, account_id, actor, action, object, round_id, detail, commitment, salt
		FROM ledger WHERE object = $1 AND at >= $2 AND action IN `+In(3, len(actions))+fmt.Sprintf(` ORDER BY id DESC LIMIT %d`, mostAbout),
		Args([]any{object, from}, actions)...)
}

// EachEntry gives the whole ledger from the oldest on.
func (tx *Tx) EachEntry() iter.Seq2[ledger.Entry, error] {
	return Each(tx, scanEntry, `SELECT id, at, account_id, actor, action, object, round_id, detail, commitment, salt
		FROM ledger ORDER BY id`)
}

func scanEntry(row Row) (e ledger.Entry, err error) {
	err = row.Scan(&e.ID, &e.At, &e.Account, &e.Actor, &e.Action, &e.Object, &e.Round, &e.Detail, &e.Commitment, &e.Salt)
	return e, err
}
