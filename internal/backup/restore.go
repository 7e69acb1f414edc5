package backup

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"filippo.io/age"

	"lingping/internal/domain/ledger"
	"lingping/internal/errs"
	"lingping/internal/store"
)

// Restored is what came back.
type Restored struct {
	List   List
	Proof  Proof
	Aside  []string // what lay where the database was to be put, under its new name
	Signed bool     // the key of the ledger came back too, or was there already
}

// Restore brings a copy back to where there is nothing yet. It is unpacked beside its place, opened and examined there, and
// moved to its place only when that is done. A log that another database left is put aside: beside the file that comes back it
// would damage it. A copy that does not agree with the checkpoint brought along is refused; one that is older than it is not,
// and how much it lacks is told.
func Restore(ctx context.Context, h House, file string, key age.Identity, with ledger.Outside, now time.Time) (r Restored, err error) {
	taken, err := store.Taken(ctx, h.URL)
	if err != nil {
		return r, err
	}

	if taken {
		return r, errs.NewConflict("要恢复到的地方已经有数据库，没有动它。请用 --data 换一个空文件夹（PostgreSQL 换一个空数据库），或者先把原来的移走。")
	}

	at := filepath.Dir(h.LedgerKey)
	if !store.OnPostgres(h.URL) {
		at = filepath.Dir(h.URL)
	}

	if err := os.MkdirAll(at, 0o700); err != nil {
		return r, errs.NewUnavailable(err, "不能建立数据目录 %s。请检查写权限，或换一个目录。", at)
	}

	room, err := os.MkdirTemp(at, ".restore-*")
	if err != nil {
		return r, errs.NewUnavailable(err, "不能在 %s 建立临时文件夹。请检查写权限和磁盘空间。", at)
	}
	defer func() { err = errors.Join(err, os.RemoveAll(room)) }()

	spare := filepath.Join(room, "spare")
	if r.List, err = open(file, key, spare); err != nil {
		return r, err
	}

	if r.List.dumped() {
		err = r.load(ctx, h, filepath.Join(spare, postgresFile), with)
	} else {
		err = r.place(ctx, h, filepath.Join(spare, sqliteFile), with, now)
	}

	if err != nil {
		return r, err
	}

	r.Signed, err = h.signingAgain(filepath.Join(spare, ledgerFile))
	return r, err
}

// errElsewhere is the refusal of a copy of the other kind of database.
var errElsewhere = errs.NewInvalid("这份备份来自另一种数据库：数据文件的备份恢复成数据文件，PostgreSQL 的恢复到 PostgreSQL（LINGPING_DATABASE_URL）。要换一种，请恢复以后再用 lingping move。")

// place examines the file and moves it to its place.
func (r *Restored) place(ctx context.Context, h House, spare string, with ledger.Outside, now time.Time) (err error) {
	if store.OnPostgres(h.URL) {
		return errElsewhere
	}

	if err := r.examine(ctx, h, spare, with); err != nil {
		return err
	}

	for _, end := range []string{"-wal", "-shm", ""} { // the last is an empty file
		left := h.URL + end + ".left-" + now.Format(nameTime)
		switch err := os.Rename(h.URL+end, left); {
		case err == nil:
			r.Aside = append(r.Aside, left)
		case !errors.Is(err, fs.ErrNotExist):
			return err
		}
	}

	if err := store.SyncFile(spare); err != nil {
		return err
	}

	if err := os.Rename(spare, h.URL); err != nil {
		return err
	}

	return store.SyncFile(h.URL)
}

// load brings a dump into the empty database and examines it there; when it is refused the database is empty again.
func (r *Restored) load(ctx context.Context, h House, spare string, with ledger.Outside) error {
	if !store.OnPostgres(h.URL) {
		return errElsewhere
	}

	if err := load(ctx, spare, h.URL); err != nil {
		return err
	}

	if err := r.examine(ctx, h, h.URL, with); err != nil {
		return errors.Join(err, store.Discard(context.WithoutCancel(ctx), h.URL))
	}

	return nil
}

// examine refuses what does not agree with the checkpoint.
func (r *Restored) examine(ctx context.Context, h House, url string, with ledger.Outside) (err error) {
	if r.Proof, err = prove(ctx, url, h.Keys, with); err != nil {
		return err
	}

	if r.Proof.Foreign {
		return errs.NewConflict("这份备份与给出的检查点不符：那以前的记录被改写过，或者不是本单位的。没有恢复。")
	}

	return nil
}

// signingAgain puts the key of the ledger back where there is none, and reports whether the house has one now.
func (h House) signingAgain(spare string) (bool, error) {
	if _, err := os.Stat(h.LedgerKey); err == nil {
		return true, nil
	}

	err := os.Rename(spare, h.LedgerKey)
	if errors.Is(err, fs.ErrNotExist) {
		return false, nil
	}

	return err == nil, err
}
