package pdf

import (
	"encoding/binary"
	"fmt"
	"slices"
	"strings"
	"unicode/utf16"
)

// subset is the glyphs of a font that a document uses, numbered in the order in which it came to use them. A character
// has a number of its own even where two look the same, so that what is copied from the page is what was written.
type subset struct {
	font  *Font
	pages [0x1100]*[256]used
	all   []drawn
	parts map[int]uint16 // glyphs that are parts of others
}

// used is the number of a character's glyph in the subset, 0 for none yet, and its width.
type used struct {
	number uint16
	width  uint16
}

// drawn is a glyph of the subset: of a character, or a part of one.
type drawn struct {
	rune    rune // 0: a part
	glyph   int
	parts   []part // instead of a glyph
	advance int
}

func newSubset(f *Font) *subset {
	return &subset{font: f, all: []drawn{{advance: 1000}}, parts: map[int]uint16{}}
}

// use gives the number and width of a character's glyph.
func (s *subset) use(r rune) used {
	page := s.pages[r>>8]
	if page == nil {
		page = &[256]used{}
		s.pages[r>>8] = page
	}

	u := page[r&0xff]
	if u.number == 0 {
		d := drawn{rune: r, glyph: s.font.glyph(r), parts: standIn(s.font, r), advance: s.font.Advance(r)}
		u = used{uint16(len(s.all)), uint16(d.advance)}
		s.all = append(s.all, d)
		page[r&0xff] = u
	}

	return u
}

// part is the number of a glyph that is a part of another.
func (s *subset) part(glyph int) uint16 {
	n, ok := s.parts[glyph]
	if !ok {
		n = uint16(len(s.all))
		s.parts[glyph] = n
		s.all = append(s.all, drawn{glyph: glyph, advance: s.font.advance(glyph)})
	}
	return n
}

// file is the subset as a font of its own.
func (s *subset) file() []byte {
	var glyf, loca, hmtx []byte
	for i := 0; i < len(s.all); i++ { // parts are added meanwhile
		d := s.all[i]
		outline := renumber(s.font.outline(d.glyph), s.part)
		if d.parts != nil {
			outline = composite(d.parts, s.font.em, s.part)
		}

		loca = binary.BigEndian.AppendUint32(loca, uint32(len(glyf)))
		glyf = append(glyf, outline...)
		for len(glyf)%4 != 0 {
			glyf = append(glyf, 0)
		}

		hmtx = binary.BigEndian.AppendUint16(hmtx, uint16(d.advance*s.font.em/1000))
		left := uint16(0)
		if len(outline) >= 4 {
			left = binary.BigEndian.Uint16(outline[2:])
		}
		hmtx = binary.BigEndian.AppendUint16(hmtx, left)
	}

	loca = binary.BigEndian.AppendUint32(loca, uint32(len(glyf)))
	maxp, hhea := slices.Clone(s.font.maxp), slices.Clone(s.font.hhea)
	binary.BigEndian.PutUint16(maxp[4:], uint16(len(s.all)))
	binary.BigEndian.PutUint16(maxp[10:], 4000) // points of a composite
	binary.BigEndian.PutUint16(maxp[12:], 400)  // contours of one
	binary.BigEndian.PutUint16(maxp[28:], 16)   // its parts
	binary.BigEndian.PutUint16(maxp[30:], 2)    // and their depth
	binary.BigEndian.PutUint16(hhea[34:], uint16(len(s.all)))
	return fontFile([]table{{"glyf", glyf}, {"head", s.font.head}, {"hhea", hhea}, {"hmtx", hmtx}, {"loca", loca}, {"maxp", maxp}})
}

// table is a table of a font.
type table struct {
	tag  string
	data []byte
}

// fontFile puts tables, in the order of their tags, together.
func fontFile(tables []table) []byte {
	search, log := 16, 0
	for search*2 <= 16*len(tables) {
		search, log = search*2, log+1
	}

	out := binary.BigEndian.AppendUint32(nil, 0x00010000)
	for _, n := range []int{len(tables), search, log, 16*len(tables) - search} {
		out = binary.BigEndian.AppendUint16(out, uint16(n))
	}

	at := 12 + 16*len(tables)
	for _, t := range tables {
		out = append(out, t.tag...)
		for _, n := range []uint32{checksum(t.data), uint32(at), uint32(len(t.data))} {
			out = binary.BigEndian.AppendUint32(out, n)
		}
		at += (len(t.data) + 3) / 4 * 4
	}

	for _, t := range tables {
		out = append(out, t.data...)
		for len(out)%4 != 0 {
			out = append(out, 0)
		}
	}

	return out
}

// checksum is the sum of a table's words.
func checksum(data []byte) (sum uint32) {
	for len(data) >= 4 {
		sum += binary.BigEndian.Uint32(data)
		data = data[4:]
	}

	var last [4]byte
	copy(last[:], data)
	return sum + binary.BigEndian.Uint32(last[:])
}

// widths are the advances that differ from an em, as the W of a CID font.
func (s *subset) widths() string {
	var b strings.Builder
	for i, d := range s.all {
		if d.advance != 1000 {
			fmt.Fprintf(&b, "%d[%d]", i, d.advance)
		}
	}
	return b.String()
}

// toUnicode is the program that says which character each glyph is.
func (s *subset) toUnicode() string {
	var b strings.Builder
	b.WriteString("/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n" +
		"/CIDSystemInfo <</Registry (Adobe)/Ordering (UCS)/Supplement 0>> def\n/CMapName /Adobe-Identity-UCS def\n" +
		"/CMapType 2 def\n1 begincodespacerange\n<0000><FFFF>\nendcodespacerange\n")

	var lines []string
	for i, d := range s.all {
		if d.rune != 0 {
			lines = append(lines, fmt.Sprintf("<%04X><%s>\n", i, utf16Hex(string(d.rune))))
		}
	}

	for some := range slices.Chunk(lines, 100) { // no more are allowed in one
		fmt.Fprintf(&b, "%d beginbfchar\n%sendbfchar\n", len(some), strings.Join(some, ""))
	}

	b.WriteString("endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend")
	return b.String()
}

// utf16Hex is a text as UTF-16, in hexadecimal digits.
func utf16Hex(s string) string {
	var b strings.Builder
	for _, unit := range utf16.Encode([]rune(s)) {
		fmt.Fprintf(&b, "%04X", unit)
	}
	return b.String()
}
