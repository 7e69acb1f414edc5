package round

import (
	"strings"

	"lingping/internal/domain/org"
	"lingping/internal/errs"
	"lingping/internal/i18n"
)

// Extent is how much of what somebody holds a hand-over passes on.
type Extent string

// The extents.
const (
	Everything Extent = "everything" // 全部: every seat and every charge
	OneSeat    Extent = "seat"       // 一个职务: what he is in one unit
	Charges    Extent = "charges"    // 分管和联系点: his charges, and no seat
)

// Word is the extent as people say it, a key of the catalogue.
func (e Extent) Word() i18n.Word {
	switch e {
	case Everything:
		return "全部"
	case OneSeat:
		return "一个职务"
	case Charges:
		return "分管和联系点"
	}
	return i18n.Word(e)
}

// HandOver passes what somebody holds in a round, and what he owes by it, to another.
type HandOver struct {
	Extent   Extent
	Seat     org.UnitID // of OneSeat: the unit; else 0
	From, To org.PersonID
	Reason   string
	Day      org.Date // on which it was made; empty before
}

// Takes reports whether it passes on what its giver holds of the unit: by a charge, or by a post in it.
func (h HandOver) Takes(unit org.UnitID, byCharge bool) bool {
	switch h.Extent {
	case Everything:
		return true
	case OneSeat:
		return !byCharge && unit == h.Seat
	case Charges:
		return byCharge
	}
	return false
}

// Check refuses a hand-over of nothing known, without a reason or to oneself.
func (h *HandOver) Check() error {
	h.Reason = strings.TrimSpace(h.Reason)
	switch {
	case h.From == 0 || h.To == 0:
		return errs.NewInvalid("请选择移交人和接手人。")
	case h.Extent != Everything && h.Extent != OneSeat && h.Extent != Charges || (h.Extent == OneSeat) != (h.Seat != 0):
		return errs.NewInvalid("请选择移交什么：全部、一个职务，或者分管和联系点。")
	case h.From == h.To:
		return errs.NewInvalid("移交人和接手人是同一个人，请重新选择。")
	case h.Reason == "":
		return errs.NewInvalid("请写明移交的原因，如“书记调整”。")
	}

	return nil
}
