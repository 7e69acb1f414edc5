package web

import (
	"fmt"

	"lingping/internal/app"
	"lingping/internal/domain/org"
	"lingping/internal/web/view"
)

func (r *request) forms() error {
	id, unit, err := r.roundAndUnit()
	if err != nil {
		return err
	}

	v := view.Forms{Form: r.text("form"), As: r.text("as")}
	if v.FormChoice, err = r.web.app.FormChoice(r.Context(), r.actor, id, unit, r.text("q")); err != nil {
		return err
	}

	if len(v.Forms) == 1 {
		v.Form = fmt.Sprint(v.Forms[0])
	} else if v.Form == "" {
		v.Form = fmt.Sprint(app.BothForms)
	}

	if v.As == "" {
		v.As = string(app.FormZip)
	}

	return r.render(view.FormsPage(r.page(r.T("登记表"), "/rounds"), v))
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
	if as := app.FormFile(r.text("as")); as.Known() {
		order.As = as
	}

	v, err := r.web.app.FormChoice(r.Context(), r.actor, id, unit, "")
	if err != nil {
		return err
	}

	if order.Unit == 0 {
		order.Unit = v.Choice.Unit.ID
	}

	order.Name = formsName(r, v.Choice.Unit, form, order.As)
	return r.exporting(r.web.app.StartForms(r.Context(), r.actor, order))
}

// formsName is the name of a batch of forms.
func formsName(r *request, unit org.Place, form int64, as app.FormFile) string {
	if form == app.BothForms {
		return r.T("%s 登记表", unit.Label()) + as.Ending()
	}
	return r.T("附件%d %s 登记表", form, unit.Label()) + as.Ending()
}
