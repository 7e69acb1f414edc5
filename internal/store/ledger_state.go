package store

import (
	"slices"

	"lingping/internal/domain/ledger"
	"lingping/internal/errs"
)

// RecordOwner is a value by which records of a kind are asked: the records of one owner are read together.
type RecordOwner any

// RecordOwners are the owners of all records of a kind, for RecordStates.
func (tx *Tx) RecordOwners(kind string) (_ []RecordOwner, err error) {
	defer errs.Wrap(&err, "store.RecordOwners %s", kind)

	k := labelled(kind)
	if k == nil {
		return nil, nil
	}

	return AllApart(tx, func(row Row) (RecordOwner, error) {
		var by any
		err := row.Scan(&by)
		if text, is := by.([]byte); is {
			by = string(text)
		}
		return by, err
	}, `SELECT DISTINCT `+k.by+` FROM `+k.from)
}

// RecordStates are the records of some owners, MaxIn at most, as they are now: each digested under the salt of what the last
// entry left it as.
func (tx *Tx) RecordStates(kind string, owners []RecordOwner) (all []ledger.State, err error) {
	defer errs.Wrap(&err, "store.RecordStates %s", kind)

	k := labelled(kind)
	if k == nil || len(owners) == 0 {
		return nil, nil
	}

	is, keys, err := tx.recordsOf(k, owners)
	if err != nil {
		return nil, err
	}

	last, err := tx.lastContents(k, keys)
	for _, key := range keys {
		s := ledger.State{Kind: kind, Key: key}
		if c, known := last[key]; known {
			s.Digest = c.Now(is[key])
		}
		all = append(all, s)
	}

	return all, err
}

// recordsOf are the records of some owners, and their keys in order.
func (tx *Tx) recordsOf(k *recordKind, owners []RecordOwner) (is map[string][]byte, keys []string, err error) {
	is = map[string][]byte{}
	for r, err := range tx.records(k, k.by+` IN `+In(1, len(owners)), Args(nil, owners)...) {
		if err != nil {
			return nil, nil, err
		}
		is[r.Key] = r.Canonical
		keys = append(keys, r.Key)
	}

	slices.Sort(keys)
	return is, keys, nil
}

// lastContents are what the last entries left records of a kind as.
func (tx *Tx) lastContents(k *recordKind, keys []string) (map[string]ContentRow, error) {
	last := map[string]ContentRow{}
	for part := range slices.Chunk(keys, MaxIn) {
		rows, err := AllApart(tx, func(row Row) (c ContentRow, err error) {
			err = row.Scan(&c.Key, &c.Salt, &c.Digest, &c.Entry)
			return c, err
		}, `SELECT record, salt, digest, entry_id FROM ledger_content c WHERE kind = $1 AND record IN `+In(2, len(part))+`
			AND entry_id = (SELECT MAX(n.entry_id) FROM ledger_content n WHERE n.kind = c.kind AND n.record = c.record)`,
			Args([]any{k.label()}, part)...)
		if err != nil {
			return nil, err
		}

		for _, c := range rows {
			c.Kind = k.label()
			last[c.Key] = c
		}
	}

	return last, nil
}

// LaterRecords are the records that entries left behind which have a number from size on, or none yet.
func (tx *Tx) LaterRecords(size int64) ([]ledger.State, error) {
	return AllApart(tx, func(row Row) (s ledger.State, err error) {
		s.Later = true
		err = row.Scan(&s.Kind, &s.Key)
		return s, err
	}, `SELECT c.kind, c.record FROM ledger_leaf f CROSS JOIN ledger_content c WHERE f.number >= $1 AND c.entry_id = f.entry_id
		UNION SELECT c.kind, c.record FROM ledger_pending p CROSS JOIN ledger_content c WHERE c.entry_id = p.entry_id`, size)
}
