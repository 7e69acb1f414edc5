// Package office writes and reads documents: it sets the annexes of the notice as Word and Excel files, packs
// them into zip archives, and it reads the workbooks and lists that offices hand in. What it writes comes from plain
// structs declared here, already worded in Chinese, and goes to an io.Writer; what it reads comes out as plain rows.
//
//	press.go    Press: one set of fonts, from which every document is written
//	docx_*.go   a small OOXML writer: text, tables, parts, the fitting of a form to its pages
//	form*.go    annex 2 (unit and secretary) and annex 3 (member) as .docx
//	stats*.go   annex 1 as .xlsx
//	bundle.go   many documents in one zip, in roster order
//	sheet.go    the lines of a handed-in table, whatever the kind of file: xlsx_*.go, csv.go
//	roster*.go  the roster in such tables, as fields by their heads
//
// It knows no database, no permissions and no clock, and decides nothing: which sheets are printed is decided in
// package app, and which words stand on them in package paper.
package office
