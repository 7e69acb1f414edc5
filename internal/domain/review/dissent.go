package review

import (
	"strings"
	"unicode/utf8"

	"lingping/internal/errs"
)

// Dissent is what a subject said against a version of his review, with the reviewer's answer. It stays when the review
// is corrected.
type Dissent struct {
	Review     ID
	Version    int
	Text       string
	At         int64  // unix ms
	Answer     string // empty while there is none
	AnsweredBy string
	AnsweredAt int64 // unix ms
}

// MaxAnswer is the longest answer to a dissent, in characters: it is a sentence, not a second review.
const MaxAnswer = 500

// Reply puts the reviewer's answer beside the dissent. There is one answer, and it stays.
func (d *Dissent) Reply(answer, by string, now int64) error {
	answer = strings.TrimSpace(answer)
	switch {
	case d.Text == "":
		return errs.NewConflict("对方没有写不同意见，不需要答复。")
	case d.Answer != "":
		return errs.NewConflict("对这条不同意见已经答复过了，答复会保留，不能再改。")
	case answer == "":
		return errs.NewInvalid("请写一句答复：采纳了什么，或者为什么维持原来的点评。")
	case utf8.RuneCountInString(answer) > MaxAnswer:
		return errs.NewInvalid("答复最多 %d 个字，请写短一些。", MaxAnswer)
	}

	d.Answer, d.AnsweredBy, d.AnsweredAt = answer, by, now
	return nil
}
