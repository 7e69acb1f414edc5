package web

import (
	"errors"
	"io"
	"net/http"

	"lingping/internal/app"
	"lingping/internal/domain/access"
	"lingping/internal/domain/org"
	"lingping/internal/domain/round"
	"lingping/internal/errs"
	"lingping/internal/web/view"
)

// roundID is the round in the address.
func (r *request) roundID() (round.ID, error) {
	id, err := r.id("id")
	return round.ID(id), err
}

func (r *request) rounds() error {
	list, err := r.web.app.RoundList(r.Context(), r.actor)
	if err != nil {
		return err
	}
	return r.render(view.RoundsPage(r.page(r.T("点评轮次"), "/rounds"), list, r.actor.Could(access.OpenRound)))
}

func (r *request) roundNew() error {
	f := view.RoundForm{Scheme: r.text("scheme"), Name: r.text("name"), From: r.text("from"), To: r.text("to"),
		Unit: r.text("unit"), Snapshot: r.text("snapshot"), Aware: r.text("aware") != ""}
	after, err := r.number("after")
	if err != nil {
		return err
	}

	start, err := r.web.app.RoundStart(r.Context(), r.actor, round.ID(after))
	if err != nil {
		return err
	}

	f.SchemeList, f.Units, f.After = start.SchemeList, start.Units, start.Next.Previous
	if f.Scheme == "" {
		f.Scheme = f.Newest(start.Last)
	}

	if after != 0 && f.From == "" {
		f.From, f.To = string(start.Next.From), string(start.Next.To)
	}

	if f.From == "" {
		from, to := round.Window(org.DateOf(r.web.options.Clock()))
		f.From, f.To = string(from), string(to)
	}

	p := r.page(r.T("筹备新轮次"), "/rounds")
	if f.Name == "" {
		f.Name = halfYearName(p, org.Date(f.To))
	}

	return r.render(view.RoundNewPage(p, f))
}

func (r *request) roundOpen() error {
	in := app.NewRound{Scheme: r.text("scheme"), Name: r.text("name"), From: org.Date(r.text("from")), To: org.Date(r.text("to")),
		Unit: r.text("unit"), Snapshot: org.Date(r.text("snapshot")), Aware: r.text("aware") != ""}
	after, err := r.number("after")
	if err != nil {
		return r.again(err, r.roundNew)
	}

	in.Previous = round.ID(after)
	name, text, err := r.upload("file")
	if err != nil {
		return r.again(err, r.roundNew)
	}

	if len(text) > 0 {
		in.Scheme, in.Text = name, text
	}

	id, err := r.web.app.OpenRound(r.Context(), r.actor, in)
	if err != nil {
		return r.again(err, r.roundNew)
	}

	return r.done(view.RoundHref(id, "/plan"), "已筹备“%s”。下面是试算：谁点评谁、有没有缺口。核对后再启动。", in.Name)
}

// upload is a file sent with the form; nothing when none was chosen.
func (r *request) upload(field string) (name string, body []byte, err error) {
	if err := r.missed(field); err != nil {
		return "", nil, err
	}

	file, header, err := r.FormFile(field)
	if errors.Is(err, http.ErrMissingFile) || errors.Is(err, http.ErrNotMultipart) {
		return "", nil, nil
	}
	if err != nil {
		return "", nil, errs.NewInvalid("文件没有传上来，可能太大了：请选小一些的文件再试。")
	}
	defer file.Close()

	if !isText(header.Filename) {
		return "", nil, errNoText
	}

	body, err = io.ReadAll(file)
	return header.Filename, body, err
}

func (r *request) round() error {
	id, err := r.roundID()
	if err != nil {
		return err
	}

	v := view.Round{Reason: r.PostFormValue("reason")}
	if v.RoundPage, err = r.web.app.ReadRound(r.Context(), r.actor, id); err != nil {
		return err
	}

	return r.render(view.RoundPage(r.page(v.Name, "/rounds"), v))
}

func (r *request) roundLaunch() error {
	id, err := r.roundID()
	if err != nil {
		return err
	}

	gaps, err := r.web.app.LaunchRound(r.Context(), r.actor, id)
	if err != nil {
		return r.again(err, r.plan)
	}

	if r.actor.Could(access.ManageAccount) {
		r.next("/accounts", "给要点评的人开通账号，打印激活码条")
	}
	r.next(view.RoundHref(id, "/reminders"), "催办：复制或打印")

	if gaps > 0 {
		return r.done(view.RoundHref(id, "/board"), "已启动，名册已冻结。还有 %d 个对象没有{点评人}，请尽快处理或说明原因免评。", gaps)
	}

	return r.done(view.RoundHref(id, "/board"), "已启动，名册已冻结。接着可以批量开通账号，或把催办文字发给各单位。")
}

func (r *request) roundUnlaunch() error {
	id, err := r.roundID()
	if err != nil {
		return err
	}

	if err := r.web.app.UnlaunchRound(r.Context(), r.actor, id, r.text("reason")); err != nil {
		return r.again(err, r.round)
	}

	return r.done(view.RoundHref(id, "/plan"), "已退回筹备，派下的任务已全部收回。名册、方案核对好以后可以再启动。")
}

func (r *request) roundClose() error {
	id, err := r.roundID()
	if err != nil {
		return err
	}

	if err := r.web.app.CloseRound(r.Context(), r.actor, id); err != nil {
		return r.again(err, r.round)
	}

	r.next(view.RoundHref(id, "/archive"), "归档")
	r.next(view.RoundHref(id, "/forms"), "登记表")
	return r.done(view.RoundHref(id, ""), "本轮已结束。{登记表}和统计表随时可以查看、输出。")
}
