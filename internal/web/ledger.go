package web

import (
	"net/url"
	"strconv"

	"lingping/internal/web/view"
)

func (r *request) ledger() error {
	before, err := r.number("before")
	if err != nil {
		return err
	}

	v := view.Ledger{Object: r.text("object"), Later: before > 0}
	var more bool
	if v.Entries, more, err = r.web.app.Ledger(r.Context(), r.actor, v.Object, before); err != nil {
		return err
	}

	if more {
		last := strconv.FormatInt(v.Entries[len(v.Entries)-1].ID, 10)
		v.Next = "/ledger?" + url.Values{"before": {last}, "object": {v.Object}}.Encode()
	}

	return r.render(view.LedgerPage(r.page(r.T("操作台账"), "/ledger"), v))
}
