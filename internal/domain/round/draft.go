package round

import (
	"slices"
	"strings"
	"unicode/utf8"

	"lingping/internal/domain/org"
	"lingping/internal/errs"
)

// The years of rounds: a year such as 0202 or 20111 is a slip of the keys.
const (
	firstDay org.Date = "1921-07-01"
	lastDay  org.Date = "2199-12-31"
)

// checkYear refuses a day of a year in which there is no round.
func checkYear(day org.Date) error {
	if day != "" && (day < firstDay || day > lastDay) {
		return errs.NewInvalid("日期 %s 的年份不对：请核对，年份写四位，如 2010-12-27。", string(day))
	}
	return nil
}

// Preparing refuses what may only be done while the round is prepared.
func (r *Round) Preparing() error {
	if r.State == Draft {
		return nil
	}
	return errs.NewConflict("“%s”已经启动，名称、日期和方案不能再改。误启动、还没有人写过内容的，可以先退回筹备。", r.Name)
}

// Change gives a round in preparation another name, window, snapshot day and scheme. Where the snapshot day was the first
// day and is not said, it stays the first day.
func (r Round) Change(to Round) (Round, error) {
	if err := r.Preparing(); err != nil {
		return r, err
	}

	changed := r
	changed.Name, changed.From, changed.To, changed.SnapshotDay = to.Name, to.From, to.To, to.SnapshotDay
	changed.Scheme, changed.SchemeText, changed.Theme = to.Scheme, to.SchemeText, to.Theme
	checked, err := Open(changed)
	if err != nil {
		return r, err
	}

	return checked, nil
}

// Once refuses a round that stands among the others already: the same name and window, over the same unit.
func (r Round) Once(others []Round) error {
	same := func(o Round) bool {
		return o.ID != r.ID && o.Unit == r.Unit && o.From == r.From && o.To == r.To && strings.TrimSpace(o.Name) == r.Name
	}

	if slices.ContainsFunc(others, same) {
		return errs.NewConflict("已经有一个“%s”，起止日期也是 %s 至 %s：请用那一个，或者换一个名称。", r.Name, string(r.From), string(r.To))
	}
	return nil
}

// Withdraw gives up a round in preparation. Why is kept in the ledger.
func (r *Round) Withdraw(reason string, now int64) error {
	if err := r.Preparing(); err != nil {
		return err
	}

	reason = strings.TrimSpace(reason)
	switch {
	case reason == "":
		return errs.NewInvalid("请写明为什么撤销这个轮次。")
	case utf8.RuneCountInString(reason) > mostReason:
		return errs.NewInvalid("撤销的原因最多 %d 个字，请写短一些。", mostReason)
	}

	r.WithdrawnAt = now
	return nil
}
