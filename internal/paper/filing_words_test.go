package paper_test

import (
	"archive/zip"
	"bytes"
	"io"
	"os"
	"slices"
	"strings"
	"testing"

	"lingping/internal/clock"
	"lingping/internal/domain/filing"
	"lingping/internal/office"
	"lingping/internal/paper"
)

// released is a pack that version 0.1.0 made: of the first shape, from before annex 1 named its columns.
func released(t *testing.T) []byte {
	t.Helper()
	pack, err := os.ReadFile("../testkit/released/0.1.0/pack.zip")
	if err != nil {
		t.Fatal(err)
	}
	return pack
}

func checked(t *testing.T, pack []byte) paper.PackCheck {
	t.Helper()
	c, err := paper.CheckPack(bytes.NewReader(pack), int64(len(pack)))
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func TestAPackOfTheFirstReleaseIsStillFoundTrueAndSpeaksLocalTime(t *testing.T) {
	c := checked(t, released(t))
	for _, wrong := range c.Wrong {
		t.Errorf("a true pack of 0.1.0: %v", wrong)
	}

	zone, err := clock.Zone(clock.Usual)
	if err != nil {
		t.Fatal(err)
	}

	if at := c.Handed(zone); len(c.Data.Sheets) != 6 || at != "2026年6月7日 20:32" {
		t.Errorf("%d forms, handed in at %s", len(c.Data.Sheets), at)
	}
}

// Whoever changes a form can make its sums anew; what the data say it can't hide.
func TestAChangedWordFormWithRenewedSumsIsFound(t *testing.T) {
	pack := released(t)
	c := checked(t, pack)
	sheet := c.Data.Sheets[0]
	said := sheet.Records[0].Text.Problems[0]
	for name, change := range map[string]func(string) string{
		"a problem left out":  func(body string) string { return strings.ReplaceAll(body, said, "没有问题。") },
		"no word of a record": func(string) string { return "<w:document/>" },
	} {
		t.Run(name, func(t *testing.T) {
			found := checked(t, withForm(t, pack, sheet.File, change)).Wrong
			if !slices.ContainsFunc(found, func(err error) bool { return strings.Contains(err.Error(), sheet.File) }) {
				t.Errorf("the check says %v", found)
			}
		})
	}
}

// A pack of today says what stands on each form: not even a name or a day beside the review can be changed.
func TestAnyOtherWordOnAFormOfTodayIsFound(t *testing.T) {
	words := []string{"附件2", "点评领导签字：王丽 2011年1月4日"}
	d := filing.Data{Format: filing.Format}
	s := filing.Sheet{File: "登记表/001.docx", Words: words}
	for name, file := range map[string][]string{
		"another name": {"附件2", "点评领导签字：李强 2011年1月4日"}, "a line more": {"附件2", words[1], "补充"}, "a line less": {"附件2"}, "nothing": nil,
	} {
		if wrong := d.CheckWords(s, file); len(wrong) != 1 || !strings.Contains(wrong[0].Error(), "被改动过") {
			t.Errorf("%s: %v", name, wrong)
		}
	}

	if wrong := d.CheckWords(s, words); len(wrong) > 0 {
		t.Errorf("a true form: %v", wrong)
	}

	if wrong := d.CheckWords(filing.Sheet{File: s.File}, words); len(wrong) != 1 {
		t.Errorf("a form of which the data keep silent: %v", wrong)
	}
}

// withForm is the pack with one form changed, and true sums of all.
func withForm(t *testing.T, pack []byte, file string, change func(string) string) []byte {
	t.Helper()
	files, err := office.OpenPack(bytes.NewReader(pack), int64(len(pack)))
	if err != nil {
		t.Fatal(err)
	}

	delete(files, office.SumsFile)
	files[file] = withBody(t, files[file], change)
	var out bytes.Buffer
	p := office.NewPack(&out)
	for name, body := range files {
		folder, base, in := strings.Cut(name, "/")
		if !in {
			folder, base = "", name
		}

		if _, err := p.Add(folder, base, body); err != nil {
			t.Fatal(err)
		}
	}

	if err := p.Close(); err != nil {
		t.Fatal(err)
	}

	return out.Bytes()
}

// withBody is a Word file with another body.
func withBody(t *testing.T, docx []byte, change func(string) string) []byte {
	t.Helper()
	archive, err := zip.NewReader(bytes.NewReader(docx), int64(len(docx)))
	if err != nil {
		t.Fatal(err)
	}

	var out bytes.Buffer
	w := zip.NewWriter(&out)
	for _, f := range archive.File {
		in, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}

		body, err := io.ReadAll(in)
		if err != nil {
			t.Fatal(err)
		}

		if f.Name == "word/document.xml" {
			body = []byte(change(string(body)))
		}

		to, err := w.Create(f.Name)
		if err != nil {
			t.Fatal(err)
		}

		if _, err := to.Write(body); err != nil {
			t.Fatal(err)
		}
	}

	if err := w.Close(); err != nil {
		t.Fatal(err)
	}

	return out.Bytes()
}
