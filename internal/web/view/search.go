package view

import "lingping/internal/app"

// Search is what was looked for and what was found.
type Search struct {
	app.Found
	Query   string
	Asked   bool
	Refused string // why it was not looked for, in the reader's language
}

// nothing reports whether nothing was found.
func (v Search) nothing() bool {
	return len(v.Persons)+len(v.Units)+len(v.Sheets)+len(v.Notices) == 0
}
