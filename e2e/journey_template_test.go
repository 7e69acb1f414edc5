package e2e_test

import (
	"archive/zip"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// wordForm is an office's own Word form with the paragraphs, as a file.
func wordForm(t *testing.T, paragraphs ...string) string {
	t.Helper()
	text := ""
	for _, p := range paragraphs {
		text += "<w:p><w:r><w:t>" + p + "</w:t></w:r></w:p>"
	}

	path := filepath.Join(t.TempDir(), "林场登记表.docx")
	file, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}

	z := zip.NewWriter(file)
	for name, part := range map[string]string{
		"[Content_Types].xml": `<?xml version="1.0" encoding="UTF-8"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>`,
		"_rels/.rels":         `<?xml version="1.0" encoding="UTF-8"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>`,
		"word/document.xml": `<?xml version="1.0" encoding="UTF-8"?><w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>` + text +
			`<w:sectPr><w:pgSz w:w="11906" w:h="16838"/></w:sectPr></w:body></w:document>`,
	} {
		w, err := z.Create(name)
		if err == nil {
			_, err = io.WriteString(w, part)
		}
		if err != nil {
			t.Fatal(err)
		}
	}

	if err := z.Close(); err != nil {
		t.Fatal(err)
	}

	if err := file.Close(); err != nil {
		t.Fatal(err)
	}

	return path
}

// An office keeps its own Word form, names it in its scheme, and has a branch's sheets as one document on it.
func TestAnOfficePrintsABranchOnItsOwnWordForm(t *testing.T) {
	t.Parallel()
	c := NewHouseOfOffice(t)
	c.Run("import", rosterFile(t))
	c.URL = c.Serve()
	p := c.Enter("office", password)
	p.Follow("方案")
	p.Follow("本单位的 Word 表")
	p.FitsWidth(390)
	p.Resize(1280, 900)
	p.Type("名称", "林场登记表")
	p.Click("附件3")
	p.Attach("本单位的表（.docx）", wordForm(t, "林场党员登记表", "{{性名}}"))
	p.Follow("检查字段")
	p.Sees("不认得的字段")
	p.Attach("本单位的表（.docx）", wordForm(t, "林场党员登记表", "姓名：{{姓名}}", "{{□集中点评}}集中", "{{存在问题}}"))
	p.Follow("保存这份表")
	p.Sees("已保存为“林场登记表”的第 1 版")

	p.Follow("方案")
	p.Follow("创先争优活动领导点评方案")
	p.Follow("改成本单位的方案")
	writesScheme(p.under("附件3 用本单位的哪份 Word 表", "林场登记表"))
	p.preparesRound("护林点评")
	p.Click("启动本轮")
	p.Follow("启动本轮")
	p.Follow("护林点评")
	p.Follow("登记表")
	p.Sees("附件3 用本单位的 Word 表“林场登记表”第 1 版")
	p.FitsWidth(390)
	p.Resize(1280, 900)
	p.Type("换一个党组织", "机关第一党支部")
	p.Follow("选定")
	p.In("哪一种登记表").Click("附件3")
	p.Click("一个 Word 文件 一人一页起")
	paper := PDFWords(c.t, PDF(c.t, p.Download("下载登记表")))
	if n := strings.Count(paper, "林场党员登记表"); n < 2 || n != strings.Count(paper, "姓名：") || strings.Contains(paper, "{{") {
		t.Errorf("%d sheets on the own form:\n%s", n, paper)
	}
}

// under types into a field and gives the page.
func (p *Page) under(label, text string) *Page {
	p.Type(label, text)
	return p
}
