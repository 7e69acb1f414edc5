package web

import (
	"net"
	"net/http"
	"time"

	"lingping/internal/domain/access"
	"lingping/internal/errs"
	"lingping/internal/i18n"
)

// The cookies. Under TLS their names bind them to this host and to HTTPS.
const (
	sessionCookie = "lingping"       // the token of the session
	markCookie    = "lingping-known" // this browser has signed in before, see auth.Throttle
	flashCookie   = "lingping-flash" // the sentence after a redirect
	wayCookie     = "lingping-way"   // what a sign-in at the institution began with
	langCookie    = "lingping-lang"  // the language of somebody without account
)

func (w *Web) cookieName(name string) string {
	if w.options.TLS {
		return "__Host-" + name
	}
	return name
}

// setCookie keeps a value in the browser: for age, or until it is closed when age is 0, or not at all when negative.
func (r *request) setCookie(name, value string, age time.Duration) {
	http.SetCookie(r.out, &http.Cookie{
		Name: r.web.cookieName(name), Value: value, Path: "/", MaxAge: int(age.Seconds()),
		Secure: r.web.options.TLS, HttpOnly: true, SameSite: http.SameSiteLaxMode,
	})
}

func (r *request) cookie(name string) string {
	c, err := r.Cookie(r.web.cookieName(name))
	if err != nil {
		return ""
	}
	return c.Value
}

// recognise finds who asks, in which language, and with which key his forms are signed. Where nobody is asked, or the institution is, a session
// that the browser shows is not even looked up: that would note when it was used.
func (r *request) recognise() error {
	token := r.cookie(sessionCookie)
	if token != "" && !r.route.Anon && !r.route.Open && !r.route.Away {
		account, session, err := r.web.app.Visit(r.Context(), token)
		switch {
		case err == nil:
			r.me, r.visit, r.actor, r.key = account, session, account.Actor(), token
		case !errs.Is(err, errs.NotFound):
			return err
		}
	}

	if lang := r.me.Lang; lang != "" {
		r.lang = i18n.Lang(lang)
	} else if r.cookie(langCookie) == string(i18n.English) {
		r.lang = i18n.English
	}

	return nil
}

// begin puts a fresh session into the browser and takes away what was there before it.
func (r *request) begin(token, mark string, s access.Session) {
	age := time.Duration(0)
	if !s.Shared {
		age = time.Duration(s.EndsAt-s.MadeAt) * time.Millisecond
		r.setCookie(markCookie, mark, age)
	}

	r.setCookie(sessionCookie, token, age)
	r.key = token
}

// end takes the session out of the browser, and everything that the browser kept of its pages.
func (r *request) end() {
	r.setCookie(sessionCookie, "", -time.Second)
	r.out.Header().Set("Clear-Site-Data", `"cache", "storage"`)
}

// network is where the request comes from, as coarse as failures are counted: an address, or an IPv6 /64.
func (r *request) network() string {
	host := r.web.comesFrom(r.Request)
	ip := net.ParseIP(host)
	if ip == nil || ip.To4() != nil {
		return host
	}

	return ip.Mask(net.CIDRMask(64, 128)).String()
}
