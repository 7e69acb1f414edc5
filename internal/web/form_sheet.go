package web

import (
	"bytes"
	"fmt"
	"io"

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

// formsOwn takes an office's own Word form: looks at it, fills it with a sheet for trial, or with all.
func (r *request) formsOwn() error {
	id, unit, err := r.roundAndUnit()
	if err != nil {
		return err
	}

	form, err := r.number("annex")
	if err != nil {
		return err
	}

	order := app.FormOrder{Round: id, Unit: unit, Form: int(form), As: app.FormZip}
	if order.Own, err = r.wholeFile("file"); err != nil {
		return r.again(err, r.forms)
	}

	switch r.text("do") {
	case "trial":
		return r.formsTrial(order)
	case "all":
		return r.formsFilled(order)
	}

	return r.formsCheck(order)
}

// formsCheck says what was found in an office's own Word form.
func (r *request) formsCheck(o app.FormOrder) (err error) {
	v := view.OwnForm{Unit: o.Unit}
	if v.OwnForm, err = r.web.app.CheckOwnForm(r.Context(), r.actor, o); err != nil {
		return r.again(err, r.forms)
	}
	return r.render(view.OwnFormPage(r.page(r.T("本单位的 Word 表"), "/rounds"), v))
}

// formsTrial is an office's own Word form filled with one sheet.
func (r *request) formsTrial(o app.FormOrder) error {
	var body bytes.Buffer
	name, err := r.web.app.TryOwnForm(r.Context(), r.actor, o, &body)
	if err != nil {
		return r.again(err, r.forms)
	}
	return r.send(app.Word.Media(), name, body.Bytes())
}

// formsFilled makes a zip of an office's own Word form filled with all sheets.
func (r *request) formsFilled(o app.FormOrder) error {
	v, err := r.web.app.FormChoice(r.Context(), r.actor, o.Round, o.Unit, "")
	if err != nil {
		return err
	}

	o.Name = formsName(r, v.Choice.Unit, int64(o.Form), o.As)
	return r.exporting(r.web.app.StartForms(r.Context(), r.actor, o))
}

// wholeFile is an uploaded file in memory.
func (r *request) wholeFile(name string) ([]byte, error) {
	file, _, err := r.file(name)
	if err != nil {
		return nil, err
	}
	defer file.Close()

	return io.ReadAll(file)
}

// ownFormLimit is how large an office's own form may be, with what is sent beside it.
const ownFormLimit = 9 << 20

// formsName is the name of a batch of forms.
func formsName(r *request, unit org.Place, form int64, as app.FormFile) string {
	if form == app.BothForms {
		return r.T("%s 登记表", unit.Label()) + as.Ending()
	}
	return r.T("附件%d %s 登记表", form, unit.Label()) + as.Ending()
}
