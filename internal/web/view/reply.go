package view

import (
	"fmt"

	"lingping/internal/app"
	"lingping/internal/domain/access"
	"lingping/internal/domain/rectify"
	"lingping/internal/domain/review"
)

// ReplyHref is the address of a letter that is kept and of what is done to it.
func ReplyHref(id rectify.ReplyID, page string) string { return fmt.Sprintf("/replies/%d%s", id, page) }

// ReplyOfHref is where the letter that answers a sheet is written.
func ReplyOfHref(sheet review.ID) string { return ReviewHref(sheet, "/reply") }

// replyActs reports whether the asker can do something to the letter.
func replyActs(v app.ReplyView) bool {
	return v.State == rectify.ReplySent && (v.Allowed[access.AcceptReply] || v.Allowed[access.ReplyOnPaper])
}
