package web

import (
	"fmt"
	"strconv"
	"strings"

	"lingping/internal/app"
	"lingping/internal/domain/access"
	"lingping/internal/domain/filing"
	"lingping/internal/domain/org"
	"lingping/internal/domain/review"
	"lingping/internal/domain/round"
	"lingping/internal/errs"
	"lingping/internal/web/ui"
)

// filingHref is the address of a unit's filing.
func filingHref(id round.ID, unit org.UnitID) string { return underHref(id, "/filing/unit", unit) }

// packHref is the address of a pack that was handed in, or of a page below it.
func packHref(id filing.ID, below string) string { return fmt.Sprintf("/filings/%d%s", id, below) }

// filings is the office's list of who has filed and who has not.
func (r *request) filings() error {
	id, err := r.roundID()
	if err != nil {
		return err
	}
	v, err := r.web.app.Filings(r.Context(), r.actor, id)
	if err != nil {
		return err
	}
	return r.render(filingsPage(r.page(r.T("备案"), "/rounds"), v, r.place()))
}

// filing is one unit's pack in the making, and what it handed in before.
func (r *request) filing() error {
	id, unit, err := r.roundAndUnit()
	if err != nil {
		return err
	}
	v, err := r.web.app.Filing(r.Context(), r.actor, id, unit)
	if err != nil {
		return err
	}
	return r.render(filingPage(r.page(r.T("报送备案"), "/rounds"), v))
}

func (r *request) filingHandIn() error {
	id, unit, err := r.roundAndUnit()
	if err != nil {
		return err
	}
	f, err := r.web.app.HandInFiling(r.Context(), r.actor, id, unit, r.text("reason"))
	if err != nil {
		return r.again(err, r.filing)
	}
	if late := f.Late(); late > 0 {
		return r.done(filingHref(id, f.Unit), "已报送 %d 份登记表和统计表（迟 %d 天）。收件后这里会显示备案编号。", f.Sheets, late)
	}
	return r.done(filingHref(id, f.Unit), "已报送 %d 份登记表和统计表。收件后这里会显示备案编号。", f.Sheets)
}

// filingPreview is the pack as it would be handed in now.
func (r *request) filingPreview() error {
	id, unit, err := r.roundAndUnit()
	if err != nil {
		return err
	}
	v, err := r.web.app.Filing(r.Context(), r.actor, id, unit)
	if err != nil {
		return err
	}
	name := r.T("试打包") + " " + v.Unit.Label() + " " + v.Name + ".zip"
	return r.exporting(r.web.app.StartPreview(r.Context(), r.actor, id, unit, name))
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
		return r.done(roundHref(id, "/filing"), "已收件 %d 份：%s；另有 %d 份没有收。", len(receipts), strings.Join(receipts, "、"), len(ids)-len(receipts))
	}
	return r.done(roundHref(id, "/filing"), "已收件 %d 份：%s。报送单位可以看到备案编号，回执可以打印。", len(receipts), strings.Join(receipts, "、"))
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
		return err
	}
	return r.done(filingHref(f.Round, f.Unit), "已退回，原因已告知报送单位；补好后可以再报。")
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
	return r.render(filingReceiptPage(r.page(r.T("备案回执"), "/rounds"), p))
}

func filingHandInLine() taskLine {
	return taskLine{
		say: func(p ui.Page, t app.Task) string {
			return p.T("%s的登记表和统计表还没有报送备案", t.Name)
		},
		verb: "去报送",
		href: func(t app.Task) string { return filingHref(t.Round, t.Unit) },
	}
}

func filingReceiveLine() taskLine {
	return taskLine{
		say: func(p ui.Page, t app.Task) string {
			return p.T("“%s”有 %d 份报送等待收件", t.Name, t.Count)
		},
		verb: "去收件",
		href: func(t app.Task) string { return roundHref(t.Round, "/filing") },
	}
}

// filingStateClass is how the state looks.
func filingStateClass(s filing.State) string {
	switch s {
	case filing.Handed:
		return "course"
	case filing.Received:
		return "done"
	case filing.Returned:
		return "late"
	}
	return "empty"
}

// lateWords says how late something is on the day, empty when it is not.
func lateWords(p ui.Page, due, day org.Date) string {
	if late := filing.Late(due, day); late > 0 {
		return p.T("迟 %d 天", late)
	}
	return ""
}

// filingReminder is the text for those who have not filed, to be pasted into a chat.
func filingReminder(p ui.Page, l app.Filings, address string) string {
	var names []string
	var due org.Date
	for _, row := range l.Rows {
		if row.Last.State == filing.Building || row.Last.State == filing.Returned {
			names = append(names, row.Unit.Label())
			due = row.Due
		}
	}
	if len(names) == 0 {
		return ""
	}
	return p.T("【%s】备案：还有 %d 个单位没有报送：%s。请于 %s 前登录 %s 报送登记表和统计表。", l.Name, len(names), inRow(p, names), p.Day(due), address)
}

// sheetWord is what stands on a form of a pack.
func sheetWord(p ui.Page, s app.FilingSheet) string {
	if s.Subject == "" {
		return p.T("%s及书记", s.Unit)
	}
	return s.Unit + " " + s.Subject
}

// filingOpen reports whether the unit may hand in now.
func filingOpen(v app.FilingView) bool {
	return v.Allowed[access.HandInFiling] && len(v.Duty.Demands) > 0 && v.Last.State != filing.Handed &&
		(v.Last.State != filing.Received || v.Corrected > 0 || len(v.Sheets)-v.Lacking > v.Last.Sheets)
}

// sheetStateClass is how the state of a form in a pack looks: what waits for a confirmation is under way.
func sheetStateClass(s review.State) string {
	switch s {
	case review.Confirmed:
		return "done"
	case review.Submitted:
		return "course"
	}
	return "late"
}

func sheetStateWord(p ui.Page, s review.State) string { return p.Word(string(s.Word())) }
