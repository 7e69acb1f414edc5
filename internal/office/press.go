package office

import (
	"archive/zip"
	"bytes"
	"compress/flate"
	"hash/crc32"
	"io"
	"sync"

	"lingping/internal/errs"
)

// Fonts names the typefaces of what is printed. Each is a chain: the first name is written into the text, the others
// stand in the document as its alternatives, for computers that lack the first. No font is ever embedded.
type Fonts struct {
	Title []string // of titles: 小标宋
	Label []string // of labels and heads: 黑体
	Body  []string // of what is filled in: 仿宋
	Page  []string // of page numbers: 宋体
	Latin string   // of digits and Latin letters
}

// DefaultFonts is what offices that follow GB/T 9704 expect. 仿宋 stands before 仿宋_GB2312, which lacks all but 6,763
// characters and so breaks rare names.
func DefaultFonts() Fonts {
	return Fonts{
		Title: []string{"方正小标宋简体", "方正小标宋_GBK", "文星小标宋", "华文中宋", "宋体"},
		Label: []string{"黑体", "SimHei", "方正黑体_GBK", "Noto Sans CJK SC"},
		Body:  []string{"仿宋", "仿宋_GB2312", "FangSong", "方正仿宋_GBK", "华文仿宋", "Noto Serif CJK SC"},
		Page:  []string{"宋体", "SimSun", "Noto Serif CJK SC"},
		Latin: "Times New Roman",
	}
}

// orDefault fills what is left empty from DefaultFonts.
func (f Fonts) orDefault() Fonts {
	d := DefaultFonts()
	for _, chain := range []struct{ have, want *[]string }{
		{&f.Title, &d.Title}, {&f.Label, &d.Label}, {&f.Body, &d.Body}, {&f.Page, &d.Page},
	} {
		if len(*chain.have) == 0 {
			*chain.have = *chain.want
		}
	}

	if f.Latin == "" {
		f.Latin = d.Latin
	}

	return f
}

// Press writes documents in one set of fonts. It holds the parts that all of them share, compressed once, and may be
// used by several goroutines.
type Press struct {
	fonts     Fonts
	parts     []part
	deflaters sync.Pool // of *flate.Writer
}

// part is a file of the package as it lies in the zip.
type part struct {
	header zip.FileHeader
	data   []byte // deflated
}

// NewPress makes a press; fonts left empty are the default ones.
func NewPress(fonts Fonts) *Press {
	fonts = fonts.orDefault()
	p := &Press{fonts: fonts}
	for _, f := range staticParts(fonts) {
		p.parts = append(p.parts, deflated(f.name, f.text))
	}
	return p
}

// dosEpoch is 1980-01-01, the first day a zip can name. Every entry bears it, so that equal sheets give equal bytes.
const dosEpoch = 1<<5 | 1

// entry is the zip header of a file of ours.
func entry(name string, method uint16) zip.FileHeader {
	//lint:ignore SA1019 the newer field would add an extra block to each entry
	return zip.FileHeader{Name: name, Method: method, ModifiedDate: dosEpoch}
}

func deflated(name, text string) part {
	var buf bytes.Buffer
	w, err := flate.NewWriter(&buf, flate.BestCompression)
	if err == nil {
		_, err = io.WriteString(w, text)
	}

	if err == nil {
		err = w.Close()
	}

	if err != nil {
		panic(err) // a buffer takes all writes and the level is a constant
	}

	h := entry(name, zip.Deflate)
	h.CRC32 = crc32.ChecksumIEEE([]byte(text))
	h.CompressedSize64 = uint64(buf.Len())
	h.UncompressedSize64 = uint64(len(text))
	return part{header: h, data: buf.Bytes()}
}

// deflater compresses the text of a document quickly: forms are small and repeat themselves, so that a better and
// slower compression saves little.
func (p *Press) deflater(w io.Writer) (io.WriteCloser, error) {
	d, ok := p.deflaters.Get().(*flate.Writer)
	if !ok {
		var err error
		if d, err = flate.NewWriter(w, flate.BestSpeed); err != nil {
			return nil, err
		}
	}

	d.Reset(w)
	return &pooledDeflater{d, &p.deflaters}, nil
}

// pooledDeflater goes back to its pool when it is closed.
type pooledDeflater struct {
	*flate.Writer
	pool *sync.Pool
}

// Close ends the compressed text. The deflater must not be used after it.
func (d *pooledDeflater) Close() error {
	err := d.Writer.Close()
	d.pool.Put(d.Writer)
	return err
}

// documentName is where the text of a Word file lies.
const documentName = "word/document.xml"

// writeDocument writes a .docx whose body consists of the forms that next yields, each a section that begins a new page.
// Memory does not grow with their number.
func (p *Press) writeDocument(w io.Writer, o Sides, next func(yield func(paper, error) bool)) (err error) {
	defer errs.Wrap(&err, "office.writeDocument")
	s := sections{sides: o}
	return p.writePackage(w, func(body io.Writer) error { return s.write(body, next) }, func() string { return s.annex })
}

// writePackage writes a .docx whose text text writes; further gives then what stands above its further pages.
func (p *Press) writePackage(w io.Writer, text func(io.Writer) error, further func() string) error {
	z := zip.NewWriter(w)
	z.RegisterCompressor(zip.Deflate, p.deflater)
	for _, part := range p.parts {
		header := part.header // CreateRaw writes into it
		entry, err := z.CreateRaw(&header)
		if err != nil {
			return err
		}

		if _, err := entry.Write(part.data); err != nil {
			return err
		}
	}

	header := entry(documentName, zip.Deflate)
	body, err := z.CreateHeader(&header)
	if err != nil {
		return err
	}

	if err := text(body); err != nil {
		return err
	}

	if err := writeHeader(z, further()); err != nil {
		return err
	}

	return z.Close()
}
