package publish

import (
	"strings"
	"unicode/utf8"

	"lingping/internal/domain/org"
	"lingping/internal/errs"
	"lingping/internal/i18n"
)

// ActKind is a step on a text's way before the public.
type ActKind string

// The steps.
const (
	ActPropose  ActKind = "propose"
	ActCheck    ActKind = "check"
	ActApprove  ActKind = "approve"
	ActReturn   ActKind = "return"
	ActPublish  ActKind = "publish"
	ActWithdraw ActKind = "withdraw"
)

// Word is what was done, in Chinese.
func (k ActKind) Word() i18n.Word {
	switch k {
	case ActPropose:
		return "提出"
	case ActCheck:
		return "保密审查通过"
	case ActApprove:
		return "批准"
	case ActReturn:
		return "送回修改"
	case ActPublish:
		return "公布"
	case ActWithdraw:
		return "撤下"
	}
	return i18n.Word(k)
}

// Hand is by whom something is decided: at his account, or with a signature on paper that somebody else enters.
type Hand struct {
	Account   int64
	Person    org.PersonID
	Name      string
	Paper     string // file number of the signed paper; empty: decided on screen
	EnteredBy string // who entered the paper
}

// Act is one step that was taken.
type Act struct {
	Hand
	Kind    ActKind
	Edition int
	Note    string
	At      int64 // unix ms
}

// Party is somebody of whom a text speaks.
type Party struct {
	Person org.PersonID
	Name   string
}

// OnPaper is the hand of somebody who signed a paper.
func OnPaper(name, ref, enteredBy string) (Hand, error) {
	name, ref = strings.TrimSpace(name), strings.TrimSpace(ref)
	var f errs.Faults
	for _, word := range []struct{ field, text string }{{"signer", name}, {"ref", ref}} {
		f.If(word.text == "", word.field, "登记纸面签字时，请写明签字人姓名和存档编号。")
		f.If(utf8.RuneCountInString(word.text) > maxPlace, word.field, "签字人姓名和存档编号最多 %d 个字，请写短一些。", maxPlace)
	}

	return Hand{Name: name, Paper: ref, EnteredBy: enteredBy}, f.Err()
}

// may refuses a hand that took another step of the same text already, and one whose own review is in it: proposing,
// looking through and approving are three persons, and nobody decides about his own record.
func (h Hand) may(edition int, before []Act, about []Party) error {
	for _, a := range before {
		if a.Edition == edition && (a.Kind == ActPropose || a.Kind == ActCheck) && h.same(a.Hand) {
			return errs.NewConflict("“%s”已经%s过这份公开稿：提出、保密审查、批准要由三个人分别办理，请换一个人。", h.Name, a.Kind.Word())
		}
	}

	for _, p := range about {
		if h.is(p) {
			return errs.NewConflict("这份公开稿写到“%s”本人，不能由他审查或批准，请换一个人。如是同名的另一人，请在姓名后注明单位。", h.Name)
		}
	}

	return nil
}

// same reports whether two hands are one person's. A name on paper is all that is known of who signed it.
func (h Hand) same(o Hand) bool {
	if h.Paper != "" || o.Paper != "" {
		return h.Name == o.Name
	}
	return h.Account == o.Account || h.Person != 0 && h.Person == o.Person
}

func (h Hand) is(p Party) bool {
	if h.Paper != "" {
		return h.Name == p.Name
	}
	return h.Person != 0 && h.Person == p.Person
}
