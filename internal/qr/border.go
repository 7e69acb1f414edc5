package qr

import (
	"image"
	"image/color"
)

// bordered is a picture with a white border of so many pixels.
type bordered struct {
	image.Image
	border int
}

// Bounds is the picture with its border.
func (b bordered) Bounds() image.Rectangle {
	return image.Rect(0, 0, b.Image.Bounds().Dx()+2*b.border, b.Image.Bounds().Dy()+2*b.border)
}

// ColorModel is shades of grey: a picture of dots needs no more, and stays small.
func (b bordered) ColorModel() color.Model { return color.GrayModel }

// At is white in the border.
func (b bordered) At(x, y int) color.Color {
	inside := image.Pt(x-b.border, y-b.border)
	if !inside.In(b.Image.Bounds()) {
		return color.White
	}
	return b.Image.At(inside.X, inside.Y)
}
