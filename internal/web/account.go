package web

import (
	"net/url"
	"slices"

	"lingping/internal/app"
	"lingping/internal/domain/access"
	"lingping/internal/domain/org"
	"lingping/internal/domain/round"
	"lingping/internal/i18n"
	"lingping/internal/store"
	"lingping/internal/web/view"
)

// accountsPerPage is how many accounts one page lists.
const accountsPerPage = 40

func (r *request) accounts() error {
	v := view.Accounts{
		As:    silence(r.URL.Query().Get("as")),
		Query: r.URL.Query().Get("q"), Roles: r.URL.Query().Get("roles") != "",
		Login: r.PostFormValue("login"), Name: r.PostFormValue("name"), Number: r.PostFormValue("number"),
	}

	from := r.from()
	var err error
	v.AccountList, err = r.web.app.Accounts(r.Context(), r.actor, store.AccountFilter{
		Text: v.Query, Roles: v.Roles, As: v.As, Skip: from, Limit: accountsPerPage,
	})
	if err != nil {
		return err
	}

	query := url.Values{"q": {v.Query}}
	if v.Roles {
		query.Set("roles", "on")
	}

	query.Set("as", string(v.As))
	v.Pager = pager("/accounts", query, from, len(v.Rows), v.Total, accountsPerPage)
	return r.render(view.AccountsPage(r.page(r.T("账号"), "/accounts"), v))
}

// silence is a word of an address as why nobody answers at accounts; empty: it is none.
func silence(word string) access.Silence {
	if s := access.Silence(word); slices.Contains(access.Silences(), s) {
		return s
	}
	return ""
}

func (r *request) accountMake() error {
	address, err := r.web.printable()
	if err != nil {
		return r.again(err, r.accounts)
	}

	slip, err := r.web.app.MakeAccount(r.Context(), r.actor, app.NewAccount{
		Login: r.text("login"), Name: r.text("name"), Number: r.text("number"),
	})
	if err != nil {
		return r.again(err, r.accounts)
	}

	return r.slips([]app.Slip{slip}, address, "")
}

func (r *request) accountsMake() error {
	id, err := r.number("round")
	if err != nil {
		return err
	}

	address, err := r.web.printable()
	if err != nil {
		return r.again(err, r.accounts)
	}

	made, err := r.web.app.MakeAccountsForRound(r.Context(), r.actor, round.ID(id))
	if err != nil {
		return r.again(err, r.accounts)
	}

	if len(made.Slips) == 0 {
		return r.done("/accounts", "本轮要点评的人都已经有账号，没有新开通的。")
	}

	left := ""
	if made.Why != nil {
		left = r.T("已经开通 %d 个账号，还有 %d 人没有：%s 请先把这些激活码交给本人，再做一次，会接着为没有账号的人开通。",
			len(made.Slips), made.Left, i18n.Error(r.lang, made.Why))
	}

	return r.slips(made.Slips, address, left)
}

// slips shows codes this once. They are the answer to the form itself, because they are kept nowhere. left says who has none
// yet, empty when all have one.
func (r *request) slips(slips []app.Slip, address, left string) error {
	return r.render(view.SlipsPage(r.page(r.T("激活码"), "/accounts"), slips, address, left))
}

func (r *request) account() error {
	id, err := r.id("id")
	if err != nil {
		return err
	}

	v, err := r.web.app.Account(r.Context(), r.actor, id)
	if err != nil {
		return err
	}

	return r.render(view.AccountPage(r.page(v.Name, "/accounts"), v, r.text("role"), r.text("unit")))
}

func (r *request) accountReset() error {
	id, err := r.id("id")
	if err != nil {
		return err
	}

	address, err := r.web.printable()
	if err != nil {
		return r.again(err, r.account)
	}

	slip, err := r.web.app.ResetSecret(r.Context(), r.actor, id)
	if err != nil {
		return r.again(err, r.account)
	}

	return r.slips([]app.Slip{slip}, address, "")
}

func (r *request) accountDisable() error {
	id, err := r.id("id")
	if err != nil {
		return err
	}

	disable := r.flag("disable")
	if err := r.web.app.Disable(r.Context(), r.actor, id, disable); err != nil {
		return r.again(err, r.account)
	}

	if disable {
		return r.done(view.AccountHref(id), "账号已停用，他在各处的登录已全部退出。需要时可以重新启用。")
	}

	return r.done(view.AccountHref(id), "账号已启用，可以用原来的密码登录。")
}

func (r *request) accountNumber() error {
	id, err := r.id("id")
	if err != nil {
		return err
	}

	if err := r.web.app.TakeNumber(r.Context(), r.actor, id); err != nil {
		return r.again(err, r.account)
	}

	return r.done(view.AccountHref(id), "工号已确认，可以用统一身份认证登录。")
}

func (r *request) roleGrant() error {
	id, err := r.id("id")
	if err != nil {
		return err
	}

	if err := r.web.app.GrantRole(r.Context(), r.actor, id, access.RoleKind(r.text("role")), r.text("unit")); err != nil {
		return r.again(err, r.account)
	}

	return r.done(view.AccountHref(id), "角色已授予，下一次点击即生效。")
}

func (r *request) roleRevoke() error {
	id, err := r.id("id")
	if err != nil {
		return err
	}

	unit, err := r.number("unit")
	if err != nil {
		return err
	}

	role := access.Role{Kind: access.RoleKind(r.text("role")), Unit: org.UnitID(unit)}
	if err := r.web.app.RevokeRole(r.Context(), r.actor, id, role); err != nil {
		return r.again(err, r.account)
	}

	return r.done(view.AccountHref(id), "角色已撤销，下一次点击即生效。")
}
