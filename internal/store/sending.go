package store

import (
	"time"

	"lingping/internal/errs"
)

// Sending is what became of a form that was filed.
type Sending struct {
	Answered bool   // the two below are known
	Address  string // where the answer led; empty: nowhere, it was a page
	Sentence string // what was said there
}

// ClaimSending notes that the form with the hash is being filed, and gives false when it was filed before.
func (tx *Tx) ClaimSending(hash string) (fresh bool, err error) {
	defer errs.Wrap(&err, "store.ClaimSending")
	n, err := tx.Exec(`INSERT INTO sending (hash, at, answered, address, sentence) VALUES ($1, $2, $3, '', '')
		ON CONFLICT (hash) DO NOTHING`, hash, tx.Now.UnixMilli(), false)
	return n == 1, err
}

// Sending is what became of the form with the hash, or ErrNone when it was not filed.
func (tx *Tx) Sending(hash string) (Sending, error) {
	return One(tx, func(row Row) (s Sending, err error) {
		err = row.Scan(&s.Answered, &s.Address, &s.Sentence)
		return s, err
	}, `SELECT answered, address, sentence FROM sending WHERE hash = $1`, hash)
}

// AnswerSending keeps how the form with the hash was answered.
func (tx *Tx) AnswerSending(hash, address, sentence string) error {
	_, err := tx.Exec(`UPDATE sending SET answered = $2, address = $3, sentence = $4 WHERE hash = $1`, hash, true, address, sentence)
	return err
}

// DropSending forgets that the form with the hash was filed.
func (tx *Tx) DropSending(hash string) error {
	_, err := tx.Exec(`DELETE FROM sending WHERE hash = $1`, hash)
	return err
}

// DropSendingsBefore forgets the forms that were filed before the moment, and gives how many.
func (tx *Tx) DropSendingsBefore(moment time.Time) (int64, error) {
	return tx.Exec(`DELETE FROM sending WHERE at < $1`, moment.UnixMilli())
}
