package web_test

import (
	"bytes"
	"mime/multipart"
	"net/http"
	"strings"
	"testing"

	"lingping/internal/app"
	"lingping/internal/domain/access"
	"lingping/internal/web"
)

// uploadWith sends a file with the form that stands on the page, and the fields.
func (b *browser) uploadWith(on, to, name, content string, fields ...string) page {
	b.t.Helper()
	var body bytes.Buffer
	form := multipart.NewWriter(&body)
	check(b.t, form.WriteField("token", b.visit(on).token()))
	for i := 0; i < len(fields); i += 2 {
		check(b.t, form.WriteField(fields[i], fields[i+1]))
	}

	file := must(form.CreateFormFile("file", name))(b.t)
	must(file.Write([]byte(content)))(b.t)
	check(b.t, form.Close())
	in := must(http.NewRequestWithContext(b.t.Context(), "POST", b.base+to, &body))(b.t)
	in.Header.Set("Content-Type", form.FormDataContentType())
	return b.do(in)
}

// An office looks at its form, keeps it, writes its name into its scheme, and finds its rounds printed on it.
func TestAnOfficeKeepsItsWordFormAndNamesItInItsScheme(t *testing.T) {
	h := open(t, web.Options{})
	b := h.office(t)
	good, bad := ownWordForm(t, "本校：{{被点评党组织}}"), ownWordForm(t, "{{被点评党组织}}", "{{性名}}")
	b.visit("/templates").reads(t, "还没有保存本单位的表")
	fields := []string{"name", "本校表", "annex", "2", "scheme", "chuangxian-2010", "note", "首版"}
	checked := b.uploadWith("/templates", "/templates/check", "表.docx", bad, fields...)
	checked.wants(t, "looking at a form", 200)
	checked.reads(t, "“表.docx”，附件2：认得 1 个字段，有问题 1 处")
	checked.reads(t, "{{性名}}")
	checked.says(t, `value="首版"`) // what was typed stays
	refused := b.uploadWith("/templates", "/templates", "表.docx", bad, fields...)
	refused.wants(t, "keeping a faulty form", 422)
	refused.reads(t, "表里有填不了的字段：性名")
	b.then(b.uploadWith("/templates", "/templates", "表.docx", good, fields...)).reads(t, "已保存为“本校表”的第 1 版")
	page := b.visit("/templates")
	page.reads(t, "本校表 1 附件2 首版")
	_, href, _ := strings.Cut(page.text, `<a href="/templates/`)
	href, _, _ = strings.Cut(href, `"`)
	if file := b.visit("/templates/" + href); file.text != good {
		t.Errorf("the form comes back as %d bytes, %d", file.StatusCode, len(file.text))
	}

	member := h.as(t, "103")
	member.visit("/templates").reads(t, "本校表 1 附件2 首版")
	member.uploadWith("/", "/templates", "表.docx", good, fields...).wants(t, "a form of a member", 404)

	guide := b.then(b.refill("/schemes/chuangxian-2010/guide", "/schemes/chuangxian-2010/guide", "name", "benxiao", "title", "本校方案", "template-2", "本校表"))
	guide.reads(t, "附件 · 2 · 用本单位的哪份 Word 表 本校表")
	wrong := b.refill("/schemes/chuangxian-2010/guide", "/schemes/chuangxian-2010/guide", "name", "lin", "title", "林场方案", "template-2", "本 校 表")
	wrong.wants(t, "a name that can't be", 422)
	wrong.reads(t, "不是 Word 表的名称")
}

// The pages from which forms are printed say on which paper.
func TestPagesSayOnWhichPaperFormsArePrinted(t *testing.T) {
	h := house2011(t)
	text := "name: benxiao\nextends: chuangxian-2010\ntitle: 本校方案\nforms: {2: {template: 本校表}}\n"
	id := must(h.App.OpenRound(t.Context(), access.LocalOperator(), app.NewRound{Scheme: "benxiao", Text: []byte(text), Name: "本校一轮", From: "2010-12-27", To: "2011-01-12"}))(t)
	must(h.App.LaunchRound(t.Context(), access.LocalOperator(), id))(t)
	h.Round = id
	office := h.office(t)
	office.visit(h.at("/forms")).reads(t, "没有保存名为“本校表”的 Word 表。现在用的是程序自带的表")
	fields := []string{"name", "本校表", "annex", "2", "scheme", "chuangxian-2010"}
	office.then(office.uploadWith("/templates", "/templates", "表.docx", ownWordForm(t, "本校：{{被点评党组织}}"), fields...))
	office.visit(h.at("/forms")).reads(t, "附件2 用本单位的 Word 表“本校表”第 1 版")
	zhao := h.as(t, "101")
	zhao.visit(h.sheet("unit B11", "/print")).reads(t, "本单位的 Word 表是“本校表@1”：下载 Word 就是它")
	if text := documentOf(t, zhao.visit(h.sheet("unit B11", "/form.docx")).text); !strings.Contains(text, "本校：机械学院教工党支部") {
		t.Errorf("the sheet says %s", text)
	}
}
