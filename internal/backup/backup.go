// Package backup copies a house to another place and brings it back. A copy is one file: a tar archive, packed with gzip and,
// where somebody's key is given, locked with age. In it are the database as it was at one moment, the key by which the house
// signs its checkpoints (only where the file is locked), and a list that says what it should be.
//
// A copy counts only when it was brought back: it is unpacked from where it lies into a spare place, opened there, and
// examined as doctor and verify do. The keys of gatherings of opinions are looked at for that and never copied: whoever has
// the file must not have what is locked in it and its key.
package backup

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"time"

	"filippo.io/age"

	"lingping/internal/domain/ledger"
	"lingping/internal/errs"
	"lingping/internal/store"
)

// House is where a house lies.
type House struct {
	URL       string // of its database, as store.Open takes it
	Keys      string // the folder of the keys of gatherings of opinions
	LedgerKey string // the file with the key by which it signs its checkpoints
}

// Order is how a copy is to be made.
type Order struct {
	To      string        // the folder for it
	Lock    age.Recipient // who alone can open it; nil: whoever has it
	Spare   string        // an empty PostgreSQL database to bring it back into; empty: only its list is read there
	Program string        // the version of the program
	Now     time.Time
}

// Made is a copy that lies in its folder.
type Made struct {
	Path    string
	Size    int64
	Proof   Proof
	Unknown bool // it was not brought back, only looked through
}

// Make copies the house, brings the copy back into a spare place and examines it there. A copy in which something is wrong is
// kept under a name that says that it is not verified.
func Make(ctx context.Context, h House, o Order) (m Made, err error) {
	if err := os.MkdirAll(o.To, 0o700); err != nil {
		return m, errs.NewUnavailable(err, "不能建立备份文件夹 %s。请检查写权限，或者用 --to 换一个。", o.To)
	}

	room, err := h.room()
	if err != nil {
		return m, err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(room)) }()

	lock := newLock(o.Lock)
	half, err := h.write(ctx, room, o, lock)
	if err != nil {
		return m, err
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, os.Remove(half))
		}
	}()

	spare := filepath.Join(room, "spare")
	list, err := open(half, lock.again(), spare)
	if err != nil {
		return m, err
	}

	m.Proof, m.Unknown, err = h.tryOut(ctx, spare, list, o.Spare)
	if err != nil {
		return m, err
	}

	m.Path = filepath.Join(o.To, name(o.Now, len(m.Proof.Wrong) == 0, o.Lock != nil))
	if err := os.Rename(half, m.Path); err != nil {
		half = ""
		return m, err
	}

	info, err := os.Stat(m.Path)
	if err != nil {
		return m, err
	}

	m.Size = info.Size()
	return m, store.SyncFile(m.Path)
}

// room is a folder for what must not lie elsewhere unlocked: beside the database, or where there is none, with the system's
// temporary files.
func (h House) room() (string, error) {
	at := ""
	if !store.OnPostgres(h.URL) {
		at = filepath.Dir(h.URL)
		if _, err := os.Stat(h.URL); err != nil {
			return "", errs.NewNotFound("%s 没有数据库，没有可以备份的。请检查数据目录写得对不对。", h.URL)
		}
	}

	room, err := os.MkdirTemp(at, ".backup-*")
	if err != nil {
		return "", errs.NewUnavailable(err, "不能在 %s 建立临时文件夹。请检查写权限和磁盘空间。", at)
	}

	return room, nil
}

// write copies the database into the room and packs it into a file of the folder, which has no name yet.
func (h House) write(ctx context.Context, room string, o Order, l lock) (half string, err error) {
	content := filepath.Join(room, fileOf(h.URL))
	if store.OnPostgres(h.URL) {
		err = dump(ctx, h.URL, content)
	} else {
		err = store.Copy(ctx, h.URL, content)
	}

	if err != nil {
		return "", err
	}

	parts := []string{content}
	if o.Lock != nil {
		key, err := h.signingKey(room)
		if err != nil {
			return "", err
		}
		parts = append(parts, key...)
	}

	schema, err := store.Version(ctx, h.URL)
	if err != nil {
		return "", err
	}

	file, err := os.CreateTemp(o.To, ".lingping-*")
	if err != nil {
		return "", errs.NewUnavailable(err, "不能在备份文件夹 %s 里写文件。请检查写权限和磁盘空间。", o.To)
	}

	err = pack(file, l, List{Program: o.Program, Schema: schema, At: o.Now}, parts)
	if err := errors.Join(err, file.Sync(), file.Close()); err != nil {
		return "", errors.Join(errs.NewUnavailable(err, "备份没有写完：磁盘可能已满。请清理 %s 所在的磁盘再试。", o.To), os.Remove(file.Name()))
	}

	return file.Name(), os.Remove(content)
}

// signingKey puts the key of the ledger into the room under the name that it has in a copy; none where the house has none.
func (h House) signingKey(room string) ([]string, error) {
	secret, err := os.ReadFile(h.LedgerKey)
	if errors.Is(err, os.ErrNotExist) {
		return nil, nil
	}

	if err != nil {
		return nil, errs.NewUnavailable(err, "不能读取台账的签名密钥 %s，没有备份。请检查权限。", h.LedgerKey)
	}

	at := filepath.Join(room, ledgerFile)
	return []string{at}, os.WriteFile(at, secret, 0o600)
}

// tryOut brings the unpacked copy back and examines it. What can't be brought back is looked through.
func (h House) tryOut(ctx context.Context, dir string, list List, spare string) (p Proof, unknown bool, err error) {
	content := filepath.Join(dir, list.content())
	if !list.dumped() {
		p, err = prove(ctx, content, h.Keys, ledger.Outside{})
		return p, false, err
	}

	if spare == "" {
		return p, true, lookThrough(ctx, content)
	}

	if taken, err := store.Taken(ctx, spare); err != nil || taken {
		if err == nil {
			err = errs.NewConflict("用来试恢复的数据库里已经有数据，没有动它。请给一个空的数据库。")
		}
		return p, false, err
	}

	defer func() { err = errors.Join(err, store.Discard(context.WithoutCancel(ctx), spare)) }()

	if err := load(ctx, content, spare); err != nil {
		return p, false, err
	}

	p, err = prove(ctx, spare, h.Keys, ledger.Outside{})
	return p, false, err
}

// The names of copies: when they were made, and what they are.
const (
	nameHead   = "lingping-"
	nameTime   = "20060102-150405"
	unverified = ".unverified"
	packed     = ".tar.gz"
	locked     = ".age"
)

// name is the name of a copy.
func name(at time.Time, sound, isLocked bool) string {
	out := nameHead + at.Format(nameTime)
	if !sound {
		out += unverified
	}

	out += packed
	if isLocked {
		out += locked
	}

	return out
}

// madeAt is when a verified copy of the name was made; false for any other name.
func madeAt(file string, in *time.Location) (time.Time, bool) {
	text, ok := strings.CutPrefix(file, nameHead)
	text = strings.TrimSuffix(text, locked)
	text, isPacked := strings.CutSuffix(text, packed)
	at, err := time.Parse(nameTime, text)
	return time.Date(at.Year(), at.Month(), at.Day(), at.Hour(), at.Minute(), at.Second(), 0, in), ok && isPacked && err == nil
}
