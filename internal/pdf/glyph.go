package pdf

import (
	"encoding/binary"
	"fmt"
	"unicode"
)

// part is a glyph of the font as a part of another: scaled and moved, in units of an em of 1000.
type part struct {
	glyph int
	scale float64
	x, y  int
}

// standIn is what is drawn for a character that the font lacks, so that it is seen that something stands there: boxes
// with ticks from their parts, any other as a box with its number in it, which a reader can look up. The text that is
// found and copied is the character itself. It is nil for what the font draws.
func standIn(f *Font, r rune) []part {
	if f.Has(r) || unseen(r) {
		return nil
	}

	box := part{f.glyph('□'), 1, 0, 0}
	switch r {
	case '☐':
		return []part{box}
	case '☑':
		return []part{box, {f.glyph('√'), 0.72, 150, 120}}
	case '☒':
		return []part{box, {f.glyph('×'), 1.2, 140, -20}}
	}

	parts := []part{box}
	number := fmt.Sprintf("%04X", r)
	upper := (len(number) + 1) / 2
	for i, digit := range number {
		p := part{glyph: f.glyph(digit), scale: 0.36, x: 150 + 235*i, y: 410}
		if i >= upper {
			p.x, p.y = 150+235*(i-upper), 90
		}
		parts = append(parts, p)
	}

	return parts
}

// unseen reports whether a character takes no room by itself: one that chooses among shapes of the one before it.
func unseen(r rune) bool {
	return unicode.Is(unicode.Variation_Selector, r) || unicode.Is(unicode.Cf, r)
}

// The flags of a part of a composite glyph.
const (
	partWords = 1 << 0 // its place is two words
	partMoved = 1 << 1 // and a distance
	partScale = 1 << 3
	partMore  = 1 << 5 // another follows
)

// composite writes a glyph of parts, whose numbers in the new font number gives.
func composite(parts []part, em int, number func(glyph int) uint16) []byte {
	g := binary.BigEndian.AppendUint16(nil, 0xffff) // a composite
	for _, bound := range []int{0, -120, 1000, 880} {
		g = binary.BigEndian.AppendUint16(g, uint16(int16(bound*em/1000)))
	}

	for i, p := range parts {
		flags := uint16(partWords | partMoved | partScale)
		if i < len(parts)-1 {
			flags |= partMore
		}

		g = binary.BigEndian.AppendUint16(g, flags)
		g = binary.BigEndian.AppendUint16(g, number(p.glyph))
		g = binary.BigEndian.AppendUint16(g, uint16(int16(p.x*em/1000)))
		g = binary.BigEndian.AppendUint16(g, uint16(int16(p.y*em/1000)))
		g = binary.BigEndian.AppendUint16(g, uint16(int16(p.scale*(1<<14))))
	}

	return g
}

// renumber copies an outline and gives the parts of a composite their numbers in the new font.
func renumber(outline []byte, number func(glyph int) uint16) []byte {
	if len(outline) < 10 || int16(binary.BigEndian.Uint16(outline)) >= 0 {
		return outline
	}

	out := append([]byte{}, outline...)
	for at := 10; at+4 <= len(out); {
		flags := binary.BigEndian.Uint16(out[at:])
		binary.BigEndian.PutUint16(out[at+2:], number(int(binary.BigEndian.Uint16(out[at+2:]))))
		at += 6
		if flags&partWords != 0 {
			at += 2
		}

		switch {
		case flags&partScale != 0:
			at += 2
		case flags&(1<<6) != 0: // two scales
			at += 4
		case flags&(1<<7) != 0: // a matrix
			at += 8
		}

		if flags&partMore == 0 {
			break
		}
	}

	return out
}
