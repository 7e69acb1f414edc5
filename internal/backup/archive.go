package backup

import (
	"archive/tar"
	"compress/gzip"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"hash"
	"io"
	"os"
	"path/filepath"
	"slices"
	"time"

	"filippo.io/age"

	"lingping/internal/errs"
	"lingping/internal/store"
)

// What may be in a copy. The list comes last: it says what the others are.
const (
	sqliteFile   = "lingping.db"
	postgresFile = "lingping.dump"
	ledgerFile   = "ledger.key"
	listFile     = "list.json"
	// largestList is more than a list ever has.
	largestList = 1 << 20
)

// List says of a copy what is in it.
type List struct {
	Program string    `json:"program"` // its version
	Schema  int64     `json:"schema"`  // of the database
	At      time.Time `json:"at"`
	Parts   []Part    `json:"parts"`
}

// Part is a file of a copy.
type Part struct {
	Name   string `json:"name"`
	Size   int64  `json:"size"`
	SHA256 string `json:"sha256"`
}

// has reports whether a file of the name is in the copy.
func (l List) has(name string) bool {
	return slices.ContainsFunc(l.Parts, func(p Part) bool { return p.Name == name })
}

// dumped reports whether the database is one of PostgreSQL.
func (l List) dumped() bool { return l.has(postgresFile) }

// content is the name of the file with the database.
func (l List) content() string {
	if l.dumped() {
		return postgresFile
	}
	return sqliteFile
}

// fileOf is how the database at an address is called in a copy.
func fileOf(url string) string {
	if store.OnPostgres(url) {
		return postgresFile
	}
	return sqliteFile
}

// pack writes the files and their list.
func pack(to io.Writer, l lock, list List, files []string) error {
	shut, err := l.close(to)
	if err != nil {
		return err
	}

	z, err := gzip.NewWriterLevel(shut, gzip.BestSpeed)
	if err != nil {
		return err
	}

	t := tar.NewWriter(z)
	for _, path := range files {
		part, err := packFile(t, path)
		if err != nil {
			return err
		}
		list.Parts = append(list.Parts, part)
	}

	text, err := json.MarshalIndent(list, "", "  ")
	if err != nil {
		return err
	}

	if err := t.WriteHeader(&tar.Header{Name: listFile, Mode: 0o600, Size: int64(len(text)), ModTime: list.At}); err != nil {
		return err
	}

	if _, err := t.Write(text); err != nil {
		return err
	}

	return errors.Join(t.Close(), z.Close(), shut.Close())
}

func packFile(t *tar.Writer, path string) (Part, error) {
	file, err := os.Open(path)
	if err != nil {
		return Part{}, err
	}
	defer file.Close()

	info, err := file.Stat()
	if err != nil {
		return Part{}, err
	}

	if err := t.WriteHeader(&tar.Header{Name: filepath.Base(path), Mode: 0o600, Size: info.Size(), ModTime: info.ModTime()}); err != nil {
		return Part{}, err
	}

	digest := sha256.New()
	if _, err := io.Copy(t, io.TeeReader(file, digest)); err != nil {
		return Part{}, err
	}

	return Part{filepath.Base(path), info.Size(), sum(digest)}, nil
}

func sum(of hash.Hash) string { return hex.EncodeToString(of.Sum(nil)) }

// open unpacks a copy into a new folder and holds every file against the list.
func open(path string, key age.Identity, dir string) (List, error) {
	file, err := os.Open(path)
	if errors.Is(err, os.ErrNotExist) {
		return List{}, errs.NewInvalid("没有文件“%s”，请核对路径。", path)
	}

	if err != nil {
		return List{}, errs.NewInvalid("不能读取文件“%s”，请检查权限。", path)
	}
	defer file.Close()

	plain, err := unlock(file, key)
	if err != nil {
		return List{}, err
	}

	if err := os.Mkdir(dir, 0o700); err != nil {
		return List{}, err
	}

	list, err := unpack(plain, dir)
	if err != nil && errs.KindOf(err) == errs.Internal {
		err = errs.NewInvalid("“%s”不是领评的备份，或者不完整、被改动过：%v。", path, err)
	}

	return list, err
}

// errUnlike says that a copy is not what its list says.
var errUnlike = errors.New("the files are not those of the list")

// unpack reads an archive. Only names that a copy can have are taken, so that nothing is written elsewhere.
func unpack(from io.Reader, dir string) (list List, err error) {
	z, err := gzip.NewReader(from)
	if err != nil {
		return list, err
	}

	t := tar.NewReader(z)
	var parts []Part
	for {
		head, err := t.Next()
		switch {
		case errors.Is(err, io.EOF) && len(parts) > 0 && slices.Equal(list.Parts, parts):
			_, err := io.Copy(io.Discard, z) // to the end, where the last sums stand
			return list, err
		case errors.Is(err, io.EOF):
			return list, errUnlike
		case err != nil:
			return list, err
		case head.Name == listFile:
			if err := json.NewDecoder(io.LimitReader(t, largestList)).Decode(&list); err != nil {
				return list, err
			}
		case !slices.Contains([]string{sqliteFile, postgresFile, ledgerFile}, head.Name):
			return list, errUnlike
		default:
			part, err := unpackFile(t, dir, head.Name)
			if err != nil {
				return list, err
			}
			parts = append(parts, part)
		}
	}
}

func unpackFile(from io.Reader, dir, name string) (part Part, err error) {
	file, err := os.OpenFile(filepath.Join(dir, name), os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return part, err
	}

	digest := sha256.New()
	n, err := io.Copy(io.MultiWriter(file, digest), from)
	return Part{name, n, sum(digest)}, errors.Join(err, file.Sync(), file.Close())
}
