package office

import (
	"bufio"
	"bytes"
	"context"
	"encoding/csv"
	"errors"
	"io"
	"path/filepath"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/unicode"

	"lingping/internal/errs"
)

// openCSV takes a text file for one sheet, named as the file. Excel in China writes GB18030, others UTF-8, "Unicode
// text" is UTF-16; which it is shows in the bytes.
func openCSV(name string, file io.ReaderAt, size int64, limits Limits) ([]table, error) {
	text, err := decoded(file, size)
	if err != nil {
		return nil, err
	}

	if lines, err := countLines(file, size); err != nil {
		return nil, err
	} else if lines > limits.Lines {
		return nil, tooManyRows(name, limits)
	}

	base := filepath.Base(strings.ReplaceAll(name, `\`, "/"))
	sheet := strings.TrimSuffix(base, filepath.Ext(base))
	rope := &leash{r: text, length: 16 * limits.Cell * 4}
	each := func(ctx context.Context, see func(line) error) error {
		return readCSV(ctx, sheet, rope, limits, see)
	}
	return []table{{name: sheet, plain: true, each: each}}, nil
}

// countLines counts the line breaks of the file, those within values too.
func countLines(file io.ReaderAt, size int64) (int, error) {
	buf := make([]byte, 1<<16)
	lines, returns := 0, 0
	for at := int64(0); at < size; {
		n, err := file.ReadAt(buf, at)
		if err != nil && !errors.Is(err, io.EOF) {
			return 0, err
		}
		lines += bytes.Count(buf[:n], []byte("\n"))
		returns += bytes.Count(buf[:n], []byte("\r"))
		at += int64(max(n, 1))
	}

	return max(lines, returns), nil
}

// decoded is the file as UTF-8: by its byte order mark, else UTF-8 when all of it is valid but for a few broken bytes,
// else GB18030. A byte that is no character becomes the replacement character.
func decoded(file io.ReaderAt, size int64) (io.Reader, error) {
	whole := func() io.Reader { return io.NewSectionReader(file, 0, size) }
	mark := make([]byte, 3)
	if _, err := file.ReadAt(mark, 0); err != nil && !errors.Is(err, io.EOF) {
		return nil, err
	}

	switch {
	case bytes.HasPrefix(mark, []byte("\xff\xfe")), bytes.HasPrefix(mark, []byte("\xfe\xff")):
		utf16 := unicode.UTF16(unicode.LittleEndian, unicode.UseBOM)
		return utf16.NewDecoder().Reader(whole()), nil
	case bytes.HasPrefix(mark, []byte("\xef\xbb\xbf")):
		return unicode.UTF8.NewDecoder().Reader(io.NewSectionReader(file, 3, size-3)), nil
	}

	likely, err := isUTF8(bufio.NewReader(whole()))
	if err != nil {
		return nil, err
	}

	if likely {
		return unicode.UTF8.NewDecoder().Reader(whole()), nil
	}

	return simplifiedchinese.GB18030.NewDecoder().Reader(whole()), nil
}

// isUTF8 reports whether a text is UTF-8: for each byte that is no part of it there are ten characters of several bytes.
// Chinese in GB18030 has hardly any sequence that is one.
func isUTF8(r *bufio.Reader) (bool, error) {
	broken, wide := 0, 0
	for {
		r, n, err := r.ReadRune()
		switch {
		case errors.Is(err, io.EOF):
			return broken*10 <= wide, nil
		case err != nil:
			return false, err
		case r == utf8.RuneError && n == 1:
			broken++
		case n > 1:
			wide++
		}
	}
}

// readCSV gives the lines of a text, numbered as Excel numbers its rows: a line break within quotes makes no row.
func readCSV(ctx context.Context, sheet string, rope *leash, limits Limits, see func(line) error) error {
	rope.loosen()
	text := bufio.NewReader(&tidy{r: rope, atStart: true})
	reader := csv.NewReader(text)
	reader.Comma = separator(text)
	reader.FieldsPerRecord = -1
	reader.ReuseRecord = true
	var cells []cell
	breaks, rows, at := 0, 0, 0
	for {
		rope.loosen()
		record, err := reader.Read()
		if errors.Is(err, io.EOF) {
			return nil
		}

		if wrong, ok := errors.AsType[*csv.ParseError](err); ok {
			return errs.NewInvalid("“%s”第 %d 行的引号不成对；请用 Excel 或 WPS 打开检查，另存为 .xlsx 再导入。", sheet, wrong.StartLine-breaks)
		} else if err != nil {
			return err
		}

		started, _ := reader.FieldPos(0)
		at = started - breaks
		filled := false
		cells = cells[:0]
		for column, text := range record {
			breaks += strings.Count(text, "\n")
			if text == "" {
				continue
			}
			if column >= limits.Columns {
				return tooManyColumns(sheet, at, limits)
			}
			if len(text) > limits.Cell && utf8.RuneCountInString(text) > limits.Cell {
				return tooLong(sheet, at, column, limits)
			}

			cells = append(cells, make([]cell, column-len(cells))...)
			cells = append(cells, csvCell(text))
			filled = true
		}

		if !filled {
			continue
		}

		if rows++; rows > limits.Rows {
			return tooManyRows(sheet, limits)
		}

		if rows%256 == 0 && ctx.Err() != nil {
			return ctx.Err()
		}

		if err := see(line{at: at, cells: cells}); err != nil {
			return err
		}
	}
}

// csvCell is a value with what can be told of it.
func csvCell(text string) cell {
	c := cell{text: visible(text)}
	if strings.ContainsRune(c.text, utf8.RuneError) {
		c.form = asTorn
	}

	if inner, ok := strings.CutPrefix(c.text, `="`); ok && strings.HasSuffix(inner, `"`) {
		c.text = strings.TrimSuffix(inner, `"`)
	}

	return c
}

// visible is a text without the control characters that a file can smuggle in and that no cell shows, no form prints and
// not every database keeps.
func visible(text string) string {
	if strings.IndexFunc(text, unseen) < 0 {
		return text
	}
	return strings.Map(func(r rune) rune {
		if unseen(r) {
			return -1
		}
		return r
	}, text)
}

func unseen(r rune) bool { return r < ' ' && r != '\t' && r != '\n' && r != '\r' || r == 0x7f }

// separator is the one of comma, tab and semicolon that stands most often in the first lines.
func separator(text *bufio.Reader) rune {
	head, _ := text.Peek(2048) // shorter files give what they have
	best := ','
	for _, r := range "\t;" {
		if bytes.Count(head, []byte(string(r))) > bytes.Count(head, []byte(string(best))) {
			best = r
		}
	}

	return best
}
