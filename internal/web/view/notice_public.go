package view

import (
	"lingping/internal/app"
	"lingping/internal/qr"
)

// Public is a notice as anybody reads it, with what was typed into a refused feedback.
type Public struct {
	app.PublicNotice
	ProofQR      qr.Code
	Typed, Class string
}
