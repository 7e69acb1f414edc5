package web

import (
	"fmt"

	"lingping/internal/app"
	"lingping/internal/domain/access"
	"lingping/internal/domain/org"
	"lingping/internal/domain/round"
	"lingping/internal/web/ui"
)

// formsView is which registration forms can be had.
type formsView struct {
	View  app.RoundView
	Units []string // names of units, proposed
	Unit  string   // code or name, as typed
	Form  string
	As    string
}

func (r *request) forms() error {
	id, err := r.roundID()
	if err != nil {
		return err
	}
	v := formsView{Unit: r.text("unit"), Form: r.text("form"), As: r.text("as")}
	if v.View, err = r.web.app.Round(r.Context(), r.actor, id); err != nil {
		return err
	}
	if err := r.formUnits(&v); err != nil {
		return err
	}
	if v.Form == "" {
		v.Form = fmt.Sprint(app.MemberForm)
	}
	if v.As == "" {
		v.As = string(app.FormZip)
	}
	return r.render(formsPage(r.page(r.T("登记表"), "/rounds"), v))
}

// formUnits proposes the round's own unit to who may have all of it, and to others the units in which they review; who
// has neither has nothing to print here.
func (r *request) formUnits(v *formsView) error {
	if v.View.Allowed[access.ExportForms] {
		v.Units = append(v.Units, v.View.Top.Name)
	}
	places, err := r.occasionPlaces()
	if err != nil {
		return err
	}
	for _, o := range places {
		if o.Round.ID == v.View.ID && o.Leader == r.actor.Person {
			v.Units = append(v.Units, o.UnitName)
		}
	}
	if len(v.Units) == 0 {
		return access.ErrRefused
	}
	if v.Unit == "" {
		v.Unit = v.Units[0]
	}
	if id, err := r.number("id"); err == nil && id != 0 { // a link from another page names the unit by its id
		unit, err := r.web.app.Unit(r.Context(), r.actor, org.UnitID(id))
		if err != nil {
			return err
		}
		v.Unit = unit.Unit.Name
	}
	return nil
}

func (r *request) formsExport() error {
	id, err := r.roundID()
	if err != nil {
		return err
	}
	form, err := r.number("form")
	if err != nil {
		return err
	}
	order := app.FormOrder{Round: id, Unit: r.text("unit"), Form: int(form), As: app.FormZip}
	if r.text("as") == string(app.FormDocx) {
		order.As = app.FormDocx
	}
	order.Name = formsName(r, id, order.Unit, form, order.As)
	return r.exporting(r.web.app.StartForms(r.Context(), r.actor, order))
}

// formsName is the name of a batch of forms.
func formsName(r *request, id round.ID, unit string, form int64, as app.FormFile) string {
	if unit == "" {
		unit = fmt.Sprint(id)
	}
	return r.T("附件%d %s 登记表", form, unit) + "." + string(as)
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
