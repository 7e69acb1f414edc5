package store

import "lingping/internal/domain/dossier"

// Invitations are those asked to a batch.
func (tx *Tx) Invitations(id dossier.BatchID) ([]dossier.Invitation, error) {
	return All(tx, func(row Row) (i dossier.Invitation, err error) {
		err = row.Scan(&i.Name, &i.Class)
		return i, err
	}, `SELECT name, class FROM invitation WHERE batch_id = $1 ORDER BY class DESC, id`, id)
}

// AddInvitations asks more people to a batch.
func (tx *Tx) AddInvitations(id dossier.BatchID, list []dossier.Invitation) error {
	first, err := tx.NewIDs(len(list))
	if err != nil {
		return err
	}

	for i, one := range list {
		if _, err := tx.Exec(`INSERT INTO invitation (id, batch_id, name, class) VALUES ($1, $2, $3, $4)`,
			first+int64(i), id, one.Name, one.Class); err != nil {
			return err
		}
	}

	return nil
}
