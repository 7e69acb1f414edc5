package publish

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"lingping/internal/domain/org"
	"lingping/internal/domain/round"
	"lingping/internal/errs"
)

// PromotionID names a promotion.
type PromotionID int64

// Promotion is one issue 期 in which the committee makes experience and models known 推介. It goes the way of every text
// for the public, by the same three hands; once approved it stands from its day on.
type Promotion struct {
	ID     PromotionID
	Round  round.ID
	Number int    // in its round, from 1
	Code   string // of the public page; can't be guessed
	Way
	Text PromotionText
}

// PromotionText is what an issue says, fixed when it is proposed.
type PromotionText struct {
	Title string
	Day   org.Date
	Round string
	Items []PromotionItem
}

// PromotionItem is one experience or model in an issue.
type PromotionItem struct {
	Experience ExperienceID
	Kind       ExperienceKind
	Name       string // of the unit or the member
	Unit       string // of a member; empty for a unit
	Text       string
	Sentence   string
}

// Who names whom the item speaks of.
func (i PromotionItem) Who() string {
	if i.Unit == "" {
		return i.Name
	}
	return i.Unit + "　" + i.Name
}

// Plain is the text as its hash is made of it.
func (t PromotionText) Plain() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s\n%s\n%s\n", t.Title, t.Day, t.Round)
	for _, i := range t.Items {
		fmt.Fprintf(&b, "\n%s\n%s\n%s\n%s\n", i.Kind.Word(), i.Who(), i.Text, i.Sentence)
	}
	return b.String()
}

// Hash is the SHA-256 of the text.
func (t PromotionText) Hash() string {
	sum := sha256.Sum256([]byte(t.Plain()))
	return hex.EncodeToString(sum[:])
}

// Without is the text without what those named no longer agree to.
func (t PromotionText) Without(declined map[ExperienceID]bool) PromotionText {
	t.Items = slices.DeleteFunc(slices.Clone(t.Items), func(i PromotionItem) bool { return declined[i.Experience] })
	return t
}

// Propose puts a text on its way. What has been public once is not proposed again: another issue is.
func (p *Promotion) Propose(text PromotionText) error {
	if p.State != "" && p.State != Returned {
		return p.not("重新提出")
	}

	text.Title = strings.TrimSpace(text.Title)
	var f errs.Faults
	f.If(text.Title == "", "title", "请写这一期的标题。")
	f.If(utf8.RuneCountInString(text.Title) > maxPlace, "title", "标题最多 %d 个字，请写短一些。", maxPlace)
	_, err := org.ParseDay(string(text.Day))
	f.If(err != nil, "day", "请填写这一期的日期，如 2011-01-12。")
	f.If(len(text.Items) == 0, "experience", "请至少选择一条已采用的经验或典型。")
	if err := f.Err(); err != nil {
		return err
	}

	p.propose()
	p.Text = text
	return nil
}

// Approve makes the issue public from its day on.
func (p *Promotion) Approve(h Hand, before []Act, about []Party) error {
	if err := p.Way.Approve(h, before, about); err != nil {
		return err
	}

	p.State, p.Shown = Published, p.Edition
	return nil
}

// OnDisplay reports whether the public may read the issue on the day: it was approved, was not withdrawn, and has not stood
// for longer than anything may.
func (p *Promotion) OnDisplay(day org.Date) bool {
	return p.State == Published && org.Covers(p.Text.Day, p.Text.Day.AddDays(maxDays-1), day)
}

// PromotionDays are the first and the last day that an issue on display on the day may bear.
func PromotionDays(today org.Date) (from, to org.Date) { return today.AddDays(1 - maxDays), today }
