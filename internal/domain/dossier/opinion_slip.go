package dossier

import (
	"slices"
	"strings"
	"unicode/utf8"

	"lingping/internal/domain/org"
	"lingping/internal/errs"
	"lingping/internal/i18n"
)

// Class is who writes, as he says himself: 普通党员 or 群众代表 〔四末〕. Empty: he does not say.
type Class string

// The classes.
const (
	OfMember Class = "member"
	OfMasses Class = "masses"
)

// Name is the class in Chinese.
func (c Class) Name() i18n.Word {
	switch c {
	case OfMember:
		return "党员"
	case OfMasses:
		return "群众"
	}
	return ""
}

// Vote answers whether something was put right.
type Vote string

// The votes.
const (
	Yes    Vote = "yes"
	Partly Vote = "partly"
	No     Vote = "no"
)

// Votes are all votes in the order of slips.
func Votes() []Vote { return []Vote{Yes, Partly, No} }

// Name is the vote in Chinese.
func (v Vote) Name() i18n.Word {
	switch v {
	case Yes:
		return "已整改"
	case Partly:
		return "部分整改"
	case No:
		return "没有整改"
	}
	return ""
}

// Answer is what a slip says to one question.
type Answer struct {
	Question int          `json:"question"` // its place in the batch
	Person   org.PersonID `json:"person,omitempty"`
	Text     string       `json:"text,omitempty"`
	Vote     Vote         `json:"vote,omitempty"`
}

// Slip is what came in with one code: no moment, no number, nobody's name.
type Slip struct {
	Class   Class    `json:"class"`
	Answers []Answer `json:"answers"`
}

// Check gives the slip as it may be kept. members are those about whom it may speak.
func (b Batch) Check(in Slip, members []org.PersonID) (Slip, error) {
	out := Slip{Class: in.Class}
	if in.Class != OfMember && in.Class != OfMasses {
		out.Class = ""
	}

	for _, a := range in.Answers {
		a.Text = strings.TrimSpace(a.Text)
		if a.Text == "" && a.Vote == "" {
			continue
		}
		if a.Question < 0 || a.Question >= len(b.Questions) {
			return out, errs.NewInvalid("意见条上没有这个问题，请刷新页面后重新填写。")
		}

		q := b.Questions[a.Question]
		switch {
		case utf8.RuneCountInString(a.Text) > maxOpinion:
			return out, errs.NewInvalid("一条意见最多 %d 个字，请写短一些。", maxOpinion)
		case q.About == AboutMember && !slices.Contains(members, a.Person):
			return out, errs.NewInvalid("请选择意见是对哪一位{党员}的。")
		case q.About != AboutMember && a.Person != 0, a.Vote != "" && (!q.Vote || a.Vote.Name() == ""):
			return out, errs.NewInvalid("意见条上没有这个问题，请刷新页面后重新填写。")
		}

		out.Answers = append(out.Answers, a)
	}

	if len(out.Answers) == 0 {
		return out, errs.NewInvalid("还没有写意见：请至少回答一个问题。")
	}

	if len(out.Answers) > b.places() {
		return out, errs.NewInvalid("意见条上没有这么多空，请刷新页面后重新填写。")
	}

	return out, nil
}

// places are how many answers a slip of the batch has room for.
func (b Batch) places() (n int) {
	for _, q := range b.Questions {
		if n++; q.About == AboutMember {
			n += MembersOnSlip - 1
		}
	}
	return n
}

// Sizes of a slip as it is kept, in bytes: what every answer may take, and what stands around all of them.
const (
	answerSize = maxOpinion*utf8.UTFMax + 256
	slipSize   = 64
)

// Size is how many bytes every slip of the batch takes, whatever it says: by its length none can be told from another.
func (b Batch) Size() int { return slipSize + b.places()*answerSize }

// Fits reports whether a slip is one of the batch: what is found in its box was put there by whoever could.
func (b Batch) Fits(s Slip) bool {
	return len(s.Answers) > 0 && !slices.ContainsFunc(s.Answers, func(a Answer) bool { return a.Question < 0 || a.Question >= len(b.Questions) })
}
