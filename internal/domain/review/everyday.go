package review

import (
	"strings"
	"unicode/utf8"

	"lingping/internal/domain/org"
	"lingping/internal/domain/scheme"
	"lingping/internal/errs"
)

// EverydayID names an everyday review.
type EverydayID int64

// Everyday is a short review that a superior gives outside a round, face to face 〔二(一) 把日常点评与定期点评结合起来〕. It
// is as given from the moment it is saved; what is changed afterwards is a new version with a reason.
type Everyday struct {
	ID              EverydayID
	Kind            scheme.SubjectKind // unit, secretary or member
	Unit            org.UnitID         // the unit, or that of the person
	Person          org.PersonID       // 0: the unit
	Reviewer        org.PersonID
	Version         int
	Said            EverydayText
	By              string // who wrote the version
	At              int64  // unix ms; so is AcknowledgedAt, 0 while it has not happened
	AcknowledgedAt  int64
	AcknowledgedHow How
}

// EverydayText is what was said, and how.
type EverydayText struct {
	Day      org.Date
	Place    string
	Mode     string // key of a mode of the scheme, may be empty
	Good     string
	Problems string
	Advice   string
}

// EverydayVersion is an everyday review as it once stood.
type EverydayVersion struct {
	Number int
	Said   EverydayText
	Reason string // why the version before it was changed; empty for the first
	By     string
	At     int64
}

// EverydayKinds are the kinds of subjects of which everyday reviews are given.
func EverydayKinds() []scheme.SubjectKind {
	return []scheme.SubjectKind{scheme.Unit, scheme.Secretary, scheme.Member}
}

// Note puts the first version into an everyday review.
func (e *Everyday) Note(said EverydayText, today org.Date, by string, now int64) error {
	said, err := said.checked(today)
	if err != nil {
		return err
	}
	e.Said, e.Version, e.By, e.At = said, 1, by, now
	return nil
}

// Correct puts a new version with its reason into an everyday review; version is the one that the writer had read. The
// subject has to acknowledge anew.
func (e *Everyday) Correct(version int, said EverydayText, reason string, today org.Date, by string, now int64) error {
	said, err := said.checked(today)
	switch {
	case version != e.Version:
		return errs.NewConflict("在您填写期间，%s更正了这次日常点评。请刷新页面，核对后再更正。", e.By)
	case err != nil:
		return err
	case strings.TrimSpace(reason) == "":
		return errs.NewInvalid("请写明更正的原因，原来的内容会一同保留。")
	case utf8.RuneCountInString(reason) > MaxPart:
		return errs.NewInvalid("更正的原因最多 %d 个字，请写短一些。", MaxPart)
	case said == e.Said:
		return errs.NewInvalid("内容与原来一样，没有更正什么。")
	}

	e.Said, e.By, e.At = said, by, now
	e.Version++
	e.AcknowledgedAt, e.AcknowledgedHow = 0, ""
	return nil
}

// Acknowledge records that the subject has read it, or has signed the paper.
func (e *Everyday) Acknowledge(how How, now int64) error {
	if e.AcknowledgedAt != 0 {
		return errs.NewConflict("已经签收过了。")
	}
	e.AcknowledgedAt, e.AcknowledgedHow = now, how
	return nil
}

// checked is the text without space around it; what can't have been said is refused.
func (t EverydayText) checked(today org.Date) (EverydayText, error) {
	t.Place, t.Mode = strings.TrimSpace(t.Place), strings.TrimSpace(t.Mode)
	t.Good, t.Problems, t.Advice = strings.TrimSpace(t.Good), strings.TrimSpace(t.Problems), strings.TrimSpace(t.Advice)
	setting := Setting{Day: t.Day, Place: t.Place}
	var f errs.Faults
	f.If(t.Day == "", "day", "请填写点评的日期：半年一次的期限从这一天算起。")
	if err := setting.Check(); err != nil {
		f.Add("day", err)
	} else {
		f.If(t.Day > today, "day", "点评的日期%s还没有到：日常点评在点评之后登记。", t.Day.Chinese())
	}

	f.If(t.Good == "" && t.Problems == "" && t.Advice == "", "good", "还没有写内容：成绩、问题、今后怎么做，至少写一项。")
	for _, part := range []struct{ field, text string }{{"good", t.Good}, {"problems", t.Problems}, {"advice", t.Advice}} {
		f.If(utf8.RuneCountInString(part.text) > MaxPart, part.field, "有一项内容超过 %d 个字，请写短一些。", MaxPart)
	}

	return t, f.Err()
}
