package web

import (
	"cmp"
	"strconv"

	"lingping/internal/app"
	"lingping/internal/domain/access"
	"lingping/internal/errs"
	"lingping/internal/web/view"
)

// errUnlike is the answer to a new password that was typed twice, not alike.
var errUnlike = errs.NewInvalid("两次输入的新密码不一样，请重新输入。")

// actsDays is for how many days what others did to somebody's account stands in his settings.
const actsDays = 365

func (r *request) settings() error {
	own, err := r.web.app.OwnSettings(r.Context(), r.actor, actsDays)
	if err != nil {
		return err
	}

	v := view.Settings{Account: r.me, Sessions: own.Sessions, This: r.visit.Hash, Acts: own.Acts}
	if r.actor.Could(access.ChangeSetting) {
		if r.problem != "" {
			own.House = r.house()
		}
		v.House = &own.House
	}

	if r.actor.Could(access.GuardAccount) {
		if r.within == "duty" {
			own.Duty = access.SecondDuty(r.text("duty"))
		}
		v.Duty = &own.Duty
	}

	return r.render(view.SettingsPage(r.page(r.T("我的设置"), "/settings"), v))
}

func (r *request) password() error {
	return r.render(view.PasswordChangePage(r.page(r.T("修改密码"), "/settings"), r.me))
}

func (r *request) passwordChange() error {
	first := r.visit.MustChange(r.me)
	next := r.PostFormValue("new-password")
	if next != r.PostFormValue("repeat-password") {
		return r.again(errUnlike, r.password)
	}

	err := r.web.app.ChangeOwnSecret(r.Context(), r.actor, r.PostFormValue("password"), next, r.visit.Hash)
	if err != nil {
		return r.again(err, r.password)
	}

	if first {
		return r.done("/", "密码已设好，以后用它登录。")
	}

	return r.done("/settings", "密码已修改；其他地方的登录已全部退出。")
}

func (r *request) sessionsEnd() error {
	one := r.text("hash")
	n, err := r.web.app.EndSessions(r.Context(), r.actor, one, r.visit.Hash)
	if err != nil {
		return err
	}

	if one != "" {
		return r.done("/settings", "那一处登录已经退出。")
	}

	return r.done("/settings", "已退出其他 %d 处登录。", n)
}

// house is what the form says of the institution. What is no number of megabytes is none that could be kept.
func (r *request) house() app.House {
	space, err := strconv.Atoi(cmp.Or(r.text("space"), "0"))
	if err != nil {
		space = -1
	}
	return app.House{Name: r.text("name"), Help: r.text("help"), Space: space}
}

func (r *request) houseChange() error {
	err := r.web.app.ChangeHouse(r.Context(), r.actor, r.house())
	if err != nil {
		return r.again(err, r.settings)
	}
	return r.done("/settings", "单位信息已保存，各页立即采用。")
}
