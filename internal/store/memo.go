package store

// remember is what load gave for the key earlier in this transaction, as long as nothing was saved since: pages ask for
// the same round and the same superiors many times. Whoever gets a slice must not change it. The type of the key tells
// nouns apart.
func remember[K comparable, V any](tx *Tx, key K, load func() (V, error)) (V, error) {
	if known, ok := tx.known[key]; ok {
		return known.(V), nil
	}

	v, err := load()
	if err != nil {
		return v, err
	}

	tx.know(key, v)
	return v, nil
}

// know is remember for what was read together with other things. While questions are noted nothing is known from them.
func (tx *Tx) know(key, v any) {
	if tx.noting != nil {
		return
	}

	if tx.known == nil {
		tx.known = map[any]any{}
	}
	tx.known[key] = v
}

// changed forgets what was remembered: the transaction saves something.
func (tx *Tx) changed() {
	clear(tx.known)
	tx.foreseen = false
}
