package view

import (
	"fmt"
	"strconv"
	"strings"

	"lingping/internal/app"
	"lingping/internal/domain/org"
	"lingping/internal/domain/round"
	"lingping/internal/i18n"
	"lingping/internal/web/ui"
)

// Forms is which registration forms can be had.
type Forms struct {
	View  app.RoundView
	Units []org.Place // those to choose from, in tree order
	Unit  org.UnitID
	Form  string
	As    string
}

// formsHref is the address of the forms of a unit.
func formsHref(id round.ID) string { return RoundHref(id, "/forms") }

// formKinds are the two forms by their titles.
func formKinds(p ui.Page, v Forms) []ui.Option {
	out := []ui.Option{}
	for _, n := range []int{app.MemberForm, app.UnitForm} {
		o := ui.Option{Value: fmt.Sprint(n), Name: p.T("附件%d", n)}
		for _, f := range v.View.Plan.Forms {
			if f.Number == n {
				o.Hint = p.Word(i18n.Word(f.Title))
			}
		}

		out = append(out, o)
	}

	return out
}

// formUnitOptions are the units to choose from, those below others set in.
func formUnitOptions(v Forms) (out []ui.Option) {
	for _, u := range v.Units {
		set := strings.Repeat("　", max(0, u.Depth-v.Units[0].Depth))
		out = append(out, ui.Option{Value: strconv.FormatInt(int64(u.ID), 10), Name: set + u.Label()})
	}
	return out
}
