package web

import "net/http"

// What tests must see of the inside.
var (
	// FormToken is the hidden field that goes with a session token.
	FormToken = formToken
	// Routes is the table of routes.
	Routes = routes
)

// HandleTable serves another table than the product's, to see what a mistake in it would let through.
func (w *Web) HandleTable(table []Route) http.Handler { return w.handle(table) }

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
