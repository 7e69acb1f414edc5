package web

import (
	"encoding/json"
	"fmt"
	"strings"

	"lingping/internal/app"
	"lingping/internal/domain/org"
	"lingping/internal/domain/round"
	"lingping/internal/domain/scheme"
	"lingping/internal/errs"
	"lingping/internal/web/view"
)

// drawRound is the round in the address, and the unit in which is drawn.
func (r *request) drawRound() (round.ID, org.UnitID, error) {
	id, err := r.id("id")
	if err != nil {
		return 0, 0, err
	}
	unit, err := r.number("unit")
	return round.ID(id), org.UnitID(unit), err
}

func (r *request) draws() error {
	id, unit, err := r.drawRound()
	if err != nil {
		return err
	}

	v := view.Draws{Exclude: r.text("exclude")}
	if v.DrawsView, err = r.web.app.Draws(r.Context(), r.actor, id, unit); err != nil {
		return err
	}

	v.In, _ = r.typedDraw()
	if v.In.Filter.Kind == "" {
		v.In.Filter.Kind = scheme.Member
	}

	return r.render(view.DrawsPage(r.page(r.T("随机抽取点评对象"), "/rounds"), v))
}

// typedDraw is a draw as it was typed.
func (r *request) typedDraw() (in app.NewDraw, err error) {
	in = app.NewDraw{Source: r.text("source"), Reason: r.text("reason"), Filter: round.DrawFilter{
		Kind: scheme.SubjectKind(r.text("kind")), UnitKind: org.UnitKind(r.text("unit-kind")), Category: r.text("category"), Group: r.text("group"), Fresh: r.flag("fresh")},
		Layers: round.LayersBy(r.text("layers")), Second: r.text("second"), Due: org.Date(r.text("due"))}
	if in.Filter.Kind == scheme.Member {
		in.Filter.UnitKind = ""
	} else {
		in.Filter.Group = ""
	}

	for line := range strings.Lines(r.text("exclude")) {
		ref, reason, _ := strings.Cut(strings.TrimSpace(strings.ReplaceAll(line, "　", " ")), " ")
		if ref != "" {
			in.Exclude = append(in.Exclude, app.LeftOut{Ref: ref, Reason: reason})
		}
	}

	again, err := r.number("again")
	if err != nil {
		return in, err
	}

	in.Again = round.DrawID(again)
	want, err := r.want()
	in.Want = want
	return in, err
}

// want is how many are to be drawn.
func (r *request) want() (int, error) {
	n, err := r.number("want")
	if err != nil || n > maxHeads {
		return 0, errs.NewInvalid("抽取的数目“%s”不对，请写数字。", r.text("want"))
	}
	return int(n), nil
}

func (r *request) drawFreeze() error {
	id, unit, err := r.drawRound()
	if err != nil {
		return err
	}

	in, err := r.typedDraw()
	if err != nil {
		return r.again(err, r.draws)
	}

	in.Round, in.Filter.Unit = id, unit
	draw, err := r.web.app.FreezeDraw(r.Context(), r.actor, in)
	if err != nil {
		return r.again(err, r.draws)
	}

	return r.done(view.DrawHref(draw, ""), "名单已封存，校验码记入台账，不能再改。等“%s”公布后，在这里输入，再抽取。", in.Source)
}

func (r *request) drawID() (round.DrawID, error) {
	id, err := r.id("id")
	return round.DrawID(id), err
}

func (r *request) draw() error {
	id, err := r.drawID()
	if err != nil {
		return err
	}

	v, err := r.web.app.Draw(r.Context(), r.actor, id)
	if err != nil {
		return err
	}

	return r.render(view.DrawPage(r.page(r.T("抽取记录"), "/rounds"), v, r.casting()))
}

// casting is what was typed to hold a draw.
func (r *request) casting() round.Casting {
	return round.Casting{Public: r.text("public"), Second: r.text("second"), Witness: r.text("witness")}
}

func (r *request) drawCast() error {
	id, err := r.drawID()
	if err != nil {
		return err
	}

	if err := r.web.app.CastDraw(r.Context(), r.actor, id, r.casting()); err != nil {
		return r.again(err, r.draw)
	}

	return r.done(view.DrawHref(id, ""), "已抽取。抽中的对象的{登记表}上已写明“随机，第几号抽取”，{点评人}和本人在首页看到；请打印抽取记录，请监督人签字存档。")
}

func (r *request) drawRaise() error {
	id, err := r.drawID()
	if err != nil {
		return err
	}

	want, err := r.want()
	if err == nil {
		err = r.web.app.RaiseDraw(r.Context(), r.actor, id, want)
	}

	if err != nil {
		return r.again(err, r.draw)
	}

	return r.done(view.DrawHref(id, ""), "已增加，原来抽中的不变。")
}

func (r *request) drawReplace() error {
	id, err := r.drawID()
	if err != nil {
		return err
	}

	if err := r.web.app.ReplaceLot(r.Context(), r.actor, id, r.text("ref"), r.text("reason")); err != nil {
		return r.again(err, r.draw)
	}

	return r.done(view.DrawHref(id, ""), "已由下一个号递补，原因写在记录里。")
}

// drawPool is the pool's file, byte for byte as it was frozen, for whoever checks the draw.
func (r *request) drawPool() error {
	id, err := r.drawID()
	if err != nil {
		return err
	}

	v, err := r.web.app.DrawPool(r.Context(), r.actor, id)
	if err != nil {
		return err
	}

	return r.send(textMedia, fmt.Sprintf("pool-%d.txt", id), []byte(v))
}

// drawRecord is what anybody does the draw again from, without names.
func (r *request) drawRecord() error {
	id, err := r.drawID()
	if err != nil {
		return err
	}

	v, err := r.web.app.DrawRecord(r.Context(), r.actor, id)
	if err != nil {
		return err
	}

	body, err := json.MarshalIndent(v, "", "  ")
	if err != nil {
		return err
	}

	return r.send("application/json; charset=utf-8", fmt.Sprintf("draw-%d.json", id), append(body, '\n'))
}
