package web

import (
	"lingping/internal/errs"
	"lingping/internal/i18n"
	"lingping/internal/web/view"
)

// noticeDoor stands before a notice that is for its own unit: it opens by what stands on the poster, or by signing in.
func (r *request) noticeDoor() error {
	r.unlisted()
	if r.text("of") == "others" {
		return r.drawNoticeDoor(r.T("这个账号不在这份通报的范围内：请输入通报上印的查阅码。"))
	}
	return r.drawNoticeDoor("")
}

func (r *request) drawNoticeDoor(problem string) error {
	id, err := r.noticeID()
	if err != nil {
		return err
	}

	d, err := r.web.app.NoticeDoor(r.Context(), r.actor, id)
	if err != nil {
		return err
	}

	p := r.openPage(r.T("关于%s领导点评情况的通报", d.Unit))
	p.Problem = problem
	return r.render(view.NoticeDoorPage(p, d))
}

// noticeDoorOpen leads to the page of the notice. What was typed is sent as a form so that it stands in no address and no log.
func (r *request) noticeDoorOpen() error {
	r.unlisted()
	id, err := r.noticeID()
	if err != nil {
		return err
	}

	code, err := r.web.app.OpenNoticeByPoster(r.Context(), r.actor, r.network(), id, r.text("poster"))
	if errs.Is(err, errs.Invalid) || errs.Is(err, errs.Unavailable) {
		r.status = statusOf(err)
		return r.drawNoticeDoor(i18n.Error(r.lang, err))
	}
	if err != nil {
		return err
	}

	return r.redirect(view.PublicHref(code))
}

// noticeDisplay leads who is of the unit to the page of its notice, and everybody else back to the door of one that is on display.
func (r *request) noticeDisplay() error {
	id, err := r.noticeID()
	if err != nil {
		return err
	}

	code, atDoor, err := r.web.app.ShowNotice(r.Context(), r.actor, id)
	if err != nil {
		return err
	}

	if atDoor {
		return r.redirect(view.NoticeDoorHref(id) + "?of=others")
	}

	return r.redirect(view.PublicHref(code))
}
