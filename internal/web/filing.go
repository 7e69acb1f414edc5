package web

import (
	"strconv"
	"strings"

	"lingping/internal/app"
	"lingping/internal/domain/filing"
	"lingping/internal/domain/round"
	"lingping/internal/errs"
	"lingping/internal/web/view"
)

// filings is the office's list of who has filed and who has not.
func (r *request) filings() error {
	id, err := r.roundID()
	if err != nil {
		return err
	}

	list, err := r.web.app.Filings(r.Context(), r.actor, id, r.from())
	if err != nil {
		return err
	}

	v := view.Filings{Filings: list, Address: r.place(),
		Pager: pager(view.RoundHref(id, "/filing"), nil, list.From, len(list.Rows), list.Total, app.FilingEach)}
	return r.render(view.FilingsPage(r.page(r.T("备案"), "/rounds"), v))
}

// roundAndDuty are the round in the address, the unit in ?unit= and which of its packs in ?duty=.
func (r *request) roundAndDuty() (id round.ID, key filing.Key, err error) {
	if id, key.Unit, err = r.roundAndUnit(); err != nil {
		return 0, key, err
	}

	duty, err := r.number("duty")
	key.Duty = int(duty)
	return id, key, err
}

// filing is one unit's pack in the making, and what it handed in before.
func (r *request) filing() error {
	id, key, err := r.roundAndDuty()
	if err != nil {
		return err
	}

	return r.showFiling(id, key)
}

func (r *request) showFiling(id round.ID, key filing.Key) error {
	v, err := r.web.app.Filing(r.Context(), r.actor, id, key)
	if err != nil {
		return err
	}

	return r.render(view.FilingPage(r.page(r.T("报送备案"), "/rounds"), v, view.PageOfFiling(v, r.from()), r.PostFormValue("reason")))
}

// filingOfPack is the page from which a pack is received or returned.
func (r *request) filingOfPack(id filing.ID) error {
	p, err := r.web.app.FiledReceipt(r.Context(), r.actor, id)
	if err != nil {
		return err
	}

	return r.showFiling(p.Round.ID, p.Filing.Key())
}

func (r *request) filingHandIn() error {
	id, key, err := r.roundAndDuty()
	if err != nil {
		return err
	}

	f, err := r.web.app.HandInFiling(r.Context(), r.actor, id, key, r.text("reason"))
	if err != nil {
		return r.again(err, r.filing)
	}

	if late := f.Late(); late > 0 {
		return r.done(view.FilingHref(id, f.Key()), "已报送 %d 份{登记表}和统计表（迟 %d 天）。收件后这里会显示备案编号。", f.Sheets, late)
	}

	return r.done(view.FilingHref(id, f.Key()), "已报送 %d 份{登记表}和统计表。收件后这里会显示备案编号。", f.Sheets)
}

// filingPreview is the pack as it would be handed in now.
func (r *request) filingPreview() error {
	id, key, err := r.roundAndDuty()
	if err != nil {
		return err
	}

	v, err := r.web.app.Filing(r.Context(), r.actor, id, key)
	if err != nil {
		return err
	}

	name := r.T("试打包") + " " + v.Unit.Label() + " " + v.Name + ".zip"
	return r.exporting(r.web.app.StartPreview(r.Context(), r.actor, id, key, name))
}

// errNoPack is the answer when no pack was ticked.
var errNoPack = errs.NewInvalid("没有选中要收件的单位：请先在名单里打勾。")

func (r *request) filingReceive() error {
	id, err := r.roundID()
	if err != nil {
		return err
	}

	var ids []filing.ID
	for _, text := range r.texts("pack") {
		if n, err := strconv.ParseInt(text, 10, 64); err == nil {
			ids = append(ids, filing.ID(n))
		}
	}

	if len(ids) == 0 {
		return r.again(errNoPack, r.filings)
	}

	var receipts []string
	var refused error
	for _, d := range r.web.app.ReceiveFilings(r.Context(), r.actor, ids) {
		if d.Err == nil {
			receipts = append(receipts, d.Filing.Receipt())
		} else if refused == nil {
			refused = d.Err
		}
	}

	if len(receipts) == 0 {
		return r.again(refused, r.filings)
	}
	if refused != nil {
		return r.done(view.RoundHref(id, "/filing"), "已收件 %d 份：%s；另有 %d 份没有收。", len(receipts), strings.Join(receipts, "、"), len(ids)-len(receipts))
	}

	return r.done(view.RoundHref(id, "/filing"), "已收件 %d 份：%s。报送单位可以看到备案编号，回执可以打印。", len(receipts), strings.Join(receipts, "、"))
}

// packID is the pack in the address.
func (r *request) packID() (filing.ID, error) {
	id, err := r.id("id")
	return filing.ID(id), err
}

func (r *request) filingReturn() error {
	id, err := r.packID()
	if err != nil {
		return err
	}

	f, err := r.web.app.ReturnFiling(r.Context(), r.actor, id, r.text("reason"))
	if err != nil {
		return r.again(err, func() error { return r.filingOfPack(id) })
	}

	return r.done(view.FilingHref(f.Round, f.Key()), "已退回，原因已告知报送单位；补好后可以再报。")
}

// filingPack is the file as the office received it.
func (r *request) filingPack() error {
	id, err := r.packID()
	if err != nil {
		return err
	}

	p, err := r.web.app.FiledPack(r.Context(), r.actor, id)
	if err != nil {
		return err
	}

	return r.sendFile(p.Content)
}

// filingReceipt is the receipt, to be printed.
func (r *request) filingReceipt() error {
	id, err := r.packID()
	if err != nil {
		return err
	}

	p, err := r.web.app.FiledReceipt(r.Context(), r.actor, id)
	if err != nil {
		return err
	}

	if p.State != filing.Received {
		return errs.NewConflict("这一份还没有收件，没有回执。")
	}

	code, err := proofQR(p.Proof)
	if err != nil {
		return err
	}

	return r.render(view.FilingReceiptPage(r.page(r.T("备案回执"), "/rounds"), p, code))
}
