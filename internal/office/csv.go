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
	return []table{{name: sheet, each: each}}, nil
}

// countLines counts the line breaks of the file, those within values too.
func countLines(file io.ReaderAt, size int64) (int, error) {
	buf := make([]byte, 1<<16)
	lines := 0
	for at := int64(0); at < size; {
		n, err := file.ReadAt(buf, at)
		if err != nil && !errors.Is(err, io.EOF) {
			return 0, err
		}
		lines += bytes.Count(buf[:n], []byte("\n"))
		at += int64(max(n, 1))
	}

	return lines, nil
}

// decoded is the file as UTF-8: by its byte order mark, else UTF-8 when all of it is valid, else GB18030.
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
		return io.NewSectionReader(file, 3, size-3), nil
	}

	valid, err := isUTF8(bufio.NewReader(whole()))
	if err != nil || valid {
		return whole(), err
	}

	return simplifiedchinese.GB18030.NewDecoder().Reader(whole()), nil
}

func isUTF8(r *bufio.Reader) (bool, error) {
	for {
		r, n, err := r.ReadRune()
		switch {
		case errors.Is(err, io.EOF):
			return true, nil
		case err != nil:
			return false, err
		case r == utf8.RuneError && n == 1:
			return false, nil
		}
	}
}

// readCSV gives the lines of a text, numbered as Excel numbers its rows: a line break within quotes makes no row.
func readCSV(ctx context.Context, sheet string, rope *leash, limits Limits, see func(line) error) error {
	rope.loosen()
	text := bufio.NewReader(rope)
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
			cells = append(cells, cell{text: visible(text)})
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

		if err := see(line{at, cells}); err != nil {
			return err
		}
	}
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
