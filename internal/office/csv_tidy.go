package office

import (
	"errors"
	"io"
)

// tidy makes a text what a reader of CSV expects: a line end of old Macs becomes a usual one, and ="0331", by which
// programs keep Excel from taking a text for a number, becomes "0331".
type tidy struct {
	r       io.Reader
	buf     [4096]byte
	ready   []byte // tidied and not yet handed on
	quoted  bool   // within quotes
	atStart bool   // at the start of a value
	held    byte   // a sign whose meaning the next one tells: = or a carriage return
}

// Read implements io.Reader.
func (t *tidy) Read(p []byte) (int, error) {
	for len(t.ready) == 0 {
		n, err := t.r.Read(t.buf[:])
		t.ready = t.ready[:0]
		for _, c := range t.buf[:n] {
			t.take(c)
		}

		if errors.Is(err, io.EOF) {
			t.release(0)
		}

		if err != nil && len(t.ready) == 0 {
			return 0, err
		}
	}

	n := copy(p, t.ready)
	t.ready = t.ready[n:]
	return n, nil
}

func (t *tidy) take(c byte) {
	t.release(c)
	switch {
	case c == '"':
		t.quoted = !t.quoted
	case c == '=' && t.atStart && !t.quoted, c == '\r':
		t.held = c
		return
	}

	t.ready = append(t.ready, c)
	t.atStart = !t.quoted && (c == ',' || c == ';' || c == '\t' || c == '\n')
}

// release writes what was held back, as the sign behind it tells.
func (t *tidy) release(next byte) {
	held := t.held
	t.held = 0
	switch {
	case held == '=' && next != '"':
		t.ready = append(t.ready, held)
		t.atStart = false
	case held == '\r' && next != '\n':
		t.ready = append(t.ready, '\n')
		t.atStart = !t.quoted
	}
}
