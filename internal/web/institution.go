package web

import (
	"crypto/hmac"
	"encoding/base64"
	"strconv"
	"strings"
	"time"

	"lingping/internal/app"
	"lingping/internal/domain/access"
	"lingping/internal/errs"
	"lingping/internal/provider"
)

// wayAge is how long one may take at the institution.
const wayAge = 10 * time.Minute

const (
	wayParts      = 3   // of the cookie, before its seal
	backMistakes  = 120 // an hour from one network, behind which may be a campus
	endedMistakes = 60
)

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

	r.setCookie(wayCookie, r.sealWay(kept, to), wayAge)
	return r.lead(address)
}

// institutionBack lets in whom the single sign-on sends back, in the browser that went there. It is a GET because the standards say so.
func (r *request) institutionBack() error {
	if r.web.options.Way == nil {
		return r.lead("/login")
	}

	kept, to := r.openWay(r.cookie(wayCookie))
	r.setCookie(wayCookie, "", -time.Second) // good once
	said, err := r.finishWay(kept)
	if err != nil {
		return r.again(err, r.login)
	}

	in, err := r.web.app.SignInSaid(r.Context(), app.SaidSignIn{
		Number: said.Number, Via: access.Via(r.web.options.Way.Via()), Outside: said.Outside, Old: r.cookie(sessionCookie),
	})
	if err != nil {
		return r.again(err, r.login)
	}

	return r.admitted(in, local(to))
}

// finishWay asks the institution who comes, unless too many came from the same network with what was not right. Where nothing began here
// nobody is asked, and nothing is counted.
func (r *request) finishWay(kept string) (said provider.Said, err error) {
	if kept == "" {
		return r.web.options.Way.Finish(r.Context(), "", nil)
	}

	settle, err := r.web.back.Reserve(r.Context(), r.network())
	if err != nil {
		return said, err
	}
	defer func() { settle(errs.Is(err, errs.Invalid)) }()

	return r.web.options.Way.Finish(r.Context(), kept, r.URL.Query())
}

// sealWay is the cookie of a sign-in that begins: what the way keeps, where it leads, until when it is good, and the seal of this program on all three.
func (r *request) sealWay(kept, to string) string {
	until := r.web.options.Clock().Add(wayAge).Unix()
	text := strings.Join([]string{kept, base64.RawURLEncoding.EncodeToString([]byte(to)), strconv.FormatInt(until, 10)}, "~")
	return text + "~" + r.wayMark(text)
}

// wayMark is of the program alone: whoever comes back has no session that counts.
func (r *request) wayMark(text string) string { return sealed("way "+r.web.key, text) }

// openWay is what a cookie of sealWay holds; empty where it is none, or took too long.
func (r *request) openWay(cookie string) (kept, to string) {
	at := strings.LastIndex(cookie, "~")
	if at < 0 || !hmac.Equal([]byte(cookie[at+1:]), []byte(r.wayMark(cookie[:at]))) {
		return "", ""
	}

	parts := strings.Split(cookie[:at], "~")
	until, err := strconv.ParseInt(parts[len(parts)-1], 10, 64)
	if err != nil || len(parts) != wayParts || r.web.options.Clock().Unix() >= until {
		return "", ""
	}

	back, err := base64.RawURLEncoding.DecodeString(parts[1])
	if err != nil {
		return "", ""
	}

	return parts[0], string(back)
}

// institutionEnded ends a session because the single sign-on says that it is over there. No browser sends this.
func (r *request) institutionEnded() error {
	if r.web.options.Way == nil {
		return r.lead("/login")
	}

	if r.PostForm == nil {
		return errs.NewInvalid("这个退出通知不对，没有执行。")
	}

	outside, err := r.endedOutside()
	if err != nil {
		return err
	}

	if err := r.web.app.EndOutside(r.Context(), outside); err != nil {
		return err
	}

	r.out.WriteHeader(200)
	return nil
}

// endedOutside is what the institution calls the session that is over, unless too many notices of the same network were none.
func (r *request) endedOutside() (outside string, err error) {
	settle, err := r.web.ended.Reserve(r.Context(), r.network())
	if err != nil {
		return "", err
	}
	defer func() { settle(errs.Is(err, errs.Invalid)) }()

	return r.web.options.Way.Ended(r.Context(), r.PostForm)
}

// leave is where the session at the institution is ended too, on the page after signing out here.
func (r *request) leave() string {
	if r.web.options.Way == nil || r.text("left") == "" || r.web.options.BaseURL == "" {
		return ""
	}
	return r.web.options.Way.Leave(r.web.options.BaseURL + "/login")
}
