package web

import (
	"bytes"
	"net"
	"net/http"
	"strconv"
)

// What tests must see of the inside.

// FormToken is the hidden field that goes with a session token.
var FormToken = formToken

// HandleTable serves another table than the product's, to see what a mistake in it would let through.
func (w *Web) HandleTable(table []Route) http.Handler { return w.handle(table) }

// ServeTable is Serve for another table than the product's.
func (w *Web) ServeTable(table []Route, l net.Listener) error {
	return (&http.Server{Handler: w.handle(table), ConnContext: remembered}).Serve(gathering{l})
}

// Showing is a copy of the route that shows as many bytes as its query asks for.
func (r Route) Showing() Route {
	r.handle = func(r *request) error {
		n, err := r.number("bytes")
		body := bytes.Repeat([]byte{'x'}, int(n))
		r.out.Header().Set("Content-Length", strconv.Itoa(len(body)))
		r.inOnePiece(body)
		return err
	}
	return r
}

// Careless is a copy of the route whose handler asks nobody and answers everybody.
func (r Route) Careless() Route {
	r.handle = func(r *request) error {
		_, err := r.out.Write([]byte("here you are"))
		return err
	}
	return r
}

// Panicking is a copy of the route whose handler has a fault.
func (r Route) Panicking() Route {
	r.handle = func(*request) error { panic("oh no") }
	return r
}

// Saying is a copy of the route that does nothing and says a sentence on the next page.
func (r Route) Saying(sentence string) Route {
	r.handle = func(r *request) error {
		r.flash(sentence)
		return r.redirect("/login")
	}
	return r
}

// KeptPages is keptPages with another bound.
type KeptPages struct{ pages *keptPages }

// NewKeptPages keeps so many bytes at most.
func NewKeptPages(most int) KeptPages {
	pages := newKeptPages()
	pages.most = most
	return KeptPages{pages}
}

// Keep keeps a page.
func (k KeptPages) Keep(code string, version int64, text string) {
	k.pages.keep(pageName{code: code}, version, []byte(text))
}

// Page is a kept page, empty when it is not kept.
func (k KeptPages) Page(code string, version int64) string {
	p := k.pages.page(pageName{code: code}, version)
	if p == nil {
		return ""
	}
	return string(p.pieces[0])
}

// Bytes is how much is kept, counted anew.
func (k KeptPages) Bytes() (n int) {
	for _, p := range k.pages.pages {
		n += p.size
	}

	if n != k.pages.bytes {
		panic("web: kept pages are counted wrong")
	}

	return n
}
