package office

import (
	"archive/zip"
	"bufio"
	"bytes"
	"encoding/xml"
	"fmt"
	"io"
	"os"
	"strconv"

	"github.com/xuri/excelize/v2"

	"lingping/internal/errs"
)

// rowSpool gathers the rows that stand behind the head of a sheet in a file of its own, so that however many there are, none is
// kept in memory. Close erases it.
type rowSpool struct {
	file *os.File
	out  *bufio.Writer
	at   int // the last row written
}

// newRowSpool begins behind the row with the number.
func newRowSpool(after int) (*rowSpool, error) {
	file, err := os.CreateTemp("", "lingping-rows-")
	if err != nil {
		return nil, err
	}
	return &rowSpool{file: file, out: bufio.NewWriterSize(file, 64<<10), at: after}, nil
}

// Close erases the file.
func (s *rowSpool) Close() error {
	err := s.file.Close()
	if problem := os.Remove(s.file.Name()); err == nil {
		err = problem
	}
	return err
}

// row writes one row: its number as a figure, then texts, each a string whatever it begins with.
func (s *rowSpool) row(height float64, figure, figureStyle int, texts []string, textStyle int) {
	s.at++
	fmt.Fprintf(s.out, `<row r="%d" ht="%s" customHeight="1"><c r="%s" s="%d"><v>%d</v></c>`, s.at, strconv.FormatFloat(height, 'f', -1, 64),
		cellName(1, s.at), figureStyle, figure)
	for i, text := range texts {
		fmt.Fprintf(s.out, `<c r="%s" s="%d" t="inlineStr"><is><t xml:space="preserve">`, cellName(i+2, s.at), textStyle)
		_ = xml.EscapeText(s.out, []byte(text)) // the buffer keeps its error until it is flushed
		_, _ = s.out.WriteString(`</t></is></c>`)
	}

	_, _ = s.out.WriteString(`</row>`)
}

// into writes the book with the rows behind those of its first sheet.
func (s *rowSpool) into(w io.Writer, book *excelize.File) (err error) {
	defer errs.Wrap(&err, "office.rowSpool")

	if err := s.out.Flush(); err != nil {
		return err
	}

	if _, err := s.file.Seek(0, io.SeekStart); err != nil {
		return err
	}

	frame, err := book.WriteToBuffer()
	if err != nil {
		return err
	}

	parts, err := zip.NewReader(bytes.NewReader(frame.Bytes()), int64(frame.Len()))
	if err != nil {
		return err
	}

	out := zip.NewWriter(w)
	for _, part := range parts.File {
		if part.Name != "xl/worksheets/sheet1.xml" {
			if err := out.Copy(part); err != nil {
				return err
			}
			continue
		}

		if err := s.sheet(out, part); err != nil {
			return err
		}
	}

	return out.Close()
}

// sheet writes the sheet with the rows before the end of its own.
func (s *rowSpool) sheet(out *zip.Writer, part *zip.File) error {
	body, err := part.Open()
	if err != nil {
		return err
	}
	defer body.Close()

	text, err := io.ReadAll(body)
	if err != nil {
		return err
	}

	end := []byte("</sheetData>")
	head, rest, found := bytes.Cut(text, end)
	if !found {
		return fmt.Errorf("the sheet has no rows to go on with")
	}

	to, err := out.Create(part.Name)
	if err != nil {
		return err
	}

	_, err = io.Copy(to, io.MultiReader(bytes.NewReader(head), s.file, bytes.NewReader(end), bytes.NewReader(rest)))
	return err
}
