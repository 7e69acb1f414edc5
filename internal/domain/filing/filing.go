// Package filing is the last act of a round 〔备案〕: which unit hands in whose forms to the office by when, the pack that it
// hands in with the statistics, the receipt or the return with its reasons, and the check by which the receiver counts
// the statistics anew from the pack alone. It knows no database and no zip; packs are written and read by package office.
package filing

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"lingping/internal/domain/access"
	"lingping/internal/domain/org"
	"lingping/internal/domain/round"
	"lingping/internal/errs"
	"lingping/internal/i18n"
)

// ID names one pack that was handed in.
type ID int64

// State is where a unit's filing stands.
type State string

// The states. Building is a unit that has handed in nothing yet; Returned may hand in again.
const (
	Building State = ""
	Handed   State = "handed"
	Received State = "received"
	Returned State = "returned"
)

// Word is the state as offices say it.
func (s State) Word() i18n.Word {
	switch s {
	case Handed:
		return "已报送，待收件"
	case Received:
		return "已备案"
	case Returned:
		return "已退回"
	}
	return "未报送"
}

// Filing is one pack as it was handed in. A unit's later packs for the same duty are its further versions; the newest is
// what counts, the others stay readable.
type Filing struct {
	ID      ID
	Round   round.ID
	Unit    org.UnitID
	Duty    int // number of the duty that it fulfils
	Version int
	State   State

	Sheets  int    // forms in it
	Lacking int    // forms that should have been in it and were not finished
	Reason  string // why it was handed in all the same
	Due     Due
	Day     org.Date // on which it was handed in
	At      int64    // unix ms
	By      Hand
	Blob    int64  // the zip as it was handed in
	Hash    string // its SHA-256 in hex
	Size    int64

	Year, Number int    // of the receipt
	DecidedAt    int64  // unix ms; 0 while the office has neither received nor returned it
	DecidedBy    string // who did
	Returned     string // why it was returned
}

// Hand is who handed something in.
type Hand struct {
	Account int64 // 0: the local operator
	Person  org.PersonID
	Name    string
}

// maxReason is the longest reason, in characters.
const maxReason = 500

// Late is how many days after the due day it was handed in, 0 when on it or before. It is said and has no consequence.
func (f Filing) Late() int { return f.Due.Late(f.Day) }

// Receipt is the receipt's number as offices write it: 备〔2011〕3号; empty before there is one.
func (f Filing) Receipt() string {
	if f.Number == 0 {
		return ""
	}
	return fmt.Sprintf("备〔%d〕%d号", f.Year, f.Number)
}

// Since is what became of the forms of a pack after the office received it.
type Since struct {
	Corrected int // reviews in it that have another version, or do not count any more
	Ready     int // forms that were lacking and are complete
	Left      int // forms that were lacking and still are
}

// Changed is how many of its forms a supplement 补报 would say anew.
func (s Since) Changed() int { return s.Corrected + s.Ready }

// Missing is how many of the forms that the unit owes the office has not got; those of which the obligation has ended are
// none.
func (s Since) Missing() int { return s.Ready + s.Left }

// Supplements reports whether a pack of so many forms says more than the one that was received: forms that changed since,
// or more of them. One of statistics alone says the figures of its day, and may be sent anew at any time.
func Supplements(last Filing, changed, sheets int) bool {
	return changed > 0 || sheets > last.Sheets || sheets == 0 && last.Sheets == 0 && last.Lacking == 0
}

// HandIn makes the next version of a unit's filing. last is what was handed in before (Version 0: nothing), changed how
// many of its forms were corrected or completed since. What lacks forms needs a reason, what waits for the office is not handed in
// twice, and after the receipt only a supplement 补报 is taken.
func HandIn(last, next Filing, changed int) (Filing, error) {
	next.Reason = strings.TrimSpace(next.Reason)
	switch {
	case last.State == Handed:
		return next, errs.NewConflict("上一次报送还在等收件，不用再报；要改，请收件的人先退回。")
	case last.State == Received && !Supplements(last, changed, next.Sheets):
		return next, errs.NewConflict("已经备案（%s），登记表没有更正或增加，不用再报。", last.Receipt())
	case next.Lacking > 0 && next.Reason == "":
		return next, errs.NewInvalid("还有 %d 张应报的登记表没有完成：请先完成，或者写一句原因再报送。", next.Lacking)
	case utf8.RuneCountInString(next.Reason) > maxReason:
		return next, errs.NewInvalid("原因超过 %d 个字，请写短一些。", maxReason)
	}

	next.Version, next.State = last.Version+1, Handed
	return next, nil
}

// Receive gives the receipt with the next number of the year. Nobody receives what he handed in himself.
func (f *Filing) Receive(who access.Actor, year, number int, at int64) error {
	if err := f.decidable(who); err != nil {
		return err
	}
	f.State, f.Year, f.Number, f.DecidedAt, f.DecidedBy = Received, year, number, at, who.Name
	return nil
}

// Return sends the pack back with a reason; the unit hands in again.
func (f *Filing) Return(who access.Actor, reason string, at int64) error {
	if err := f.decidable(who); err != nil {
		return err
	}

	reason = strings.TrimSpace(reason)
	switch {
	case reason == "":
		return errs.NewInvalid("退回要写明原因，报送单位才知道补什么。")
	case utf8.RuneCountInString(reason) > maxReason:
		return errs.NewInvalid("原因超过 %d 个字，请写短一些。", maxReason)
	}

	f.State, f.Returned, f.DecidedAt, f.DecidedBy = Returned, reason, at, who.Name
	return nil
}

func (f *Filing) decidable(who access.Actor) error {
	switch {
	case f.State != Handed:
		return errs.NewConflict("这一份已经处理过，不在等待收件：请刷新页面查看。")
	case f.By.Account == who.Account || f.By.Person != 0 && f.By.Person == who.Person:
		return errs.NewConflict("不能由报送人自己收件或退回：请另一位收件的同志办理。")
	}
	return nil
}
