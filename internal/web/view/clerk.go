package view

import "lingping/internal/app"

// Clerks is who writes for the reader, and for whom he writes.
type Clerks struct {
	app.OwnClerks
	Who    string // typed into a refused form
	Person bool   // the reader is somebody of the roster
}
