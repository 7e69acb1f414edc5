package store

import (
	"slices"

	"lingping/internal/domain/dossier"
	"lingping/internal/domain/org"
	"lingping/internal/domain/round"
	"lingping/internal/errs"
)

// AddCodes keeps the hashes of further codes of a batch, in an order that is not that of their printing.
func (tx *Tx) AddCodes(id dossier.BatchID, hashes []string) error {
	add, err := tx.Prepare(`INSERT INTO opinion_code (hash, batch_id) VALUES ($1, $2)`)
	if err != nil {
		return err
	}

	for _, hash := range slices.Sorted(slices.Values(hashes)) {
		if _, err := add.Exec(hash, id); err != nil {
			return err
		}
	}

	return nil
}

// UseCode takes a code away; false when it is not there any more.
func (tx *Tx) UseCode(hash string) (bool, error) {
	n, err := tx.Exec(`DELETE FROM opinion_code WHERE hash = $1`, hash)
	return n == 1, err
}

// DropCodes takes the codes of a batch away that nobody used.
func (tx *Tx) DropCodes(id dossier.BatchID) error {
	_, err := tx.Exec(`DELETE FROM opinion_code WHERE batch_id = $1`, id)
	return err
}

// Sealed is a slip that nobody can read without the key of its batch.
type Sealed []byte

// PutSealed keeps a slip until its batch is closed. slot is drawn at random: rows lie in its order, not in that in which
// they came.
func (tx *Tx) PutSealed(slot int64, id dossier.BatchID, s Sealed) error {
	_, err := tx.Exec(`INSERT INTO opinion_sealed (id, batch_id, body) VALUES ($1, $2, $3)`, slot, id, []byte(s))
	return err
}

// Sealed are the slips of a batch that are not opened yet.
func (tx *Tx) Sealed(id dossier.BatchID) ([]Sealed, error) {
	return All(tx, Scalar[Sealed], `SELECT body FROM opinion_sealed WHERE batch_id = $1 ORDER BY id`, id)
}

// SealedCount is how many they are.
func (tx *Tx) SealedCount(id dossier.BatchID) (int, error) {
	return Count(tx, `SELECT COUNT(*) FROM opinion_sealed WHERE batch_id = $1`, id)
}

// DropSealed takes the slips of a batch away.
func (tx *Tx) DropSealed(id dossier.BatchID) error {
	_, err := tx.Exec(`DELETE FROM opinion_sealed WHERE batch_id = $1`, id)
	return err
}

// Waiting are the closed batches in the units under parent that had too few slips, with slips that wait.
func (tx *Tx) Waiting(id round.ID, parent org.UnitID) (_ []dossier.Batch, err error) {
	defer errs.Wrap(&err, "store.Waiting round %d under %d", id, parent)

	return All(tx, scanned(batchColumns), `SELECT `+selected(batchColumns)+` FROM round_unit u
		CROSS JOIN opinion_batch b WHERE b.round_id = u.round_id AND b.unit_id = u.unit_id AND u.round_id = $1 AND u.parent_id = $2
			AND b.state = '`+string(dossier.Few)+`' AND EXISTS (SELECT 1 FROM opinion_sealed s WHERE s.batch_id = b.id) ORDER BY b.id`, id, parent)
}

// BatchOfLock is the batch whose slips are locked with it; ErrNone when there is none.
func (tx *Tx) BatchOfLock(lock string) (dossier.Batch, error) {
	return One(tx, scanned(batchColumns), `SELECT `+selected(batchColumns)+` FROM opinion_batch b WHERE b.lock = $1`, lock)
}

// LockedBatches are those that need their key: for which slips are taken, or have come in and are not opened yet.
func (tx *Tx) LockedBatches() ([]BatchRow, error) {
	of := func(r *BatchRow) columns { return batchColumns(&r.Batch).and(columns{{"u.name", &r.UnitName}}...) }
	return All(tx, scanned(of), `SELECT `+selected(of)+` FROM opinion_batch b CROSS JOIN round_unit u
		WHERE u.round_id = b.round_id AND u.unit_id = b.unit_id AND b.lock <> ''
			AND (b.id IN (SELECT o.id FROM opinion_batch o WHERE o.state IN ('gathering', 'expired')) OR b.id IN (SELECT batch_id FROM opinion_sealed))
		ORDER BY b.id`)
}

// UnreadBatches are those of a round that take slips, or whose slips are not opened yet.
func (tx *Tx) UnreadBatches(id round.ID) ([]BatchRow, error) {
	of := func(r *BatchRow) columns { return batchColumns(&r.Batch).and(columns{{"u.name", &r.UnitName}}...) }
	return All(tx, scanned(of), `SELECT `+selected(of)+` FROM opinion_batch b CROSS JOIN round_unit u
		WHERE b.round_id = $1 AND u.round_id = b.round_id AND u.unit_id = b.unit_id
			AND (b.state IN ('gathering', 'expired') OR EXISTS (SELECT 1 FROM opinion_sealed s WHERE s.batch_id = b.id))
		ORDER BY b.id`, id)
}

// WaitingBatches is how many of them are closed, with too few slips, which wait for those of other units.
func (tx *Tx) WaitingBatches(id round.ID) (int, error) {
	return Count(tx, `SELECT COUNT(*) FROM opinion_batch b WHERE b.round_id = $1 AND b.state = '`+string(dossier.Few)+`'
		AND EXISTS (SELECT 1 FROM opinion_sealed s WHERE s.batch_id = b.id)`, id)
}

// UnlockedBatches are those of an earlier version that take slips, or whose slips still lie there in plain text.
func (tx *Tx) UnlockedBatches() ([]dossier.BatchID, error) {
	return All(tx, Scalar[dossier.BatchID], `SELECT b.id FROM opinion_batch b WHERE b.lock = '' AND b.state IN ('gathering', 'expired')
		UNION SELECT batch_id FROM opinion_buffer ORDER BY 1`)
}

// PlainSlips are the slips of a batch that an earlier version kept in plain text.
func (tx *Tx) PlainSlips(id dossier.BatchID) ([]dossier.Slip, error) {
	return All(tx, func(row Row) (s dossier.Slip, err error) {
		err = row.Scan(asJSON{&s})
		return s, err
	}, `SELECT body FROM opinion_buffer WHERE batch_id = $1 ORDER BY id`, id)
}

// DropPlainSlips takes them away.
func (tx *Tx) DropPlainSlips(id dossier.BatchID) error {
	_, err := tx.Exec(`DELETE FROM opinion_buffer WHERE batch_id = $1`, id)
	return err
}
