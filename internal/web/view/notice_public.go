package view

import (
	"lingping/internal/app"
)

// Public is a notice as anybody reads it, with what was typed into a refused feedback.
type Public struct {
	app.PublicNotice
	Typed, Class string
}
