package round

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"lingping/internal/domain/org"
	"lingping/internal/errs"
	"lingping/internal/i18n"
)

// RetentionClass is how long an archived round is kept 保管期限.
type RetentionClass string

// The classes.
const (
	KeptForever RetentionClass = "permanent"
	Kept30Years RetentionClass = "30"
	Kept10Years RetentionClass = "10"
)

// RetentionClasses are all classes, the longest first.
func RetentionClasses() []RetentionClass {
	return []RetentionClass{KeptForever, Kept30Years, Kept10Years}
}

// Word is the class as archives write it.
func (c RetentionClass) Word() i18n.Word {
	switch c {
	case KeptForever:
		return "永久"
	case Kept30Years:
		return "30年"
	case Kept10Years:
		return "10年"
	}
	return i18n.Word(c)
}

// years is how long the class keeps, 0 for ever.
func (c RetentionClass) years() int {
	switch c {
	case Kept30Years:
		return 30
	case Kept10Years:
		return 10
	}
	return 0
}

// Retention says how long an archived round is kept and why. Nothing is ever deleted by it.
type Retention struct {
	Class  RetentionClass
	Reason string
	From   org.Date // the day of archiving
	Until  org.Date // the last day of the last year, empty for ever
	By     string
	At     int64 // unix ms
}

// Due reports whether the years are over on the day: the round waits for appraisal 鉴定, and is kept until people decide.
func (r Retention) Due(day org.Date) bool { return r.Until != "" && day > r.Until }

// Archive puts a closed round into the archive for a class of years, counted from the year after archiving; of one that is
// archived already it sets the class anew, as an appraisal may.
func (r *Round) Archive(class RetentionClass, reason string, today org.Date) (Retention, error) {
	reason = strings.TrimSpace(reason)
	known := false
	for _, c := range RetentionClasses() {
		known = known || c == class
	}

	switch {
	case r.State != Closed && r.State != Archived:
		return Retention{}, errs.NewConflict("“%s”还没有结束，不能归档：请先结束本轮。", r.Name)
	case !known:
		return Retention{}, errs.NewInvalid("请选择保管期限：永久、30年或10年。")
	case reason == "":
		return Retention{}, errs.NewInvalid("请写明定这个保管期限的依据，如“文书档案保管期限表：年度工作材料”。")
	case utf8.RuneCountInString(reason) > 200:
		return Retention{}, errs.NewInvalid("依据超过 %d 个字，请写短一些。", 200)
	}

	r.State = Archived
	kept := Retention{Class: class, Reason: reason, From: today}
	if n := class.years(); n > 0 {
		kept.Until = org.Date(fmt.Sprintf("%04d-12-31", today.Time().Year()+n))
	}

	return kept, nil
}
