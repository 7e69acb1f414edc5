package office

import (
	"archive/zip"
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"hash/crc32"
	"io"
	"path"
	"slices"
	"strings"
	"unicode/utf8"

	"lingping/internal/errs"
)

// SumsFile is the file of a pack that says what every other one is, as sha256sum -c reads it.
const SumsFile = "SHA256SUMS"

// Pack is a zip whose files are listed with their sums, so that a receiver sees whether one was changed, lost or added.
// Equal files give equal bytes.
type Pack struct {
	zip  *zip.Writer
	sums []string
	fold map[string]bool
}

// NewPack begins a pack on w. Close ends it; w is left open.
func NewPack(w io.Writer) *Pack { return &Pack{zip: zip.NewWriter(w), fold: map[string]bool{}} }

// Add writes one file. folder is empty or one name; the name is made fit for every file system, and what it became is
// given back.
func (p *Pack) Add(folder, name string, body []byte) (at string, err error) {
	defer errs.Wrap(&err, "office.Pack.Add %q", name)

	if at, err = p.take(folder, name); err != nil {
		return "", err
	}

	sum := sha256.Sum256(body)
	p.list(at, sum[:])
	return at, p.store(at, body)
}

// AddText writes one file that may be larger than the memory: what write writes is compressed as it comes.
func (p *Pack) AddText(folder, name string, write func(io.Writer) error) (err error) {
	defer errs.Wrap(&err, "office.Pack.AddText %q", name)

	at, err := p.take(folder, name)
	if err != nil {
		return err
	}

	w, err := p.deflate(at)
	if err != nil {
		return err
	}

	sum := sha256.New()
	if err := write(io.MultiWriter(w, sum)); err != nil {
		return err
	}

	p.list(at, sum.Sum(nil))
	return nil
}

// take makes a name fit and refuses it when it is taken.
func (p *Pack) take(folder, name string) (at string, err error) {
	stem, ending := split(name)
	at = fileName(stem, ending)
	if folder != "" {
		at = fileName(folder, "") + "/" + at
	}

	if p.fold[strings.ToLower(at)] {
		return "", fmt.Errorf("a pack can't hold two files %q", at)
	}

	p.fold[strings.ToLower(at)] = true
	return at, nil
}

// list notes the sum of a file.
func (p *Pack) list(at string, sum []byte) {
	p.sums = append(p.sums, hex.EncodeToString(sum)+"  "+at)
}

// deflate begins a compressed file.
func (p *Pack) deflate(name string) (io.Writer, error) {
	header := entry(name, zip.Deflate)
	header.Flags = 0x800 // the name is UTF-8
	return p.zip.CreateHeader(&header)
}

func (p *Pack) store(name string, body []byte) error {
	if !strings.HasSuffix(name, ".docx") && !strings.HasSuffix(name, ".xlsx") && !strings.HasSuffix(name, ".zip") {
		w, err := p.deflate(name)
		if err != nil {
			return err
		}
		_, err = w.Write(body)
		return err
	}

	header := entry(name, zip.Store) // they are zips themselves and do not shrink again
	header.Flags = 0x800
	header.CRC32 = crc32.ChecksumIEEE(body)
	header.CompressedSize64, header.UncompressedSize64 = uint64(len(body)), uint64(len(body))
	w, err := p.zip.CreateRaw(&header)
	if err != nil {
		return err
	}

	_, err = w.Write(body)
	return err
}

// Close writes the sums and the zip's directory.
func (p *Pack) Close() error {
	slices.SortFunc(p.sums, func(a, b string) int { return strings.Compare(a[64:], b[64:]) })
	if err := p.store(SumsFile, []byte(strings.Join(p.sums, "\n")+"\n")); err != nil {
		return err
	}
	return p.zip.Close()
}

// The most that a pack which is read may hold.
const (
	packFiles    = 20_000
	packUnpacked = 512 << 20
	packFile     = 64 << 20
)

// OpenPack reads a pack from anywhere and holds every file against its sum. It trusts nothing: what is not a plain file
// with a plain name, stands there twice, is not listed or is listed and missing, or grows beyond measure is refused.
func OpenPack(file io.ReaderAt, size int64) (map[string][]byte, error) {
	archive, err := zip.NewReader(file, size)
	if err != nil {
		return nil, errs.NewInvalid("这不是一个完整的 zip 文件，可能没有传完，或者被改动过。")
	}

	if len(archive.File) > packFiles {
		return nil, errs.NewInvalid("报送包里有 %d 个文件，多得不像报送包，为安全起见不读。", len(archive.File))
	}

	files, taken, left := map[string][]byte{}, map[string]bool{}, int64(packUnpacked)
	for _, f := range archive.File {
		if err := checkEntry(f, taken); err != nil {
			return nil, err
		}

		body, err := unpack(f, min(left, packFile))
		if err != nil {
			return nil, err
		}

		left -= int64(len(body))
		files[f.Name] = body
	}

	return files, checkSums(files)
}

// checkEntry refuses names that could lead out of a folder or hide behind another, and whatever is no plain file.
func checkEntry(f *zip.File, taken map[string]bool) error {
	name := f.Name
	plain := utf8.ValidString(name) && name != "" && !strings.ContainsAny(name, "\\:\x00") && !strings.HasPrefix(name, "/") &&
		path.Clean(name) == name && name != ".." && !strings.HasPrefix(name, "../")
	if !plain || !f.Mode().IsRegular() {
		return errs.NewInvalid("报送包里有不该有的东西（%s）：文件名会指到别处，或者不是普通文件。不要解开它。", showName(name))
	}

	if key := strings.ToLower(name); taken[key] {
		return errs.NewInvalid("报送包里有两个同名的文件（%s），分不清哪个是真的。", showName(name))
	} else {
		taken[key] = true
	}

	return nil
}

// unpack reads one file, never more than limit whatever its header says.
func unpack(f *zip.File, limit int64) ([]byte, error) {
	r, err := f.Open()
	if err != nil {
		return nil, errs.NewInvalid("报送包里的文件“%s”读不出来：压缩方式不认识，或者已经损坏。", showName(f.Name))
	}
	defer r.Close()

	body, err := io.ReadAll(io.LimitReader(r, limit+1))
	if int64(len(body)) > limit {
		return nil, errs.NewInvalid("报送包解开后大得不正常（从“%s”起），为安全起见不再往下读。", showName(f.Name))
	}
	if err != nil {
		return nil, errs.NewInvalid("报送包里的文件“%s”已经损坏，请报送单位重新发送。", showName(f.Name))
	}

	return body, nil
}

// checkSums holds the files against the list that came with them.
func checkSums(files map[string][]byte) error {
	list, ok := files[SumsFile]
	if !ok {
		return errs.NewInvalid("报送包里没有 SHA256SUMS，不能核对文件是否被改动。")
	}

	listed := map[string]bool{SumsFile: true}
	for line := range bytes.Lines(list) {
		sum, name, ok := strings.Cut(strings.TrimSuffix(string(line), "\n"), "  ")
		if !ok || listed[name] {
			return errs.NewInvalid("SHA256SUMS 里有一行不对，它被改动过。")
		}

		listed[name] = true
		body, there := files[name]
		if !there {
			return errs.NewInvalid("报送包缺少文件“%s”。", showName(name))
		}

		if is := sha256.Sum256(body); hex.EncodeToString(is[:]) != sum {
			return errs.NewInvalid("文件“%s”与 SHA256SUMS 里的校验码不符：它在打包以后被改动过。", showName(name))
		}
	}

	for name := range files {
		if !listed[name] {
			return errs.NewInvalid("报送包多出文件“%s”，SHA256SUMS 里没有它。", showName(name))
		}
	}

	return nil
}

// showName is a name from outside as a sentence may show it.
func showName(name string) string {
	name = oneLine(strings.ToValidUTF8(strings.ReplaceAll(name, "\x00", ""), "?"))
	for utf8.RuneCountInString(name) > 80 {
		_, size := utf8.DecodeLastRuneInString(name)
		name = name[:len(name)-size]
	}
	return name
}
