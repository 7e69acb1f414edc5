package office_test

import (
	"archive/zip"
	"bytes"
	"io"
	"slices"
	"strings"
	"testing"

	"lingping/internal/errs"
	"lingping/internal/office"
	"pgregory.net/rapid"
)

// run is a run of text as Word writes it.
func run(text string) string { return "<w:r><w:t>" + text + "</w:t></w:r>" }

// paragraph is runs in a paragraph.
func paragraph(runs ...string) string { return "<w:p>" + strings.Join(runs, "") + "</w:p>" }

// tableRow is a row of cells with a text each.
func tableRow(cells ...string) string {
	row := "<w:tr>"
	for _, c := range cells {
		row += "<w:tc>" + paragraph(run(c)) + "</w:tc>"
	}
	return row + "</w:tr>"
}

// ownForm is an office's own form with the body, and with other parts of the package in place of ours.
func ownForm(t tester, body string, other map[string]string) []byte {
	t.Helper()
	files := parts(t, must(t, func(w io.Writer) error { return office.NewPress(office.Fonts{}).WriteSheet(w, memberSheet()) }))
	files["word/document.xml"] = `<?xml version="1.0"?><w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>` +
		body + `</w:body></w:document>`
	for name, text := range other {
		files[name] = text
	}

	var out bytes.Buffer
	z := zip.NewWriter(&out)
	for name, text := range files {
		w, err := z.Create(name)
		if err == nil {
			_, err = io.WriteString(w, text)
		}
		if err != nil {
			t.Fatalf("%v", err)
		}
	}

	if err := z.Close(); err != nil {
		t.Fatalf("%v", err)
	}

	return out.Bytes()
}

// openedForm is the form, which has to be accepted.
func openedForm(t tester, file []byte) *office.WordForm {
	t.Helper()
	f, err := office.OpenWordForm(file)
	if err != nil {
		t.Fatalf("%v", err)
	}
	return f
}

// filled is what people read on the form filled with the sheet.
func filled(t tester, body string, s office.Sheet) string {
	t.Helper()
	f := openedForm(t, ownForm(t, body, nil))
	return reading(t, must(t, func(w io.Writer) error { return f.Write(w, s) }))
}

func TestTheOfficesOwnFormIsFilled(t *testing.T) {
	s := memberSheet()
	s.Measures = []office.Measure{{Number: 1, Text: "走访", Owner: "本人"}, {Number: 2, Text: "谈话"}}
	text := filled(t, paragraph(run("姓名：{{姓名}}，"), run("单位：{{ 所在党支部 }}"))+
		paragraph(run("{{□集中}}集中 {{□个别}}个别"))+
		paragraph(run("意见：{{存"), "<w:r><w:rPr><w:b/></w:rPr><w:t>在问</w:t></w:r>", run("题}}。完"))+
		"<w:tbl>"+tableRow("序号", "措施", "责任人")+tableRow("{{措施.序号}}", "{{措施.措施}}", "{{措施.责任人}}")+"</w:tbl>", s)
	for _, want := range []string{"姓名：" + s.Name + "，单位：" + s.Branch + "\n", "☑集中 □个别", "意见：1. 科研成果转化办法不多",
		"。完\n", "│序号│措施│责任人│\n│1│走访│本人│\n│2│谈话││\n"} {
		if !strings.Contains(text, want) {
			t.Errorf("%q does not stand in\n%s", want, text)
		}
	}
}

func TestEveryFieldOfTheProgramCanBeFilled(t *testing.T) {
	for name, s := range samples() {
		for _, names := range [][]string{openedForm(t, ownForm(t, paragraph(run("x")), nil)).Check(s).Missing} {
			if len(names) < 20 {
				t.Errorf("%s has %d fields", name, len(names))
			}

			body := "<w:tbl>"
			for _, field := range names {
				body += tableRow("{{" + field + "}}")
			}

			form := openedForm(t, ownForm(t, body+"</w:tbl>", nil))
			if c := form.Check(s); !c.Good() || len(c.Missing) > 0 || !slices.Equal(c.Used, names) {
				t.Errorf("%s: %+v", name, c)
			}

			if text := reading(t, must(t, func(w io.Writer) error { return form.Write(w, s) })); strings.Contains(text, "{{") {
				t.Errorf("%s: not filled:\n%s", name, text)
			}
		}
	}
}

func TestFaultsOfAFormAreToldByTheirFields(t *testing.T) {
	form := openedForm(t, ownForm(t, paragraph(run("{{性名}} {{姓名}}"))+paragraph(run("{{存在"))+paragraph(run("问题}}"))+
		paragraph(run("｛｛职务｝｝"))+paragraph(run("{{措施.责任人}}"))+"<w:tbl>"+tableRow("{{措施.措施}}", "{{承诺.内容}}")+"</w:tbl>", nil))
	c := form.Check(memberSheet())
	if c.Good() || !slices.Equal(c.Unknown, []string{"性名"}) || !slices.Contains(c.Missing, "存在问题") {
		t.Errorf("%+v", c)
	}

	for _, want := range []string{"{{存在", "问题}}", "｛｛职务｝｝", "{{措施.责任人}}", "{{承诺.内容}}"} {
		if !slices.Contains(c.Broken, want) {
			t.Errorf("%s is not told among %q", want, c.Broken)
		}
	}
}

func TestAFormThatBringsMoreThanTextIsRefused(t *testing.T) {
	rels := func(kind, target string) string {
		return `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId9" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/` +
			kind + `" ` + target + `/></Relationships>`
	}
	plain := paragraph(run("{{姓名}}"))
	for name, c := range map[string]struct {
		body  string
		other map[string]string
	}{
		"a macro":               {plain, map[string]string{"word/vbaProject.bin": "x"}},
		"a type with macros":    {plain, map[string]string{"[Content_Types].xml": `<Types><Override ContentType="application/vnd.ms-word.document.macroEnabled.main+xml"/></Types>`}},
		"a template outside":    {plain, map[string]string{"word/_rels/settings.xml.rels": rels("attachedTemplate", `Target="http://x/y.dotm" TargetMode="External"`)}},
		"a link":                {plain, map[string]string{"word/_rels/document.xml.rels": rels("hyperlink", `Target="http://x" TargetMode='External'`)}},
		"a chunk":               {`<w:altChunk r:id="rId9"/>` + plain, nil},
		"a chunk's file":        {plain, map[string]string{"word/afchunk.mht": "x"}},
		"an embedded file":      {plain, map[string]string{"word/embeddings/a.xlsx": "PK"}},
		"a control":             {plain, map[string]string{"word/activeX/activeX1.xml": "<a/>"}},
		"a file of another end": {plain, map[string]string{"word/evil.html": "x"}},
		"a field code":          {`<w:p><w:r><w:instrText> INCLUDETEXT "c:\\x" </w:instrText></w:r></w:p>` + plain, nil},
		"a torn field code":     {`<w:p><w:r><w:instrText>INCLUDE</w:instrText></w:r><w:r><w:instrText>TEXT x</w:instrText></w:r></w:p>` + plain, nil},
		"a simple field":        {`<w:p><w:fldSimple w:instr="DDEAUTO x"><w:r><w:t>1</w:t></w:r></w:fldSimple></w:p>` + plain, nil},
		"an entity":             {plain, map[string]string{"word/header1.xml": `<!DOCTYPE x [<!ENTITY a "b">]><w:hdr xmlns:w="w"/>`}},
		"broken markup":         {"<w:p>", nil},
	} {
		if _, err := office.OpenWordForm(ownForm(t, c.body, c.other)); !errs.Is(err, errs.Invalid) {
			t.Errorf("%s was answered with %v", name, err)
		}
	}

	for name, file := range map[string][]byte{"no zip": []byte("no zip"), "nothing": nil, "too large": bytes.Repeat([]byte("PK"), 5<<20)} {
		if _, err := office.OpenWordForm(file); !errs.Is(err, errs.Invalid) {
			t.Errorf("%s was answered with %v", name, err)
		}
	}

	if _, err := office.OpenWordForm(ownForm(t, `<w:p><w:fldSimple w:instr=" PAGE \* MERGEFORMAT "><w:r><w:t>1</w:t></w:r></w:fldSimple></w:p>`+plain, nil)); err != nil {
		t.Errorf("a number of the page was refused: %v", err)
	}
}

func TestNothingThatPeopleWroteIsReadAgain(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		text := rapid.OneOf(rapid.String(), rapid.SampledFrom([]string{"{{姓名}}", "{{", "}}", "</w:t><w:instrText>DDE</w:instrText>", "&lt;", "]]>",
			"<w:br/>", ` w14:paraId="00"`, "一\n二", "\x00\ufffe"})).Draw(rt, "text")
		s := memberSheet()
		s.Name, s.Summary, s.Note = "王𬱖", text, text
		s.Measures = []office.Measure{{Number: 1, Text: text}}
		form := openedForm(rt, ownForm(rt, paragraph(run("{{个人自"), run("查}}"), run("{{备注}}"))+"<w:tbl>"+tableRow("{{措施.措施}}")+"</w:tbl>", nil))
		root := body(rt, must(rt, func(w io.Writer) error { return form.Write(w, s) }))
		if n := len(root.find("instrText")) + len(root.find("fldSimple")) + len(root.find("hyperlink")); n > 0 {
			rt.Errorf("%q became a code", text)
		}

		if said := root.words(); strings.Contains(said, s.Name) || len(root.find("tr")) != 1 {
			rt.Errorf("%q was filled again: %q", text, said)
		}
	})
}

// FuzzWordForm fills whatever is accepted as a form; what comes out is sound.
func FuzzWordForm(f *testing.F) {
	for _, text := range []string{paragraph(run("{{姓名}}")), "<w:tbl>" + tableRow("{{措施.措施}}", "{{措施.序号}}") + "</w:tbl>", paragraph(run("{{存"), run("在问题}}")), "<w:p/>"} {
		f.Add(text)
	}

	f.Fuzz(func(t *testing.T, text string) {
		form, err := office.OpenWordForm(ownForm(t, text, nil))
		if err != nil {
			return
		}

		form.Check(memberSheet())
		file := must(t, func(w io.Writer) error { return form.Write(w, memberSheet()) })
		if _, err := office.OpenWordForm(file); err != nil {
			t.Errorf("what was filled is no form any more: %v", err)
		}
	})
}
