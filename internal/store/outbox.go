package store

import (
	"encoding/json"
	"time"

	"lingping/internal/domain/ledger"
	"lingping/internal/errs"
)

// toldKind marks messages of the outbox among the jobs.
const toldKind = "told"

// PutOutbox keeps a message until it is delivered, in the transaction of what it tells of.
func (tx *Tx) PutOutbox(t ledger.Told) (err error) {
	defer errs.Wrap(&err, "store.PutOutbox %s", t.Object)

	t.ID = tx.NewID()
	text, err := t.Text()
	if err != nil {
		return err
	}

	_, err = tx.Exec(`INSERT INTO job (id, kind, args, run_at, locked_until, attempts, failure) VALUES ($1, $2, $3, $4, 0, 0, '')`,
		t.ID, toldKind, text, t.At)
	return err
}

// Outbox are messages that wait to be delivered, the oldest first.
func (tx *Tx) Outbox(limit int) ([]ledger.Told, error) {
	return All(tx, func(row Row) (t ledger.Told, err error) {
		var text string
		if err = row.Scan(&text); err != nil {
			return t, err
		}
		err = json.Unmarshal([]byte(text), &t)
		return t, err
	}, `SELECT args FROM job WHERE kind = $1 ORDER BY run_at, id LIMIT CAST($2 AS BIGINT)`, toldKind, limit)
}

// OutboxSize is how many messages wait.
func (tx *Tx) OutboxSize() (int, error) {
	return Count(tx, `SELECT COUNT(*) FROM job WHERE kind = $1`, toldKind)
}

// DropOutbox forgets a message and all older ones, and gives how many.
func (tx *Tx) DropOutbox(through int64) (int64, error) {
	return tx.Exec(`DELETE FROM job WHERE kind = $1 AND id <= $2`, toldKind, through)
}

// DropOutboxBefore forgets what nobody has fetched since the moment.
func (tx *Tx) DropOutboxBefore(moment time.Time) (int64, error) {
	return tx.Exec(`DELETE FROM job WHERE kind = $1 AND run_at < $2`, toldKind, moment.UnixMilli())
}
