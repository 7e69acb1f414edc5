package office

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"slices"
	"strings"

	"lingping/internal/errs"
)

// WordText is what a Word document says, a paragraph an item and empty ones left out: its body first, then the other parts
// that hold text (headers, footers, notes, comments) by name. How it looks is no part of it. Text that was struck out with
// changes tracked is not said any more.
func WordText(docx []byte) ([]string, error) {
	archive, err := zip.NewReader(bytes.NewReader(docx), int64(len(docx)))
	if err != nil {
		return nil, errs.NewInvalid("这不是一个完整的 Word 文件。")
	}

	texts := map[string][]string{}
	left := int64(packFile)
	for _, f := range archive.File {
		if !strings.HasPrefix(f.Name, "word/") || !strings.HasSuffix(f.Name, ".xml") {
			continue
		}

		part, err := unpack(f, left)
		if err != nil {
			return nil, err
		}

		left -= int64(len(part))
		text, err := wordParagraphs(part)
		if err != nil {
			return nil, errs.NewInvalid("Word 文件里的“%s”读不懂，它已经损坏。", showName(f.Name))
		}

		texts[f.Name] = append(texts[f.Name], text...)
	}

	const body = "word/document.xml"
	all, others := texts[body], []string{}
	for name := range texts {
		if name != body {
			others = append(others, name)
		}
	}

	slices.Sort(others)
	for _, name := range others {
		all = append(all, texts[name]...)
	}

	return all, nil
}

// wordParagraphs are the texts of the paragraphs of one part. A line break and a tab are a space.
func wordParagraphs(part []byte) (paragraphs []string, err error) {
	dec := xml.NewDecoder(bytes.NewReader(part))
	var open [][]byte // a text box holds paragraphs within one
	inText := false
	write := func(s string) {
		if n := len(open); n > 0 {
			open[n-1] = append(open[n-1], s...)
		}
	}

	for {
		token, err := dec.Token()
		if errors.Is(err, io.EOF) {
			return paragraphs, nil
		}
		if err != nil {
			return nil, err
		}

		switch t := token.(type) {
		case xml.StartElement:
			switch t.Name.Local {
			case "p":
				open = append(open, nil)
			case "br", "tab", "cr":
				write(" ")
			case "t":
				inText = true
			}
		case xml.EndElement:
			switch n := len(open); {
			case t.Name.Local == "t":
				inText = false
			case t.Name.Local == "p" && n > 0:
				if text := strings.Join(strings.Fields(string(open[n-1])), " "); text != "" {
					paragraphs = append(paragraphs, text)
				}
				open = open[:n-1]
			}
		case xml.CharData:
			if inText {
				write(string(t))
			}
		}
	}
}
