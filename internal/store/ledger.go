package store

import (
	"fmt"
	"iter"
	"strings"

	"lingping/internal/clock"
	"lingping/internal/domain/access"
	"lingping/internal/domain/ledger"
	"lingping/internal/domain/org"
	"lingping/internal/domain/round"
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

// LedgerFilter chooses entries; empty fields choose all.
type LedgerFilter struct {
	Accounts  []int64 // by whom, at most MaxIn; 0 is the local operator
	Action    access.Action
	Kind      string // of objects, such as round
	Object    string // one, such as round:17
	Round     round.ID
	From, End int64 // from this moment on, and before that, in unix ms
}

// where is the condition, with its arguments behind those given.
func (f LedgerFilter) where(args []any) (where string, all []any) {
	and := func(condition string, arg any) {
		args = append(args, arg)
		where += ` AND ` + condition + ` $` + number(len(args))
	}

	if len(f.Accounts) > 0 {
		where += ` AND l.account_id IN ` + In(len(args)+1, len(f.Accounts))
		args = Args(args, f.Accounts)
	}

	if f.Action != "" {
		and(`l.action =`, f.Action)
	}

	if f.Kind != "" {
		and(`l.object >=`, f.Kind)
		and(`l.object <`, f.Kind+":"+lastSign)
	}

	if f.Object != "" {
		and(`l.object =`, f.Object)
	}

	if f.Round != 0 {
		and(`l.round_id =`, f.Round)
	}

	if f.From != 0 {
		and(`l.at >=`, f.From)
	}

	if f.End != 0 {
		and(`l.at <`, f.End)
	}

	return where, args
}

// Ledger gives the chosen entries from the newest back, from the last before one on.
func (tx *Tx) Ledger(f LedgerFilter, before int64, limit int) ([]ledger.Entry, error) {
	where, args := f.where([]any{before})
	args = append(args, limit)
	return All(tx, scanned(entryColumns), `SELECT `+selected(entryColumns)+` FROM ledger l WHERE l.id < $1`+where+` ORDER BY l.id DESC`+most(len(args)), args...)
}

// AccountsNamed are accounts whose login begins with a text, or whose name holds it, at most so many.
func (tx *Tx) AccountsNamed(text string, limit int) ([]int64, error) {
	q := org.Fold(text)
	return All(tx, Scalar[int64], `SELECT DISTINCT w.account_id FROM account_word w WHERE w.word >= $1 AND w.word < $2 ORDER BY w.account_id`+most(3), q, q+lastSign, limit)
}

// NameOf is what something is called.
type NameOf struct {
	ID   int64
	Name string
}

// AccountNames are the names of some accounts, at most MaxIn.
func (tx *Tx) AccountNames(ids []int64) ([]NameOf, error) {
	return tx.namesOf(`SELECT id, name FROM account WHERE id IN `, ids)
}

// UnitNames are the names of some units, at most MaxIn.
func (tx *Tx) UnitNames(ids []int64) ([]NameOf, error) {
	return tx.namesOf(`SELECT id, name FROM unit WHERE id IN `, ids)
}

func (tx *Tx) namesOf(from string, ids []int64) ([]NameOf, error) {
	if len(ids) == 0 {
		return nil, nil
	}
	return All(tx, func(row Row) (n NameOf, err error) {
		err = row.Scan(&n.ID, &n.Name)
		return n, err
	}, from+In(1, len(ids)), Args(nil, ids)...)
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
