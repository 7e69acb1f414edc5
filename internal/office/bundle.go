package office

import (
	"archive/zip"
	"bytes"
	"fmt"
	"hash/crc32"
	"io"
	"strings"
	"unicode"
	"unicode/utf8"

	"lingping/internal/errs"
)

// Bundle is a zip of many documents in the order in which they are added, such as the sheets of a round in roster
// order, in folders. It is streamed: memory holds one document and the names. Equal documents give equal bytes.
type Bundle struct {
	zip   *zip.Writer
	buf   bytes.Buffer
	next  map[string]int // folder → number of its next document
	taken map[string]int // folder and name without number → times given
}

// NewBundle begins a bundle on w. Close ends it; w is left open.
func NewBundle(w io.Writer) *Bundle {
	return &Bundle{zip: zip.NewWriter(w), next: map[string]int{}, taken: map[string]int{}}
}

// Add writes one document. folder is names from the outside in, one for each general branch and perhaps branch; name is
// what people call the document, with its ending: 附件2 机械学院党总支—上级领导点评登记表（赵伟）.docx. It is given a number
// within its folder, 001-…, that keeps the order when files are sorted; a name that the folder holds already is told
// apart by (2), (3). Characters that a file system refuses are replaced by wide ones that look alike.
func (b *Bundle) Add(folder []string, name string, write func(io.Writer) error) (err error) {
	defer errs.Wrap(&err, "office.Bundle.Add %q", name)

	path := ""
	for _, f := range folder {
		path += fileName(f, "") + "/"
	}

	dir := strings.ToLower(path) // some file systems do not tell case apart
	b.next[dir]++
	stem, ending := split(name)
	again := ""
	key := dir + strings.ToLower(fileName(stem, ""))
	if b.taken[key]++; b.taken[key] > 1 {
		again = fmt.Sprintf("(%d)", b.taken[key])
	}

	b.buf.Reset()
	if err := write(&b.buf); err != nil {
		return err
	}

	return b.store(fmt.Sprintf("%s%03d-%s", path, b.next[dir], fileName(stem, again+ending)))
}

// split parts a name from its ending, if it has one that looks like one.
func split(name string) (stem, ending string) {
	dot := strings.LastIndexByte(name, '.')
	if dot < 0 || dot == len(name)-1 || len(name)-dot > len(".docx") {
		return name, ""
	}

	for _, c := range name[dot+1:] {
		if !('a' <= c && c <= 'z' || '0' <= c && c <= '9') {
			return name, ""
		}
	}

	return name[:dot], name[dot:]
}

// store puts the buffered document into the zip as it is: documents are zips themselves and do not shrink again.
func (b *Bundle) store(path string) error {
	header := entry(path, zip.Store)
	header.Flags = 0x800 // the name is UTF-8
	header.CRC32 = crc32.ChecksumIEEE(b.buf.Bytes())
	header.CompressedSize64 = uint64(b.buf.Len())
	header.UncompressedSize64 = header.CompressedSize64
	w, err := b.zip.CreateRaw(&header)
	if err != nil {
		return err
	}

	_, err = b.buf.WriteTo(w)
	return err
}

// Close writes the zip's directory. A bundle without documents is an empty zip.
func (b *Bundle) Close() error { return b.zip.Close() }

// nameBytes is the longest name of a file or folder: file systems take 255 bytes, and the number needs some.
const nameBytes = 240

// wideMarks are the characters that Windows refuses in names, and what stands for them.
var wideMarks = map[rune]rune{
	'/': '／', '\\': '＼', ':': '：', '*': '＊', '?': '？', '"': '＂', '<': '＜', '>': '＞', '|': '｜',
}

// fileName is s as the name of a file or folder with the ending: no refused characters, not too long, never empty.
func fileName(s, ending string) string {
	s = strings.Map(func(r rune) rune {
		if wide, ok := wideMarks[r]; ok {
			return wide
		}

		if unicode.IsControl(r) || unicode.Is(unicode.Cf, r) || r == utf8.RuneError {
			return -1
		}

		return r
	}, oneLine(s))

	for len(s)+len(ending) > nameBytes {
		_, size := utf8.DecodeLastRuneInString(s)
		s = s[:len(s)-size]
	}

	if s = strings.Trim(s, ". "); s == "" { // a dot or space at the end is lost on Windows; . and .. are folders
		s = "未命名"
	}

	return s + ending
}
