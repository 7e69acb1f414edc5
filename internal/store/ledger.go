package store

import (
	"fmt"
	"iter"
	"strings"

	"lingping/internal/clock"
	"lingping/internal/domain/access"
	"lingping/internal/domain/ledger"
)

func entryColumns(e *ledger.Entry) columns {
	return columns{
		{"l.id", &e.ID}, {"l.at", &e.At}, {"l.account_id", &e.Account}, {"l.actor", &e.Actor}, {"l.action", &e.Action},
		{"l.object", &e.Object}, {"l.round_id", &e.Round}, {"l.detail", &e.Detail}, {"l.commitment", &e.Commitment}, {"l.salt", &e.Salt},
	}
}

// AppendLedger adds an entry with what its act left the records as; its number in the tree comes later. It is called by the
// one door for writes and by nobody else.
func (tx *Tx) AppendLedger(e ledger.Entry, contents []ledger.Content) error {
	id := tx.ids.after(tx.lastEntry, clock.Running())
	if _, err := tx.Exec(`INSERT INTO ledger (id, at, account_id, actor, action, object, round_id, detail, commitment, salt)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
		id, e.At, e.Account, e.Actor, e.Action, e.Object, e.Round, e.Detail, e.Commitment, e.Salt); err != nil {
		return err
	}

	if _, err := tx.Exec(`INSERT INTO ledger_pending (entry_id) VALUES ($1)`, id); err != nil {
		return err
	}

	return tx.addContents(id, contents)
}

// fewContents are written by one statement.
const fewContents = 8

func (tx *Tx) addContents(entry int64, contents []ledger.Content) error {
	if len(contents) == 0 {
		return nil
	}

	if len(contents) <= fewContents {
		var rows []string
		var args []any
		for _, c := range contents {
			rows = append(rows, In(len(args)+1, 5))
			args = append(args, entry, c.Kind, c.Key, c.Salt, c.Digest)
		}

		_, err := tx.Exec(`INSERT INTO ledger_content (entry_id, kind, record, salt, digest) VALUES `+strings.Join(rows, ", "), args...)
		return err
	}

	i := -1
	return tx.Bulk("ledger_content", []string{"entry_id", "kind", "record", "salt", "digest"}, func() ([]any, bool) {
		if i++; i >= len(contents) {
			return nil, false
		}
		c := contents[i]
		return []any{entry, c.Kind, c.Key, c.Salt, c.Digest}, true
	})
}

// Ledger gives entries from the newest back: of the object when it is not empty, else all.
func (tx *Tx) Ledger(object string, before int64, limit int) ([]ledger.Entry, error) {
	return All(tx, scanned(entryColumns), `SELECT `+selected(entryColumns)+` FROM ledger l WHERE ($1 = '' OR object = $1) AND id < $2 ORDER BY id DESC LIMIT CAST($3 AS BIGINT)`, object, before, limit)
}

// mostAbout is how many entries LedgerAbout gives at most.
const mostAbout = 50

// LedgerAbout gives the entries about an object from the moment on, of the actions only, the newest first.
func (tx *Tx) LedgerAbout(object string, from int64, actions ...access.Action) ([]ledger.Entry, error) {
	return All(tx, scanned(entryColumns), `SELECT `+selected(entryColumns)+` FROM ledger l WHERE object = $1 AND at >= $2 AND action IN `+In(3, len(actions))+fmt.Sprintf(` ORDER BY id DESC LIMIT %d`, mostAbout),
		Args([]any{object, from}, actions)...)
}

// EachEntry gives the whole ledger from the oldest on.
func (tx *Tx) EachEntry() iter.Seq2[ledger.Entry, error] {
	return Each(tx, scanned(entryColumns), `SELECT `+selected(entryColumns)+` FROM ledger l ORDER BY id`)
}
