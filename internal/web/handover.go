package web

import (
	"strconv"
	"strings"

	"lingping/internal/app"
	"lingping/internal/domain/org"
	"lingping/internal/domain/round"
	"lingping/internal/errs"
	"lingping/internal/web/view"
)

func (r *request) handover() error {
	id, err := r.roundID()
	if err != nil {
		return err
	}

	v := view.Handover{Word: r.text("q"), From: r.text("person"), To: r.text("to"), Reason: r.text("reason")}
	var typed round.HandOver // who was chosen stays in the list
	if v.From != "" {
		typed, _ = parseOwing(v.From)
	}

	if v.OwingList, err = r.web.app.Owing(r.Context(), r.actor, id, v.Word, typed.From); err != nil {
		return err
	}

	return r.render(view.HandoverPage(r.page(r.T("移交任务"), "/rounds"), v))
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

	return r.done(view.RoundHref(id, "/handover"), "已移交 %d 项未完成的点评，已完成的仍记在原{点评人}名下。", moved)
}

func (r *request) changes() error {
	id, err := r.roundID()
	if err != nil {
		return err
	}

	v := view.Changes{Reason: r.text("reason")}
	f := app.ChangeFilter{Joined: r.fromOf("joined"), Left: r.fromOf("left"), Passed: r.fromOf("passed"), Gaps: r.fromOf("gap")}
	if v.Change, err = r.web.app.RosterChanges(r.Context(), r.actor, id, org.Date(r.text("day")), f); err != nil {
		return err
	}

	v.View = v.Change.View
	v.Pagers(view.RoundHref(id, "/changes"))
	return r.render(view.ChangesPage(r.page(r.T("名册变动"), "/rounds"), v))
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
		return r.done(view.RoundHref(id, "/changes"), "名册和冻结时一致，没有要接受的变动。")
	}

	return r.done(view.RoundHref(id, "/board"), "已接受 %d 处变动，任务和覆盖率已更新。", n)
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
