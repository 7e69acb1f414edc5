package store

import (
	"errors"

	"lingping/internal/blob"
	"lingping/internal/domain/access"
)

// AddBlob keeps a file and gives its number.
func (tx *Tx) AddBlob(f blob.File) (int64, error) {
	id := tx.NewID()
	_, err := tx.Exec(`INSERT INTO blob (id, hash, name, media, size, body) VALUES ($1, $2, $3, $4, $5, $6)`,
		id, f.Hash, f.Name, f.Media, len(f.Body), f.Body)
	return id, err
}

// Blob is a file that was kept.
func (tx *Tx) Blob(id int64) (blob.File, error) {
	f, err := One(tx, func(row Row) (f blob.File, err error) {
		err = row.Scan(&f.Hash, &f.Name, &f.Media, &f.Body)
		return f, err
	}, `SELECT hash, name, media, body FROM blob WHERE id = $1`, id)
	if errors.Is(err, ErrNone) {
		return f, access.ErrRefused
	}
	return f, err
}
