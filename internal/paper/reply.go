package paper

import (
	"io"

	"lingping/internal/domain/rectify"
	"lingping/internal/office"
)

// ReplyName is what people call the file of a letter about a subject.
func ReplyName(r rectify.Reply, subject string) string { return r.Title + "（" + subject + "）.docx" }

// WriteReply writes a letter as a Word document.
func WriteReply(w io.Writer, r rectify.Reply) error {
	letter := office.Letter{Title: r.Title, Salutation: r.Salutation, Body: r.Body, Signature: r.Signature, Day: r.Day}
	return office.NewPress(office.DefaultFonts()).WriteLetter(w, letter)
}
