package store

// Settings are all settings of the house by name.
func (tx *Tx) Settings() (map[string]string, error) {
	type pair struct{ name, value string }
	rows, err := All(tx, func(row Row) (p pair, err error) {
		err = row.Scan(&p.name, &p.value)
		return p, err
	}, `SELECT name, value FROM setting`)
	if err != nil {
		return nil, err
	}

	settings := make(map[string]string, len(rows))
	for _, p := range rows {
		settings[p.name] = p.value
	}

	return settings, nil
}

// SaveSetting keeps the value of a setting that somebody decided.
func (tx *Tx) SaveSetting(name, value string) error {
	tx.witness("setting", name)
	return tx.NoteSetting(name, value)
}

// NotedSettings is what the names begin with of settings that the program notes for itself, such as the longest
// transactions: they are no records of the ledger.
const NotedSettings = "longest."

// NoteSetting keeps what the program notes for itself; its name begins with NotedSettings.
func (tx *Tx) NoteSetting(name, value string) error {
	_, err := tx.Exec(`INSERT INTO setting (name, value) VALUES ($1, $2) ON CONFLICT (name) DO UPDATE SET value = excluded.value`,
		name, value)
	return err
}
