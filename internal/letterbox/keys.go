package letterbox

import (
	"bytes"
	"crypto/ecdh"
	"crypto/rand"
	"encoding/hex"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"

	"golang.org/x/crypto/nacl/box"

	"lingping/internal/errs"
)

// keyEnd is how the files of keys end; before it stands their lock.
const keyEnd = ".key"

// ErrLost says that the key is not in its folder, or that its file is damaged: what it locks can never be opened.
var ErrLost = errors.New("letterbox: the key is lost")

// Keys are the private halves, a file each, in a folder into which only the user of the program may look. Several programs
// over one database share the folder. The zero Keys have no folder yet.
type Keys struct{ dir atomic.Pointer[string] }

// In says where the folder is. It is made when the first key is.
func (k *Keys) In(dir string) { k.dir.Store(&dir) }

// Dir is where the keys lie.
func (k *Keys) Dir() string {
	if dir := k.dir.Load(); dir != nil {
		return *dir
	}
	return ""
}

// path is the file of a key.
func (k *Keys) path(l Lock) string { return filepath.Join(k.Dir(), string(l)+keyEnd) }

// New makes a key pair. When New returns, its private half is on the disk.
func (k *Keys) New() (l Lock, err error) {
	if k.Dir() == "" {
		return "", errs.NewUnavailable(nil, "还没有指定存放意见密钥的文件夹，不能开始征求意见：请系统管理员用 --keys 指定。")
	}

	defer func() {
		if err != nil {
			err = errs.NewUnavailable(err, "不能在“%s”里存放意见密钥：请系统管理员检查这个文件夹的权限和磁盘空间，或者用 --keys 换一个文件夹。", k.Dir())
		}
	}()

	if err := os.MkdirAll(k.Dir(), 0o700); err != nil {
		return "", err
	}

	public, private, err := box.GenerateKey(rand.Reader)
	if err != nil {
		return "", err
	}
	defer clear(private[:])

	l = Lock(hex.EncodeToString(public[:]))
	file, err := os.OpenFile(k.path(l), os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return "", err
	}

	_, err = file.Write(private[:])
	if err := errors.Join(err, file.Sync(), file.Close()); err != nil {
		return "", errors.Join(err, os.Remove(k.path(l)))
	}

	return l, syncDir(k.Dir())
}

// Key is the key to a lock: ErrLost when the folder is there and has no sound one, and a sentence when nobody can say,
// because the folder is not there.
func (k *Keys) Key(l Lock) (key Key, err error) {
	if err := k.there(); err != nil {
		return key, err
	}

	if key.public, err = l.half(); err != nil {
		return key, ErrLost
	}

	raw, err := os.ReadFile(k.path(l))
	if errors.Is(err, fs.ErrNotExist) {
		return key, ErrLost
	}

	if err != nil {
		return key, k.shut(err)
	}

	half, err := ecdh.X25519().NewPrivateKey(raw)
	if err != nil || !bytes.Equal(half.PublicKey().Bytes(), key.public[:]) {
		return key, ErrLost
	}

	key.private = (*[keySize]byte)(raw)
	return key, nil
}

// there says why keys can't be looked for; nil when they can.
func (k *Keys) there() error {
	info, err := os.Stat(k.Dir())
	if err == nil && !info.IsDir() {
		err = fs.ErrInvalid
	}

	if err != nil {
		return k.shut(err)
	}

	return nil
}

func (k *Keys) shut(err error) error {
	return errs.NewUnavailable(err, "打不开存放意见密钥的文件夹“%s”：请系统管理员检查它在不在、权限对不对；几台机器共用一个数据库的，都要用 --keys 指向同一个共享文件夹。", k.Dir())
}

// Destroy overwrites a key and deletes its file. When it returns nil there is none, whether there was one or not.
func (k *Keys) Destroy(l Lock) (err error) {
	if l == "" {
		return nil
	}

	defer func() {
		if err != nil {
			err = errs.NewUnavailable(err, "用过的意见密钥没有删掉：%s。请系统管理员检查这个文件夹的权限，程序每分钟会再试一次。", k.path(l))
		}
	}()

	file, err := os.OpenFile(k.path(l), os.O_WRONLY, 0)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}

	if err != nil {
		return err
	}

	var over [keySize]byte
	rand.Read(over[:]) // never fails, see crypto/rand
	_, err = file.WriteAt(over[:], 0)
	if err := errors.Join(err, file.Sync(), file.Close(), os.Remove(k.path(l))); err != nil {
		return err
	}

	return syncDir(k.Dir())
}

// Locks are those whose keys lie in the folder.
func (k *Keys) Locks() (locks []Lock, err error) {
	entries, err := os.ReadDir(k.Dir())
	if errors.Is(err, fs.ErrNotExist) || k.Dir() == "" {
		return nil, nil
	}

	if err != nil {
		return nil, k.shut(err)
	}

	for _, e := range entries {
		if l, ok := strings.CutSuffix(e.Name(), keyEnd); ok {
			locks = append(locks, Lock(l))
		}
	}

	return locks, nil
}

// Bare are the paths of the folder and of keys in it into which others than their owner may look.
func (k *Keys) Bare() (paths []string, err error) {
	locks, err := k.Locks()
	if err != nil || len(locks) == 0 {
		return nil, err
	}

	all := []string{k.Dir()}
	for _, l := range locks {
		all = append(all, k.path(l))
	}

	for _, path := range all {
		info, err := os.Stat(path)
		if err == nil && info.Mode().Perm()&0o077 != 0 {
			paths = append(paths, path)
		}
	}

	return paths, nil
}

// syncDir makes durable which files a folder has.
func syncDir(dir string) error {
	d, err := os.Open(dir)
	if err != nil {
		return err
	}
	return errors.Join(d.Sync(), d.Close())
}
