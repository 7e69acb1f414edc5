package web

import (
	"fmt"
	"net/http"
	"strconv"
	"strings"

	"lingping/internal/app"
	"lingping/internal/domain/org"
	"lingping/internal/domain/review"
	"lingping/internal/domain/round"
	"lingping/internal/domain/scheme"
	"lingping/internal/errs"
	"lingping/internal/store"
	"lingping/internal/web/ui"
)

func drawHref(id round.DrawID, below string) string { return fmt.Sprintf("/draws/%d%s", id, below) }

// drawRound is the round in the address, and the unit in which is drawn.
func (r *request) drawRound() (round.ID, org.UnitID, error) {
	id, err := r.id("id")
	if err != nil {
		return 0, 0, err
	}
	unit, err := r.number("unit")
	return round.ID(id), org.UnitID(unit), err
}

// drawsView is the page on which a pool is frozen, with the draws that there are.
type drawsView struct {
	app.DrawsView
	In      app.NewDraw
	Exclude string // as typed
}

func (r *request) draws() error {
	id, unit, err := r.drawRound()
	if err != nil {
		return err
	}
	v := drawsView{Exclude: r.text("exclude")}
	if v.DrawsView, err = r.web.app.Draws(r.Context(), r.actor, id, unit); err != nil {
		return err
	}
	v.In, _ = r.typedDraw()
	if v.In.Filter.Kind == "" {
		v.In.Filter.Kind = scheme.Unit
	}
	return r.render(drawsPage(r.page(r.T("随机抽取点评对象"), "/rounds"), v))
}

// typedDraw is a draw as it was typed.
func (r *request) typedDraw() (in app.NewDraw, err error) {
	in = app.NewDraw{Source: r.text("source"), Reason: r.text("reason"), Filter: round.DrawFilter{
		Kind: scheme.SubjectKind(r.text("kind")), UnitKind: org.UnitKind(r.text("unit-kind")), Category: r.text("category"), Group: r.text("group")}}
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
	return r.done(drawHref(draw, ""), "名单已封存，校验码记入台账，不能再改。等“%s”公布后，在这里输入，再抽取。", in.Source)
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
	return r.render(drawPage(r.page(r.T("抽取记录"), "/rounds"), v, r.text("public")))
}

func (r *request) drawCast() error {
	id, err := r.drawID()
	if err != nil {
		return err
	}
	if err := r.web.app.CastDraw(r.Context(), r.actor, id, r.text("public")); err != nil {
		return r.again(err, r.draw)
	}
	return r.done(drawHref(id, ""), "已抽取。抽中的对象打开登记表时，方式和确定办法已填好；请打印抽取记录存档。")
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
	return r.done(drawHref(id, ""), "已增加，原来抽中的不变。")
}

func (r *request) drawReplace() error {
	id, err := r.drawID()
	if err != nil {
		return err
	}
	if err := r.web.app.ReplaceLot(r.Context(), r.actor, id, r.text("ref"), r.text("reason")); err != nil {
		return r.again(err, r.draw)
	}
	return r.done(drawHref(id, ""), "已由下一个号递补，原因写在记录里。")
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
	r.out.Header().Set("Content-Type", "text/plain; charset=utf-8")
	r.out.Header().Set("Content-Disposition", fmt.Sprintf(`attachment; filename="pool-%d.txt"`, id))
	r.out.WriteHeader(http.StatusOK)
	_, err = r.out.Write([]byte(v))
	return err
}

// drawnSetting is the mode and the way of choosing of a sheet that nobody has begun: those of a draw where one chose its
// subject 〔三(四)〕, else as given.
func drawnSetting(s app.Sheet, usual review.Setting) (mode, selection string) {
	mode, selection = usual.Mode, usual.Selection
	if s.Drawn == 0 {
		return mode, selection
	}
	if _, ok := s.Scheme.Mode("random"); ok {
		mode = "random"
	}
	for _, c := range s.Scheme.Selections {
		if c.Key == "sample" {
			selection = c.Key
		}
	}
	return mode, selection
}

// lotName is what people call a lot.
func lotName(l store.LotRow) string {
	if l.Person != 0 {
		return l.PersonName
	}
	return l.UnitName
}

// lotsIn are the lots that satisfy a condition, in the order of the record.
func lotsIn(v app.DrawView, is func(store.LotRow) bool) []store.LotRow {
	var out []store.LotRow
	for _, l := range v.Lots {
		if is(l) {
			out = append(out, l)
		}
	}
	return out
}

func wasDrawn(l store.LotRow) bool   { return l.Place > 0 }
func wasLeftOut(l store.LotRow) bool { return l.Excluded != "" }
func wasAbsent(l store.LotRow) bool  { return l.Absent != "" }

// drawSays says who is in the pool of a draw.
func drawSays(p ui.Page, d round.Draw) string {
	words := []string{p.Word(d.Filter.Kind.Name())}
	if d.Filter.UnitKind != "" {
		words = append(words, p.Word(string(d.Filter.UnitKind.Word())))
	}
	for _, w := range []string{d.Filter.Category, d.Filter.Group} {
		if w != "" {
			words = append(words, p.Word(w))
		}
	}
	return strings.Join(words, " · ")
}

// drawUnitKinds are the kinds of units that can be drawn from.
func drawUnitKinds(p ui.Page, s *scheme.Scheme) []ui.Option {
	out := []ui.Option{{Value: "", Name: p.T("各类都抽")}}
	for _, k := range s.Roster.UnitKinds {
		out = append(out, ui.Option{Value: string(k), Name: p.Word(string(k.Word()))})
	}
	return out
}

func drawWords(p ui.Page, words []string) []ui.Option {
	out := []ui.Option{{Value: "", Name: p.T("不限")}}
	for _, w := range words {
		out = append(out, ui.Option{Value: w, Name: p.Word(w)})
	}
	return out
}

func drawGroups(s *scheme.Scheme) []string {
	var out []string
	for _, g := range s.Groups {
		if g.Name != org.GroupLeader && g.Name != org.GroupNoPost {
			out = append(out, g.Name)
		}
	}
	return out
}

// lotOptions are those drawn, for saying who can't take part.
func lotOptions(p ui.Page, v app.DrawView) []ui.Option {
	out := []ui.Option{{Value: "", Name: p.T("请选择")}}
	for _, l := range lotsIn(v, wasDrawn) {
		out = append(out, ui.Option{Value: l.Ref, Name: strconv.Itoa(l.Place) + ". " + lotName(l)})
	}
	return out
}

// drawCheck are the commands with which anybody does the draw again on a machine of his own: those drawn, with those who
// were replaced among them.
func drawCheck(v app.DrawView) string {
	d := v.Draw
	return fmt.Sprintf(`sha256sum pool-%d.txt
S='%s'
while read -r id; do printf '%%s %%s\n' "$(printf '%%s,%%s' "$S" "$id" | sha256sum | cut -c1-64)" "$id"; done < pool-%d.txt | sort | head -n %d`,
		d.ID, d.Seed(), d.ID, d.Want+len(lotsIn(v, wasAbsent)))
}
