package e2e_test

import (
	"archive/zip"
	"bytes"
	"encoding/csv"
	"encoding/xml"
	"errors"
	"fmt"
	"image/png"
	"io"
	"path"
	"strings"
	"unicode/utf8"

	"github.com/xuri/excelize/v2"
)

// opened of each kind in one archive, spread over it; the others are only unpacked, which checks their sums.
const opened = 12

// opens tells what keeps a file with the name from being opened by who gets it.
func opens(name string, content []byte) error {
	if len(content) == 0 {
		return errors.New("it is empty")
	}

	ext := strings.ToLower(path.Ext(name))
	if path.Base(name) == "SHA256SUMS" {
		ext = ".txt"
	}

	switch ext {
	case ".docx":
		return opensDocument(content)
	case ".xlsx":
		book, err := excelize.OpenReader(bytes.NewReader(content))
		if err != nil {
			return err
		}
		defer book.Close()

		for _, sheet := range book.GetSheetList() {
			if _, err := book.GetRows(sheet); err != nil {
				return err
			}
		}

		return nil
	case ".zip":
		return opensArchive(content)
	case ".pdf":
		if !bytes.HasPrefix(content, []byte("%PDF-")) {
			return errors.New("it does not begin as a PDF")
		}
		return nil
	case ".png":
		_, err := png.Decode(bytes.NewReader(content))
		return err
	case ".svg", ".xml":
		return wellFormed(content)
	case ".csv":
		_, err := csv.NewReader(bytes.NewReader(content)).ReadAll()
		return err
	case ".txt", ".json", ".jsonl", ".css", ".js":
		if !utf8.Valid(content) {
			return errors.New("it is no text")
		}
		return nil
	default:
		return fmt.Errorf("nobody knows how to open a %q", ext)
	}
}

// opensDocument wants every part of a Word document to be well-formed, and the text to be there.
func opensDocument(content []byte) error {
	parts, err := zip.NewReader(bytes.NewReader(content), int64(len(content)))
	if err != nil {
		return err
	}

	text := false
	for _, part := range parts.File {
		inner, err := unpacked(part)
		if err != nil {
			return err
		}

		if ext := path.Ext(part.Name); ext == ".xml" || ext == ".rels" {
			if err := wellFormed(inner); err != nil {
				return fmt.Errorf("%s: %w", part.Name, err)
			}
		}

		text = text || part.Name == "word/document.xml"
	}

	if !text {
		return errors.New("there is no text in it")
	}

	return nil
}

// opensArchive unpacks everything and opens some of each kind.
func opensArchive(content []byte) error {
	files, err := zip.NewReader(bytes.NewReader(content), int64(len(content)))
	if err != nil {
		return err
	}

	count, seen := map[string]int{}, map[string]int{}
	for _, f := range files.File {
		count[path.Ext(f.Name)]++
	}

	for _, f := range files.File {
		inner, err := unpacked(f)
		if err != nil {
			return err
		}

		ext := path.Ext(f.Name)
		every := max(1, count[ext]/opened)
		if seen[ext]++; (seen[ext]-1)%every > 0 || strings.HasSuffix(f.Name, "/") {
			continue
		}

		if err := opens(f.Name, inner); err != nil {
			return fmt.Errorf("%s: %w", f.Name, err)
		}
	}

	if len(files.File) == 0 {
		return errors.New("there is nothing in it")
	}

	return nil
}

func unpacked(f *zip.File) ([]byte, error) {
	in, err := f.Open()
	if err != nil {
		return nil, fmt.Errorf("%s: %w", f.Name, err)
	}
	defer in.Close()

	content, err := io.ReadAll(in)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", f.Name, err)
	}

	return content, nil
}

func wellFormed(content []byte) error {
	in := xml.NewDecoder(bytes.NewReader(content))
	for {
		if _, err := in.RawToken(); err == io.EOF {
			return nil
		} else if err != nil {
			return err
		}
	}
}
