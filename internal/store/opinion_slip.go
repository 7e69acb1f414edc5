package store

import (
	"encoding/json"
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

// Buffer keeps what was written until the batch is closed. slot is drawn at random: rows lie in its order, not in that
// in which they came.
func (tx *Tx) Buffer(slot int64, id dossier.BatchID, s dossier.Slip) error {
	body, err := json.Marshal(s)
	if err != nil {
		return err
	}
	_, err = tx.Exec(`INSERT INTO opinion_buffer (id, batch_id, body) VALUES ($1, $2, $3)`, slot, id, string(body))
	return err
}

// Buffered are the slips of a batch that lie in the buffer.
func (tx *Tx) Buffered(id dossier.BatchID) ([]dossier.Slip, error) {
	return All(tx, scanSlip, `SELECT body FROM opinion_buffer WHERE batch_id = $1 ORDER BY id`, id)
}

func scanSlip(row Row) (s dossier.Slip, err error) {
	var body string
	if err = row.Scan(&body); err != nil {
		return s, err
	}
	err = json.Unmarshal([]byte(body), &s)
	return s, err
}

// ClearBuffer takes the slips of batches out of the buffer.
func (tx *Tx) ClearBuffer(ids []dossier.BatchID) error {
	for part := range slices.Chunk(ids, MaxIn) {
		if _, err := tx.Exec(`DELETE FROM opinion_buffer WHERE batch_id IN `+In(1, len(part)), Args(nil, part)...); err != nil {
			return err
		}
	}
	return nil
}

// Waiting are the closed batches in the units under parent that had too few slips, with those slips.
func (tx *Tx) Waiting(id round.ID, parent org.UnitID) (_ []dossier.Waiting, err error) {
	defer errs.Wrap(&err, "store.Waiting round %d under %d", id, parent)

	batches, err := All(tx, scanned(batchColumns), `SELECT `+selected(batchColumns)+` FROM round_unit u
		CROSS JOIN opinion_batch b WHERE b.round_id = u.round_id AND b.unit_id = u.unit_id AND u.round_id = $1 AND u.parent_id = $2 AND b.state = '`+string(dossier.Few)+`' ORDER BY b.id`, id, parent)
	if err != nil {
		return nil, err
	}

	type sent struct {
		batch dossier.BatchID
		slip  dossier.Slip
	}

	slips := map[dossier.BatchID][]dossier.Slip{}
	for s, err := range Each(tx, func(row Row) (s sent, err error) {
		var body string
		if err = row.Scan(&s.batch, &body); err != nil {
			return s, err
		}
		err = json.Unmarshal([]byte(body), &s.slip)
		return s, err
	}, `SELECT f.batch_id, f.body FROM round_unit u CROSS JOIN opinion_batch b CROSS JOIN opinion_buffer f
		WHERE b.round_id = u.round_id AND b.unit_id = u.unit_id AND f.batch_id = b.id AND u.round_id = $1 AND u.parent_id = $2 AND b.state = '`+string(dossier.Few)+`' ORDER BY f.id`, id, parent) {
		if err != nil {
			return nil, err
		}
		slips[s.batch] = append(slips[s.batch], s.slip)
	}

	var out []dossier.Waiting
	for _, b := range batches {
		if len(slips[b.ID]) > 0 {
			out = append(out, dossier.Waiting{Batch: b, Sent: slips[b.ID]})
		}
	}

	return out, nil
}
