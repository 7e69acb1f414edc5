package view

import (
	"net/url"

	"lingping/internal/app"
)

// Login is the login page.
type Login struct {
	House       app.House
	Login       string
	To          string // where to go afterwards
	Shared      bool
	Institution bool   // by its single sign-on
	Leave       string // where the session there is ended too; empty: nowhere, or it was not left just now
}

// institutionHref is where a browser begins at the single sign-on, to go to an address of ours afterwards.
func institutionHref(to string) string {
	return "/login/institution?" + url.Values{"to": {to}}.Encode()
}
