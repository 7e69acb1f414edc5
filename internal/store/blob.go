package store

import (
	"errors"
	"fmt"
	"iter"
	"strconv"
	"time"

	"lingping/internal/blob"
	"lingping/internal/domain/access"
	"lingping/internal/domain/ledger"
)

// SettingSpace is the setting of how many megabytes of files the house keeps at most.
const SettingSpace = "house.space"

// fillParts is in how many parts the figure lies.
const fillParts = 16

// Fill is how much of files is kept, and how much may be.
func (tx *Tx) Fill() (blob.Fill, error) {
	return One(tx, func(row Row) (f blob.Fill, err error) {
		var most string
		err = row.Scan(&f.Files, &f.Bytes, &most)
		f.Most = spaceOf(most)
		return f, err
	}, `SELECT CAST(SUM(files) AS BIGINT), CAST(SUM(bytes) AS BIGINT), COALESCE((SELECT value FROM setting WHERE name = $1), '') FROM blob_fill`, SettingSpace)
}

// room refuses a file for which there is no room. Where no bound is set it looks at nothing else that others write.
func (tx *Tx) room(size int) error {
	most, err := One(tx, Scalar[string], `SELECT value FROM setting WHERE name = $1`, SettingSpace)
	if errors.Is(err, ErrNone) || err == nil && spaceOf(most) == 0 {
		return nil
	}
	if err != nil {
		return err
	}

	fill, err := tx.Fill()
	if err != nil {
		return err
	}

	return fill.Room(size)
}

// spaceOf is how many bytes the setting allows; nothing said allows any number.
func spaceOf(setting string) int64 {
	n, err := strconv.ParseInt(setting, 10, 64)
	if err != nil {
		return 0
	}
	return blob.OfMegabytes(n)
}

// CountedFill is what Fill should say, by a count of all files.
func (tx *Tx) CountedFill() (f blob.Fill, err error) {
	return One(tx, func(row Row) (f blob.Fill, err error) {
		err = row.Scan(&f.Files, &f.Bytes)
		return f, err
	}, `SELECT COUNT(*), COALESCE(CAST(SUM(size) AS BIGINT), 0) FROM blob`)
}

// AddBlob keeps a file and gives its number, or refuses it where there is no room for it.
func (tx *Tx) AddBlob(f blob.File) (int64, error) {
	if err := tx.room(len(f.Body)); err != nil {
		return 0, err
	}

	id := tx.NewID()
	if _, err := tx.Exec(`UPDATE blob_fill SET files = files + 1, bytes = bytes + $1 WHERE part = $2`, len(f.Body), id%fillParts); err != nil {
		return 0, err
	}

	tx.witnessNew("blob", id)
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

	if err == nil {
		err = soundBlob(id, f, f.Hash)
	}

	return f, err
}

// soundBlob refuses a file that is not what its hash, or that of the record which it belongs to, was made of.
func soundBlob(id int64, f blob.File, hash string) error {
	if f.Sound() && f.Hash == hash {
		return nil
	}
	return ledger.NewAltered(fmt.Sprintf("blob:%d", id), "文件“%s”与它的校验码不符：内容被改动过，不能打开。请告诉管理员用备份核对。", f.Name)
}

// BlobRow is a file with the hashes of the records that it belongs to.
type BlobRow struct {
	ID     int64
	File   blob.File
	Hashes []string
}

// Sound is nil, or says that the file is not what one of its hashes was made of.
func (b BlobRow) Sound() error {
	for _, hash := range append(b.Hashes, b.File.Hash) {
		if err := soundBlob(b.ID, b.File, hash); err != nil {
			return err
		}
	}
	return nil
}

// EachBlob gives every file that is kept, one by one.
func (tx *Tx) EachBlob() iter.Seq2[BlobRow, error] {
	return Each(tx, func(row Row) (b BlobRow, err error) {
		var filed, laid, form string
		err = row.Scan(&b.ID, &b.File.Hash, &b.File.Name, &b.File.Media, &b.File.Body, &filed, &laid, &form)
		for _, hash := range []string{filed, laid, form} {
			if hash != "" {
				b.Hashes = append(b.Hashes, hash)
			}
		}

		return b, err
	}, `SELECT b.id, b.hash, b.name, b.media, b.body, COALESCE(f.hash, ''), COALESCE(d.hash, ''), COALESCE(t.hash, '') FROM blob b
		LEFT JOIN filing f ON f.blob_id = b.id LEFT JOIN dossier_file d ON d.blob_id = b.id
		LEFT JOIN template t ON t.blob_id = b.id ORDER BY b.id`)
}

// HasBlob refuses where no file of the kind is kept under the number.
func (tx *Tx) HasBlob(id int64, media string) error {
	_, err := One(tx, Scalar[int64], `SELECT id FROM blob WHERE id = $1 AND media = $2`, id, media)
	if errors.Is(err, ErrNone) {
		return access.ErrRefused
	}
	return err
}

// HasBlobsBefore reports whether there are files of a kind that were kept before the moment.
func (tx *Tx) HasBlobsBefore(media string, moment time.Time) (bool, error) {
	_, err := One(tx, Scalar[int64], `SELECT id FROM blob WHERE media = $1 AND id < $2`+most(3), media, firstID(moment), 1)
	if errors.Is(err, ErrNone) {
		return false, nil
	}
	return err == nil, err
}

// DropBlob forgets a file.
func (tx *Tx) DropBlob(id int64) (there bool, err error) {
	n, err := tx.dropBlobs(`id = $1`, id)
	return n > 0, err
}

// DropBlobsBefore forgets the files of a kind that were kept before the moment, and says how many there were.
func (tx *Tx) DropBlobsBefore(media string, moment time.Time) (int64, error) {
	return tx.dropBlobs(`media = $1 AND id < $2`, media, firstID(moment))
}

// dropBlobs forgets the files of which the condition is true.
func (tx *Tx) dropBlobs(condition string, args ...any) (int64, error) {
	sizes, err := All(tx, Scalar[int64], `SELECT size FROM blob WHERE `+condition, args...)
	if err != nil || len(sizes) == 0 {
		return 0, err
	}

	var bytes int64
	for _, size := range sizes {
		bytes += size
	}

	if _, err := tx.Exec(`UPDATE blob_fill SET files = files - $1, bytes = bytes - $2 WHERE part = 0`, len(sizes), bytes); err != nil {
		return 0, err
	}

	return tx.Exec(`DELETE FROM blob WHERE `+condition, args...)
}
