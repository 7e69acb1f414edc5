// Package qr draws addresses as QR codes, for pages and for paper. It knows nothing of what the address opens.
package qr

import (
	"bytes"
	"fmt"
	"image/color"
	"image/png"
	"strings"

	"github.com/boombuler/barcode"
	"github.com/boombuler/barcode/qr"
)

// Quiet is the empty border around the dots, in dots, that cameras need to find a code.
const Quiet = 4

// Code is a text as a square of dots. The zero Code draws nothing.
type Code struct{ dots barcode.Barcode }

// New draws the text with so much redundancy that a crease or a stain of a seventh of the square does no harm. It fails
// when the text is longer than a code can hold, some 2,300 bytes.
func New(text string) (Code, error) {
	dots, err := qr.Encode(text, qr.M, qr.Auto)
	if err != nil {
		return Code{}, fmt.Errorf("qr.New: %w", err)
	}
	return Code{dots}, nil
}

// Side is the length of a side in dots, the border included.
func (c Code) Side() int {
	if c.dots == nil {
		return 0
	}
	return c.dots.Bounds().Dx() + 2*Quiet
}

// Black reports whether the dot is black; x and y count from the corner of the border.
func (c Code) Black(x, y int) bool {
	side := c.Side() - 2*Quiet
	x, y = x-Quiet, y-Quiet
	return x >= 0 && y >= 0 && x < side && y < side && c.dots.At(x, y) == color.Black
}

// Path is the black dots as the d of an SVG path, for a viewBox of 0 0 Side Side. One stroke draws a run of dots.
func (c Code) Path() string {
	var b strings.Builder
	for y := range c.Side() {
		for x := 0; x < c.Side(); x++ {
			run := 0
			for c.Black(x+run, y) {
				run++
			}

			if run > 0 {
				fmt.Fprintf(&b, "M%d %dh%dv1h-%dz", x, y, run, run)
				x += run
			}
		}
	}

	return b.String()
}

// PNG is the code as a picture, each dot so many pixels wide, for documents that hold pictures.
func (c Code) PNG(pixels int) ([]byte, error) {
	side := c.Side()
	scaled, err := barcode.Scale(c.dots, (side-2*Quiet)*pixels, (side-2*Quiet)*pixels)
	if err != nil {
		return nil, fmt.Errorf("qr.PNG: %w", err)
	}

	var out bytes.Buffer
	err = png.Encode(&out, bordered{scaled, Quiet * pixels})
	return out.Bytes(), err
}
