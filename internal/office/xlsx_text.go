package office

import (
	"bytes"
	"context"
	"encoding/xml"
	"errors"
	"io"
	"strings"

	"lingping/internal/errs"
)

// sharedStrings are the texts that a workbook's sheets share, one behind the other.
type sharedStrings struct {
	bytes []byte
	ends  []int
}

// text is the string with the number; empty when there is none.
func (s *sharedStrings) text(n int) string {
	if n < 0 || n >= len(s.ends) {
		return ""
	}

	start := 0
	if n > 0 {
		start = s.ends[n-1]
	}

	return string(s.bytes[start:s.ends[n]])
}

func (w *workbook) readStrings(ctx context.Context, name string) error {
	return w.elements(ctx, name, uint64(w.limits.Unzipped), func(x *xmlStream, e xml.StartElement) error {
		if e.Name.Local != "si" {
			return nil
		}

		start := len(w.strings.bytes)
		var err error
		if w.strings.bytes, err = appendText(w.strings.bytes, x, "si"); err != nil {
			return err
		}

		if text := w.strings.bytes[start:]; bytes.Contains(text, []byte("_x")) {
			w.strings.bytes = append(w.strings.bytes[:start], unescape(string(text))...)
		}

		w.strings.ends = append(w.strings.ends, len(w.strings.bytes))
		if len(w.strings.bytes) > w.limits.Strings {
			return errs.NewInvalid("文件里的文字超过 %d MB；请分成几个文件导入。", w.limits.Strings>>20)
		}

		return nil
	})
}

// appendText appends the text within the element that has just begun, up to its end: plain or in runs of different
// looks, without the small print that tells how characters are read.
func appendText(to []byte, x *xmlStream, element string) ([]byte, error) {
	start := len(to)
	inText, inReading := false, false
	for {
		token, err := x.next()
		if err != nil {
			return to, noEOF(err)
		}

		switch t := token.(type) {
		case xml.StartElement:
			inText = t.Name.Local == "t"
			inReading = inReading || t.Name.Local == "rPh"
		case xml.EndElement:
			inText = false
			switch t.Name.Local {
			case element:
				return to, nil
			case "rPh":
				inReading = false
			}
		case xml.CharData:
			if inText && !inReading {
				to = append(to, t...)
			}
			if len(to)-start > longestToken {
				return to, endless()
			}
		}
	}
}

// noEOF turns an end in the middle of something into damage.
func noEOF(err error) error {
	if errors.Is(err, io.EOF) {
		return errMalformed
	}
	return err
}

// unescape undoes the way in which spreadsheets write what XML can't hold: _x000D_ is a carriage return.
func unescape(s string) string {
	var b strings.Builder
	for {
		i := strings.Index(s, "_x")
		if i < 0 || len(s) < i+7 {
			break
		}

		code, ok := hex4(s[i+2 : i+6])
		if !ok || s[i+6] != '_' {
			b.WriteString(s[:i+2])
			s = s[i+2:]
			continue
		}

		b.WriteString(s[:i])
		if code != '\r' && !unseen(code) {
			b.WriteRune(code)
		}

		s = s[i+7:]
	}

	b.WriteString(s)
	return b.String()
}

func hex4(s string) (rune, bool) {
	var r rune
	for _, c := range []byte(s) {
		switch {
		case c >= '0' && c <= '9':
			r = r<<4 | rune(c-'0')
		case c >= 'A' && c <= 'F':
			r = r<<4 | rune(c-'A'+10)
		case c >= 'a' && c <= 'f':
			r = r<<4 | rune(c-'a'+10)
		default:
			return 0, false
		}
	}

	return r, true
}
