package store

// remember is what load gave for the key earlier in this transaction, as long as nothing was saved since: pages ask for
// the same round and the same superiors many times. Whoever gets a slice must not change it. The type of the key tells
// nouns apart.
func remember[K comparable, V any](tx *Tx, key K, load func() (V, error)) (V, error) {
	if known, ok := tx.known[key]; ok {
		return known.(V), nil
	}

	before := tx.unanswered()
	v, err := load()
	if err != nil || tx.unanswered() > before {
		return v, err
	}

	tx.keep(key, v)
	return v, nil
}

// know is remember for what was read together with other things. What came without an answer is not known.
func (tx *Tx) know(key, v any) {
	if tx.unanswered() == 0 {
		tx.keep(key, v)
	}
}

func (tx *Tx) keep(key, v any) {
	if tx.known == nil {
		tx.known = map[any]any{}
	}
	tx.known[key] = v
}

// changed forgets what was remembered: the transaction saves something.
func (tx *Tx) changed() {
	clear(tx.known)
	tx.prepared = false
}
