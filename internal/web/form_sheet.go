package web

import (
	"fmt"
	"strconv"
	"strings"

	"lingping/internal/app"
	"lingping/internal/domain/org"
	"lingping/internal/domain/round"
	"lingping/internal/web/ui"
)

// formsView is which registration forms can be had.
type formsView struct {
	View  app.RoundView
	Units []org.Place // those to choose from, in tree order
	Unit  org.UnitID
	Form  string
	As    string
}

func (r *request) forms() error {
	id, unit, err := r.roundAndUnit()
	if err != nil {
		return err
	}
	v := formsView{Form: r.text("form"), As: r.text("as")}
	if v.View, err = r.web.app.Round(r.Context(), r.actor, id); err != nil {
		return err
	}
	if v.Units, err = r.web.app.FormUnits(r.Context(), r.actor, id); err != nil {
		return err
	}
	v.Unit = formUnit(v.Units, unit).ID
	if v.Form == "" {
		v.Form = fmt.Sprint(app.MemberForm)
	}
	if v.As == "" {
		v.As = string(app.FormZip)
	}
	return r.render(formsPage(r.page(r.T("登记表"), "/rounds"), v))
}

// formUnit is the unit with the id among those whose forms one may have; the first of them, one's own, when it is not
// there.
func formUnit(units []org.Place, id org.UnitID) org.Place {
	for _, u := range units {
		if u.ID == id {
			return u
		}
	}
	return units[0]
}

func (r *request) formsExport() error {
	id, unit, err := r.roundAndUnit()
	if err != nil {
		return err
	}
	form, err := r.number("form")
	if err != nil {
		return err
	}
	order := app.FormOrder{Round: id, Unit: unit, Form: int(form), As: app.FormZip}
	if r.text("as") == string(app.FormDocx) {
		order.As = app.FormDocx
	}
	units, err := r.web.app.FormUnits(r.Context(), r.actor, id)
	if err != nil {
		return err
	}
	if order.Unit == 0 {
		order.Unit = units[0].ID
	}
	order.Name = formsName(r, formUnit(units, order.Unit), form, order.As)
	return r.exporting(r.web.app.StartForms(r.Context(), r.actor, order))
}

// formsName is the name of a batch of forms.
func formsName(r *request, unit org.Place, form int64, as app.FormFile) string {
	return r.T("附件%d %s 登记表", form, unit.Label()) + "." + string(as)
}

// formsHref is the address of the forms of a unit.
func formsHref(id round.ID) string { return roundHref(id, "/forms") }

// formKinds are the two forms by their titles.
func formKinds(p ui.Page, v formsView) []ui.Option {
	out := []ui.Option{}
	for _, n := range []int{app.MemberForm, app.UnitForm} {
		o := ui.Option{Value: fmt.Sprint(n), Name: p.T("附件%d", n)}
		for _, f := range v.View.Plan.Forms {
			if f.Number == n {
				o.Hint = p.Word(f.Title)
			}
		}
		out = append(out, o)
	}
	return out
}

// formUnitOptions are the units to choose from, those below others set in.
func formUnitOptions(v formsView) (out []ui.Option) {
	for _, u := range v.Units {
		set := strings.Repeat("　", max(0, u.Depth-v.Units[0].Depth))
		out = append(out, ui.Option{Value: strconv.FormatInt(int64(u.ID), 10), Name: set + u.Label()})
	}
	return out
}
