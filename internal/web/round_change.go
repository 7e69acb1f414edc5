package web

import (
	"lingping/internal/app"
	"lingping/internal/domain/org"
	"lingping/internal/web/view"
)

// roundChangeForm shows what can be changed of a round in preparation.
func (r *request) roundChangeForm() error {
	id, err := r.roundID()
	if err != nil {
		return err
	}

	var v view.RoundChange
	if v.RoundDraft, err = r.web.app.RoundDraft(r.Context(), r.actor, id); err != nil {
		return err
	}

	v.Title, v.From, v.To, v.Snapshot = v.Name, string(v.Round.From), string(v.Round.To), string(v.SnapshotDay)
	if v.SnapshotDay == v.Round.From {
		v.Snapshot = "" // it is the first day, and goes with it
	}

	if r.Form.Has("name") {
		v.Title, v.From, v.To, v.Snapshot = r.text("name"), r.text("from"), r.text("to"), r.text("snapshot")
	}

	v.Chosen, v.Aware, v.Reason = r.text("scheme"), r.flag("aware"), r.PostFormValue("reason")
	return r.render(view.RoundChangePage(r.page(r.T("修改“%s”", v.Name), "/rounds"), v))
}

func (r *request) roundChange() error {
	id, err := r.roundID()
	if err != nil {
		return err
	}

	in := app.RoundChange{Scheme: r.text("scheme"), Name: r.text("name"), From: org.Date(r.text("from")), To: org.Date(r.text("to")),
		Snapshot: org.Date(r.text("snapshot")), Aware: r.flag("aware")}
	name, text, err := r.upload("file")
	if err != nil {
		return r.again(err, r.roundChangeForm)
	}

	if len(text) > 0 {
		in.Scheme, in.Text = name, text
	}

	if err := r.web.app.ChangeRound(r.Context(), r.actor, id, in); err != nil {
		return r.again(err, r.roundChangeForm)
	}

	return r.done(view.RoundHref(id, "/plan"), "已修改，试算按新的做了。核对后再启动。")
}

func (r *request) roundWithdraw() error {
	id, err := r.roundID()
	if err != nil {
		return err
	}

	if err := r.web.app.WithdrawRound(r.Context(), r.actor, id, r.text("reason")); err != nil {
		return r.again(err, r.roundChangeForm)
	}

	return r.done("/rounds", "已撤销，操作台账里留有记录。")
}
