package web

import (
	"context"

	"lingping/internal/domain/org"
	"lingping/internal/domain/rectify"
	"lingping/internal/i18n"
	"lingping/internal/web/view"
)

func (r *request) helps() error {
	id, unit, err := r.roundAndUnit()
	if err != nil {
		return err
	}

	v := view.HelpList{}
	if v.HelpList, err = r.web.app.Helps(r.Context(), r.actor, id, unit); err != nil {
		return err
	}

	return r.render(view.HelpsPage(r.page(r.T("帮助事项"), "/rounds"), v))
}

func (r *request) ownHelps() error {
	v := view.HelpList{Own: true}
	var err error
	if v.HelpList, err = r.web.app.OwnHelps(r.Context(), r.actor); err != nil {
		return err
	}
	return r.render(view.HelpsPage(r.page(r.T("帮助事项"), "/actions"), v))
}

func (r *request) helpNew() error {
	id, err := r.reviewID()
	if err != nil {
		return err
	}

	v, err := r.web.app.HelpBeside(r.Context(), r.actor, id)
	if err != nil {
		return err
	}

	v.Text, v.Deadline = r.text("text"), org.Date(r.text("deadline"))
	return r.render(view.HelpNewPage(r.page(r.T("帮助事项"), "/actions"), v))
}

func (r *request) helpBegin() error {
	sheet, err := r.reviewID()
	if err != nil {
		return err
	}

	id, err := r.web.app.BeginHelp(r.Context(), r.actor, sheet, r.text("text"), org.Date(r.text("deadline")))
	if err != nil {
		return r.again(err, r.helpNew)
	}

	return r.done(view.HelpHref(id, ""), "已记入帮助事项台账。解决以后，由受帮助的一方办结。")
}

func (r *request) help() error {
	id, err := r.id("id")
	if err != nil {
		return err
	}

	v, err := r.web.app.Help(r.Context(), r.actor, rectify.HelpID(id))
	if err != nil {
		return err
	}

	return r.render(view.HelpPage(r.page(r.T("帮助事项"), "/actions"), v))
}

// onHelp does something to the promise in the address and says so there.
func (r *request) onHelp(do func(ctx context.Context, id rectify.HelpID) error, said i18n.Word) error {
	return on(r, do, said, view.HelpHref, r.help)
}

func (r *request) helpPromise() error {
	return r.onHelp(func(ctx context.Context, id rectify.HelpID) error {
		return r.web.app.PromiseHelp(ctx, r.actor, id, org.Date(r.text("deadline")), r.text("answer"))
	}, "已答应帮助，期限会在您的首页提醒。")
}

func (r *request) helpDecline() error {
	return r.onHelp(func(ctx context.Context, id rectify.HelpID) error {
		return r.web.app.DeclineHelp(ctx, r.actor, id, r.text("reason"))
	}, "已答复，对方能看到原因。")
}

func (r *request) helpReport() error {
	return r.onHelp(func(ctx context.Context, id rectify.HelpID) error {
		return r.web.app.ReportHelp(ctx, r.actor, id, r.text("answer"))
	}, "办理情况已记下，请对方看是否解决。")
}

func (r *request) helpFinish() error {
	return r.onHelp(func(ctx context.Context, id rectify.HelpID) error {
		return r.web.app.FinishHelp(ctx, r.actor, id, r.text("outcome"))
	}, "已办结，谢谢您的答复。")
}

func (r *request) helpSigned() error {
	return r.onHelp(func(ctx context.Context, id rectify.HelpID) error {
		return r.web.app.FinishHelpOnPaper(ctx, r.actor, id, r.text("outcome"), r.text("ref"))
	}, "已按对方在纸上的签字登记办结。")
}
