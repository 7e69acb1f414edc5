package web

import (
	"maps"
	"net/http"

	"lingping/internal/i18n"
)

// policyHeader is what pages may load and do: only what comes from here, nothing inline, in no frame.
const policyHeader = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; " +
	"form-action 'self'; frame-ancestors 'none'; base-uri 'none'"

// plainly is what is said to whoever comes unencrypted past the proxy.
const plainly i18n.Word = "请用单位公布的 https 网址打开。"

// guard stands before every page: what browsers are told to refuse, and requests from other sites.
func (w *Web) guard(next http.Handler) http.Handler {
	w.cross.SetDenyHandler(w.answer(Route{Name: "foreign", Action: wayIn, handle: (*request).foreign}))
	checked := w.cross.Handler(next)
	refusals := w.refusals()
	return http.HandlerFunc(func(out http.ResponseWriter, in *http.Request) {
		maps.Copy(out.Header(), refusals)
		if w.besideTheProxy(in) {
			http.Error(out, i18n.T(i18n.Chinese, plainly)+" "+i18n.T(i18n.English, plainly), http.StatusForbidden)
			return
		}

		checked.ServeHTTP(out, in)
	})
}

// refusals are the headers of every answer. A handler that wants another value sets its own.
func (w *Web) refusals() http.Header {
	h := http.Header{}
	h.Set("Content-Security-Policy", policyHeader)
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("X-Frame-Options", "DENY")
	h.Set("Referrer-Policy", "same-origin")
	h.Set("Cross-Origin-Opener-Policy", "same-origin")
	h.Set("Cross-Origin-Resource-Policy", "same-origin")
	h.Set("Permissions-Policy", "camera=(), microphone=(), geolocation=()")
	h.Set("Cache-Control", "no-store") // the back button of the next person at this computer shows nothing
	if w.options.TLS {
		h.Set("Strict-Transport-Security", "max-age=31536000")
	}

	return h
}
