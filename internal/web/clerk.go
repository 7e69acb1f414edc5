package web

import (
	"lingping/internal/domain/org"
	"lingping/internal/web/view"
)

func (r *request) clerks() error {
	own, err := r.web.app.OwnClerks(r.Context(), r.actor)
	if err != nil {
		return err
	}
	v := view.Clerks{OwnClerks: own, Who: r.text("clerk"), Person: r.actor.Person != 0}
	return r.render(view.ClerksPage(r.page(r.T("代录人"), "/"), v))
}

func (r *request) clerkAppoint() error {
	who := r.text("clerk")
	if err := r.web.app.AppointClerkNamed(r.Context(), r.actor, r.actor.Person, who); err != nil {
		return r.again(err, r.clerks)
	}
	return r.done("/clerks", "“%s”现在可以替您填写；他写的要等您确认才生效。", who)
}

func (r *request) clerkDismiss() error {
	clerk, err := r.number("person")
	if err != nil {
		return err
	}

	if err := r.web.app.DismissClerk(r.Context(), r.actor, r.actor.Person, org.PersonID(clerk)); err != nil {
		return r.again(err, r.clerks)
	}

	return r.done("/clerks", "已取消；他写过的都保留。")
}
