package web

import (
	"bytes"
	"io"
	"net/url"
)

// urlencoded is how a page sends a form without files.
const urlencoded = "application/x-www-form-urlencoded"

// usualForm is the largest form that has its memory before it has come.
const usualForm = 256 << 10

// readBody reads a form that was sent without files into PostForm, in one pass over its bytes and in their own place:
// Chinese text comes as nine bytes a character, and net/http goes over each three times. What it leaves alone net/http reads.
func (r *request) readBody() error {
	if r.PostForm != nil || r.Header.Get("Content-Type") != urlencoded || r.ContentLength < 0 || r.ContentLength > usualForm {
		return nil
	}

	body := make([]byte, r.ContentLength)
	if _, err := io.ReadFull(r.Body, body); err != nil {
		return err
	}

	var err error
	r.PostForm, err = formValues(body)
	return err
}

// formValues are the fields of a form as url.ParseQuery reads them. It unescapes them in their place.
func formValues(body []byte) (values url.Values, err error) {
	values = url.Values{}
	for len(body) > 0 {
		var field []byte
		field, body, _ = bytes.Cut(body, []byte("&"))
		if len(field) == 0 {
			continue
		}

		if bytes.IndexByte(field, ';') >= 0 {
			return values, url.EscapeError(";")
		}

		before, after, _ := bytes.Cut(field, []byte("="))
		name, err := unescaped(before)
		if err != nil {
			return values, err
		}

		value, err := unescaped(after)
		if err != nil {
			return values, err
		}

		values[name] = append(values[name], value)
	}

	return values, nil
}

// unescaped is a name or a value as it was typed.
func unescaped(raw []byte) (string, error) {
	n := 0
	for i := 0; i < len(raw); i++ {
		b := raw[i]
		switch b {
		case '+':
			b = ' '
		case '%':
			if i+2 >= len(raw) || !isHex(raw[i+1]) || !isHex(raw[i+2]) {
				return "", url.EscapeError(raw[i:min(i+3, len(raw))])
			}
			b = nibble(raw[i+1])<<4 | nibble(raw[i+2])
			i += 2
		}

		raw[n] = b
		n++
	}

	return string(raw[:n]), nil
}

func isHex(b byte) bool {
	return b >= '0' && b <= '9' || b >= 'A' && b <= 'F' || b >= 'a' && b <= 'f'
}

// nibble is the value of a hexadecimal digit.
func nibble(b byte) byte {
	if b <= '9' {
		return b - '0'
	}
	return b&^0x20 - 'A' + 10
}
