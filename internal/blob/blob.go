// Package blob is what a file handed in may be: a scan of a signed paper, told by its content and not by its name, or a
// roster that waits to be imported. It keeps nothing and reads no disk; files lie in the database, see package store.
package blob

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"path"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"lingping/internal/errs"
)

// MaxSize is the largest file, in bytes.
const MaxSize = 20 << 20

// MaxRoster is the largest roster, in bytes: one of a million persons.
const MaxRoster = 96 << 20

// File is a file that may be kept.
type File struct {
	Name  string // its last part, as the sender's computer called it
	Media string // application/pdf, image/jpeg, image/png, or RosterMedia
	Hash  string // SHA-256 in hex
	Body  []byte
}

// Sound reports whether the file is still what its hash was made of.
func (f File) Sound() bool {
	return f.Hash == hashOf(f.Body)
}

func hashOf(body []byte) string {
	sum := sha256.Sum256(body)
	return hex.EncodeToString(sum[:])
}

// Scan takes a scan or photograph of a signed paper. Other kinds of files are refused: they could do something when they
// are opened.
func Scan(name string, body []byte) (File, error) {
	media := mediaOf(body)
	switch {
	case len(body) == 0:
		return File{}, errs.NewInvalid("扫描件是空文件，请重新选择。")
	case len(body) > MaxSize:
		return File{}, errs.NewInvalid("扫描件超过 %d MB，请缩小后再上传。", MaxSize>>20)
	case media == "":
		return File{}, errs.NewInvalid("扫描件只能是 PDF、JPG 或 PNG，请转换后再上传。")
	}

	return kept(fileName(name), media, body)
}

// Attachment takes a file that supports a report: what a scan may be, or a document of Word or Excel that does nothing when it is
// opened.
func Attachment(name string, body []byte) (File, error) {
	name = fileName(name)
	switch {
	case len(body) == 0:
		return File{}, errs.NewInvalid("附件“%s”是空文件，请重新选择。", name)
	case len(body) > MaxSize:
		return File{}, errs.NewInvalid("附件“%s”超过 %d MB，请缩小后再上传。", name, MaxSize>>20)
	}

	media := mediaOf(body)
	if media == "" {
		var err error
		if media, err = officeMedia(name, body); err != nil {
			return File{}, err
		}
	}

	if media == "" {
		return File{}, errs.NewInvalid("附件“%s”不是 PDF、JPG、PNG、Word（.docx）或 Excel（.xlsx），请转换后再上传。", name)
	}

	return kept(name, media, body)
}

// kept is a file as it is kept: called as what it is, and saying nothing of whoever took the picture.
func kept(name, media string, body []byte) (File, error) {
	called, ok := ended(name, media)
	if !ok {
		return File{}, errs.NewInvalid("文件“%s”的内容是%s，名字的结尾却是别的，可能会骗人打开它。请改名后再上传。", name, kindOf(media).name)
	}

	body, ok = bare(media, body)
	if !ok {
		return File{}, errs.NewInvalid("图片“%s”已损坏，请重新保存或拍照后再上传。", called)
	}

	return File{Name: called, Media: media, Hash: hashOf(body), Body: body}, nil
}

// RosterMedia marks a roster between its check and its import. It is never served as a file.
const RosterMedia = "application/x-lingping-roster"

// Roster takes a workbook or list that is to be imported; whether it can be read is seen when it is checked.
func Roster(name string, body []byte) (File, error) {
	switch {
	case len(body) == 0:
		return File{}, errs.NewInvalid("名册是空文件，请重新选择。")
	case len(body) > MaxRoster:
		return File{}, errs.NewInvalid("名册超过 %d MB：请拆成几个文件分次导入，或者请系统管理员在服务器上用 lingping import 导入。", MaxRoster>>20)
	}

	return File{Name: fileName(name), Media: RosterMedia, Hash: hashOf(body), Body: body}, nil
}

// kind is a kind of file that is taken.
type kind struct {
	media, name string
	head        string // how it begins; empty where that does not tell
	ends        string // how its name may end; the first is usual
}

// kinds are all of them.
var kinds = [...]kind{
	{"application/pdf", "PDF", "%PDF-", ".pdf"},
	{"image/jpeg", "JPG", "\xff\xd8\xff", ".jpg .jpeg .jfif"},
	{"image/png", "PNG", "\x89PNG\r\n\x1a\n", ".png"},
	{docxMedia, "Word", "", ".docx"},
	{xlsxMedia, "Excel", "", ".xlsx"},
}

// mediaOf tells the kind of a file by its first bytes, empty for one that is not told by them.
func mediaOf(body []byte) string {
	for _, k := range kinds {
		if k.head != "" && bytes.HasPrefix(body, []byte(k.head)) {
			return k.media
		}
	}
	return ""
}

func kindOf(media string) kind {
	return kinds[slices.IndexFunc(kinds[:], func(k kind) bool { return k.media == media })]
}

// ending is what a name ends with where that tells programs what to do with the file.
var ending = regexp.MustCompile(`(?i)\.[a-z][a-z0-9]{0,7}$`)

// ended gives a name the ending of its kind: where it has none, and where it has that of another kind that is taken, as pictures sent
// by phones do. Any other ending is refused: the reader's computer would take the file for something else.
func ended(name, media string) (called string, ok bool) {
	own := strings.Fields(kindOf(media).ends)
	end := ending.FindString(name)
	switch {
	case slices.Contains(own, strings.ToLower(end)):
		return name, true
	case end == "":
		return name + own[0], true
	}

	for _, k := range kinds {
		if slices.Contains(strings.Fields(k.ends), strings.ToLower(end)) {
			return strings.TrimSuffix(name, end) + own[0], true
		}
	}

	return "", false
}

// unseen are characters that nobody sees, those that turn the direction of writing among them.
var unseen = regexp.MustCompile(`\p{Cf}`)

// fileName is the last part of a path of either kind of computer, without what could end a header line. What turns the direction
// of writing, or is not seen, is shown by its number: gpj.exe must not look like exe.jpg.
func fileName(name string) string {
	name = path.Base(strings.ReplaceAll(strings.ToValidUTF8(name, ""), `\`, "/"))
	name = strings.Map(func(r rune) rune {
		if r < ' ' || r == '"' || r == 0x7f {
			return -1
		}
		return r
	}, name)

	name = unseen.ReplaceAllStringFunc(name, func(c string) string {
		r, _ := utf8.DecodeRuneInString(c)
		return fmt.Sprintf("[U+%04X]", r)
	})

	for utf8.RuneCountInString(name) > 100 {
		_, size := utf8.DecodeRuneInString(name)
		name = name[size:]
	}

	return name
}
