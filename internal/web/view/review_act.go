package view

import (
	"net/url"
)

// backHref is the address of an act with the page to which it returns.
func backHref(act, back string) string { return act + "?back=" + url.QueryEscape(back) }
