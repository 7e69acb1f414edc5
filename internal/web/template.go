package web

import (
	"lingping/internal/app"
	"lingping/internal/domain/scheme"
	"lingping/internal/web/view"
)

// templates are the Word forms of the offices that the house keeps.
func (r *request) templates() error { return r.showTemplates(view.Templates{}) }

func (r *request) showTemplates(v view.Templates) (err error) {
	v.Name, v.Form, v.Scheme, v.Note = r.text("name"), r.text("annex"), r.text("scheme"), r.text("note")
	if v.TemplateList, err = r.web.app.Templates(r.Context(), r.actor); err != nil {
		return err
	}
	return r.render(view.TemplatesPage(r.page(r.T("本单位的 Word 表"), "/schemes"), v))
}

// newTemplate is the form that was sent.
func (r *request) newTemplate() (in app.NewTemplate, err error) {
	form, err := r.number("annex")
	if err != nil {
		return in, err
	}

	in = app.NewTemplate{Name: r.text("name"), Form: int(form), Scheme: r.text("scheme"), Note: r.text("note")}
	file, head, err := r.file("file")
	if err != nil {
		return in, err
	}
	defer file.Close()

	if !isText(head.Filename) {
		return in, errNoText
	}

	in.File = head.Filename
	in.Body, err = r.wholeFile("file")
	return in, err
}

// templateCheck says what was found in a form. Nothing is kept.
func (r *request) templateCheck() error {
	in, err := r.newTemplate()
	if err != nil {
		return r.again(err, r.templates)
	}

	v := view.Templates{File: in.File, Annex: in.Form}
	if v.TemplateCheck, err = r.web.app.CheckTemplate(r.Context(), r.actor, in); err != nil {
		return r.again(err, r.templates)
	}

	return r.showTemplates(v)
}

// templateKeep keeps a form.
func (r *request) templateKeep() error {
	in, err := r.newTemplate()
	if err != nil {
		return r.again(err, r.templates)
	}

	ref, err := r.web.app.KeepTemplate(r.Context(), r.actor, in)
	if err != nil {
		return r.again(err, r.templates)
	}

	return r.done("/templates", "已保存为“%s”的第 %d 版。在方案的附件里写上它的名称，打印、报送和归档就用它。", ref.Name, ref.Version)
}

// templateFile is a form as it was kept.
func (r *request) templateFile() error {
	file, err := r.web.app.TemplateFile(r.Context(), r.actor, scheme.ParseRef(r.PathValue("name")))
	if err != nil {
		return err
	}
	return r.sendFile(file)
}
