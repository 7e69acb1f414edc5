// Package pdf writes PDF files: pages of text in one font and of lines, as they are drawn, with bookmarks. Of the font
// what is used is put into the file; text can be found and copied. The marks of PDF/A-2b are set, and nothing is written
// that it forbids. Memory holds one page, the bookmarks, and where things lie. It knows nothing of what is printed.
package pdf

import (
	"bufio"
	"bytes"
	"compress/zlib"
	"crypto/sha256"
	"errors"
	"fmt"
	"hash"
	"io"
	"strings"
)

// Document is a PDF in the making. Whatever is drawn is drawn on its newest page. The first error is told by Close.
type Document struct {
	out     *bufio.Writer
	sum     hash.Hash
	deflate *zlib.Writer
	packed  bytes.Buffer
	err     error

	title   string
	glyphs  *subset
	page    page
	width   int     // of the page, in twips
	at      int64   // bytes written
	offsets []int64 // of the objects, from 1
	tree    []leaves
	pages   int
	marks   mark
}

// leaves are a bundle of pages below the root of all.
type leaves struct {
	object int
	pages  []int // their objects
}

// bundle is how many pages are gathered below a node.
const bundle = 200

// The objects that others name before they are written.
const (
	catalogObject = 1 + iota
	treeObject
	resourceObject
	fontObject
	firstFree
)

// New begins a document with a title on w, which is left open.
func New(w io.Writer, font *Font, title string) *Document {
	sum := sha256.New()
	d := &Document{out: bufio.NewWriterSize(io.MultiWriter(w, sum), 64<<10), sum: sum, title: title, glyphs: newSubset(font)}
	d.deflate, d.err = zlib.NewWriterLevel(&d.packed, zlib.BestSpeed)
	d.offsets = make([]int64, firstFree)
	d.print("%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")
	return d
}

// print writes text.
func (d *Document) print(text string) {
	n, err := d.out.WriteString(text)
	d.at += int64(n)
	d.fail(err)
}

// fail keeps the first error.
func (d *Document) fail(err error) {
	if d.err == nil {
		d.err = err
	}
}

// reserve gives the number of an object that is still to be written.
func (d *Document) reserve() int {
	d.offsets = append(d.offsets, 0)
	return len(d.offsets) - 1
}

// object writes an object.
func (d *Document) object(number int, body string) {
	d.offsets[number] = d.at
	d.print(fmt.Sprintf("%d 0 obj\n%s\nendobj\n", number, body))
}

// stream writes an object with a packed stream; entries are those of its dictionary but for length and filter.
func (d *Document) stream(number int, entries string, data []byte) {
	d.packed.Reset()
	d.deflate.Reset(&d.packed)
	_, err := d.deflate.Write(data)
	d.fail(errors.Join(err, d.deflate.Close()))
	d.offsets[number] = d.at
	d.print(fmt.Sprintf("%d 0 obj\n<<%s/Length %d/Filter/FlateDecode>>\nstream\n", number, entries, d.packed.Len()))
	n, err := d.packed.WriteTo(d.out)
	d.at += n
	d.fail(err)
	d.print("\nendstream\nendobj\n")
}

// Page ends the page before and begins one of the size, in twips.
func (d *Document) Page(width, height int) {
	d.finish()
	d.pages++
	d.width = width
	d.page.begin(height)
	if n := len(d.tree); n == 0 || len(d.tree[n-1].pages) == bundle {
		d.tree = append(d.tree, leaves{object: d.reserve()})
	}

	last := &d.tree[len(d.tree)-1]
	last.pages = append(last.pages, d.reserve())
}

// Pages is how many pages there are.
func (d *Document) Pages() int { return d.pages }

// current is the object of the newest page.
func (d *Document) current() int {
	last := d.tree[len(d.tree)-1]
	return last.pages[len(last.pages)-1]
}

// finish writes the newest page.
func (d *Document) finish() {
	if d.pages == 0 {
		return
	}

	d.page.drawing()
	content := d.reserve()
	d.stream(content, "", d.page.Bytes())
	d.object(d.current(), fmt.Sprintf("<</Type/Page/Parent %d 0 R/MediaBox[0 0 %.2f %.2f]/Resources %d 0 R/Contents %d 0 R>>",
		d.tree[len(d.tree)-1].object, float64(d.width)*Twip, float64(d.page.height)*Twip, resourceObject, content))
}

// Err is the first error so far: what is drawn after it goes nowhere.
func (d *Document) Err() error { return d.err }

// errEmpty is the answer to a document without pages, which is none.
var errEmpty = errors.New("pdf: a document without pages")

// Close writes what stands behind the pages.
func (d *Document) Close() error {
	if d.pages == 0 {
		return errEmpty
	}

	d.finish()
	kids := ""
	for _, l := range d.tree {
		d.object(l.object, fmt.Sprintf("<</Type/Pages/Parent %d 0 R/Count %d/Kids[%s]>>", treeObject, len(l.pages), references(l.pages)))
		kids += fmt.Sprintf("%d 0 R ", l.object)
	}

	d.object(treeObject, fmt.Sprintf("<</Type/Pages/Count %d/Kids[%s]>>", d.pages, strings.TrimSpace(kids)))
	d.object(resourceObject, fmt.Sprintf("<</Font<</F %d 0 R>>/ProcSet[/PDF/Text]>>", fontObject))
	d.font()
	d.catalog()
	d.index()
	d.fail(d.out.Flush())
	return d.err
}

func references(objects []int) string {
	var b strings.Builder
	for i, n := range objects {
		if i > 0 {
			b.WriteByte(' ')
		}
		fmt.Fprintf(&b, "%d 0 R", n)
	}

	return b.String()
}

// index writes the table of where the objects lie, and the end.
func (d *Document) index() {
	info := d.reserve()
	d.object(info, fmt.Sprintf("<</Title <FEFF%s>/Producer <FEFF%s>>>", utf16Hex(d.title), utf16Hex(producer)))
	start := d.at
	d.print(fmt.Sprintf("xref\n0 %d\n0000000000 65535 f \n", len(d.offsets)))
	for _, at := range d.offsets[1:] {
		d.print(fmt.Sprintf("%010d 00000 n \n", at))
	}

	d.fail(d.out.Flush()) // the sum is of all before it
	id := fmt.Sprintf("%X", d.sum.Sum(nil)[:16])
	d.print(fmt.Sprintf("trailer\n<</Size %d/Root %d 0 R/Info %d 0 R/ID[<%s><%s>]>>\nstartxref\n%d\n%%%%EOF\n",
		len(d.offsets), catalogObject, info, id, id, start))
}
