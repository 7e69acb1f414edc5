package office

import (
	"bufio"
	"bytes"
	"context"
	"encoding/xml"
	"errors"
	"io"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"lingping/internal/errs"
)

// sheetReader reads the rows of one sheet in order.
type sheetReader struct {
	*workbook
	*xmlStream
	name   string
	see    func(line) error
	merges mergeFill
	veiled *veiled
	filled int64 // behind this place of the part stands nothing but formatted rows; 0: not known
	cells  []cell
	at     int  // row being read
	hidden bool // it is not shown
	rows   int  // rows with something in them so far
}

// readSheet shows each row with something in it. A sheet that ends before its end is refused: what is missing would be
// taken for gone.
func (w *workbook) readSheet(ctx context.Context, name, part string, v *veiled, see func(line) error) error {
	merges, filled, err := w.mergesOf(ctx, name, part, v)
	if err != nil {
		return err
	}

	x, err := openXML(ctx, w.part(part))
	if err != nil {
		return unreadable()
	}
	defer x.Close()

	r := &sheetReader{workbook: w, xmlStream: x, name: name, see: see, merges: mergeFill{all: merges}, veiled: v, filled: filled}
	return r.read()
}

func (r *sheetReader) read() error {
	for {
		token, err := r.token()
		if err != nil {
			return err
		}

		switch t := token.(type) {
		case xml.StartElement:
			switch t.Name.Local {
			case "col":
				r.column(t)
			case "row":
				if err := r.row(t); err != nil {
					return err
				}

				if r.filled > 0 && r.offset() > r.filled {
					return nil
				}
			}
		case xml.EndElement:
			if t.Name.Local == "sheetData" {
				return nil
			}
		}
	}
}

// token is the next token. The sheet ends with its end, never with that of the part.
func (r *sheetReader) token() (xml.Token, error) {
	token, err := r.next()
	return token, r.damage(noEOF(err))
}

// damage says after which row the sheet is damaged.
func (r *sheetReader) damage(err error) error {
	if errors.Is(err, errMalformed) {
		return torn(r.name, max(r.at-1, 0))
	}
	return err
}

// row reads the cells of a row and shows it.
func (r *sheetReader) row(e xml.StartElement) error {
	at := r.at + 1
	if number := attr(e, "r"); number != "" {
		n, err := strconv.Atoi(number)
		if err != nil || n < 1 || n > lastRow {
			return unreadable()
		}
		if n < at {
			return errs.NewInvalid("“%s”表里第 %d 行存在第 %d 行后面，行的次序乱了；请用 Excel 或 WPS 打开它，另存为 .xlsx 再导入。", r.name, n, r.at)
		}

		at = n
	}

	r.at, r.cells, r.hidden = at, r.cells[:0], isOn(attr(e, "hidden"))
	column := -1
	for {
		if c, ok := r.plainCell(); ok {
			var err error
			if column, err = columnOf(c.reference, column+1); err != nil {
				return err
			}

			if err := r.store(c, column); err != nil {
				return err
			}

			continue
		}

		token, err := r.token()
		if err != nil {
			return err
		}

		switch t := token.(type) {
		case xml.StartElement:
			if t.Name.Local != "c" {
				continue
			}

			if column, err = columnOf(attr(t, "r"), column+1); err != nil {
				return err
			}

			if err := r.cell(t, column); err != nil {
				return err
			}
		case xml.EndElement:
			if t.Name.Local == "row" {
				return r.show()
			}
		}
	}
}

// show hands on the row, completed by the values of merged cells.
func (r *sheetReader) show() error {
	r.cells = r.merges.complete(r.at, r.cells)
	if len(r.cells) == 0 {
		return nil
	}

	if r.rows++; r.rows > r.limits.Rows {
		return tooManyRows(r.name, r.limits)
	}

	return r.see(line{r.at, r.cells, r.hidden})
}

// column remembers columns that are not shown.
func (r *sheetReader) column(e xml.StartElement) {
	from, err := strconv.Atoi(attr(e, "min"))
	to, also := strconv.Atoi(attr(e, "max"))
	if isOn(attr(e, "hidden")) && err == nil && also == nil && len(r.veiled.columns) < lastColumn {
		r.veiled.columns = append(r.veiled.columns, span{from - 1, to - 1})
	}
}

func isOn(value string) bool { return value == "1" || value == "true" }

// columnOf is the column of a reference such as AB12, from 0; without a reference the cell follows the one before.
func columnOf(reference string, next int) (int, error) {
	column := 0
	for _, c := range []byte(reference) {
		switch {
		case c >= 'A' && c <= 'Z':
			column = column*26 + int(c-'A') + 1
		case c >= 'a' && c <= 'z':
			column = column*26 + int(c-'a') + 1
		}
		if column > lastColumn {
			return 0, unreadable()
		}
	}

	if column == 0 {
		column = next + 1
	}

	if column > lastColumn {
		return 0, unreadable()
	}

	return column - 1, nil
}

// cell reads one cell and puts it into its column when there is something in it.
func (r *sheetReader) cell(e xml.StartElement, column int) error {
	stored, err := r.content()
	if err != nil {
		return err
	}
	return r.store(storedCell{kind: attr(e, "t"), style: attr(e, "s"), content: stored}, column)
}

// store puts a cell into its column when there is something in it.
func (r *sheetReader) store(stored storedCell, column int) error {
	kind := stored.kind
	unsaved := stored.formula && !(stored.valued && kind == "str") // a formula may give an empty text
	if stored.text == "" && !unsaved {
		return nil
	}

	text := stored.text
	value := cell{text: text}
	switch {
	case text == "":
		value = cell{text: "=", form: asUnsaved}
		kind = "="
	case kind == "e":
		value.form = asError
	}

	switch kind {
	case "=", "e":
	case "s":
		n, err := strconv.Atoi(strings.TrimSpace(text))
		if err != nil {
			return unreadable()
		}
		value.text = r.strings.text(n)
	case "d":
		value = isoCell(text)
	case "", "n":
		styleID, err := strconv.Atoi(stored.style)
		if err != nil {
			styleID = 0
		}
		value = r.number(strings.TrimSpace(text), styleID)
	default:
		value.text = unescape(text)
	}

	if value.text == "" {
		return nil
	}
	if column >= r.limits.Columns {
		return tooManyColumns(r.name, r.at, r.limits)
	}
	if len(value.text) > r.limits.Cell && utf8.RuneCountInString(value.text) > r.limits.Cell {
		return tooLong(r.name, r.at, column, r.limits)
	}

	for len(r.cells) <= column {
		r.cells = append(r.cells, cell{})
	}

	r.cells[column] = value
	return nil
}

// content is what a cell holds: its value, or the string within it, and whether it has a formula and a stored value.
type content struct {
	text            string
	formula, valued bool
}

// content reads up to the cell's end.
func (r *sheetReader) content() (c content, err error) {
	inValue := false
	for {
		token, err := r.token()
		if err != nil {
			return c, err
		}

		switch t := token.(type) {
		case xml.StartElement:
			inValue = t.Name.Local == "v"
			c.valued = c.valued || inValue
			c.formula = c.formula || t.Name.Local == "f"
			if t.Name.Local == "is" {
				inner, err := appendText(nil, r.xmlStream, "is")
				if err != nil {
					return c, r.damage(err)
				}
				c.text = string(inner)
			}
		case xml.EndElement:
			inValue = false
			if t.Name.Local == "c" {
				return c, nil
			}
		case xml.CharData:
			if inValue {
				c.text += string(t)
			}
			if len(c.text) > longestToken {
				return c, endless()
			}
		}
	}
}

// mergesOf reads the merged cells, which stand behind the rows, and with them the whole part once: a damaged part shows
// here, before anything of it is used.
func (w *workbook) mergesOf(ctx context.Context, name, part string, v *veiled) (merges []merged, filled int64, err error) {
	body, err := w.part(part).Open()
	if err != nil {
		return nil, 0, unreadable()
	}
	defer body.Close()

	rest := bufio.NewReaderSize(body, 1<<16)
	rows, filled, err := skipRows(rest)
	switch {
	case rows > w.limits.Rows:
		return nil, 0, tooManyRows(name, w.limits)
	case errors.Is(err, io.EOF):
		return nil, 0, nil // no rows to speak of; or torn, which the reading of rows will say with the row
	case err != nil:
		return nil, 0, unreadable()
	}

	x := streamXML(ctx, rest, body)
	for {
		token, err := x.next()
		if errors.Is(err, io.EOF) {
			break
		} else if err != nil {
			return nil, 0, refusal(err)
		}

		e, ok := token.(xml.StartElement)
		if ok && e.Name.Local == "filterColumn" {
			v.filtered = true
		}

		if !ok || e.Name.Local != "mergeCell" {
			continue
		}

		if m, ok := mergedOf(attr(e, "ref")); ok {
			merges = append(merges, m)
		}

		if len(merges) > mostMerges {
			return nil, 0, errs.NewInvalid("“%s”表里合并的单元格超过 %d 处；请取消合并后再导入。", name, mostMerges)
		}
	}

	slices.SortFunc(merges, func(a, b merged) int { return a.top - b.top })
	return merges, filled, nil
}

// skipRows reads to behind the end of sheetData, and counts roughly how many rows have something in them: there are not
// more than rows, and not more than values. last is a place behind which no value stands, a little behind the last one.
func skipRows(r *bufio.Reader) (filled int, last int64, err error) {
	end := []byte("sheetData>")
	rows, values := 0, 0
	var at int64
	for {
		window, err := r.Peek(1 << 15)
		if len(window) == 0 {
			return min(rows, values), 0, err
		}

		step := max(len(window)-len(end)-16, 1)
		i := bytes.Index(window, end)
		if i >= 0 {
			step = i + len(end)
		}

		rows += countStarts(window, step, "/row>")
		found := countStarts(window, step, "/v>") + countStarts(window, step, "/t>")
		values += found
		at += int64(step)
		if found > 0 || bytes.Contains(window, []byte("<f")) || bytes.Contains(window, []byte(":f")) || bytes.Contains(window, []byte(":v>")) || bytes.Contains(window, []byte(":t>")) {
			last = at + int64(len(end))
		}

		closed := i >= 0 && bytes.HasPrefix(window[max(bytes.LastIndexByte(window[:i], '<'), 0):], []byte("</"))
		if _, err := r.Discard(step); err != nil || closed {
			return min(rows, values), last, err
		}
	}
}

// countStarts counts where text begins within the first n bytes of the window.
func countStarts(window []byte, n int, text string) int {
	return bytes.Count(window[:min(n+len(text)-1, len(window))], []byte(text))
}
