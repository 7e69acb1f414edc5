package paper

import (
	"fmt"
	"io"
	"strings"

	"lingping/internal/domain/org"
	"lingping/internal/office"
)

// writeLetter writes what is laid out as official letters are, in the format.
func writeLetter(w io.Writer, l office.Letter, as Format) error {
	press := office.NewPress(office.DefaultFonts())
	if as == PDF {
		return press.PrintLetter(w, l)
	}
	return press.WriteLetter(w, l)
}

// letterBody gathers the paragraphs of a letter.
type letterBody struct {
	strings.Builder
	heads int
}

// head begins a part: 一、 二、
func (b *letterBody) head(text string) {
	b.heads++
	b.line("%s、%s", org.Numeral(b.heads), text)
}

// line adds a paragraph.
func (b *letterBody) line(format string, args ...any) { fmt.Fprintf(b, format+"\n", args...) }
