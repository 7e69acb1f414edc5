package paper

import (
	"lingping/internal/domain/scheme"
	"lingping/internal/office"
)

// OwnForm is an office's own Word form of an annex.
type OwnForm struct {
	form   *office.WordForm
	number int
	sheet  office.Sheet // that has all fields of the scheme
}

// FormCheck is what was found in such a form.
type FormCheck = office.FormCheck

// ReadOwnForm reads a form that stands for the annex of the number: UnitForm or MemberForm.
func ReadOwnForm(plan *scheme.Scheme, number int, file []byte) (*OwnForm, error) {
	form, err := office.OpenWordForm(file)
	if err != nil {
		return nil, err
	}
	return &OwnForm{form: form, number: number, sheet: wholeSheet(plan, number)}, nil
}

// Check holds the fields of the form against those of the scheme.
func (o *OwnForm) Check() FormCheck { return o.form.Check(o.sheet) }

// FormFields are the fields with which an office's own form of the annex can be filled.
func FormFields(plan *scheme.Scheme, number int) []string {
	return office.FormFields(wholeSheet(plan, number))
}

// wholeSheet is a blank sheet of the annex with whatever the scheme asks of anybody.
func wholeSheet(plan *scheme.Scheme, number int) office.Sheet {
	var modes []office.Option
	for _, m := range plan.Modes {
		modes = append(modes, office.Option{Name: m.Name})
	}

	var rest, secretary office.Said
	for _, s := range plan.Subjects {
		said := &rest
		switch {
		case s.Form != number:
			continue
		case number == UnitForm && s.Kind == scheme.Secretary:
			said = &secretary
		}

		for _, a := range s.Aspects {
			said.Aspects = append(said.Aspects, office.Aspect{Label: a.Heading()})
		}
	}

	head := office.Head{Blank: true}
	if number == UnitForm {
		return office.UnitSheet{Head: head, Modes: modes, OfUnit: rest, OfSecretary: secretary}
	}

	return office.MemberSheet{Head: head, Modes: modes, Said: rest}
}

// On is the forms with the annex of the own form written on it.
func (p *Forms) On(o *OwnForm) *Forms {
	on := *p
	on.own = o
	return &on
}
