package web

import (
	"context"
	"fmt"
	"log/slog"
	"net/http"
	"runtime/debug"
	"strconv"
	"strings"
	"time"

	"lingping/internal/app"
	"lingping/internal/clock"
	"lingping/internal/domain/access"
	"lingping/internal/errs"
	"lingping/internal/i18n"
	"lingping/internal/web/ui"
)

// request is one request on its way through one handler: what came, who asks, and how it is answered.
type request struct {
	*http.Request
	web     *Web
	out     *recorder
	route   Route
	me      access.Account
	visit   access.Session
	actor   access.Actor // zero for the public
	lang    i18n.Lang
	key     string       // what form tokens are made from: the token of the session; empty where nobody is signed in
	problem string       // why the form was refused, while it is shown again
	faults  []ui.Fault   // the same, field by field
	within  string       // which form of several on its page was sent (ui.Field.In)
	steps   []ui.Next    // where to go on once it is done
	status  int          // of that answer; 0: all is well
	said    string       // what the next page will say
	terms   i18n.Terms   // the institution's words, once they are looked up
	sending *app.Sending // the form that is sent, nil: none, or one that is not noted
}

// answer makes a handler of a line of the table. Whatever goes wrong in it, people get a page.
func (w *Web) answer(route Route) http.Handler {
	return http.HandlerFunc(func(out http.ResponseWriter, in *http.Request) {
		r := &request{Request: in, web: w, out: &recorder{ResponseWriter: out, seen: func() {}}, route: route, lang: i18n.Chinese}
		if in.Method != http.MethodPost && !route.Open && !route.Away { // what is public is asked for in one piece
			ctx, seen := w.app.Look(in.Context())
			defer seen()
			r.Request, r.out.seen = in.WithContext(ctx), seen
		}

		began := w.options.Clock()
		ran := clock.Running()
		w.meter.begin()
		defer func() {
			w.meter.end(r, clock.Running().Sub(ran))
			r.log(began)
		}()
		defer func() {
			if p := recover(); p != nil {
				if p == http.ErrAbortHandler {
					panic(p)
				}
				r.unfinished()
				r.fail(fmt.Errorf("panic: %v\n%s", p, debug.Stack()))
			}
		}()

		if err := r.run(); err != nil {
			r.fail(err)
		}
	})
}

// run finds out who asks, refuses what he could never be granted, checks that a form is ours, and calls the handler.
func (r *request) run() error {
	if r.Body != http.NoBody {
		r.Body = http.MaxBytesReader(r.out, r.Body, max(r.route.Body, formLimit))
	}

	if r.route.Name == "static" || r.route.Name == "health" || r.route.Name == "ready" {
		return r.route.handle(r) // nobody is asked who he is
	}

	if err := r.recognise(); err != nil {
		return err
	}
	if err := r.checkAccount(); err != nil {
		return err
	}

	open := access.Allowed(r.route.Action, access.Anyone, access.NoStage)
	if !open && r.actor.Account == 0 {
		return r.showLogin()
	}
	if !open && !r.actor.Could(r.route.Action) {
		return access.ErrRefused
	}
	if first := r.first(); first != "" && r.route.Action != wayIn && !r.route.First {
		return r.redirect(first)
	}

	if r.Method != http.MethodPost {
		if r.URL.RawQuery != "" {
			if err := r.parse(); err != nil {
				return err
			}
		}
		return r.route.handle(r)
	}

	check := r.checkForm
	if r.route.Alike {
		check = r.parse
	}

	if err := check(); err != nil {
		return err
	}

	if err := r.sends(); err != nil {
		return err
	}

	return r.handleOnce()
}

// first is the page of what the visitor must do before anything else; empty: nothing.
func (r *request) first() string {
	switch {
	case r.visit.MustChange(r.me):
		return passwordPage
	case r.me.MustEnrol:
		return secondPage
	}
	return ""
}

// part reports whether a script asks for a piece of a page to put into the one that it has.
func (r *request) part() bool { return r.Header.Get("Part") != "" }

// log writes one line about the request, without anything about persons: the pattern and not the address, no account and
// no network. Of what is quiet it writes none: its moment, beside the log of a proxy, could tell who wrote what.
func (r *request) log(began time.Time) {
	if r.route.quiet() || !r.web.options.Log.Enabled(r.Context(), slog.LevelInfo) {
		return
	}
	r.web.options.Log.Info("request", "method", r.Method, "pattern", r.route.Pattern, "status", r.out.status,
		"ms", r.web.options.Clock().Sub(began).Milliseconds(), "bytes", r.out.bytes)
}

// recorder remembers what was answered. With the first byte of a page its look at the database ends: whoever reads may be
// slow.
type recorder struct {
	http.ResponseWriter
	seen   func()
	status int
	bytes  int
}

// WriteHeader notes the status and passes it on; only the first counts.
func (w *recorder) WriteHeader(status int) {
	if w.status != 0 {
		return
	}
	w.seen()
	w.status = status
	w.ResponseWriter.WriteHeader(status)
}

// Write passes on a piece of the answer.
func (w *recorder) Write(p []byte) (int, error) {
	if w.status == 0 {
		w.WriteHeader(http.StatusOK)
	}
	n, err := w.ResponseWriter.Write(p)
	w.bytes += n
	return n, err
}

// Unwrap gives the writer behind to http.ResponseController.
func (w *recorder) Unwrap() http.ResponseWriter { return w.ResponseWriter }

// T is the sentence in the reader's language.
func (r *request) T(zh i18n.Word, args ...any) string { return r.frame().T(zh, args...) }

// id is a number in the address; what is none does not exist.
func (r *request) id(name string) (int64, error) {
	id, err := strconv.ParseInt(r.PathValue(name), 10, 64)
	if err != nil || id <= 0 {
		return 0, access.ErrRefused
	}
	return id, nil
}

// text is a field of the form or the query, without space around it.
func (r *request) text(name string) string { return strings.TrimSpace(r.FormValue(name)) }

// texts are all values of a field, in their order.
func (r *request) texts(name string) []string {
	if err := r.parse(); err != nil {
		return nil
	}
	return r.Form[name]
}

// flag reports whether a box was ticked.
func (r *request) flag(name string) bool { return r.FormValue(name) != "" }

// number is a number in a field; an empty field is 0.
func (r *request) number(name string) (int64, error) {
	text := r.text(name)
	if text == "" {
		return 0, nil
	}

	n, err := strconv.ParseInt(text, 10, 64)
	if err != nil {
		return 0, errs.NewInvalid("“%s”不是数字，请核对。", text)
	}

	return n, nil
}

// from is where a page of a list begins, never negative.
func (r *request) from() int { return r.fromOf("from") }

// fromOf is the same of a page with several lists, each of which has a name of its own.
func (r *request) fromOf(list string) int {
	n, err := strconv.Atoi(r.text(list))
	if err != nil || n < 0 {
		return 0
	}
	return n
}

// on does something to the record in the address and says so on its page, which lies at href; what is refused is shown there
// with the reason.
func on[ID ~int64](r *request, do func(context.Context, ID) error, said i18n.Word, href func(ID, string) string, page func() error) error {
	id, err := r.id("id")
	if err != nil {
		return err
	}

	if err := do(r.Context(), ID(id)); err != nil {
		return r.again(err, page)
	}

	return r.done(href(ID(id), ""), said)
}
