package paper

import (
	"io"

	"lingping/internal/domain/rectify"
	"lingping/internal/office"
)

// ReplyName is what people call the file of a letter about a subject.
func ReplyName(r rectify.Reply, subject string, as Format) string {
	return as.Named(r.Title + "（" + subject + "）")
}

// WriteReply writes a letter in the format.
func WriteReply(w io.Writer, r rectify.Reply, as Format) error {
	return writeLetter(w, office.Letter{Title: r.Title, Salutation: r.Salutation, Body: r.Body, Signature: r.Signature, Day: r.Day}, as)
}
