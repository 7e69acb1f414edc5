package web

import (
	"fmt"
	"strconv"
	"strings"

	"lingping/internal/app"
	"lingping/internal/domain/org"
	"lingping/internal/domain/round"
	"lingping/internal/errs"
)

// handoverView is the form by which what somebody owes passes to another.
type handoverView struct {
	View             app.RoundView
	Owing            []app.Owing // who still owes, most first
	From, To, Reason string
}

func (r *request) handover() error {
	id, err := r.roundID()
	if err != nil {
		return err
	}
	v := handoverView{From: r.text("person"), To: r.text("to"), Reason: r.text("reason")}
	if v.View, err = r.web.app.Round(r.Context(), r.actor, id); err != nil {
		return err
	}
	if v.Owing, err = r.web.app.Owing(r.Context(), r.actor, id); err != nil {
		return err
	}
	return r.render(handoverPage(r.page(r.T("移交任务"), "/rounds"), v))
}

func (r *request) seatHandOver() error {
	id, err := r.roundID()
	if err != nil {
		return err
	}
	h, err := parseOwing(r.text("person"))
	if err != nil {
		return r.again(err, r.handover)
	}
	h.Reason = r.text("reason")
	moved, err := r.web.app.HandOverTo(r.Context(), r.actor, id, h, r.text("to"))
	if err != nil {
		return r.again(err, r.handover)
	}
	return r.done(roundHref(id, "/handover"), "已移交 %d 项未完成的点评，已完成的仍记在原点评人名下。", moved)
}

// changesView is how the roster of today differs from the frozen one.
type changesView struct {
	View   app.RoundView
	Change app.RosterChange
	Reason string
}

func (r *request) changes() error {
	id, err := r.roundID()
	if err != nil {
		return err
	}
	v := changesView{Reason: r.text("reason")}
	if v.View, err = r.web.app.Round(r.Context(), r.actor, id); err != nil {
		return err
	}
	if v.Change, err = r.web.app.RosterChanges(r.Context(), r.actor, id, org.Date(r.text("day"))); err != nil {
		return err
	}
	return r.render(changesPage(r.page(r.T("名册变动"), "/rounds"), v))
}

func (r *request) changesAccept() error {
	id, err := r.roundID()
	if err != nil {
		return err
	}
	n, err := r.web.app.AcceptRosterChanges(r.Context(), r.actor, id, org.Date(r.text("day")), r.text("reason"))
	if err != nil {
		return r.again(err, r.changes)
	}
	if n == 0 {
		return r.done(roundHref(id, "/changes"), "名册和冻结时一致，没有要接受的变动。")
	}
	return r.done(roundHref(id, "/board"), "已接受 %d 处变动，任务和覆盖率已更新。", n)
}

func personKey(id org.PersonID) string { return strconv.FormatInt(int64(id), 10) }

// owingKey is what somebody can hand over as a value of a form: 12.everything, 12.seat.7 or 12.charges.
func owingKey(person org.PersonID, extent round.Extent, seat org.UnitID) string {
	if extent == round.OneSeat {
		return fmt.Sprintf("%d.%s.%d", person, extent, seat)
	}
	return fmt.Sprintf("%d.%s", person, extent)
}

// parseOwing reads what owingKey wrote.
func parseOwing(key string) (h round.HandOver, err error) {
	words := strings.Split(key, ".")
	from, err := strconv.ParseInt(words[0], 10, 64)
	if err != nil || len(words) < 2 {
		return h, errs.NewInvalid("请选择移交人和接手人。")
	}
	h.From, h.Extent = org.PersonID(from), round.Extent(words[1])
	if len(words) > 2 {
		seat, err := strconv.ParseInt(words[2], 10, 64)
		if err != nil {
			return h, errs.NewInvalid("请选择移交人和接手人。")
		}
		h.Seat = org.UnitID(seat)
	}
	return h, nil
}
