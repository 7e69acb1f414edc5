// Package paper shapes what a round says into papers: which words stand in which cell of annexes 1, 2 and 3, of the
// ledger of actions and of a letter, and what lies in a unit's pack and in the archive of a round. It is handed rows that
// were read, and package office sets the words on the page. It asks no permission, holds no transaction and looks at no
// clock: who may have a paper, and what is read for it, is decided in package app.
package paper

// The kinds of files that papers are.
const (
	DocumentMedia = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
	WorkbookMedia = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
	ZipMedia      = "application/zip"
)
