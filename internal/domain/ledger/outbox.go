package ledger

import (
	"encoding/json"
	"fmt"
	"slices"

	"lingping/internal/domain/access"
)

// Told is one message of the outbox: that something was done of which others outside the program may be told, by e-mail
// or a webhook. It carries what the ledger carries and no text.
type Told struct {
	ID     int64         `json:"id"`
	At     int64         `json:"at"` // unix ms
	Action access.Action `json:"action"`
	Object string        `json:"object"` // kind:id
	Round  int64         `json:"round"`
}

// worthTelling are the acts after which it is somebody else's turn. Drafts, readings and housekeeping are not, and
// nothing about opinions ever is.
func worthTelling() []access.Action {
	return []access.Action{
		access.LaunchRound, access.UnlaunchRound, access.CloseRound, access.HandOverSeat,
		access.ReturnReview, access.ConfirmReview, access.PaperReview, access.CorrectReview, access.RecallReview,
		access.HandInFiling, access.DecideFiling, access.NoteEveryday, access.MendEveryday,
	}
}

// Tell is the message of an entry; false when nobody has to be told.
func (e Entry) Tell() (Told, bool) {
	return Told{At: e.At, Action: e.Action, Object: e.Object, Round: e.Round}, slices.Contains(worthTelling(), e.Action)
}

// Text is the message as it is kept and handed out: one line of JSON.
func (t Told) Text() (string, error) {
	text, err := json.Marshal(t)
	if err != nil {
		return "", fmt.Errorf("ledger.Told %s: %w", t.Object, err)
	}
	return string(text), nil
}
