package store

import (
	"errors"
	"time"

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

func scanBlob(row Row) (f blob.File, err error) {
	err = row.Scan(&f.Hash, &f.Name, &f.Media, &f.Body)
	return f, err
}

// Blob is a file that was kept.
func (tx *Tx) Blob(id int64) (blob.File, error) {
	f, err := One(tx, scanBlob, `SELECT hash, name, media, body FROM blob WHERE id = $1`, id)
	if errors.Is(err, ErrNone) {
		return f, access.ErrRefused
	}
	return f, err
}

// HasBlob refuses where no file of the kind is kept under the number.
func (tx *Tx) HasBlob(id int64, media string) error {
	_, err := One(tx, Scalar[int64], `SELECT id FROM blob WHERE id = $1 AND media = $2`, id, media)
	if errors.Is(err, ErrNone) {
		return access.ErrRefused
	}
	return err
}

// DropBlob forgets a file.
func (tx *Tx) DropBlob(id int64) error {
	_, err := tx.Exec(`DELETE FROM blob WHERE id = $1`, id)
	return err
}

// DropBlobsBefore forgets the files of a kind that were kept before the moment.
func (tx *Tx) DropBlobsBefore(media string, moment time.Time) error {
	_, err := tx.Exec(`DELETE FROM blob WHERE media = $1 AND id < $2`, media, firstID(moment))
	return err
}
