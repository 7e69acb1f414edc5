// Package paper shapes what a round says into papers: which words stand in which cell of annexes 1, 2 and 3, of the
// ledger of actions and of a letter, and what lies in a unit's pack and in the archive of a round. It is handed rows that
// were read, and package office sets the words on the page. It asks no permission, holds no transaction and looks at no
// clock: who may have a paper, and what is read for it, is decided in package app.
package paper

import "strings"

// The kinds of files that papers are.
const (
	PDFMedia      = "application/pdf"
	DocumentMedia = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
	WorkbookMedia = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
	ZipMedia      = "application/zip"
)

// Format is how a paper that is laid out here is written; the two look alike and have the same pages.
type Format string

// The formats: one in which people go on writing, and one that looks alike and is printed everywhere.
const (
	Word Format = "docx"
	PDF  Format = "pdf"
)

// Media is the kind of file.
func (f Format) Media() string {
	if f == PDF {
		return PDFMedia
	}
	return DocumentMedia
}

// Named is the name of the file, given that of the Word file or one without an ending.
func (f Format) Named(name string) string {
	return strings.TrimSuffix(name, "."+string(Word)) + "." + string(f)
}

// title is what a paper calls itself, given the name of its file.
func title(name string) string {
	for _, f := range []Format{Word, PDF} {
		name = strings.TrimSuffix(name, "."+string(f))
	}
	return name
}
