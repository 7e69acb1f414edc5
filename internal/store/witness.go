package store

import (
	"fmt"
	"iter"
	"slices"
	"strconv"
	"strings"

	"lingping/internal/domain/ledger"
	"lingping/internal/errs"
)

// touched is a record that a transaction has changed: by is the value by which its kind is asked.
type touched struct {
	kind, key string
	by        any
}

// witness notes that a record was changed or is gone, so that the ledger keeps what it was left as. key is that of its
// kind; of one part it is also what it is asked by.
func (tx *Tx) witness(kind string, by any, parts ...any) {
	if !witnesses {
		return
	}

	parts = append([]any{by}, parts...)
	words := make([]string, 0, len(parts))
	for _, p := range parts {
		if id, ok := p.(int64); ok { // most are
			words = append(words, strconv.FormatInt(id, 10))
		} else {
			words = append(words, fmt.Sprint(p))
		}
	}

	t := touched{kind, strings.Join(words, "/"), by}
	tx.look(kind, by)
	if tx.changes == nil {
		tx.changes = map[touched]bool{}
	}

	tx.changes[t] = true
}

// witnessNew is witness for a record with a number that was made for it in this transaction.
func (tx *Tx) witnessNew(kind string, id int64) {
	tx.seen(owned{kind, id})
	tx.witness(kind, id)
}

// witnessing runs an UPDATE of rows whose ids are keys of a kind, witnesses them and gives how many there were. Whoever calls
// it looks at them before, see lookAt.
func (tx *Tx) witnessing(kind, update string, args ...any) (int64, error) {
	ids, err := All(tx, Scalar[int64], update+` RETURNING id`, args...)
	tx.changed()
	for _, id := range ids {
		tx.witness(kind, id)
	}

	return int64(len(ids)), err
}

// Witnessed reports whether records were changed of which the ledger has to know.
func (tx *Tx) Witnessed() bool { return len(tx.changes) > 0 }

// Contents are what the records that the transaction has changed until now are left as; from then on it counts anew.
func (tx *Tx) Contents() (all []ledger.Content, err error) {
	defer errs.Wrap(&err, "store.Contents")

	all, tx.before = tx.before, nil
	of := map[string][]touched{}
	for t := range tx.changes {
		of[t.kind] = append(of[t.kind], t)
	}

	for i := range recordKinds {
		k := &recordKinds[i]
		some, err := tx.contentsOf(k, of[k.name])
		if err != nil {
			return nil, err
		}

		all = append(all, some...)
	}

	tx.changes, tx.looked = nil, nil
	return all, nil
}

// contentsOf are those of one kind, in the order of their keys.
func (tx *Tx) contentsOf(k *recordKind, changed []touched) (all []ledger.Content, err error) {
	if len(changed) == 0 {
		return nil, nil
	}

	keys := make([]string, 0, len(changed))
	asked := map[any]bool{}
	var by []any
	for _, t := range changed {
		keys = append(keys, t.key)
		if !asked[t.by] {
			asked[t.by] = true
			by = append(by, t.by)
		}
	}

	is := map[string][]byte{}
	for part := range slices.Chunk(by, MaxIn) {
		for r, err := range tx.records(k, k.by+` IN `+In(1, len(part)), part...) {
			if err != nil {
				return nil, err
			}
			is[r.Key] = r.Canonical
		}
	}

	slices.Sort(keys)
	for _, key := range keys {
		canonical, there := is[key]
		switch {
		case there:
			all = append(all, ledger.Witness(k.label(), key, canonical))
		case !k.drafts:
			all = append(all, ledger.Gone(k.label(), key))
		}
	}

	return all, nil
}

// Record is a record as it is digested.
type Record struct {
	Key       string
	Canonical []byte
}

// EachRecord gives the records of a kind of RecordKinds that the ledger has to know of.
func (tx *Tx) EachRecord(kind string) iter.Seq2[Record, error] {
	k := labelled(kind)
	if k == nil {
		return func(yield func(Record, error) bool) { yield(Record{}, fmt.Errorf("store: there is no kind %s", kind)) }
	}
	return tx.records(k, `1 = 1`)
}

func (tx *Tx) records(k *recordKind, where string, args ...any) iter.Seq2[Record, error] {
	values := make([]any, len(k.columns))
	fields := make([]ledger.Field, len(k.columns))
	var key string
	to := append(make([]any, 0, 1+len(values)), &key)
	for i := range values {
		to = append(to, &values[i])
	}

	return Each(tx, func(row Row) (Record, error) {
		if err := row.Scan(to...); err != nil {
			return Record{}, err
		}

		for i, v := range values {
			fields[i] = ledger.Field{Name: k.columns[i].name, Value: plain(v)}
		}

		return Record{Key: key, Canonical: ledger.Canonical(fields)}, nil
	}, k.text+` AND `+where, args...)
}

// plain is a value as both databases mean it.
func plain(v any) string {
	switch v := v.(type) {
	case nil:
		return ""
	case bool:
		if v {
			return "1"
		}
		return "0"
	case int64:
		return strconv.FormatInt(v, 10)
	case string:
		return v
	case []byte:
		return string(v)
	}
	return fmt.Sprint(v)
}
