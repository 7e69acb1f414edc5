package store

import (
	"errors"

	"lingping/internal/blob"
	"lingping/internal/domain/access"
	"lingping/internal/domain/dossier"
	"lingping/internal/errs"
)

func fileColumns(f *dossier.File) columns {
	return columns{
		{"id", &f.ID}, {"round_id", &f.Round}, {"owner", &f.Owner}, {"owner_id", &f.OwnerID}, {"name", &f.Name},
		{"media", &f.Media}, {"hash", &f.Hash}, {"size", &f.Size}, {"version", &f.Version}, {"blob_id", &f.Blob},
		{"by_name", &f.ByName}, {"at", &f.At},
	}
}

const fileTable = ` FROM dossier_file`

// AddFile keeps a file for the record that f names; name, kind, hash, size, version and moment are filled in here. A file
// that the record has already, of the same name and content, is not kept twice.
func (tx *Tx) AddFile(f dossier.File, body blob.File) (_ dossier.FileID, err error) {
	defer errs.Wrap(&err, "store.AddFile %s %d", f.Owner, f.OwnerID)

	kept, err := tx.Files(f.Owner, f.OwnerID)
	if err != nil {
		return 0, err
	}

	if len(kept) >= dossier.MaxFiles {
		return 0, errs.NewInvalid("附件已有 %d 个，不能再加，请合并成一个文件。", len(kept))
	}

	for _, k := range kept {
		if k.Name == body.Name && k.Hash == body.Hash {
			return k.ID, nil
		}
		if k.Name == body.Name {
			f.Version = max(f.Version, k.Version)
		}
	}

	if f.Blob, err = tx.AddBlob(body); err != nil {
		return 0, err
	}

	f.ID, f.Version = dossier.FileID(tx.NewID()), f.Version+1
	tx.witnessNew("file", int64(f.ID))
	_, err = tx.Exec(`INSERT INTO dossier_file (id, round_id, owner, owner_id, name, media, hash, size, version, blob_id, by_name, at)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`, f.ID, f.Round, f.Owner, f.OwnerID, body.Name, body.Media,
		body.Hash, len(body.Body), f.Version, f.Blob, f.ByName, tx.Now.UnixMilli())
	return f.ID, err
}

// Files are the files of a record, by name, the newest version first.
func (tx *Tx) Files(owner string, id int64) ([]dossier.File, error) {
	return All(tx, scanned(fileColumns), `SELECT `+selected(fileColumns)+fileTable+` WHERE owner = $1 AND owner_id = $2 ORDER BY name, version DESC`, owner, id)
}

// FileOf is the content of a file of the record; one that belongs to another record is not there.
func (tx *Tx) FileOf(owner string, ownerID int64, id dossier.FileID) (blob.File, error) {
	kept, err := One(tx, scanned(fileColumns), `SELECT `+selected(fileColumns)+fileTable+` WHERE id = $1 AND owner = $2 AND owner_id = $3`, id, owner, ownerID)
	if errors.Is(err, ErrNone) {
		return blob.File{}, access.ErrRefused
	}

	if err != nil {
		return blob.File{}, err
	}

	f, err := tx.Blob(kept.Blob)
	if err == nil {
		err = soundBlob(kept.Blob, f, kept.Hash)
	}

	return f, err
}
