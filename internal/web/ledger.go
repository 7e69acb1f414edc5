package web

import (
	"net/url"
	"strconv"

	"lingping/internal/domain/ledger"
)

// ledgerView is a page of what was done.
type ledgerView struct {
	Entries []ledger.Entry
	Object  string // shown alone, empty: all
	Next    string // address of older entries
}

func (r *request) ledger() error {
	before, err := r.number("before")
	if err != nil {
		return err
	}
	v := ledgerView{Object: r.text("object")}
	var more bool
	if v.Entries, more, err = r.web.app.Ledger(r.Context(), r.actor, v.Object, before); err != nil {
		return err
	}
	if more {
		last := strconv.FormatInt(v.Entries[len(v.Entries)-1].ID, 10)
		v.Next = "/ledger?" + url.Values{"before": {last}, "object": {v.Object}}.Encode()
	}
	return r.render(ledgerPage(r.page(r.T("操作台账"), "/ledger"), v))
}
