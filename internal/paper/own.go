package paper

import (
	"io"
	"iter"
	"maps"
	"strings"

	"lingping/internal/domain/filing"
	"lingping/internal/domain/scheme"
	"lingping/internal/errs"
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

// Fillable refuses a form in which a field would stay open.
func Fillable(c FormCheck) error {
	switch {
	case c.Good():
		return nil
	case len(c.Used) == 0:
		return errs.NewInvalid("表里没有一个认得的字段：请先检查，照列出的字段名写，再生成。")
	}
	return errs.NewInvalid("表里有填不了的字段：%s。请改好，先检查，再生成。", strings.Join(append(c.Unknown, c.Broken...), "、"))
}

// Template is the office's own form that a scheme names for an annex.
type Template struct {
	Form  int
	Named scheme.Ref      // as the scheme names it
	Kept  scheme.Template // the version that is meant; zero: the house keeps none
	File  []byte
}

// Read reads the form. An error says why it can't be used, and the program's own form stands in: nothing is kept from being printed.
func (t Template) Read(plan *scheme.Scheme) (*OwnForm, error) {
	switch {
	case t.Kept.Version == 0:
		return nil, errs.NewInvalid("没有保存名为“%s”的 Word 表。", t.Named.String())
	case t.Kept.Form != t.Form:
		return nil, errs.NewInvalid("“%s”是附件%d的表。", t.Kept.Ref.String(), t.Kept.Form)
	}

	own, err := ReadOwnForm(plan, t.Form, t.File)
	if err == nil {
		err = Fillable(own.Check())
	}

	return own, err
}

// take takes the forms that the scheme names: those that can be filled are used, and of all it is noted what came of them.
func (p *Forms) take(named []Template) {
	for _, t := range named {
		note := filing.Template{Form: t.Form, Name: t.Named.String()}
		if own, err := t.Read(p.plan); err == nil {
			note.Name, note.Hash = t.Kept.Ref.String(), t.Kept.Hash
			p.own[t.Form] = own
		}
		p.templates = append(p.templates, note)
	}
}

// On is the forms with the annex of the own form written on it.
func (p *Forms) On(o *OwnForm) *Forms {
	on := *p
	on.own = maps.Clone(p.own)
	on.own[o.number] = o
	return &on
}

// onOwn is the office's own form on which a sheet is written; nil: ours.
func (p *Forms) onOwn(s Sheet) *OwnForm { return p.own[s.Form(p.plan)] }

// Template is the office's own form that the scheme names for a sheet; zero: none.
func (p *Forms) Template(s Sheet) (named filing.Template) {
	for _, t := range p.templates {
		if t.Form == s.Form(p.plan) {
			named = t
		}
	}
	return named
}

// write writes a sheet on the form.
func (o *OwnForm) write(w io.Writer, s office.Sheet) error {
	return o.form.Write(w, s, office.FormFields(o.sheet))
}

// errTwoForms is the answer where one document should hold sheets of different papers.
var errTwoForms = errs.NewInvalid("附件2和附件3里有一种用本单位的 Word 表，两种不能合成一个 Word 文件：请分开下载，或者选压缩包，或者 PDF（程序自带的版面）。")

// writeOwn writes all sheets into one document on the office's own form.
func (p *Forms) writeOwn(w io.Writer, b Batch, own *OwnForm, sheets iter.Seq2[Sheet, error]) (n int, err error) {
	return own.form.WriteAll(w, b.sides(), func(yield func(office.Sheet, error) bool) {
		for s, err := range sheets {
			if err == nil && p.onOwn(s) != own {
				err = errTwoForms
			}

			if err != nil {
				yield(nil, err)
				return
			}

			if !yield(p.set(s), nil) {
				return
			}
		}
	}, office.FormFields(own.sheet))
}

// first is the office's own form on which the first of the sheets is written, nil for ours, with all of them.
func (p *Forms) first(sheets iter.Seq2[Sheet, error]) (own *OwnForm, all iter.Seq2[Sheet, error], stop func()) {
	next, stop := iter.Pull2(sheets)
	s, err, ok := next()
	if ok && err == nil {
		own = p.onOwn(s)
	}

	return own, func(yield func(Sheet, error) bool) {
		for ; ok; s, err, ok = next() {
			if !yield(s, err) {
				return
			}
		}
	}, stop
}
