package paper

import (
	"fmt"
	"io"
	"strings"

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
	b.line("%s、%s", numeral(b.heads), text)
}

// line adds a paragraph.
func (b *letterBody) line(format string, args ...any) { fmt.Fprintf(b, format+"\n", args...) }

// numeral is a number from 1 to 99 in Chinese characters; beyond it is written in digits.
func numeral(n int) string {
	digits := []string{"", "一", "二", "三", "四", "五", "六", "七", "八", "九"}
	switch ten, one := n/10, n%10; {
	case n < 1 || n > 99:
		return fmt.Sprint(n)
	case ten == 0:
		return digits[one]
	case ten == 1:
		return "十" + digits[one]
	default:
		return digits[ten] + "十" + digits[one]
	}
}
