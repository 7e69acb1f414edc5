package office

import (
	"bufio"
	"bytes"
	"io"
	"unicode/utf8"
)

// Nearly all of a large sheet are cells of the plainest forms, such as <c r="B2" s="1" t="s"><v>12</v></c>. These are taken from the
// bytes between two tokens of the decoder, which needs several times as long for them; any other cell, and whatever is in doubt,
// is left to it.

// signs are the bytes of a part as the decoder reads them.
type signs struct {
	*bufio.Reader
	last, before byte  // that the decoder has read
	taken        int64 // bytes that were read past it
}

func newSigns(r io.Reader) *signs { return &signs{Reader: bufio.NewReaderSize(r, 1<<15)} }

// ReadByte gives the decoder its next byte.
func (s *signs) ReadByte() (byte, error) {
	b, err := s.Reader.ReadByte()
	if err == nil {
		s.before, s.last = s.last, b
	}
	return b, err
}

// between reports whether the decoder stands behind a whole token: it has not looked into the next one, and owes none that it has read.
func (s *signs) between() bool { return s.last == '>' && s.before != '/' }

// storedCell is a cell as the sheet stores it.
type storedCell struct {
	reference, kind, style string
	content
}

// offset is how far the part has been read.
func (x *xmlStream) offset() int64 { return x.InputOffset() + x.signs.taken }

// plainest is how long a cell of the plain forms is at most.
const plainest = 512

// plainCell reads the next cell when it is of a plain form; otherwise it reads nothing.
func (x *xmlStream) plainCell() (c storedCell, ok bool) {
	if !x.signs.between() || x.tokens >= tokensTogether {
		return c, false
	}

	x.rope.loosen()
	window, err := x.signs.Peek(plainest)
	if err != nil && len(window) == 0 {
		return c, false
	}

	c, size := readPlainCell(window)
	if size == 0 {
		return c, false
	}

	x.tokens++
	x.signs.taken += int64(size)
	_, err = x.signs.Discard(size)
	return c, err == nil
}

var (
	valueForm  = [2][]byte{[]byte("<v>"), []byte("</v></c>")}
	inlineForm = [2][]byte{[]byte("<is><t>"), []byte("</t></is></c>")}
)

// readPlainCell reads a cell of a plain form with which the window begins, and says how long it is; 0: it is of no plain form.
func readPlainCell(window []byte) (c storedCell, size int) {
	rest, ok := bytes.CutPrefix(window, []byte("<c"))
	if !ok {
		return c, 0
	}

	for bytes.HasPrefix(rest, []byte(" ")) {
		if len(rest) < 5 || rest[2] != '=' || rest[3] != '"' {
			return c, 0
		}

		value, after, closed := bytes.Cut(rest[4:], []byte(`"`))
		field := c.attribute(rest[1])
		if !closed || field == nil || *field != "" || !isPlainText(value) {
			return c, 0
		}

		*field, rest = string(value), after
	}

	if after, empty := bytes.CutPrefix(rest, []byte("/>")); empty {
		return c, len(window) - len(after)
	}

	rest, ok = bytes.CutPrefix(rest, []byte(">"))
	if !ok {
		return c, 0
	}

	for _, form := range [][2][]byte{valueForm, inlineForm} {
		within, begins := bytes.CutPrefix(rest, form[0])
		end := bytes.IndexByte(within, '<')
		if !begins || end < 0 || !isPlainText(within[:end]) {
			continue
		}

		after, closed := bytes.CutPrefix(within[end:], form[1])
		if !closed {
			return c, 0
		}

		c.text, c.valued = string(within[:end]), form[0][1] == 'v'
		return c, len(window) - len(after)
	}

	return c, 0
}

// attribute is where the attribute of a cell goes; nil for one that is not of a plain cell.
func (c *storedCell) attribute(name byte) *string {
	switch name {
	case 'r':
		return &c.reference
	case 's':
		return &c.style
	case 't':
		return &c.kind
	}
	return nil
}

// isPlainText reports whether the bytes stand for themselves: nothing is escaped, and no sign is one that XML can't hold.
func isPlainText(text []byte) bool {
	wide := false
	for i, b := range text {
		switch {
		case b < ' ', b == '&', b == '<', b == '>':
			return false
		case b == 0xEF && i+1 < len(text) && text[i+1] == 0xBF: // among them U+FFFE and U+FFFF
			return false
		}
		wide = wide || b >= utf8.RuneSelf
	}
	return !wide || utf8.Valid(text)
}
