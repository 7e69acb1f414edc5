package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"lingping/internal/clock"
	"lingping/internal/errs"
)

// A SQLite file that is older than the program is brought up to date as a whole or not at all. Before anything is changed a
// copy of it is made and read through; it bears inCourse in its name while the upgrade runs, and upgraded when it is done.
// Where the upgrade fails, the copy takes the place of the file. A program that is killed leaves either the one or the other:
// whoever opens the file next goes on where it stopped, and goes back to the same copy if that fails.
const (
	inCourse = ".upgrading-"
	upgraded = ".before-"
	// keptAfter is how long the file from before an upgrade is kept: what was erased since then is still in it.
	keptAfter = 90 * 24 * time.Hour
	// upgradeSpace is how many times the size of the file must be free, in tenths: a copy, and the log of what is changed.
	upgradeSpace = 25
)

// upgrade brings the file up to date, which nobody else has open; two programs do it one after the other. A file in which
// nothing is yet is made so too: who finds it half made waits, where the system knows locks.
func upgrade(ctx context.Context, path string, migrations fs.FS) (err error) {
	let, err := lockFile(path + ".upgrade")
	if err != nil {
		return errs.NewUnavailable(err, "不能升级 %s：不能在它旁边写文件。请检查数据目录的写权限。", path)
	}
	defer let()

	has, err := look(ctx, path, migrations)
	if err != nil {
		return err
	}

	if !has.due() {
		return settle(path)
	}

	toDate := func(db *sql.DB) error {
		if err := fit(ctx, db, path); err != nil {
			return err
		}
		return own(ctx, db, migrations)
	}
	if has.version == 0 {
		return onFile(ctx, path, writerPragmas, toDate)
	}

	used, err := inUse(ctx, path)
	if err != nil {
		return err
	}

	if used {
		return errs.NewConflict("这个数据库要先升级才能用新程序打开，可是别的程序正在用它：请先停下那个程序，再启动新程序。数据没有改动。")
	}

	kept, err := keepBefore(ctx, path, has.version)
	if err != nil {
		return err
	}

	err = onFile(ctx, path, writerPragmas, toDate)
	if err == nil {
		err = sound(ctx, path)
	}

	if err != nil {
		return giveBack(context.WithoutCancel(ctx), path, kept, err)
	}

	return settle(path)
}

// halfway are the copies of upgrades that are not known to be done.
func halfway(path string) ([]string, error) { return filepath.Glob(escaped(path) + inCourse + "*") }

// settle names the copy of an upgrade that is done as what it is now.
func settle(path string) error {
	left, err := halfway(path)
	if err != nil {
		return err
	}

	for _, name := range left {
		if err := os.Rename(name, settled(name)); err != nil {
			return err
		}
	}

	return SyncFile(path)
}

// settled is how a copy is called when its upgrade is over.
func settled(kept string) string {
	at := strings.LastIndex(kept, inCourse)
	return kept[:at] + upgraded + kept[at+len(inCourse):]
}

// keepBefore makes the copy to which a failing upgrade goes back. One that an interrupted upgrade left is used, as long as that
// upgrade had begun to change the file; else the file may have been used since.
func keepBefore(ctx context.Context, path string, has int64) (kept string, err error) {
	left, err := halfway(path)
	if err != nil {
		return "", err
	}

	for _, name := range left {
		from, err := strconv.ParseInt(name[strings.LastIndex(name, inCourse)+len(inCourse):], 10, 64)
		if err == nil && from < has && sound(ctx, name) == nil {
			return name, nil
		}
		if err := os.Remove(name); err != nil {
			return "", err
		}
	}

	if free, known := freeSpace(filepath.Dir(path)); known && free < size(path)*upgradeSpace/10 {
		return "", errs.NewUnavailable(nil, "不能升级数据库：升级前要先留一份副本，磁盘上要有 %d MB，现在只有 %d MB。请先清理磁盘；数据没有改动。",
			size(path)*upgradeSpace/10>>20+1, free>>20)
	}

	kept = path + inCourse + fmt.Sprintf("%04d", has)
	half := kept + ".part"
	if err := os.Remove(half); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return "", err
	}

	if err := copyFile(ctx, path, half); err != nil {
		return "", errors.Join(err, os.Remove(half))
	}

	if err := os.Rename(half, kept); err != nil {
		return "", err
	}

	return kept, SyncFile(kept)
}

// giveBack puts the copy from before the upgrade where the file is, and says why.
func giveBack(ctx context.Context, path, kept string, why error) error {
	err := func() error {
		if err := sound(ctx, kept); err != nil {
			return err
		}

		again := path + ".return"
		if err := copyBytes(kept, again); err != nil {
			return err
		}

		for _, end := range []string{"-wal", "-shm"} { // they belong to the file that goes
			if err := os.Remove(path + end); err != nil && !errors.Is(err, fs.ErrNotExist) {
				return err
			}
		}

		if err := os.Rename(again, path); err != nil {
			return err
		}

		return SyncFile(path)
	}()
	if err != nil {
		return errs.NewUnavailable(errors.Join(why, err), "升级没有成功，也没能退回升级前的样子。升级前的数据完好地保存在 %s：请用它替换 %s，再用原来的程序打开。", kept, path)
	}

	before := settled(kept)
	if err := os.Rename(kept, before); err != nil {
		return err
	}

	return errs.NewUnavailable(why, "升级没有成功，数据已经退回升级前的样子，原来的程序可以照常打开。升级前的副本也留在 %s。原因：%v", before, why)
}

// copyBytes copies a file that nobody uses to a new one, and brings it to the disk.
func copyBytes(from, to string) (err error) {
	in, err := os.Open(from)
	if err != nil {
		return err
	}
	defer in.Close()

	out, err := os.OpenFile(to, os.O_WRONLY|os.O_CREATE|os.O_TRUNC, 0o600)
	if err != nil {
		return err
	}

	_, err = io.Copy(out, in)
	return errors.Join(err, out.Sync(), out.Close())
}

// forgetBefore deletes files from before upgrades that are kept no longer.
func forgetBefore(path string) error {
	all, err := filepath.Glob(escaped(path) + upgraded + "*")
	if err != nil {
		return err
	}

	for _, name := range all {
		info, err := os.Stat(name)
		if err != nil {
			return err
		}

		if clock.Running().Sub(info.ModTime()) < keptAfter {
			continue
		}

		if err := os.Remove(name); err != nil && !errors.Is(err, fs.ErrPermission) {
			return err
		}
	}

	return nil
}

// escaped is a path as a pattern that only it fits.
func escaped(path string) string {
	return strings.NewReplacer(`\`, `\\`, "*", `\*`, "?", `\?`, "[", `\[`).Replace(path)
}
