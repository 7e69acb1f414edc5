package review

import (
	"encoding/json"
	"fmt"
	"strings"
)

// cursor reads a text as it is kept from its front, in one pass and without copying what stands there as it is. What it
// does not expect ends it: then everything it gives is empty, and end says why.
type cursor struct {
	rest string
	err  error
}

func (c *cursor) fail(format string, args ...any) {
	if c.err == nil {
		c.rest, c.err = "", fmt.Errorf("review: "+format, args...)
	}
}

// end refuses what stands behind the value that was read.
func (c *cursor) end() error {
	if c.next() != 0 {
		c.fail("after a text stands %.20q", c.rest)
	}
	return c.err
}

// next is the next byte that is no space, 0 at the end.
func (c *cursor) next() byte {
	c.rest = strings.TrimLeft(c.rest, " \t\r\n")
	if c.rest == "" {
		return 0
	}
	return c.rest[0]
}

// take goes past the byte.
func (c *cursor) take(mark byte) {
	if c.next() != mark {
		c.fail("a text has %.20q in the place of %q", c.rest, mark)
		return
	}
	c.rest = c.rest[1:]
}

// null goes past null and reports whether it stood there.
func (c *cursor) null() (is bool) {
	c.next()
	c.rest, is = strings.CutPrefix(c.rest, "null")
	return is
}

// each reads what stands between two brackets, parted by commas.
func (c *cursor) each(open, shut byte, read func()) {
	c.take(open)
	for more := c.next() != shut; more && c.err == nil; {
		read()
		if more = c.next() == ','; more {
			c.take(',')
		}
	}

	c.take(shut)
}

// object reads the fields of an object: read is told the name and reads the value.
func (c *cursor) object(read func(key string)) {
	c.each('{', '}', func() {
		if c.next() != '"' {
			c.fail("a text has %.20q in the place of a name", c.rest)
			return
		}

		key := c.text()
		c.take(':')
		read(key)
	})
}

// list reads a list, nil for null.
func list[T any](c *cursor, read func(*cursor) T) []T {
	if c.null() {
		return nil
	}

	all := []T{}
	c.each('[', ']', func() { all = append(all, read(c)) })
	return all
}

// text reads a string, empty for null.
func (c *cursor) text() string {
	if c.null() {
		return ""
	}

	c.take('"')
	for i := range len(c.rest) {
		switch b := c.rest[i]; {
		case b == '"':
			said := c.rest[:i]
			c.rest = c.rest[i+1:]
			return said
		case b == '\\' || b < ' ':
			return c.escaped(i)
		}
	}

	c.fail("a text ends within a string")
	return ""
}

// escaped reads a string, whose opening mark is behind us, by encoding/json; up to the byte it stands as it is.
func (c *cursor) escaped(from int) (said string) {
	end := from
	for end < len(c.rest) && c.rest[end] != '"' {
		if c.rest[end] == '\\' {
			end++
		}
		end++
	}

	if end >= len(c.rest) {
		c.fail("a text ends within a string")
		return ""
	}

	if err := json.Unmarshal([]byte(`"`+c.rest[:end+1]), &said); err != nil {
		c.fail("a text has a string that is none: %w", err)
		return ""
	}

	c.rest = c.rest[end+1:]
	return said
}

// number reads a whole number, 0 for null.
func (c *cursor) number() (n int64) {
	if c.null() {
		return 0
	}

	c.next()
	end := 0
	for end < len(c.rest) && strings.IndexByte("-0123456789", c.rest[end]) >= 0 {
		end++
	}

	if json.Unmarshal([]byte(c.rest[:end]), &n) != nil {
		c.fail("a text has %.20q in the place of a number", c.rest)
		return 0
	}

	c.rest = c.rest[end:]
	return n
}

func (c *cursor) aspect() (a AspectText) {
	c.object(func(key string) {
		switch key {
		case "key":
			a.Key = c.text()
		case "text":
			a.Text = c.text()
		default:
			c.fail("an aspect has the unknown field %q", key)
		}
	})
	return a
}

func (c *cursor) citation() (cited Citation) {
	c.object(func(key string) {
		switch key {
		case "problem":
			cited.Problem = int(c.number())
		case "kind":
			cited.Kind = CiteKind(c.text())
		case "ref":
			cited.Ref = c.number()
		case "label":
			cited.Label = c.text()
		default:
			c.fail("a citation has the unknown field %q", key)
		}
	})
	return cited
}
