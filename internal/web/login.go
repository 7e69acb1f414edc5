package web

import (
	"net/http"
	"net/url"
	"strings"
	"time"

	"lingping/internal/app"
	"lingping/internal/domain/access"
	"lingping/internal/errs"
	"lingping/internal/i18n"
	"lingping/internal/web/view"
)

const passwordPage = "/settings/password"

func (r *request) login() error {
	if r.Method == http.MethodGet && r.actor.Account != 0 {
		return r.redirect(local(r.text("to")))
	}
	if r.wait() {
		return r.lead(fillingPage)
	}

	house, err := r.web.app.House(r.Context())
	if err != nil {
		return err
	}

	p := r.page(r.T("登录"), "")
	p.Bare = true
	return r.render(view.LoginPage(p, view.Login{
		House: house, Login: r.text("login"), To: local(r.text("to")), Shared: r.Method == http.MethodGet || r.flag("shared"),
		Institution: r.web.options.Way != nil, Leave: r.leave(),
	}))
}

func (r *request) loginSend() error {
	in, err := r.web.app.SignIn(r.Context(), app.SignIn{
		Login: r.text("login"), Password: r.PostFormValue("password"), Shared: r.flag("shared"),
		Network: r.network(), Mark: r.cookie(markCookie), Old: r.cookie(sessionCookie),
	})
	if err != nil {
		return r.again(err, r.login)
	}

	return r.admitted(in, local(r.text("to")))
}

// admitted puts a session that was begun into the browser and leads on: to an address of ours, or to what must be done before.
func (r *request) admitted(in app.SignedIn, to string) error {
	if in.Half {
		if r.autosave() {
			return errs.NewConflict("这个账号要两步验证：请另开一个窗口登录，再回到这一页。")
		}
		r.setCookie(sessionCookie, in.Token, 0)
		return r.lead("/login/second?" + url.Values{"to": {to}}.Encode())
	}

	r.begin(in.Token, in.Mark, in.Session)
	switch {
	case r.autosave(): // the dialog over a page that is still open
		r.out.WriteHeader(http.StatusNoContent)
		return nil
	case in.Session.MustChange(in.Account):
		return r.redirect(passwordPage)
	}

	return r.redirect(to)
}

func (r *request) logout() error {
	if _, err := r.web.app.EndSessions(r.Context(), r.actor, r.visit.Hash, ""); err != nil {
		return err
	}
	r.end()
	if r.visit.Via == access.ViaOIDC || r.visit.Via == access.ViaCAS {
		return r.redirect("/login?left=1")
	}
	return r.redirect("/login")
}

// language keeps the language of the reader: in his browser, and with his account when the form is of a page of his.
func (r *request) language() error {
	lang := i18n.Lang(r.text("lang"))
	if lang != i18n.English {
		lang = i18n.Chinese
	}

	if r.actor.Account != 0 && r.checkForm() == nil {
		if err := r.web.app.SetLanguage(r.Context(), r.actor, lang); err != nil {
			return err
		}
	}

	r.setCookie(langCookie, string(lang), 365*24*time.Hour)
	return r.redirect(local(r.text("back")))
}

// freshToken gives a page that outlived its session, once its reader has signed in again elsewhere, a token for its form.
func (r *request) freshToken() error {
	r.out.Header().Set("Content-Type", "text/plain; charset=utf-8")
	_, err := r.out.Write([]byte(r.token()))
	return err
}

func loginAddress(to string) string {
	if to == "/" {
		return "/login"
	}
	return "/login?to=" + url.QueryEscape(to)
}

// local is an address of ours that was handed in; anything else becomes the home page, so that nobody is sent away.
func local(to string) string {
	u, err := url.Parse(to)
	if err != nil || u.Host != "" || u.Scheme != "" || !strings.HasPrefix(to, "/") || strings.HasPrefix(to, "//") ||
		strings.ContainsAny(to, "\\\r\n\t") {
		return "/"
	}
	return to
}
