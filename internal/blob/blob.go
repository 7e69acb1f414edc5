// Package blob is what a file handed in may be: a scan of a signed paper, told by its content and not by its name, or a
// roster that waits to be imported. It keeps nothing and reads no disk; files lie in the database, see package store.
package blob

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"path"
	"strings"
	"unicode/utf8"

	"lingping/internal/errs"
)

// MaxSize is the largest file, in bytes.
const MaxSize = 20 << 20

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

	return File{Name: fileName(name), Media: media, Hash: hashOf(body), Body: body}, nil
}

// officeMedia are the documents that may be attached, told by their ending and by being a zip, with their kinds.
func officeMedia(name string, body []byte) string {
	if !bytes.HasPrefix(body, []byte("PK\x03\x04")) {
		return ""
	}

	switch strings.ToLower(path.Ext(name)) {
	case ".docx":
		return "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
	case ".xlsx":
		return "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
	}

	return ""
}

// Attachment takes a file that supports a report: what a scan may be, or a document of Word or Excel without macros.
func Attachment(name string, body []byte) (File, error) {
	media := mediaOf(body)
	if media == "" {
		media = officeMedia(name, body)
	}

	switch {
	case len(body) == 0:
		return File{}, errs.NewInvalid("附件“%s”是空文件，请重新选择。", fileName(name))
	case len(body) > MaxSize:
		return File{}, errs.NewInvalid("附件“%s”超过 %d MB，请缩小后再上传。", fileName(name), MaxSize>>20)
	case media == "":
		return File{}, errs.NewInvalid("附件“%s”不是 PDF、JPG、PNG、Word（.docx）或 Excel（.xlsx），请转换后再上传。", fileName(name))
	}

	return File{Name: fileName(name), Media: media, Hash: hashOf(body), Body: body}, nil
}

// RosterMedia marks a roster between its check and its import. It is never served as a file.
const RosterMedia = "application/x-lingping-roster"

// Roster takes a workbook or list that is to be imported; whether it can be read is seen when it is checked.
func Roster(name string, body []byte) (File, error) {
	switch {
	case len(body) == 0:
		return File{}, errs.NewInvalid("名册是空文件，请重新选择。")
	case len(body) > MaxSize:
		return File{}, errs.NewInvalid("名册超过 %d MB：请拆成几个文件分次导入。", MaxSize>>20)
	}

	return File{Name: fileName(name), Media: RosterMedia, Hash: hashOf(body), Body: body}, nil
}

// mediaOf tells the kind of a file by its first bytes, empty for one that is not taken.
func mediaOf(body []byte) string {
	for _, kind := range []struct{ head, media string }{
		{"%PDF-", "application/pdf"}, {"\xff\xd8\xff", "image/jpeg"}, {"\x89PNG\r\n\x1a\n", "image/png"},
	} {
		if bytes.HasPrefix(body, []byte(kind.head)) {
			return kind.media
		}
	}
	return ""
}

// fileName is the last part of a path of either kind of computer, without what could end a header line.
func fileName(name string) string {
	name = path.Base(strings.ReplaceAll(strings.ToValidUTF8(name, ""), `\`, "/"))
	name = strings.Map(func(r rune) rune {
		if r < ' ' || r == '"' || r == 0x7f {
			return -1
		}
		return r
	}, name)

	for utf8.RuneCountInString(name) > 100 {
		_, size := utf8.DecodeRuneInString(name)
		name = name[size:]
	}

	return name
}
