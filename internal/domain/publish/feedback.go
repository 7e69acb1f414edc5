package publish

import (
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strings"
	"unicode/utf8"

	"lingping/internal/domain/org"
	"lingping/internal/errs"
)

// MaxFeedback is the longest feedback, in characters.
const MaxFeedback = 1000

// Feedback is what somebody of the public says to a notice 〔四(四) 主动接受群众监督〕. Nobody is asked who he is; a receipt
// number, of which only the hash is kept, is all that leads back to it.
type Feedback struct {
	ID          int64
	Notice      NoticeID
	Receipt     string // hash of the receipt number
	Class       string // 党员 or 群众, as he says; may be empty
	Text        string
	Day         org.Date // no time: it would say who was at a screen then
	Disposition string   // empty: not answered yet
	Answer      string
	AnsweredBy  string
	AnsweredAt  int64 // unix ms
}

// Classes are what somebody may call himself.
func Classes() []string { return []string{"党员", "群众"} }

// Dispositions are what can become of feedback.
func Dispositions() []string { return []string{"采纳", "合并", "解释", "转办"} }

// ReceiptHash is what is kept of a receipt number. Spaces and dashes do not matter.
func ReceiptHash(number string) string {
	digits := strings.Map(func(r rune) rune {
		if r < '0' || r > '9' {
			return -1
		}
		return r
	}, number)

	sum := sha256.Sum256([]byte("receipt " + digits))
	return hex.EncodeToString(sum[:])
}

// Check refuses feedback that says nothing, or too much.
func (f *Feedback) Check() error {
	f.Text = strings.TrimSpace(f.Text)
	switch n := utf8.RuneCountInString(f.Text); {
	case n == 0:
		return errs.NewInvalid("还没有写意见，请写了再发送。")
	case n > MaxFeedback:
		return errs.NewInvalid("意见最多 %d 个字，现在有 %d 个字，请写短一些。", MaxFeedback, n)
	case f.Class != "" && !slices.Contains(Classes(), f.Class):
		return errs.NewInvalid("身份请从列出的项目中选择，也可以不选。")
	}

	return nil
}

// Reply answers it, or improves an answer.
func (f *Feedback) Reply(disposition, answer, by string, now int64) error {
	answer = strings.TrimSpace(answer)
	switch n := utf8.RuneCountInString(answer); {
	case !slices.Contains(Dispositions(), disposition):
		return errs.NewInvalid("请选择怎样处理：采纳、合并、解释或转办。")
	case n == 0:
		return errs.NewInvalid("请写一句答复，提意见的人凭回执号可以看到。")
	case n > maxReason:
		return errs.NewInvalid("答复最多 %d 个字，请写短一些。", maxReason)
	}

	f.Disposition, f.Answer, f.AnsweredBy, f.AnsweredAt = disposition, answer, by, now
	return nil
}
