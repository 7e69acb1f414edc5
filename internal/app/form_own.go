package app

import (
	"context"
	"io"

	"lingping/internal/domain/access"
	"lingping/internal/errs"
	"lingping/internal/paper"
	"lingping/internal/store"
)

// FormCheck is what was found in an office's own Word form.
type FormCheck = paper.FormCheck

// OwnForm is an office's own Word form of an annex, looked at.
type OwnForm struct {
	RoundView
	Form   int
	Fields []string // with which it can be filled
	FormCheck
}

// CheckOwnForm looks at an office's own Word form of the annex that the order names. Nothing is kept.
func (a *App) CheckOwnForm(ctx context.Context, who access.Actor, o FormOrder) (v OwnForm, err error) {
	v.Form = o.Form
	err = a.read(ctx, func(tx *store.Tx) (err error) {
		v.RoundView, _, err = a.formTop(tx, who, o.wish())
		return err
	})
	if err != nil {
		return v, err
	}

	own, err := o.own(v.RoundView)
	if err != nil {
		return v, err
	}

	v.Fields, v.FormCheck = paper.FormFields(v.Plan, o.Form), own.Check()
	return v, nil
}

// own reads the form that the order brings.
func (o FormOrder) own(v RoundView) (*paper.OwnForm, error) {
	if o.Form != UnitForm && o.Form != MemberForm {
		return nil, errs.NewInvalid("请选定这份表是附件2还是附件3。")
	}
	return paper.ReadOwnForm(v.Plan, o.Form, o.Own)
}

// goodForm refuses a form in which a field would stay open.
func (a *App) goodForm(ctx context.Context, who access.Actor, o FormOrder) error {
	v, err := a.CheckOwnForm(ctx, who, o)
	if err != nil {
		return err
	}
	return paper.Fillable(v.FormCheck)
}

// TryOwnForm fills an office's own Word form with the first sheet of the order, and gives a name for the file.
func (a *App) TryOwnForm(ctx context.Context, who access.Actor, o FormOrder, w io.Writer) (name string, err error) {
	if err := a.goodForm(ctx, who, o); err != nil {
		return "", err
	}

	b, err := a.formBatch(ctx, who, o.wish())
	if err != nil {
		return "", err
	}

	own, err := o.own(b.view)
	if err != nil {
		return "", err
	}

	for sheet, err := range a.sheetsBelow(ctx, b, nil) {
		if err != nil {
			return "", err
		}
		return paper.NewForms(b.common).On(own).WriteAs(w, sheet, paper.Word)
	}

	return "", errNoForms
}
