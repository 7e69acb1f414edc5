package pdf

import (
	"encoding/binary"
	"errors"
	"fmt"
)

// Font is a TrueType font whose outlines lie in its glyf table, with a table of characters in format 12. It is read
// where it lies and may be used by several documents at once.
type Font struct {
	em       int // units of the font in an em
	glyphs   int
	glyf     []byte
	loca     []byte // offsets into glyf, four bytes each
	hmtx     []byte
	advances int // entries of hmtx that have an advance; later glyphs have the last one
	head     []byte
	hhea     []byte
	maxp     []byte
	groups   []byte // of the table of characters
}

// errFont is the answer to bytes that are no such font.
var errFont = errors.New("no TrueType font with outlines in glyf and characters in format 12")

// ParseFont reads a font.
func ParseFont(data []byte) (*Font, error) {
	tables := map[string][]byte{}
	if len(data) < 12 {
		return nil, errFont
	}

	for i := range int(binary.BigEndian.Uint16(data[4:])) {
		entry := 12 + 16*i
		if entry+16 > len(data) {
			return nil, errFont
		}

		at, size := int(binary.BigEndian.Uint32(data[entry+8:])), int(binary.BigEndian.Uint32(data[entry+12:]))
		if at+size > len(data) {
			return nil, errFont
		}
		tables[string(data[entry:entry+4])] = data[at : at+size]
	}

	f := &Font{glyf: tables["glyf"], loca: tables["loca"], hmtx: tables["hmtx"], head: tables["head"], hhea: tables["hhea"], maxp: tables["maxp"]}
	if len(f.head) < 54 || len(f.hhea) < 36 || len(f.maxp) < 32 || binary.BigEndian.Uint16(f.head[50:]) != 1 {
		return nil, errFont
	}

	f.em = int(binary.BigEndian.Uint16(f.head[18:]))
	f.glyphs = int(binary.BigEndian.Uint16(f.maxp[4:]))
	f.advances = int(binary.BigEndian.Uint16(f.hhea[34:]))
	if f.em == 0 || f.advances == 0 || len(f.loca) < 4*(f.glyphs+1) || len(f.hmtx) < 4*f.advances+2*(f.glyphs-f.advances) {
		return nil, errFont
	}

	return f, f.characters(tables["cmap"])
}

// characters finds the table of characters.
func (f *Font) characters(cmap []byte) error {
	if len(cmap) < 4 {
		return errFont
	}

	for i := range int(binary.BigEndian.Uint16(cmap[2:])) {
		if len(cmap) < 12+8*i {
			return errFont
		}

		at := int(binary.BigEndian.Uint32(cmap[8+8*i:]))
		if at+16 > len(cmap) || binary.BigEndian.Uint16(cmap[at:]) != 12 {
			continue
		}

		size := 12 * int(binary.BigEndian.Uint32(cmap[at+12:]))
		if at+16+size > len(cmap) {
			return errFont
		}

		f.groups = cmap[at+16 : at+16+size]
		return nil
	}

	return fmt.Errorf("%w: no characters", errFont)
}

// glyph is the number of the glyph of a character, 0 when the font has none.
func (f *Font) glyph(r rune) int {
	low, high := 0, len(f.groups)/12
	for low < high {
		mid := (low + high) / 2
		group := f.groups[12*mid:]
		first, last := rune(binary.BigEndian.Uint32(group)), rune(binary.BigEndian.Uint32(group[4:]))
		switch {
		case r < first:
			high = mid
		case r > last:
			low = mid + 1
		default:
			return int(binary.BigEndian.Uint32(group[8:])) + int(r-first)
		}
	}

	return 0
}

// Has reports whether the font draws the character.
func (f *Font) Has(r rune) bool { return f.glyph(r) != 0 }

// Advance is the width of a character in thousandths of an em.
func (f *Font) Advance(r rune) int {
	if parts := standIn(f, r); parts != nil {
		return 1000
	}
	return f.advance(f.glyph(r))
}

// advance is the width of a glyph in thousandths of an em.
func (f *Font) advance(glyph int) int {
	return int(binary.BigEndian.Uint16(f.hmtx[4*min(glyph, f.advances-1):])) * 1000 / f.em
}

// outline is a glyph as it lies in the font; a blank is empty.
func (f *Font) outline(glyph int) []byte {
	if glyph >= f.glyphs {
		return nil
	}

	from, to := int(binary.BigEndian.Uint32(f.loca[4*glyph:])), int(binary.BigEndian.Uint32(f.loca[4*glyph+4:]))
	if from > to || to > len(f.glyf) {
		return nil
	}

	return f.glyf[from:to]
}
