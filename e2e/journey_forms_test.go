package e2e_test

import (
	"archive/zip"
	"bytes"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// demoRound is a round of the demo that is over (已结束) or going on (进行中), as the command line lists it.
func demoRound(t *testing.T, h *House, state string) string {
	t.Helper()
	for line := range strings.Lines(h.Run("round", "list")) {
		if fields := strings.Fields(line); len(fields) > 1 && fields[1] == state {
			return fields[0]
		}
	}

	t.Fatalf("the demo has no round that is %s", state)
	return ""
}

// someForms are n forms of a round, taken evenly from all of them, each laid out by LibreOffice: its pages as text.
func someForms(t *testing.T, h *House, round, form string, n int) (sheets [][]string) {
	t.Helper()
	dir := t.TempDir()
	all := filepath.Join(dir, "all.zip")
	h.Run("forms", round, "--form", form, "--out", all)
	z, err := zip.OpenReader(all)
	if err != nil {
		t.Fatal(err)
	}
	defer z.Close()

	var files []string
	for i := range n {
		f, err := z.File[i*len(z.File)/n].Open()
		if err != nil {
			t.Fatal(err)
		}

		text, err := io.ReadAll(f)
		if err != nil {
			t.Fatal(err)
		}

		file := filepath.Join(dir, "form-"+form+"-"+string(rune('a'+i/26))+string(rune('a'+i%26))+".docx")
		if err := os.WriteFile(file, text, 0o600); err != nil {
			t.Fatal(err)
		}

		files = append(files, file)
	}

	for _, pdf := range PDFs(t, files) {
		sheets = append(sheets, strings.Split(strings.TrimSuffix(PDFText(t, pdf), "\f"), "\f"))
	}

	return sheets
}

// The forms are judged by the paper that comes out: an ordinary member's is one side, a unit's is one sheet, and no page
// is nearly empty. LibreOffice is the referee of what the program measured.
func TestOrdinaryFormsTakeOneSideOrOneSheet(t *testing.T) {
	t.Parallel()
	h := NewHouse(t)
	built, err := smallDemo()
	if err == nil {
		err = copyHouse(h.Dir, built)
	}

	if err != nil {
		t.Fatal(err)
	}

	for _, state := range []string{"已结束", "进行中"} { // written, and most of them blank
		round := demoRound(t, h, state)
		for _, c := range []struct {
			form              string
			sheets, at, least int
		}{{"3", 60, 1, 57}, {"2", 36, 2, 34}} {
			sheets := someForms(t, h, round, c.form, c.sheets)
			fits := 0
			for _, pages := range sheets {
				if len(pages) <= c.at {
					fits++
				}

				for _, fault := range faultsOf(pages) {
					t.Errorf("annex %s: %s", c.form, fault)
				}
			}

			if t.Logf("%s: %d of %d annexes %s take %d pages", state, fits, len(sheets), c.form, c.at); fits < c.least {
				t.Errorf("%d of %d annexes %s take %d pages, want %d", fits, len(sheets), c.form, c.at, c.least)
			}
		}
	}
}

// torn finds what no form may say: doubled marks, a label without its text, a date that was broken in its cell.
var torn = regexp.MustCompile(`。；|。。|；；|措施：\s*(；|$)|\d{4}\.\d\d\.\d?\s*\n\s*\d\s`)

// faultsOf is what is wrong with the pages of a form.
func faultsOf(pages []string) (faults []string) {
	for i, page := range pages {
		if n := strings.Count(strings.TrimSpace(page), "\n"); n < 12 {
			faults = append(faults, "a page is nearly empty:\n"+page)
		}

		if i > 0 && !strings.Contains(page, "（续）") {
			faults = append(faults, "a further page does not say what it belongs to:\n"+page)
		}

		if bad := torn.FindString(page); bad != "" {
			faults = append(faults, "it says "+bad+":\n"+page)
		}
	}

	return faults
}

// A branch is printed in one go: as many sides as there are members who fit on one, and for duplex each on a front.
func TestABranchPrintsAsManySidesAsItHasMembers(t *testing.T) {
	t.Parallel()
	h := NewHouse(t)
	built, err := smallDemo()
	if err == nil {
		err = copyHouse(h.Dir, built)
	}

	if err != nil {
		t.Fatal(err)
	}

	round, dir := demoRound(t, h, "已结束"), t.TempDir()
	file := filepath.Join(dir, "branch.docx")
	out := h.Run("forms", round, "--form", "3", "--unit", "机械工程学院机械设计系教工党支部", "--out", file)
	n := strings.Count(string(documentOf(t, file)), "<w:tbl>")
	pages := strings.Split(strings.TrimSuffix(PDFText(t, PDF(t, file)), "\f"), "\f")
	if len(pages) != n || n < 5 {
		t.Errorf("%d members print %d sides (%s)", n, len(pages), out)
	}

	for _, page := range pages {
		if !strings.Contains(page, "附件") || strings.Contains(page, "（续）") || !strings.Contains(page, "—1—") && !strings.Contains(page, "— 1 —") {
			t.Errorf("a side is not a form of its own:\n%s", page)
		}
	}
}

// documentOf is the text of a Word file as it lies in it.
func documentOf(t *testing.T, file string) []byte {
	t.Helper()
	z, err := zip.OpenReader(file)
	if err != nil {
		t.Fatal(err)
	}
	defer z.Close()

	i := slices.IndexFunc(z.File, func(f *zip.File) bool { return f.Name == "word/document.xml" })
	f, err := z.File[i].Open()
	if err != nil {
		t.Fatal(err)
	}

	var text bytes.Buffer
	if _, err := io.Copy(&text, f); err != nil {
		t.Fatal(err)
	}

	return text.Bytes()
}
