package rectify

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"lingping/internal/domain/dossier"
	"lingping/internal/domain/org"
	"lingping/internal/domain/review"
	"lingping/internal/domain/round"
	"lingping/internal/errs"
	"lingping/internal/i18n"
)

// ReplyID names a letter.
type ReplyID int64

// ReplyState is where a letter stands.
type ReplyState string

// The states of a letter.
const (
	ReplyDraft    ReplyState = "draft"    // 草稿
	ReplySent     ReplyState = "sent"     // 已送出
	ReplyReturned ReplyState = "returned" // 退回修改
	ReplyAccepted ReplyState = "accepted" // 已接收
)

// Word is the state's Chinese word.
func (s ReplyState) Word() i18n.Word {
	switch s {
	case ReplyDraft:
		return "草稿"
	case ReplySent:
		return "已送出，等接收"
	case ReplyReturned:
		return "已退回修改"
	case ReplyAccepted:
		return "已接收"
	}
	return i18n.Word(s)
}

// Counts reports whether the letter is one of the written replies that statistics count: it has gone out.
func (s ReplyState) Counts() bool { return s == ReplySent || s == ReplyAccepted }

// Reply is the written answer to whoever gave a review, about everything on its sheet that was put right
// 〔四(五) 整改到位后，相关情况还要以书面形式及时回复领导〕.
type Reply struct {
	ID         ReplyID
	Round      round.ID
	Sheet      review.ID
	Unit       org.UnitID  // of the subject, where it is counted
	Owner      dossier.Key // whose answer it is
	State      ReplyState
	Title      string
	Salutation string
	Body       string
	Signature  string
	Day        org.Date
	SentAt     int64 // unix ms; so are the others, 0 while it has not happened
	AcceptedAt int64
	AcceptedBy string
	PaperRef   string // file number of the paper on which it was accepted
	Reason     string // why it was returned
	Revision   int
	By         string // who saved it last
	At         int64
}

// Item is one problem with what was done about it, for the draft of a letter.
type Item struct {
	Problem, Measure, Outcome string
	Files                     int
}

// maxLetter is the longest letter, in characters.
const maxLetter = 20000

// DraftReply words a letter from the ledger: to whom, problem by problem, in the order of the sheet. Whoever answers, a
// person or a unit, speaks of himself.
func DraftReply(to, from string, person bool, round string, items []Item, day org.Date) Reply {
	of, who := "我单位", "我们"
	if person {
		of, who = "我", "我"
	}

	var body strings.Builder
	fmt.Fprintf(&body, "在“%s”中，您对%s指出的问题，%s已经整改，现将有关情况报告如下。", round, of, who)
	for i, it := range items {
		fmt.Fprintf(&body, "\n%s、关于“%s”", org.Numeral(i+1), strings.TrimRight(it.Problem, "。；;"))
		fmt.Fprintf(&body, "\n整改措施：%s", it.Measure)
		fmt.Fprintf(&body, "\n落实情况：%s", it.Outcome)
		if it.Files > 0 {
			fmt.Fprintf(&body, "（附佐证材料 %d 份）", it.Files)
		}
	}

	body.WriteString("\n以上情况，请审阅。")
	return Reply{State: ReplyDraft, Title: "关于点评意见整改落实情况的报告", Salutation: to + "同志：", Body: body.String(),
		Signature: from, Day: day}
}

// Save puts another text into a letter that has not gone out.
func (r *Reply) Save(in Reply, by string, now int64) error {
	if r.State != ReplyDraft && r.State != ReplyReturned {
		return errs.NewConflict("这封书面回复现在是“%s”，不能再改。", r.State.Word())
	}
	if in.Revision != r.Revision {
		return errStale
	}

	var f errs.Faults
	for _, text := range []struct {
		field string
		name  i18n.Word
		text  string
		to    *string
	}{{"title", "标题", in.Title, &r.Title}, {"salutation", "称呼", in.Salutation, &r.Salutation}, {"body", "正文", in.Body, &r.Body},
		{"signature", "落款", in.Signature, &r.Signature}} {
		*text.to = strings.TrimSpace(text.text)
		f.If(*text.to == "", text.field, "书面回复没有“%s”，请补上。", text.name)
		f.If(utf8.RuneCountInString(*text.to) > maxLetter, text.field, "书面回复的“%s”超过 %d 个字，请写短一些。", text.name, maxLetter)
	}

	f.Add("day", checkDay(in.Day))
	if err := f.Err(); err != nil {
		return err
	}

	r.Day, r.By, r.At = in.Day, by, now
	r.Revision++
	return nil
}

// Send hands the letter over.
func (r *Reply) Send(now int64) error {
	if r.State != ReplyDraft && r.State != ReplyReturned {
		return errs.NewConflict("这封书面回复现在是“%s”，不能再送。", r.State.Word())
	}
	r.State, r.SentAt, r.Reason = ReplySent, now, ""
	return nil
}

// Accept says that whoever asked has taken the answer, by name; ref is the file number of the paper on which he signed,
// empty when he did it on screen.
func (r *Reply) Accept(by, ref string, paper bool, now int64) error {
	if r.State != ReplySent {
		return errs.NewConflict("这封书面回复现在是“%s”，不需要接收。", r.State.Word())
	}

	ref = strings.TrimSpace(ref)
	if paper && ref == "" {
		return errs.NewInvalid("登记纸面接收时，请写明{点评人}签收的回复的存档编号。")
	}

	r.State, r.AcceptedAt, r.AcceptedBy, r.PaperRef = ReplyAccepted, now, by, ref
	return nil
}

// Return sends the letter back to be bettered.
func (r *Reply) Return(reason string) error {
	if r.State != ReplySent {
		return errs.NewConflict("这封书面回复现在是“%s”，不能退回。", r.State.Word())
	}

	reason, err := needed(reason, "退回时请写明原因，让对方知道怎样修改。")
	if err == nil {
		r.State, r.Reason = ReplyReturned, reason
	}

	return err
}
