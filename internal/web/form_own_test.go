package web_test

import (
	"archive/zip"
	"bytes"
	"fmt"
	"io"
	"strings"
	"testing"
)

// ownWordForm is the least Word form with the paragraphs in it.
func ownWordForm(t *testing.T, paragraphs ...string) string {
	t.Helper()
	text := ""
	for _, p := range paragraphs {
		text += "<w:p><w:r><w:t>" + p + "</w:t></w:r></w:p>"
	}

	var out bytes.Buffer
	z := zip.NewWriter(&out)
	for name, part := range map[string]string{
		"[Content_Types].xml": `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>`,
		"word/document.xml":   `<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>` + text + `</w:body></w:document>`,
	} {
		w := must(z.Create(name))(t)
		must(io.WriteString(w, part))(t)
	}

	check(t, z.Close())
	return out.String()
}

// documentOf is the text of the Word file.
func documentOf(t *testing.T, file string) string {
	t.Helper()
	z := must(zip.NewReader(strings.NewReader(file), int64(len(file))))(t)
	return string(must(io.ReadAll(must(z.Open("word/document.xml"))(t)))(t))
}

func TestAnOfficeFillsItsOwnWordForm(t *testing.T) {
	h := house2011(t)
	qian := h.as(t, "102")
	own := fmt.Sprint(h.Unit("B11"))
	to := func(do string) string { return h.at("/forms/own?annex=3&unit=" + own + "&do=" + do) }
	good := ownWordForm(t, "姓名：{{姓名}}", "{{□集中点评}}集中", "{{存在问题}}")
	checked := qian.upload(h.at("/forms"), to("check"), "本校表.docx", good)
	checked.wants(t, "checking the form", 200)
	checked.reads(t, "字段都认得")
	checked.reads(t, "表里没有、还可以用的字段")

	trial := qian.upload(h.at("/forms"), to("trial"), "本校表.docx", good)
	trial.wants(t, "filling one for trial", 200)
	if text := documentOf(t, trial.text); strings.Contains(text, "{{") || !strings.Contains(text, "姓名：") || !strings.Contains(text, "□集中") {
		t.Errorf("the trial says %s", text)
	}

	all := qian.exported(qian.upload(h.at("/forms"), to("all"), "本校表.docx", good))
	sheets := must(zip.NewReader(strings.NewReader(all.text), int64(len(all.text))))(t)
	if len(sheets.File) == 0 {
		t.Error("no sheet was filled")
	}

	for _, f := range sheets.File {
		file := string(must(io.ReadAll(must(f.Open())(t)))(t))
		if text := documentOf(t, file); strings.Contains(text, "{{") || !strings.Contains(text, "姓名：") {
			t.Errorf("%s says %s", f.Name, text)
		}
	}

	bad := ownWordForm(t, "{{姓名}}", "{{性名}}", "{{存在", "问题}}")
	faulty := qian.upload(h.at("/forms"), to("check"), "本校表.docx", bad)
	faulty.wants(t, "checking a faulty form", 200)
	faulty.reads(t, "{{性名}}")
	faulty.reads(t, "{{存在")
	for _, do := range []string{"trial", "all"} {
		refused := qian.upload(h.at("/forms"), to(do), "本校表.docx", bad)
		refused.wants(t, "filling a faulty form", 422)
		refused.reads(t, "性名")
	}

	qian.upload(h.at("/forms"), to("check"), "合影.jpg", "no form").wants(t, "a picture", 422)
	h.as(t, "103").upload("/", to("check"), "本校表.docx", good).wants(t, "a form of a member", 404)
}
