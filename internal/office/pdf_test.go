package office_test

import (
	"bytes"
	"fmt"
	"io"
	"iter"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode"

	"lingping/internal/errs"
	"lingping/internal/office"
)

// pdfOf is the file of a paper as a PDF.
func pdfOf(t testing.TB, write func(io.Writer) error) string {
	t.Helper()
	var out bytes.Buffer
	if err := write(&out); err != nil {
		t.Fatal(err)
	}

	name := filepath.Join(t.TempDir(), "paper.pdf")
	if err := os.WriteFile(name, out.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}

	return name
}

// asked is what another program says of a file.
func asked(t testing.TB, name string, args ...string) string {
	t.Helper()
	out, err := exec.Command(name, args...).CombinedOutput()
	if err != nil {
		t.Fatalf("%s %v: %v\n%s", name, args, err, out)
	}
	return string(out)
}

// sheetPDF is one sheet as a PDF that another reader finds sound.
func sheetPDF(t testing.TB, s office.Sheet) string {
	t.Helper()
	name := pdfOf(t, func(w io.Writer) error { return office.NewPress(office.Fonts{}).PrintSheet(w, "登记表", s) })
	if said := asked(t, "qpdf", "--check", name); !strings.Contains(said, "No syntax or stream encoding errors") {
		t.Error(said)
	}
	return name
}

// samples are the sheets of every kind: ordinary, long, blank, with rare names, of nothing.
func samples() map[string]office.Sheet {
	rare := memberSheet()
	rare.Name, rare.Reviewer, rare.Branch = "张𬱖", "㛃䶮", "𠅤𬍛支部"
	thousand := memberSheet()
	for i := range thousand.Said.Aspects {
		thousand.Said.Aspects[i].Text = strings.Repeat("带头完成任务，群众反映好。", 77)
	}

	return map[string]office.Sheet{
		"member": memberSheet(), "member-committee": committeeSheet(), "member-blank": blankMemberSheet(),
		"member-long": longMemberSheet(), "member-rare": rare, "member-thousand": thousand, "member-nothing": office.MemberSheet{},
		"unit": unitSheet(), "unit-blank": blankUnitSheet(), "unit-long": longUnitSheet(), "unit-nothing": office.UnitSheet{},
	}
}

// characters are those of a text that are not blank, sorted.
func characters(s string) []rune {
	all := slices.DeleteFunc([]rune(s), unicode.IsSpace)
	slices.Sort(all)
	return all
}

func TestAPDFSaysWhatTheWordFileSaysOnAsManyPages(t *testing.T) {
	for name, s := range samples() {
		t.Run(name, func(t *testing.T) {
			file := sheetPDF(t, s)
			pages := strings.TrimSpace(asked(t, "qpdf", "--show-npages", file))
			if want := fmt.Sprint(office.Pages(s)); pages != want {
				t.Errorf("%s pages, the layout has %s", pages, want)
			}

			docx := must(t, func(w io.Writer) error { return office.NewPress(office.Fonts{}).WriteSheet(w, s) })
			said := characters(asked(t, "pdftotext", file, "-"))
			want := characters(strings.NewReplacer("│", "", "¶", "", "⏎", "").Replace(reading(t, docx)))
			if pages == "1" && string(said) != string(characters(string(want)+"—1—")) {
				t.Errorf("the PDF says\n%s\nthe Word file\n%s", string(said), string(want))
			}
		})
	}
}

func TestNothingStandsOutsideThePage(t *testing.T) {
	for name, s := range samples() {
		for line := range strings.Lines(asked(t, "pdftotext", "-bbox", sheetPDF(t, s), "-")) {
			var x1, y1, x2, y2 float64
			if n, _ := fmt.Sscanf(strings.TrimSpace(line), `<word xMin="%f" yMin="%f" xMax="%f" yMax="%f">`, &x1, &y1, &x2, &y2); n != 4 {
				continue
			}
			if x1 < 62 || x2 > 533.5 || y1 < 25 || y2 > 820 {
				t.Errorf("%s: outside the text: %s", name, line)
			}
		}
	}
}

func TestASheetOfABatchBeginsAFrontWhenBothSidesArePrinted(t *testing.T) {
	press := office.NewPress(office.Fonts{})
	for sides, want := range map[office.Sides]string{office.OneSided: "30", office.TwoSided: "59"} {
		file := pdfOf(t, func(w io.Writer) error { return press.PrintSheets(w, "一批", sides, blankSheets(30)) })
		if pages := strings.TrimSpace(asked(t, "qpdf", "--show-npages", file)); pages != want {
			t.Errorf("30 sheets are on %s pages, want %s", pages, want)
		}
	}
}

func TestABatchOfNothingIsNoPDF(t *testing.T) {
	var none iter.Seq2[office.Sheet, error] = func(func(office.Sheet, error) bool) {}
	if err := office.NewPress(office.Fonts{}).PrintSheets(io.Discard, "", office.OneSided, none); !errs.Is(err, errs.NotFound) {
		t.Errorf("a PDF without sheets ended with %v", err)
	}
}

func TestALetterIsTheSameInBothFormats(t *testing.T) {
	letter := office.Letter{Title: "关于领导点评整改情况的报告", Salutation: "王婴同志：", Signature: "中共临海学院机械学院总支部委员会", Day: "2011-03-01",
		Body: "一、整改情况\n" + strings.Repeat("对照点评意见逐条整改，已完成两项。", 30) + "\n二、下一步打算\n继续努力。"}
	press := office.NewPress(office.Fonts{})
	file := pdfOf(t, func(w io.Writer) error { return press.PrintLetter(w, letter) })
	if said := asked(t, "qpdf", "--check", file); !strings.Contains(said, "No syntax or stream encoding errors") {
		t.Error(said)
	}

	said := strings.NewReplacer("—1—", "", "—2—", "").Replace(strings.Join(strings.Fields(asked(t, "pdftotext", file, "-")), ""))
	docx := must(t, func(w io.Writer) error { return press.WriteLetter(w, letter) })
	if want := strings.Join(strings.Fields(reading(t, docx)), ""); said != want {
		t.Errorf("the PDF says\n%s\nthe Word file\n%s", said, want)
	}

	if pages := strings.TrimSpace(asked(t, "qpdf", "--show-npages", file)); pages != "2" {
		t.Errorf("the letter is on %s pages", pages)
	}
}
