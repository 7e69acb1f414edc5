package web_test

import (
	"archive/zip"
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"lingping/internal/app"
	"lingping/internal/domain/access"
	"lingping/internal/domain/scheme"
	"lingping/internal/i18n"
)

// demanding moves the house into a round whose scheme demands every part of everybody and makes every part public.
func (h *house) demanding(t *testing.T) {
	t.Helper()
	text, err := scheme.Source("chuangxian-2010")
	check(t, err)
	var all []string
	for _, p := range scheme.Parts() {
		all = append(all, string(p))
	}

	list := "[" + strings.Join(all, ", ") + "]"
	var own strings.Builder
	for line := range strings.Lines(string(text)) {
		if head, _, ok := strings.Cut(line, "required: ["); ok && strings.Contains(line, "aspects") {
			line = head + "required: " + list + "\n"
		}

		if head, _, ok := strings.Cut(line, "fields: ["); ok {
			line = head + "fields: " + list + "\n"
		}

		own.WriteString(strings.Replace(line, "name: chuangxian-2010", "name: yangyang", 1))
	}

	id, err := h.App.OpenRound(t.Context(), access.LocalOperator(), app.NewRound{Scheme: "方案.yaml", Text: []byte(own.String()), Name: "样样都要",
		From: "2010-12-27", To: "2011-01-12"})
	check(t, err)
	_, err = h.App.LaunchRound(t.Context(), access.LocalOperator(), id)
	check(t, err)
	h.Round = id
}

// told is what somebody writes in the part of the sheet.
func told(part scheme.Part, of, what string) string {
	return fmt.Sprintf("%s写在%s里的%s。", of, part, what)
}

// tells puts a text of its own into every part of every record on the form.
func (h *house) tells(form url.Values, what string, of ...string) {
	for _, record := range of {
		for _, part := range scheme.TextParts() {
			form.Set(h.field(part, record), told(part, record, what))
		}
	}
}

func (h *house) field(part scheme.Part, of string) string {
	return fmt.Sprintf("%s-%d", part, h.Of(of))
}

// eachPart says for every part what is wanted of it on the page.
func eachPart(wants func(part scheme.Part)) {
	for _, part := range scheme.TextParts() {
		wants(part)
	}
}

// printed is the text of a document of Word.
func printed(t *testing.T, p page) string {
	t.Helper()
	p.wants(t, "the form as Word", 200)
	file, err := zip.NewReader(bytes.NewReader([]byte(p.text)), int64(len(p.text)))
	check(t, err)
	part, err := file.Open("word/document.xml")
	check(t, err)
	text, err := io.ReadAll(part)
	check(t, err)
	return page{text: string(text)}.words()
}

func TestEveryPartOfTheSchemeHasItsEnglish(t *testing.T) {
	eachPart(func(part scheme.Part) {
		if name := part.Name(); string(name) == string(part) || i18n.T(i18n.English, name) == string(name) {
			t.Errorf("%s is called %q in Chinese and %q in English", part, name, i18n.T(i18n.English, name))
		}
	})
}

func TestEveryPartOfTheSchemeIsAskedKeptComparedAndRead(t *testing.T) {
	h := house2011(t)
	h.demanding(t)
	check(t, h.App.AppointClerk(t.Context(), access.LocalOperator(), h.Person("102"), h.Person("105")))
	qian, wu, sun, of := h.as(t, "102"), h.as(t, "105"), h.as(t, "103"), "member 103"
	mine, theirs := qian.typed(of, h.As("102")), wu.typed(of, h.As("105"))
	eachPart(func(part scheme.Part) {
		qian.visit(h.sheet(of, "/edit")).says(t, `name="`+h.field(part, of)+`"`)
		mine.Del(h.field(part, of))
		lacking := qian.post(h.sheet(of, "/check"), mine)
		lacking.reads(t, "还缺：")
		lacking.reads(t, string(part.Name()))
		h.tells(mine, "话", of)
	})

	h.tells(theirs, "另一句话", of)
	wu.post(h.sheet(of, "/draft"), theirs).wants(t, "the clerk's save", 303)
	both := qian.post(h.sheet(of, "/draft"), mine)
	both.wants(t, "the secretary's save", 409)
	eachPart(func(part scheme.Part) {
		both.says(t, told(part, of, "话"))
		both.reads(t, "吴浩写的 "+told(part, of, "另一句话"))
	})

	mine.Set("revision", hidden(both, "revision"))
	h.tells(mine, "话", of)
	qian.post(h.sheet(of, "/draft"), mine).wants(t, "saving in knowledge of both", 303)
	again := qian.visit(h.sheet(of, "/edit"))
	eachPart(func(part scheme.Part) { again.says(t, told(part, of, "话")) })

	mine.Set("revision", hidden(again, "revision"))
	qian.handIn(h.sheet(of, "/submit"), mine).wants(t, "handing in", 303)
	read := sun.visit(h.sheet(of, ""))
	eachPart(func(part scheme.Part) { read.reads(t, string(part.Name())+" "+told(part, of, "话")) })

	form := qian.visit(h.sheet(of, "/correct"))
	mine.Set("revision", hidden(form, "revision"))
	mine.Set("reason", "原来写错了")
	h.tells(mine, "更正", of)
	qian.post(h.sheet(of, "/correct"), mine).wants(t, "correcting", 303)
	corrected := sun.visit(h.sheet(of, ""))
	eachPart(func(part scheme.Part) {
		corrected.reads(t, string(part.Name())+" "+told(part, of, "更正"))
		corrected.reads(t, string(part.Name())+" "+told(part, of, "话")+" "+told(part, of, "更正"))
	})
}

func TestEveryPartOfTheSchemeIsPrintedAndPublished(t *testing.T) {
	h := house2011(t)
	h.demanding(t)
	qian, zhao := h.as(t, "102"), h.as(t, "101")
	ofMember, ofUnit := []string{"member 103"}, []string{"unit B11", "secretary 102"}
	form := qian.typed(ofMember[0], h.As("102"))
	h.tells(form, "话", ofMember...)
	qian.handIn(h.sheet(ofMember[0], "/submit"), form).wants(t, "handing in a member's sheet", 303)
	form = zhao.typed(ofUnit[0], h.As("101"))
	h.tells(form, "话", ofUnit...)
	zhao.handIn(h.sheet(ofUnit[0], "/submit"), form).wants(t, "handing in a unit's sheet", 303)

	annex3, annex2 := printed(t, qian.visit(h.sheet(ofMember[0], "/form.docx"))), printed(t, zhao.visit(h.sheet(ofUnit[0], "/form.docx")))
	o := (&scene{}).notice(t, h.On(t), "102", "B11", access.Published)
	public := h.browser(t).visit("/n/" + o["code"] + "/text")
	for paper, records := range map[string][]string{annex3: ofMember, annex2: ofUnit} {
		for _, of := range records {
			eachPart(func(part scheme.Part) {
				if !strings.Contains(paper, told(part, of, "话")) {
					t.Errorf("the form lacks what %s says in %s:\n%s", of, part, paper)
				}
				public.says(t, string(part.Name())+"："+told(part, of, "话"))
			})
		}
	}
}

func TestAPartThatIsNotDemandedMayBeLeftOut(t *testing.T) {
	h := house2011(t)
	qian, of := h.as(t, "102"), "member 103"
	v, err := h.As("102").Sheet(of)
	check(t, err)
	form := qian.typed(of, h.As("102"))
	left := slices.DeleteFunc(scheme.TextParts(), func(p scheme.Part) bool { return slices.Contains(v.Parts[0].Required, p) })
	for _, part := range left {
		form.Del(h.field(part, of))
	}

	handed := qian.post(h.sheet(of, "/submit"), form)
	handed.wants(t, "handing in without what is not demanded", 303)
	qian.visit(handed.Header.Get("Location")).reads(t, "可以再看一眼：")
	read := qian.visit(h.sheet(of, "")).words()
	for _, part := range left {
		if strings.Contains(read, string(part.Name())) {
			t.Errorf("%s stands on the sheet, and nobody asked for it nor wrote it:\n%s", part.Name(), read)
		}
	}
}

// newParts are parts that no version has, one for each place on the paper: lines of scheme's table, and their English.
var newParts = []struct{ line, chinese, english string }{
	{`{part: "risks", name: "风险提示", place: ofMatters, text: true},`, "风险提示", "risks"},
	{`{part: "standing", name: "群众口碑", place: ofWhole, text: true},`, "群众口碑", "standing"},
	{`{part: "support", name: "组织帮助", place: ofFuture, text: true},`, "组织帮助", "support"},
}

// overlaid writes the file with the words put in after the anchor into the folder, and gives both names for go's overlay.
func overlaid(t *testing.T, dir, file, anchor, words string) (name, instead string) {
	t.Helper()
	name, err := filepath.Abs(file)
	check(t, err)
	text, err := os.ReadFile(name)
	check(t, err)
	before, after, found := strings.Cut(string(text), anchor)
	if !found {
		t.Fatalf("%s has no %q", file, anchor)
	}

	instead = filepath.Join(dir, filepath.Base(name))
	check(t, os.WriteFile(instead, []byte(before+anchor+words+after), 0o600))
	return name, instead
}

// The tests above are built anew with a line more in the table of parts and a word more in the catalogue for each new
// part, and with nothing else.
func TestANewPartIsOneLineOfTheSchemeAndOneWord(t *testing.T) {
	dir := t.TempDir()
	var lines, words strings.Builder
	for _, p := range newParts {
		fmt.Fprintf(&lines, "\n\t%s", p.line)
		fmt.Fprintf(&words, "\n  %q: %q,", p.chinese, p.english)
	}

	replace := map[string]string{}
	for _, f := range [][3]string{{"../domain/scheme/part.go", "var parts = []partLine{", lines.String()}, {"../i18n/en/scheme.json", "{", words.String()}} {
		name, instead := overlaid(t, dir, f[0], f[1], f[2])
		replace[name] = instead
	}

	overlay := filepath.Join(dir, "overlay.json")
	check(t, os.WriteFile(overlay, must(json.Marshal(map[string]any{"Replace": replace}))(t), 0o600))

	walk := exec.CommandContext(t.Context(), "go", "test", "-overlay", overlay, "-run", "Part(Of|That)",
		".", "../office", "../domain/review", "../domain/scheme")
	if out, err := walk.CombinedOutput(); err != nil {
		t.Errorf("with a new part: %v\n%s", err, out)
	}
}
