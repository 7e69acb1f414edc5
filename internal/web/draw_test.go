package web_test

import (
	"fmt"
	"strings"
	"testing"

	"lingping/internal/app"
	"lingping/internal/domain/access"
	"lingping/internal/domain/round"
	"lingping/internal/domain/scheme"
	"lingping/internal/testkit"
)

func TestADrawIsFrozenCastAndCheckedOnItsPages(t *testing.T) {
	h := house2011(t)
	zhao, sun := h.as(t, "101"), h.as(t, "103")
	list := fmt.Sprintf("/rounds/%d/draws?unit=%d", h.Round, h.Unit("B11"))
	zhao.visit(list).reads(t, "封存一份名单")
	fields := []string{"kind", "member", "want", "1", "source", "1月6日双色球", "exclude", "101 出差\n102 书记\n"}
	zhao.fill(list, list, "kind", "member", "want", "9", "source", "1月6日双色球").wants(t, "more than there are", 422)
	zhao.fill(list, list, "kind", "member", "want", "1").wants(t, "a draw without a source", 422)
	frozen := zhao.fill(list, list, fields...)
	frozen.wants(t, "freezing", 303)
	at := frozen.Header.Get("Location")
	zhao.visit(at).reads(t, "名单已封存")
	sun.visit(at).wants(t, "the list to a member before the draw", 404)
	if pool := zhao.visit(at + "/pool.txt"); pool.text != "103\n" {
		t.Errorf("the file of the pool is %q", pool.text)
	}

	zhao.fill(at, at+"/cast", "public", "it's").wants(t, "a number that no shell can quote", 422)
	zhao.fill(at, at+"/cast", "public", "08 12 17").wants(t, "drawing", 303, at)
	page := zhao.visit(at).words()
	for _, words := range []string{"抽中的 1 个", "孙䶮", "随机点评不免除其他对象：本轮还有 3 个未点评。", "没有放进名单的", "pub=08 12 17;pool="} {
		if !strings.Contains(page, words) {
			t.Errorf("the record does not say %q:\n%s", words, page)
		}
	}

	sun.visit("/").reads(t, "随机点评抽中了您")
	sun.visit(at).reads(t, "与您有关的")
	edit := h.as(t, "102").visit(h.sheet("member 103", "/edit"))
	edit.reads(t, "随机，第 1 号抽取")
	edit.says(t, `name="mode" value="random" checked`)
	edit.says(t, `name="selection" value="sample" checked`)
}

// draws chooses a member of each of two branches.
func (sc *scene) draws(t *testing.T, w *testkit.World) {
	for _, stage := range kinds["draw"].stages {
		r := w.Launch("抽取"+string(stage), "2011-01-01", "2011-06-30")
		for side, at := range map[string][3]string{"inner": {"B11", "101", "102"}, "outer": {"B21", "201", "202"}} {
			in := app.NewDraw{Round: r, Filter: round.DrawFilter{Unit: w.Unit(at[0]), Kind: scheme.Member}, Want: 1, Source: "双色球",
				Exclude: []app.LeftOut{{Ref: at[1], Reason: "出差"}, {Ref: at[2], Reason: "住院"}}}
			d := must(w.App.FreezeDraw(t.Context(), access.LocalOperator(), in))(t)
			check(t, w.App.CastDraw(t.Context(), access.LocalOperator(), d, round.Casting{Public: "7"}))
			sc.objects["draw "+string(stage)+" "+side] = object{"draw": id(int64(d)), "round": id(int64(r)), "unit": id(int64(in.Filter.Unit))}
		}

		if stage == access.Ended {
			sc.end(t, w, r)
		}
	}
}

// drawKind is a draw among the members of a branch, which chose one of them.
var drawKind = kind{stages: []access.Stage{access.Launched, access.Ended}, base: access.Launched, cast: append(everybody(0),
	casting{relation: access.Subject, who: "sun", holds: always(member | access.Subject), beyond: member},
	casting{relation: access.Line, who: "zhao", holds: always(member | access.Line), beyond: member},
	casting{relation: access.Office, who: "officeZ1", holds: always(member | access.Office), beyond: member})}
