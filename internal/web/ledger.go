package web

import (
	"net/url"
	"strconv"

	"lingping/internal/app"
	"lingping/internal/errs"
	"lingping/internal/qr"
	"lingping/internal/web/view"
)

func (r *request) ledger() error {
	before, err := r.number("before")
	if err != nil {
		return err
	}

	v := view.Ledger{Object: r.text("object"), Later: before > 0}
	if v.LedgerPage, err = r.web.app.Ledger(r.Context(), r.actor, v.Object, before); err != nil {
		return err
	}

	if v.More {
		last := strconv.FormatInt(v.Entries[len(v.Entries)-1].ID, 10)
		v.Next = "/ledger?" + url.Values{"before": {last}, "object": {v.Object}}.Encode()
	}

	return r.render(view.LedgerPage(r.page(r.T("操作台账"), "/ledger"), v))
}

// ledgerCheckpoint is the newest checkpoint as a file, for who takes it away.
func (r *request) ledgerCheckpoint() error {
	k, err := r.web.app.LastCheckpoint(r.Context(), r.actor)
	switch {
	case err != nil:
		return err
	case k.Text == "":
		return errs.NewConflict("还没有做过检查点：请在操作台账页上点“现在做一个检查点”。")
	}

	return r.send("text/plain; charset=utf-8", r.T("检查点")+"-"+strconv.FormatInt(k.Size, 10)+".txt", []byte(k.Text))
}

func (r *request) checkpointMake() error {
	if _, err := r.web.app.Checkpoint(r.Context(), r.actor); err != nil {
		return r.again(err, r.ledger)
	}
	return r.done("/ledger", "检查点已做好，请下载并存到别处。")
}

func (r *request) ledgerBundle() error {
	return r.exporting(r.web.app.StartBundle(r.Context(), r.actor, r.T("审计包")+".zip"))
}

// proofQR is the QR code of a checkpoint on a paper; none where there is no checkpoint.
func proofQR(k app.KeptCheckpoint) (qr.Code, error) {
	if k.Code == "" {
		return qr.Code{}, nil
	}
	return qr.New(k.Code)
}
