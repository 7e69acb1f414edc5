package view

import (
	"fmt"
	"net/url"

	"lingping/internal/app"
	"lingping/internal/domain/scheme"
	"lingping/internal/i18n"
	"lingping/internal/web/ui"
)

// Templates are the Word forms of the offices that the house keeps, and what was found in one that is looked at.
type Templates struct {
	app.TemplateList
	app.TemplateCheck
	File  string // that is looked at; empty: none
	Annex int    // for which it stands

	Name, Form, Scheme, Note string // as they were typed
}

// TemplateHref is the address of the file of a form.
func TemplateHref(ref scheme.Ref) string {
	return "/templates/" + url.PathEscape(ref.String()) + "/form.docx"
}

// templateKinds are the annexes for which such a form can stand.
func templateKinds(p ui.Page) (out []ui.Option) {
	for _, n := range scheme.Templated() {
		out = append(out, ui.Option{Value: fmt.Sprint(n), Name: p.T("附件%d", n)})
	}
	return out
}

// templateSchemes are the schemes by which a form can be checked, those of the house first.
func templateSchemes(p ui.Page, v Templates) (out []ui.Option) {
	for _, s := range v.Schemes.Kept {
		out = append(out, ui.Option{Value: s.Ref.String(), Name: s.Title})
	}

	for _, s := range v.Schemes.Builtin {
		out = append(out, ui.Option{Value: s.Name, Name: p.Word(i18n.Word(s.Title))})
	}

	return out
}

// templateUse is a sentence on which paper an annex is printed.
func templateUse(p ui.Page, u app.TemplateUse) string {
	if u.Fault != nil {
		return p.T("附件%d 按方案应当用本单位的 Word 表“%s”，但是用不了：%s现在用的是程序自带的表。", u.Form, u.Named.String(), p.Terms.Error(p.Lang, u.Fault))
	}
	return p.T("附件%d 用本单位的 Word 表“%s”第 %d 版；PDF 和打印预览是程序自带的版面。", u.Form, u.Kept.Name, u.Kept.Version)
}
