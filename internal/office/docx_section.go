package office

import (
	"archive/zip"
	"io"
)

// Sides is how the paper of a batch is printed.
type Sides int

// The two ways: OneSided begins each form on a new page, TwoSided on the front of a new sheet.
const (
	OneSided Sides = iota
	TwoSided
)

// sections are the forms of a document, each a section of its own: what stands above and below its first page is not
// what stands on its further ones, which bear （续） and the number of the page within the form.
type sections struct {
	sides Sides
	annex string // of the first form
}

// write writes document.xml.
func (s *sections) write(w io.Writer, next func(yield func(paper, error) bool)) error {
	m := &markup{}
	m.WriteString(documentHead)
	pages := 0 // of the form before
	for f, err := range next {
		if err != nil {
			return err
		}

		if pages > 0 {
			m.WriteString(`<w:p><w:pPr><w:pStyle w:val="` + styleEnd + `"/>`)
			s.section(m, pages)
			m.WriteString("</w:pPr></w:p>")
		} else {
			s.annex = f.annex
		}

		pages = f.write(m)
		if _, err := m.WriteTo(w); err != nil {
			return err
		}
	}

	if pages == 0 {
		return errNoSheet
	}

	m.plain(styleEnd, "")
	s.section(m, pages)
	m.WriteString("</w:body></w:document>")
	_, err := m.WriteTo(w)
	return err
}

// section writes the properties of the section of a form.
func (s *sections) section(m *markup, pages int) {
	m.WriteString(`<w:sectPr><w:headerReference w:type="default" r:id="rId7"/><w:headerReference w:type="even" r:id="rId7"/>` +
		`<w:footerReference w:type="default" r:id="rId4"/><w:footerReference w:type="even" r:id="rId5"/>` +
		`<w:footerReference w:type="first" r:id="rId6"/>`)
	if s.sides == TwoSided {
		m.WriteString(`<w:type w:val="oddPage"/>`)
	} else {
		m.WriteString(`<w:type w:val="nextPage"/>`)
	}

	m.WriteString(`<w:pgSz w:w="`)
	m.number(pageWidth)
	m.WriteString(`" w:h="`)
	m.number(pageHeight)
	m.WriteString(`"/><w:pgMar w:top="`)
	m.number(formTop)
	m.WriteString(`" w:right="`)
	m.number(formSide)
	m.WriteString(`" w:bottom="`)
	m.number(formTop)
	m.WriteString(`" w:left="`)
	m.number(formSide)
	m.WriteString(`" w:header="624" w:footer="567" w:gutter="0"/>`)
	if pages > 1 {
		m.WriteString(`<w:pgNumType w:start="1"/>`)
	}

	m.WriteString(`<w:titlePg/></w:sectPr>`)
}

// headerName is where what stands above further pages lies.
const headerName = "word/header1.xml"

// writeHeader writes what stands above the further pages of the annex.
func writeHeader(z *zip.Writer, annex string) error {
	header := entry(headerName, zip.Deflate)
	w, err := z.CreateHeader(&header)
	if err != nil {
		return err
	}

	m := &markup{}
	m.WriteString(xmlHead + `<w:hdr ` + wordNS + `>`)
	m.plain(styleFurther, annex+"（续）")
	m.WriteString(`</w:hdr>`)
	_, err = m.WriteTo(w)
	return err
}
