package web

import (
	"strconv"

	"lingping/internal/app"
	"lingping/internal/domain/access"
	"lingping/internal/domain/round"
	"lingping/internal/errs"
	"lingping/internal/qr"
	"lingping/internal/web/ui"
	"lingping/internal/web/view"
)

func (r *request) ledger() error {
	before, err := r.number("before")
	if err != nil {
		return err
	}

	f, err := r.ledgerFilter()
	if err != nil {
		return err
	}

	v := view.Ledger{Later: before > 0}
	if v.LedgerPage, err = r.web.app.Ledger(r.Context(), r.actor, f, before); err != nil {
		return err
	}

	if v.More {
		query := view.LedgerQuery(f)
		query.Set("before", strconv.FormatInt(v.Lines[len(v.Lines)-1].ID, 10))
		v.Next = "/ledger?" + query.Encode()
	}

	return r.render(view.LedgerPage(r.page(r.T("操作台账"), "/ledger"), v))
}

// ledgerFilter is what is asked for of the ledger.
func (r *request) ledgerFilter() (f app.LedgerFilter, err error) {
	f = app.LedgerFilter{Person: r.text("person"), Action: access.Action(r.text("act")), Kind: r.text("kind"), Object: r.text("object")}
	id, err := r.number("round")
	if err != nil {
		return f, err
	}

	f.Round = round.ID(id)
	if f.From, err = r.dayQuery("from"); err != nil {
		return f, err
	}

	f.To, err = r.dayQuery("to")
	return f, err
}

func (r *request) ledgerExport() error {
	f, err := r.ledgerFilter()
	if err != nil {
		return err
	}

	p := ui.Page{Lang: r.lang, Now: r.web.options.Clock()}
	return r.exporting(r.web.app.StartLedgerBook(r.Context(), r.actor, f, app.LedgerForm(r.text("form")), func(l app.LedgerLine) [3]string {
		sentence, object, facts := view.EntryText(p, l)
		return [3]string{sentence, object, facts}
	}))
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

	return r.send(textMedia, r.T("检查点")+"-"+strconv.FormatInt(k.Size, 10)+".txt", []byte(k.Text))
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
