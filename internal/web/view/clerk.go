package view

import (
	"lingping/internal/store"
)

// Clerks is who writes for the reader, and for whom he writes.
type Clerks struct {
	Clerks    []store.ClerkRow
	Reviewers []store.ClerkRow
	Who       string // typed into a refused form
	Person    bool   // the reader is somebody of the roster
}
