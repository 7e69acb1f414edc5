// Package web answers requests: routes, sessions, forms, handlers. What a page looks like is package view, what all pages
// share is package ui: server-rendered HTML that works without scripts, in Chinese and English. It asks package app for
// everything and has no rule, no SQL and no permission of its own.
//
// # How to add a page
//
//  1. One line in routes.go: method, pattern, the access.Action that is asked, a name, the handler. A GET changes
//     nothing. A pattern that anybody may see needs an action that the policy gives to access.Anyone.
//  2. The handler in the file of its noun: a method of *request without arguments, named noun + verb (accountMake). It
//     calls one use case of app and ends with one of
//     r.render(view.AccountPage(p, row)) for a page,
//     r.done(address, "句子", args...) after a change: redirect, and the sentence (what was done, what comes next) is
//     shown there,
//     r.again(err, r.accountForm) for a form that was refused: the handler that shows the form runs again, finds the
//     input in r.text, and the page says why at @ui.Refused(p); what no form can mend goes on to the error page,
//     return err for everything else: errs kinds become statuses in one table (failure.go), and what was typed into a
//     refused POST is shown on the error page, so that nothing is lost.
//     r.id("id"), r.text("name"), r.texts("name"), r.flag("name"), r.number("n") read what came in; r.actor is who asks.
//  3. The template in the .templ file of the noun in package view, and the struct that it shows beside it. Its first parameter is p ui.Page, made by r.page(title, nav item);
//     it starts with @ui.Layout(p) { … }. Every form: method="post", @ui.Token(p), and fields by ui.Input, ui.Select …
//     Words are { p.T("中文", args...) } for sentences and { p.Word(x.Name()) } for values; dates are { p.Day(d) } and
//     { p.Moment(ms) }. English goes to internal/i18n/en/<noun>.json. Then: make generate
//  4. One line in addresses_test.go: the address of the page for an object of the seeded world. Then run the tests with
//     -update and read what changed in docs/access-matrix.txt. A GET has a line in bench/page/list.go too, where it is
//     asked for in a small and a large house.
//
// # What forms can do when scripts run (static/app.js)
//
// <form data-autosave="/address"> posts itself there two seconds after typing stopped; answer as
// savedSheet does, with the time and the revisions that the next save must name.
// <form data-guard> asks before typed text is left. <ol data-grow> … <li> with inputs: Enter in the last line adds one.
// <table data-keys> moves the focus over the links of its rows with j and k. <button data-copy="#id"> copies a text.
// <details data-part="/address"> fetches what is in it when it is opened; the handler asks r.part().
// <a rel="next" data-key="n"> follows a link by Alt+letter. All of it is a convenience: the form works without.
package web

import (
	"context"
	"crypto/tls"
	"log/slog"
	"net"
	"net/http"
	"net/netip"
	"time"

	"lingping/internal/app"
	"lingping/internal/auth"
	"lingping/internal/provider"
)

// Options is what the pages need to know of where they run.
type Options struct {
	BaseURL string         // as people type it, such as https://dp.example.edu.cn; empty: nothing is printed that bears an address
	TLS     bool           // people come by HTTPS: cookies are bound to it
	Behind  []netip.Prefix // proxies of ours that stand before and say in X-Forwarded-For who comes
	Way     provider.Way   // the single sign-on of the institution; nil: there is none
	Keys    *tls.Config    // with which connections are encrypted here; nil: they are not
	Log     *slog.Logger
	Clock   func() time.Time // its zone is that of the house; nil: the clock of the use cases
	Version string           // of the program, for who administers the house
	Filling func() Filling   // how far the filling of the house is; nil: it is not filled while it is served
}

// Web is the pages over one App.
type Web struct {
	app     *app.App
	options Options
	assets  *assets
	notices *keptPages // of the public
	cross   *http.CrossOriginProtection
	meter   *meter
	back    *auth.Turnstile // before who comes back from the institution with what is not right
	ended   *auth.Turnstile // before notices that are none
	key     string          // of this program as long as it runs
}

// New prepares the pages. A base address that is none, or that has a path, a query or a user, is refused with a sentence.
func New(a *app.App, o Options) (*Web, error) {
	w := &Web{app: a, options: o, assets: newAssets(), notices: newKeptPages(), cross: http.NewCrossOriginProtection(), meter: newMeter(),
		back: auth.NewTurnstile(backMistakes), ended: auth.NewTurnstile(endedMistakes), key: newKey()}
	if w.options.Log == nil {
		w.options.Log = slog.New(slog.DiscardHandler)
	}

	if w.options.Clock == nil {
		w.options.Clock = a.Now
	}

	if o.BaseURL == "" {
		return w, nil
	}

	base, err := site(o.BaseURL)
	if err != nil {
		return nil, err
	}

	w.options.BaseURL = base
	if !onlyHere(base) {
		a.PrintAt(base)
	}

	return w, w.cross.AddTrustedOrigin(base)
}

// Routes is every page there is, in the order of the table, for those who look whether each was thought of.
func Routes() []Route { return routes() }

// Handler answers every request. It is the only place where patterns meet the mux.
func (w *Web) Handler() http.Handler { return w.handle(routes()) }

func (w *Web) handle(table []Route) http.Handler {
	mux := http.NewServeMux()
	for _, route := range table {
		mux.Handle(route.Method+" "+route.Pattern, w.answer(route))
	}

	if w.options.Filling != nil {
		mux.Handle(fillingRoute().Method+" "+fillingRoute().Pattern, w.answer(fillingRoute()))
	}

	mux.Handle("/", w.answer(Route{Name: "nowhere", Action: wayIn, handle: (*request).nowhere}))
	return w.guard(mux)
}

// Limits of a connection. A slow phone may take a while to send its page, but not for ever.
const (
	headerTimeout = 10 * time.Second
	bodyTimeout   = 2 * time.Minute
	writeTimeout  = 5 * time.Minute // a page or a stored file over a bad line; see fileTimeout for what is longer
	idleTimeout   = 2 * time.Minute
	drainTimeout  = 10 * time.Second
	headerLimit   = 32 << 10
)

// Serve answers on the listener until ctx ends, then lets running requests finish.
func (w *Web) Serve(ctx context.Context, l net.Listener) error {
	server := &http.Server{
		Handler: w.Handler(), ReadHeaderTimeout: headerTimeout, ReadTimeout: bodyTimeout, WriteTimeout: writeTimeout,
		IdleTimeout: idleTimeout, MaxHeaderBytes: headerLimit, ConnContext: remembered,
		ErrorLog: slog.NewLogLogger(w.options.Log.Handler(), slog.LevelWarn),
	}

	l = gathering{l}
	if w.options.Keys != nil {
		l = tls.NewListener(l, w.options.Keys)
	}

	failed := make(chan error, 1)
	go func() { failed <- server.Serve(l) }()
	select {
	case err := <-failed:
		return err
	case <-ctx.Done():
	}

	drain, cancel := context.WithTimeout(context.WithoutCancel(ctx), drainTimeout)
	defer cancel()

	if err := server.Shutdown(drain); err != nil {
		return server.Close()
	}

	return nil
}
