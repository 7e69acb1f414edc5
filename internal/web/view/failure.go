package view

import "lingping/internal/i18n"

// TypedField is a text that was typed into a form that was refused.
type TypedField struct{ Name, Value string }

// Failure is what the error page says.
type Failure struct {
	Title    i18n.Word // a key of the catalogue
	Sentence string    // in the reader's language
	SignIn   bool      // a session is over: signing in again helps
	Saves    bool      // something was to be kept
	Back     string    // address of the page from which one came; empty without
	Typed    []TypedField
}
