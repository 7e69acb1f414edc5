package view

import (
	"fmt"

	"lingping/internal/app"
	"lingping/internal/domain/publish"
	"lingping/internal/domain/rectify"
	"lingping/internal/qr"
	"lingping/internal/store"
	"lingping/internal/web/ui"
)

// Public is a notice as anybody reads it, with what was typed into a refused feedback.
type Public struct {
	app.PublicNotice
	ProofQR      qr.Code
	Typed, Class string
}

// doubted reports whether some sheet on the page does not hold any more.
func (v Public) doubted() bool {
	for _, l := range v.Live {
		if l.Doubt != "" {
			return true
		}
	}
	return false
}

// NoticeDoorHref is the address before a notice that is for its own unit.
func NoticeDoorHref(id publish.NoticeID) string { return fmt.Sprintf("/n/%d/door", id) }

// listedHref is where a notice on the public list leads: to its page, or to the door before it.
func listedHref(n store.NoticeRow) string {
	if n.Code != "" {
		return PublicHref(n.Code)
	}
	return NoticeDoorHref(n.ID)
}

// problemNow says how far a problem is put right, with its day.
func problemNow(p ui.Page, one rectify.ProblemNow) string {
	switch {
	case one.Progress == rectify.Untraced:
		return ""
	case one.Day == "":
		return p.Word(one.Word())
	case one.Progress == rectify.Mended:
		return p.T("已改好（%s）", p.Day(one.Day))
	}
	return p.T("%s，期限 %s", p.Word(one.Word()), p.Day(one.Day))
}
