package store

import (
	"slices"

	"lingping/internal/domain/ledger"
)

// owned are the records of a kind that one value asks for.
type owned struct {
	kind string
	by   any
}

// FoundAltered is a record that was not what the last entry left it as when an act came to change it.
type FoundAltered struct {
	Kind, Key string
	Is        ledger.Difference
}

// seen notes that records need not be looked at any more, and reports whether they were before.
func (tx *Tx) seen(o owned) bool {
	if tx.looked == nil {
		tx.looked = map[owned]bool{}
	}

	before := tx.looked[o]
	tx.looked[o] = true
	return before
}

// look holds the records that a value asks for against what the last entry left them as, once in a transaction and before
// they are changed: what the act leaves them as would else make good what somebody did to them behind the program's back.
func (tx *Tx) look(kind string, by any) {
	if tx.around || tx.failed != nil || tx.seen(owned{kind, by}) {
		return
	}
	tx.compare(kind, []RecordOwner{by})
}

// lookAt is look for all the records whose ids a statement gives.
func (tx *Tx) lookAt(kind, text string, args ...any) error {
	ids, err := AllApart(tx, Scalar[int64], text, args...)
	if err != nil {
		return err
	}

	ids = slices.DeleteFunc(ids, func(id int64) bool { return tx.seen(owned{kind, id}) })
	for part := range slices.Chunk(ids, MaxIn) {
		owners := make([]RecordOwner, len(part))
		for i, id := range part {
			owners[i] = id
		}
		tx.compare(kind, owners)
	}

	return nil
}

// compare finds those that differ. A statement that fails fails the transaction.
func (tx *Tx) compare(kind string, owners []RecordOwner) {
	k := kindNamed(kind)
	is, keys, err := tx.recordsOf(k, owners)
	if err != nil {
		tx.fail(err)
		return
	}

	last, err := tx.lastContents(k, keys)
	if err != nil {
		tx.fail(err)
		return
	}

	for _, key := range keys {
		c, known := last[key]
		tx.lastEntry = max(tx.lastEntry, c.Entry)
		if d := ledger.Compare(known, c.Digest, c.Now(is[key])); d != ledger.Same {
			tx.altered = append(tx.altered, FoundAltered{k.label(), key, d})
		}
	}

	tx.compareMissing(k, owners, is)
}

// compareMissing finds those that should be there: of a kind of which one value asks for one record.
func (tx *Tx) compareMissing(k *recordKind, owners []RecordOwner, is map[string][]byte) {
	if !k.single || ledger.MayEnd(k.label()) {
		return
	}

	var gone []string
	for _, by := range owners {
		if key := plain(by); is[key] == nil {
			gone = append(gone, key)
		}
	}

	last, err := tx.lastContents(k, gone)
	if err != nil {
		tx.fail(err)
		return
	}

	for _, key := range gone {
		if c := last[key]; c.Digest != "" {
			tx.lastEntry = max(tx.lastEntry, c.Entry)
			tx.altered = append(tx.altered, FoundAltered{k.label(), key, ledger.Missing})
		}
	}
}

// FoundAltered are the records that were found altered until now; from then on it counts anew.
func (tx *Tx) FoundAltered() []FoundAltered {
	found := tx.altered
	tx.altered = nil
	return found
}

func kindNamed(name string) *recordKind {
	i := slices.IndexFunc(recordKinds, func(k recordKind) bool { return k.name == name })
	return &recordKinds[i]
}
