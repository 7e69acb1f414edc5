// Package review is what is said of a subject and how it comes to count: a text in parts 〔二(三)、四(三)〕, written by the
// reviewer, his clerk or the reviewed side, confirmed by the reviewer or by a signed paper, acknowledged by the subject.
// Who may do which is package access; which parts a scheme demands is package scheme.
package review

import (
	"slices"
	"strings"
	"unicode/utf8"

	"lingping/internal/errs"
	"lingping/internal/i18n"
)

// ID names a review; it is the id of the obligation that it meets.
type ID int64

// State is where a review stands. It is kept with the obligation.
type State string

// The states. Exempt and Dropped belong to obligations that need no review any more.
const (
	Owed      State = "owed"      // 未点评
	Draft     State = "draft"     // 草稿
	Submitted State = "submitted" // 待点评人确认
	Returned  State = "returned"  // 已退回修改
	Confirmed State = "confirmed" // 已点评
	Exempt    State = "exempt"    // 免评
	Dropped   State = "dropped"   // 已撤销, after a change of the roster was accepted
)

// Word is the state's Chinese word.
func (s State) Word() i18n.Word {
	switch s {
	case Owed:
		return "未点评"
	case Draft:
		return "草稿"
	case Submitted:
		return "待点评人确认"
	case Returned:
		return "已退回修改"
	case Confirmed:
		return "已点评"
	case Exempt:
		return "免评"
	case Dropped:
		return "已撤销"
	}
	return i18n.Word(s)
}

// OpenStates are those of a review that is still to be finished.
func OpenStates() []State { return []State{Owed, Draft, Submitted, Returned} }

// Open reports whether the review is still to be finished.
func (s State) Open() bool { return slices.Contains(OpenStates(), s) }

// Writable reports whether the text may still be changed by saving.
func (s State) Writable() bool { return s == Owed || s == Draft || s == Returned }

// Review is one sheet's record.
type Review struct {
	ID       ID
	State    State
	Revision int        // grows with every save
	Version  int        // of the text handed in, 0 before the first
	Occasion OccasionID // 0: none
	Setting  Setting
	Text     Text
	Writer   Writer

	ReturnReason    string
	Recalled        string // why the reviewer took it back after it had counted; empty once it is handed in again
	SubmittedAt     int64  // unix ms; so are the others, 0 while it has not happened
	ConfirmedAt     int64
	ConfirmedHow    How
	PaperRef        string // file number of the signed paper
	PaperBlob       int64  // its scan
	AcknowledgedAt  int64
	AcknowledgedHow How
	Dissent         string
	SavedAt         int64
}

// Writer is who wrote the text last, and for which side.
type Writer struct {
	Account int64 // 0: the local operator
	Name    string
	Side    Side
}

// Version is a text as it was handed in. Versions are never changed.
type Version struct {
	Number  int
	Text    Text
	Setting Setting
	Reason  string // why a text that counted was corrected
	Writer  string
	At      int64 // unix ms
}

// CountedVersions are those of a review's versions, the newest first, that are not only its writers' business: the newest,
// and each that counted until it was corrected. The others were sent back and never counted.
func CountedVersions(newestFirst []Version) []Version {
	var out []Version
	for i, v := range newestFirst {
		if i == 0 || newestFirst[i-1].Reason != "" {
			out = append(out, v)
		}
	}

	return out
}

// How something was confirmed or acknowledged.
type How string

// The two ways: on screen, or on a paper that was signed and is named or scanned.
const (
	OnScreen How = "screen"
	OnPaper  How = "paper"
)

// ErrStale is the refusal of a save when somebody else saved between reading and writing; both texts are shown.
var ErrStale = errs.NewConflict("在您填写期间，另有人保存了这张{登记表}。您写的内容没有丢失，请对照后再保存。")

// Save puts a new text and setting into the review. revision is what the writer had read.
func (r *Review) Save(revision int, setting Setting, text Text, by Writer, now int64) error {
	if !r.State.Writable() {
		return errs.NewConflict("这张{登记表}现在是“%s”，不能直接修改；如需更正，请由{点评人}说明原因后更正。", r.State.Word())
	}
	if revision != r.Revision {
		return ErrStale
	}

	r.Setting, r.Text, r.Writer, r.SavedAt = setting.Clean(), text.Clean(), by, now
	r.Revision++
	if r.State == Owed {
		r.State = Draft
	}

	return nil
}

// Submit hands the text in. When the reviewer hands it in himself it counts at once; a text written by his clerk or the
// reviewed side waits for him. lacking is what the scheme demands and the text does not have.
func (r *Review) Submit(byReviewer bool, lacking i18n.Words, now int64) error {
	if !r.State.Writable() {
		return errs.NewConflict("这张{登记表}现在是“%s”，不能再次提交。", r.State.Word())
	}
	if len(lacking) > 0 {
		return errs.NewInvalid("还缺：%s。请补充后再提交；已写的内容已保存。", lacking)
	}
	if r.Text.Empty() {
		return errs.NewInvalid("这张{登记表}还没有写内容，不能提交。请先填写；已写的内容已保存。")
	}

	r.Version++
	r.SubmittedAt, r.ReturnReason = now, ""
	r.State = Submitted
	if byReviewer {
		r.State, r.ConfirmedAt, r.ConfirmedHow = Confirmed, now, OnScreen
	}

	return nil
}

// Return sends a submitted text back to be bettered.
func (r *Review) Return(reason string) error {
	reason = strings.TrimSpace(reason)
	if r.State != Submitted {
		return errs.NewConflict("这张{登记表}现在是“%s”，不能退回。", r.State.Word())
	}
	if reason == "" {
		return errs.NewInvalid("退回时请写明原因，让填写的人知道怎样修改。")
	}

	r.State, r.ReturnReason = Returned, reason
	return nil
}

// Confirm makes a submitted text count.
func (r *Review) Confirm(now int64) error {
	if r.State != Submitted {
		return errs.NewConflict("这张{登记表}现在是“%s”，不需要确认。", r.State.Word())
	}
	r.State, r.ConfirmedAt, r.ConfirmedHow = Confirmed, now, OnScreen
	return nil
}

// ConfirmOnPaper makes a submitted text count because the reviewer signed the paper: ref is its file number, blob its
// scan; one of the two is needed.
func (r *Review) ConfirmOnPaper(ref string, blob int64, now int64) error {
	ref = strings.TrimSpace(ref)
	if r.State != Submitted {
		return errs.NewConflict("这张{登记表}现在是“%s”，不能登记纸面签字；请先填写并提交。", r.State.Word())
	}
	if ref == "" && blob == 0 {
		return errs.NewInvalid("登记纸面签字时，请写明签字表的存档编号，或上传签字表的扫描件。")
	}

	r.State, r.ConfirmedAt, r.ConfirmedHow, r.PaperRef, r.PaperBlob = Confirmed, now, OnPaper, ref, blob
	return nil
}

// Acknowledge records that the subject has read the review, with what he says against it, if anything.
func (r *Review) Acknowledge(how How, dissent string, now int64) error {
	if r.State != Confirmed {
		return errs.NewConflict("这张{登记表}还没有经{点评人}确认，暂不能签收。")
	}
	if r.AcknowledgedAt != 0 {
		return errs.NewConflict("这张{登记表}已经签收过了。")
	}

	dissent = strings.TrimSpace(dissent)
	if utf8.RuneCountInString(dissent) > MaxPart {
		return errs.NewInvalid("不同意见最多 %d 个字，请写短一些。", MaxPart)
	}

	r.AcknowledgedAt, r.AcknowledgedHow, r.Dissent = now, how, dissent
	return nil
}

// Correct replaces the text of a review that already counts by a new version with a reason; the old one stays readable
// and the subject is asked to acknowledge again. The paper that was signed for an earlier version stays named.
func (r *Review) Correct(revision int, setting Setting, text Text, reason string, by Writer, lacking i18n.Words, now int64) error {
	reason = strings.TrimSpace(reason)
	switch {
	case r.State != Confirmed:
		return errs.NewConflict("这张{登记表}现在是“%s”，不需要更正，可以直接修改。", r.State.Word())
	case revision != r.Revision:
		return ErrStale
	case reason == "":
		return errs.NewInvalid("更正已确认的{登记表}必须写明原因；原来的内容会保留，并一同显示。")
	case len(lacking) > 0:
		return errs.NewInvalid("还缺：%s。请补充后再更正。", lacking)
	case text.Empty():
		return errs.NewInvalid("更正后的{登记表}没有内容：请填写后再更正。")
	}

	r.Setting, r.Text, r.Writer = setting.Clean(), text.Clean(), by
	r.Revision++
	r.Version++
	r.SavedAt, r.SubmittedAt, r.ConfirmedAt, r.ConfirmedHow = now, now, now, OnScreen
	r.AcknowledgedAt, r.AcknowledgedHow, r.Dissent = 0, "", ""
	return nil
}

// Recall takes a review that counts back to its draft. The version that counted stays and is shown with the reason; a
// paper that was signed for it stays named.
// Once the subject has acknowledged it, or the office has its filing (filed), the text stands 〔五末 备案〕: then it can
// only be corrected.
func (r *Review) Recall(reason string, filed bool) error {
	reason = strings.TrimSpace(reason)
	switch {
	case r.State != Confirmed:
		return errs.NewConflict("这张{登记表}现在是“%s”，不需要撤回，可以直接修改。", r.State.Word())
	case r.AcknowledgedAt != 0:
		return errs.NewConflict("对方已经签收，不能撤回；如需改动，请写明原因后更正，原来的和更正后的都会给对方看。")
	case filed:
		return errs.NewConflict("这张{登记表}已经报送备案，不能撤回；如需改动，请写明原因后更正，原来的和更正后的都会给对方看。")
	case reason == "":
		return errs.NewInvalid("撤回已生效的{登记表}必须写明原因；原来的内容会保留。")
	}

	r.State, r.Recalled = Draft, reason
	r.ConfirmedAt, r.ConfirmedHow = 0, ""
	return nil
}
