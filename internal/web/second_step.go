package web

import (
	"cmp"

	"lingping/internal/app"
	"lingping/internal/auth"
	"lingping/internal/domain/access"
	"lingping/internal/errs"
	"lingping/internal/qr"
	"lingping/internal/web/view"
)

const secondPage = "/settings/second"

// secondStep is the page between the password and the house. Without a first step it leads back to that.
func (r *request) secondStep() error {
	to := local(r.text("to"))
	account, err := r.web.app.HalfOf(r.Context(), r.cookie(sessionCookie))
	if errs.Is(err, errs.NotFound) {
		return r.lead(loginAddress(to))
	}
	if err != nil {
		return err
	}

	p := r.page(r.T("两步验证"), "")
	p.Bare = true
	return r.render(view.SecondStepPage(p, view.SecondStep{Login: account.Login, To: to}))
}

func (r *request) secondStepSend() error {
	in, err := r.web.app.FinishSignIn(r.Context(), app.FinishSignIn{Token: r.cookie(sessionCookie), Code: r.text("code")})
	if errs.Is(err, errs.NotFound) {
		return r.lead(loginAddress(local(r.text("to"))))
	}
	if err != nil {
		return r.again(err, r.secondStep)
	}

	return r.admitted(in, local(r.text("to")))
}

// second is the page of the asker's own second step. While he has none each look draws another key, unless a form with one is shown again.
func (r *request) second() error {
	own, err := r.web.app.OwnSecond(r.Context(), r.actor)
	if err != nil {
		return err
	}

	v := view.Second{OwnSecond: own, Outside: r.visit.Via != access.ViaHouse, Must: r.me.MustEnrol}
	if !own.On {
		if v.Key = r.PostFormValue("secret"); auth.CheckStepKey(v.Key) != nil {
			v.Key = auth.NewStepKey()
		}
		if v.Code, err = qr.New(auth.StepAddress(cmp.Or(own.House, r.T("领评")), r.me.Login, v.Key)); err != nil {
			return err
		}
	}

	return r.render(view.SecondPage(r.page(r.T("两步验证"), "/settings"), v))
}

func (r *request) secondEnrol() error {
	codes, err := r.web.app.EnrolSecond(r.Context(), r.actor, app.EnrolSecond{
		Key: r.PostFormValue("secret"), Code: r.text("code"), Present: r.PostFormValue("password"), Keep: r.visit.Hash,
	})
	if err != nil {
		return r.again(err, r.second)
	}

	next := secondPage
	if r.me.MustEnrol {
		next = "/"
	}

	return r.recovery(codes, next)
}

// recovery shows recovery codes this once. They are the answer to the form itself, because they are kept nowhere.
func (r *request) recovery(codes []string, next string) error {
	return r.render(view.RecoveryPage(r.page(r.T("恢复码"), "/settings"), codes, next))
}

func (r *request) secondCodes() error {
	codes, err := r.web.app.RenewRecovery(r.Context(), r.actor, r.text("code"))
	if err != nil {
		return r.again(err, r.second)
	}
	return r.recovery(codes, secondPage)
}

func (r *request) secondOff() error {
	if err := r.web.app.LeaveSecond(r.Context(), r.actor, r.text("code")); err != nil {
		return r.again(err, r.second)
	}
	return r.done(secondPage, "两步验证已停用，以后只用密码登录。")
}

func (r *request) secondDuty() error {
	if err := r.web.app.SetSecondDuty(r.Context(), r.actor, access.SecondDuty(r.text("duty"))); err != nil {
		r.within = "duty"
		return r.again(err, r.settings)
	}
	return r.done("/settings", "要求已保存，下一次点击即生效。")
}

func (r *request) secondTake() error {
	id, err := r.id("id")
	if err != nil {
		return err
	}

	if err := r.web.app.TakeSecond(r.Context(), r.actor, id); err != nil {
		return r.again(err, r.account)
	}

	return r.done(view.AccountHref(id), "两步验证已停用，他在各处的登录已全部退出。请他登录后重新开启。")
}
