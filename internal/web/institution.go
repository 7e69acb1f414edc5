package web

import (
	"encoding/base64"
	"strings"
	"time"

	"lingping/internal/app"
	"lingping/internal/domain/access"
	"lingping/internal/errs"
)

// wayAge is how long one may take at the institution.
const wayAge = 10 * time.Minute

// institution sends the browser to the single sign-on. What it is to be known by when it comes back lies in a cookie that only it has.
func (r *request) institution() error {
	to := local(r.text("to"))
	if r.web.options.Way == nil {
		return r.lead(loginAddress(to))
	}

	address, kept, err := r.web.options.Way.Begin(r.Context())
	if err != nil {
		return r.again(err, r.login)
	}

	r.setCookie(wayCookie, kept+"~"+base64.RawURLEncoding.EncodeToString([]byte(to)), wayAge)
	return r.lead(address)
}

// institutionBack lets in whom the single sign-on sends back, in the browser that went there. It is a GET because the standards say so.
func (r *request) institutionBack() error {
	if r.web.options.Way == nil {
		return r.lead("/login")
	}

	kept, to, _ := strings.Cut(r.cookie(wayCookie), "~")
	r.setCookie(wayCookie, "", -time.Second) // good once
	said, err := r.web.options.Way.Finish(r.Context(), kept, r.URL.Query())
	if err != nil {
		return r.again(err, r.login)
	}

	in, err := r.web.app.SignInSaid(r.Context(), app.SaidSignIn{
		Number: said.Number, Via: access.Via(r.web.options.Way.Via()), Outside: said.Outside, Old: r.cookie(sessionCookie),
	})
	if err != nil {
		return r.again(err, r.login)
	}

	back, err := base64.RawURLEncoding.DecodeString(to)
	if err != nil {
		back = nil
	}

	return r.admitted(in, local(string(back)))
}

// institutionEnded ends a session because the single sign-on says that it is over there. No browser sends this.
func (r *request) institutionEnded() error {
	if r.web.options.Way == nil {
		return r.lead("/login")
	}

	if r.PostForm == nil {
		return errs.NewInvalid("这个退出通知不对，没有执行。")
	}

	outside, err := r.web.options.Way.Ended(r.Context(), r.PostForm)
	if err != nil {
		return err
	}

	if err := r.web.app.EndOutside(r.Context(), outside); err != nil {
		return err
	}

	r.out.WriteHeader(200)
	return nil
}

// leave is where the session at the institution is ended too, on the page after signing out here.
func (r *request) leave() string {
	if r.web.options.Way == nil || r.text("left") == "" || r.web.options.BaseURL == "" {
		return ""
	}
	return r.web.options.Way.Leave(r.web.options.BaseURL + "/login")
}
