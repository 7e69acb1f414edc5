package app_test

import (
	"archive/zip"
	"bytes"
	"io"
	"strings"
	"testing"

	"lingping/internal/app"
	"lingping/internal/domain/access"
	"lingping/internal/domain/filing"
	"lingping/internal/domain/scheme"
	"lingping/internal/errs"
	"lingping/internal/office"
	"lingping/internal/store"
	"lingping/internal/testkit"
)

// wordForm is the least Word form with the body in it.
func wordForm(t *testing.T, body string) []byte {
	t.Helper()
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	for name, part := range map[string]string{
		"[Content_Types].xml": `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>`,
		"word/document.xml": `<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>` + body +
			`</w:body></w:document>`,
	} {
		w := must(z.Create(name))(t)
		must(io.WriteString(w, part))(t)
	}

	ok(t, z.Close())
	return out.Bytes()
}

// saying is a paragraph.
func saying(text string) string { return "<w:p><w:r><w:t>" + text + "</w:t></w:r></w:p>" }

// ownSheet is an office's own form of annex 2 that says so.
func ownSheet(t *testing.T, mark string) app.NewTemplate {
	return app.NewTemplate{Name: "本校表", Form: app.UnitForm, Scheme: scheme.First, File: "本校表.docx",
		Body: wordForm(t, saying(mark+"：{{被点评党组织}} {{□集中点评}}集中 {{□个别点评}}个别")+
			"<w:tbl><w:tr><w:tc>"+saying("{{问题.序号}} {{问题.内容}}")+"</w:tc></w:tr></w:tbl>")}
}

// ownRound opens and launches a round whose scheme names the form, as the round of the world.
func ownRound(t *testing.T, w *testkit.World, named string) {
	t.Helper()
	text := "name: benxiao\nextends: chuangxian-2010\ntitle: 本校方案\nfiling:\n  - {who: 各党总支, to: 领导小组办公室, forms: [2], filter: [general-branch-principals], due-in: 3}\nforms: {2: {template: " + named + "}}\n"
	id := must(w.App.OpenRound(t.Context(), operator, app.NewRound{Scheme: "benxiao", Text: []byte(text), Name: "本校一轮", From: "2011-01-01", To: "2011-06-30"}))(t)
	must(w.App.LaunchRound(t.Context(), operator, id))(t)
	w.Round = id
}

// wordOf is what the Word form of a sheet says.
func wordOf(t *testing.T, w *testkit.World, sheet string) string {
	t.Helper()
	var out bytes.Buffer
	must(w.App.Form(t.Context(), operator, w.Of(sheet), app.Word, &out))(t)
	return strings.Join(must(office.WordText(out.Bytes()))(t), "\n")
}

func TestAnOfficeKeepsVersionsOfItsWordForm(t *testing.T) {
	worlds(t, func(t *testing.T, w *testkit.World) {
		clerk := w.AsOffice().Actor
		in := ownSheet(t, "初版")
		if ref := must(w.App.KeepTemplate(t.Context(), clerk, in))(t); ref.String() != "本校表@1" {
			t.Errorf("kept as %s", ref)
		}

		_, err := w.App.KeepTemplate(t.Context(), clerk, in)
		conflict(t, "the same again", err)
		other := ownSheet(t, "又一版")
		other.Form = app.MemberForm
		_, err = w.App.KeepTemplate(t.Context(), clerk, other)
		invalid(t, "fields of another annex", err)
		other.Body = wordForm(t, saying("{{姓名}}"))
		_, err = w.App.KeepTemplate(t.Context(), clerk, other)
		conflict(t, "a form of another annex under the name", err)

		for what, change := range map[string]func(*app.NewTemplate){
			"no name":            func(in *app.NewTemplate) { in.Name = " " },
			"a name with an @":   func(in *app.NewTemplate) { in.Name = "表@2" },
			"an unknown field":   func(in *app.NewTemplate) { in.Body = wordForm(t, saying("{{被点评党组织}}{{性名}}")) },
			"no field":           func(in *app.NewTemplate) { in.Body = wordForm(t, saying("空表")) },
			"no form":            func(in *app.NewTemplate) { in.Body = []byte("PK") },
			"annex 1":            func(in *app.NewTemplate) { in.Form = 1 },
			"too long a remark":  func(in *app.NewTemplate) { in.Note = strings.Repeat("改", 201) },
			"a page of the Web":  func(in *app.NewTemplate) { in.File = "表.html" },
			"a form with a link": func(in *app.NewTemplate) { in.Body = wordForm(t, `<w:altChunk r:id="x"/>`+saying("{{备注}}")) },
		} {
			in := ownSheet(t, "改")
			change(&in)
			_, err := w.App.KeepTemplate(t.Context(), clerk, in)
			invalid(t, what, err)
		}

		for _, number := range []string{"001", "103"} {
			_, err := w.App.KeepTemplate(t.Context(), w.As(number).Actor, ownSheet(t, "改"))
			refused(t, number+" keeps a form", err)
		}

		file := must(w.App.TemplateFile(t.Context(), w.As("103").Actor, scheme.Ref{Name: "本校表", Version: 1}))(t)
		if !bytes.Equal(file.Body, in.Body) {
			t.Error("the form is given out as another one")
		}

		_, err = w.App.TemplateFile(t.Context(), clerk, scheme.Ref{Name: "本校表", Version: 2})
		if !errs.Is(err, errs.NotFound) {
			t.Errorf("a version that there is not: %v", err)
		}
		_, err = w.App.TemplateFile(t.Context(), access.Actor{}, scheme.Ref{Name: "本校表", Version: 1})
		refused(t, "the public reads a form", err)
		healthy(t, w)
	})
}

// Sheets, batches, packs and archives are printed on the form that the scheme names. A later version is that of what is printed from
// then on; what was filed stays, and a round that is over stays on the version on which it was printed.
func TestWhatTheSchemeNamesIsPrintedEverywhere(t *testing.T) {
	worlds(t, func(t *testing.T, w *testkit.World) {
		clerk := w.AsOffice().Actor
		must(w.App.KeepTemplate(t.Context(), clerk, ownSheet(t, "初版")))(t)
		ownRound(t, w, "本校表")
		ok(t, w.As("101").Submit("unit B11"))
		text := wordOf(t, w, "unit B11")
		if !strings.HasPrefix(text, "初版：机械学院教工党支部 ") || !strings.Contains(text, "☑") || !strings.Contains(text, "2 ") || strings.Contains(text, "{{") {
			t.Errorf("the sheet says\n%s", text)
		}

		batch := func(unit string, form int, as app.FormFile) (string, error) {
			var out bytes.Buffer
			_, err := w.App.Forms(t.Context(), operator, w.Round, unit, form, as, &out, nil)
			if err != nil || as == app.FormPDF {
				return "", err
			}
			return strings.Join(must(office.WordText(out.Bytes()))(t), "\n"), nil
		}
		if text := must(batch("Z1", app.UnitForm, app.FormDocx))(t); strings.Count(text, "初版：") != 4 {
			t.Errorf("the batch says\n%s", text)
		}

		if text := must(batch("B11", app.MemberForm, app.FormDocx))(t); strings.Contains(text, "初版：") || !strings.Contains(text, "登记表") {
			t.Errorf("annex 3 is not on the program's own form:\n%s", text)
		}

		_, err := batch("Z1", app.BothForms, app.FormDuplex)
		invalid(t, "two papers in one document", err)
		must(batch("Z1", app.BothForms, app.FormPDF))(t)

		f := handIn(t, w, w.As("101"), "Z1", "其余免评")
		packed := packOf(t, w, receive(t, w, f))
		check := testkit.CheckedPack(t, packed.Body)
		if len(check.Wrong) > 0 || len(check.Data.Templates) != 1 || check.Data.Templates[0].Name != "本校表@1" || check.Data.Templates[0].Hash == "" ||
			!strings.HasPrefix(check.Data.Sheets[0].Words[0], "初版：") {
			t.Errorf("the pack: %v, on %+v", check.Wrong, check.Data.Templates)
		}

		must(w.App.KeepTemplate(t.Context(), clerk, ownSheet(t, "二版")))(t)
		if text := wordOf(t, w, "unit B11"); !strings.HasPrefix(text, "二版：") {
			t.Errorf("after a new version the sheet says\n%s", text)
		}

		if again := packOf(t, w, f); again.Hash != packed.Hash {
			t.Error("the pack was changed by a new version of the form")
		}

		end(t, w)
		must(w.App.KeepTemplate(t.Context(), clerk, ownSheet(t, "三版")))(t)
		var archive bytes.Buffer
		must(w.App.ExportArchive(t.Context(), clerk, w.Round, &archive, nil))(t)
		files := must(office.OpenPack(bytes.NewReader(archive.Bytes()), int64(archive.Len())))(t)
		for name, body := range files {
			if strings.HasPrefix(name, "登记表/") && strings.HasPrefix(must(office.WordText(body))(t)[0], "三版") {
				t.Errorf("%s of a round that is over is on a form that came later", name)
			}
		}

		if !strings.Contains(string(files["目录.txt"]), "本校表@2") {
			t.Errorf("the index says\n%s", files["目录.txt"])
		}
	})
}

func TestASchemeThatNamesAVersionStaysWithIt(t *testing.T) {
	w := testkit.NewWorld(t, testkit.SQLite(t))
	must(w.App.KeepTemplate(t.Context(), operator, ownSheet(t, "初版")))(t)
	must(w.App.KeepTemplate(t.Context(), operator, ownSheet(t, "二版")))(t)
	ownRound(t, w, "本校表@1")
	if text := wordOf(t, w, "unit B11"); !strings.HasPrefix(text, "初版：") {
		t.Errorf("the sheet says\n%s", text)
	}
}

// A form that is not there, or that can't be filled under the scheme, keeps nothing from being printed, and is told; one that was
// changed since it was kept is refused.
func TestAFormThatIsMissingIsToldAndOneThatWasChangedIsRefused(t *testing.T) {
	worlds(t, func(t *testing.T, w *testkit.World) {
		ownRound(t, w, "本校表")
		ok(t, w.As("101").Submit("unit B11"))
		told := func(what, want string) {
			t.Helper()
			c := must(w.App.FormChoice(t.Context(), operator, w.Round, 0, ""))(t)
			if len(c.Templates) != 1 || c.Templates[0].Fault == nil || !strings.Contains(c.Templates[0].Fault.Error(), want) {
				t.Errorf("%s: told %+v", what, c.Templates)
			}

			if text := wordOf(t, w, "unit B11"); !strings.HasPrefix(text, "附件2") {
				t.Errorf("%s: the sheet says\n%s", what, text)
			}
		}
		told("no form", "没有保存名为“本校表”的 Word 表")
		_, _, on, err := w.App.FormPages(t.Context(), operator, w.Of("unit B11"))
		if err != nil || on.Name != "本校表" || on.Hash != "" {
			t.Errorf("the print view says %+v, %v", on, err)
		}

		var pack bytes.Buffer
		must(w.App.PreviewPack(t.Context(), operator, w.Round, filing.Key{Unit: w.Unit("Z1")}, &pack, nil))(t)
		if c := testkit.CheckedPack(t, pack.Bytes()); len(c.Wrong) > 0 || len(c.Data.Templates) != 1 || c.Data.Templates[0].Hash != "" {
			t.Errorf("the pack: %v, %+v", c.Wrong, c.Data.Templates)
		}

		other := ownSheet(t, "")
		other.Form, other.Body = app.MemberForm, wordForm(t, saying("{{姓名}}"))
		must(w.App.KeepTemplate(t.Context(), operator, other))(t)
		told("a form of another annex", "")

		change(t, w, `UPDATE template SET form = 2`)
		told("a form that can't be filled", "没有一个认得的字段")
		change(t, w, `UPDATE template SET hash = 'x'`)
		var out bytes.Buffer
		if _, err := w.App.Form(t.Context(), operator, w.Of("unit B11"), app.Word, &out); err == nil || !strings.Contains(err.Error(), "校验码不符") {
			t.Errorf("a form that was changed: %v", err)
		}
	})
}

// change changes rows behind the program's back.
func change(t *testing.T, w *testkit.World, statement string) {
	t.Helper()
	ok(t, w.Store.Write(t.Context(), func(tx *store.Tx) error {
		_, err := tx.Exec(statement)
		return err
	}))
}
