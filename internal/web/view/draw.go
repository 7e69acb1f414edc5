package view

import (
	"fmt"
	"strconv"
	"strings"

	"lingping/internal/app"
	"lingping/internal/domain/org"
	"lingping/internal/domain/round"
	"lingping/internal/domain/scheme"
	"lingping/internal/i18n"
	"lingping/internal/store"
	"lingping/internal/web/ui"
)

// DrawHref is the address of a draw, or of a page below it.
func DrawHref(id round.DrawID, below string) string { return fmt.Sprintf("/draws/%d%s", id, below) }

// Draws is the page on which a pool is frozen, with the draws that there are.
type Draws struct {
	app.DrawsView
	In      app.NewDraw
	Exclude string // as typed
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

func wasDrawn(l store.LotRow) bool { return l.Place > 0 }

func wasLeftOut(l store.LotRow) bool { return l.Excluded != "" }

func wasAbsent(l store.LotRow) bool { return l.Absent != "" }

// drawSays says who is in the pool of a draw.
func drawSays(p ui.Page, d round.Draw) string {
	words := []string{p.Kind(d.Filter.Kind)}
	if d.Series != 0 {
		words = append(words, layerName(p, d))
	}

	if d.Filter.UnitKind != "" {
		words = append(words, p.Word(d.Filter.UnitKind.Word()))
	}

	for _, w := range []string{d.Filter.Category, d.Filter.Group} {
		if w != "" {
			words = append(words, p.Word(i18n.Word(w)))
		}
	}

	return strings.Join(words, " · ")
}

// drawUnitKinds are the kinds of units that can be drawn from.
func drawUnitKinds(p ui.Page, s *scheme.Scheme) []ui.Option {
	out := []ui.Option{{Value: "", Name: p.T("各类都抽")}}
	for _, k := range s.Roster.UnitKinds {
		out = append(out, ui.Option{Value: string(k), Name: p.Word(k.Word())})
	}
	return out
}

func drawWords(p ui.Page, words []string) []ui.Option {
	out := []ui.Option{{Value: "", Name: p.T("不限")}}
	for _, w := range words {
		out = append(out, ui.Option{Value: w, Name: p.Word(i18n.Word(w))})
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

// layerName is what a draw's pool is a layer of.
func layerName(p ui.Page, d round.Draw) string {
	if d.Layer == "" {
		return p.T("直属的和其他")
	}
	return p.Word(i18n.Word(d.Layer))
}

// drawLayers are the ways to divide a pool.
func drawLayers(p ui.Page) []ui.Option {
	return []ui.Option{{Value: "", Name: p.T("不分层，一起抽")}, {Value: string(round.LayersByPart), Name: p.T("下面每个{党总支}抽一样多")},
		{Value: string(round.LayersByCategory), Name: p.T("每一类型抽一样多")}}
}

// sealedSays is what one side fixed: its hash, and after the draw the text too.
func sealedSays(p ui.Page, s round.Sealing, drawn bool) string {
	if !drawn {
		return s.Hash
	}
	return s.Text + " · " + s.Hash
}

// chosenBy says how the subject of a sheet was chosen 〔三(四)〕.
func chosenBy(p ui.Page, v app.Sheet) string {
	said := selectionName(p, v.Scheme, v.Setting.Selection)
	if v.Drawn == 0 {
		return said
	}

	drawn := p.T("随机，第 %d 号抽取", v.DrawNumber)
	if said == "" || v.Setting.Selection == "sample" {
		return drawn
	}

	return said + " · " + drawn
}

// leftOutSays is why somebody is not in a pool: the program's own reason in the reader's language, others as written.
func leftOutSays(p ui.Page, l store.LotRow) string {
	if l.Excluded == string(round.NobodyReviews) {
		return p.Word(round.NobodyReviews)
	}
	return l.Excluded
}
