package publish

import (
	"lingping/internal/domain/org"
	"lingping/internal/domain/review"
	"lingping/internal/domain/scheme"
	"lingping/internal/errs"
	"lingping/internal/i18n"
)

// Wish is what a member says to his review being made public.
type Wish string

// The wishes. Who has said nothing has not objected.
const (
	Silent  Wish = ""
	Agrees  Wish = "yes"
	Objects Wish = "no"
)

// Word is the wish in Chinese.
func (w Wish) Word() i18n.Word {
	switch w {
	case Agrees:
		return "同意公开"
	case Objects:
		return "不同意公开"
	}
	return "未表示"
}

// Consent is a member's wish as it was recorded: on screen by himself, or from paper by his reviewer.
type Consent struct {
	Person org.PersonID
	Wish   Wish
	How    review.How
	By     string // who recorded it
	At     int64  // unix ms
}

// Check refuses what is no wish.
func (c Consent) Check() error {
	if c.Wish != Agrees && c.Wish != Objects {
		return errs.NewInvalid("请选择同意公开或不同意公开。")
	}
	return nil
}

// Yields refuses a newer wish that others enter against the member's own word: who objected on screen agrees on screen.
func (c Consent) Yields(newer Consent) error {
	if c.How == review.OnScreen && c.Wish == Objects && newer.How == review.OnPaper && newer.Wish == Agrees {
		return errs.NewConflict("本人已在系统里表示不同意公开，只能由本人登录后改为同意。")
	}
	return nil
}

// ByWish reports whether reviews of the kind are made public only where the person has not objected: those of members.
// Units, and those who hold a post in them, answer to the public for it.
func ByWish(kind scheme.SubjectKind) bool { return kind == scheme.Member }
