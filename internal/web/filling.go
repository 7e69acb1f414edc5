package web

import (
	"net/http"

	"lingping/internal/web/view"
)

// Filling is how far the filling of a house with made-up data is.
type Filling = view.Filling

// FillingStep is one step of it.
type FillingStep = view.FillingStep

// FillingAccount is somebody as whom the house can be tried.
type FillingAccount = view.FillingAccount

// fillingPage is where one sees how far it is.
const fillingPage = "/filling"

// fillingRoute is there only while a house is filled.
func fillingRoute() Route {
	return Route{Method: http.MethodGet, Pattern: fillingPage, Action: wayIn, Name: "filling", handle: (*request).filling}
}

// beingFilled reports whether the house is being filled, and how far it is.
func (w *Web) beingFilled() (f Filling, filled bool) {
	if w.options.Filling == nil {
		return f, false
	}
	f = w.options.Filling()
	return f, !f.Whole()
}

// filling shows how far it is, again every two seconds; in the end it leads to the first page.
func (r *request) filling() error {
	f, filled := r.web.beingFilled()
	if !filled {
		return r.lead("/")
	}

	r.out.Header().Set("Refresh", "2")
	p := r.page(r.T("正在生成演示数据"), "")
	p.Bare, p.Filling = true, false
	return r.render(view.FillingPage(p, f))
}

// wait reports whether who is not signed in is led to where one sees how far the house is: instead of the first page while
// it is being filled, and of the login page until there is an account.
func (r *request) wait() bool {
	f, filled := r.web.beingFilled()
	return filled && r.Method == http.MethodGet && (r.URL.Path == "/" || len(f.Accounts) == 0)
}
