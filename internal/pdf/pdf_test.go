package pdf_test

import (
	"bytes"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"lingping/internal/pdf"
	"pgregory.net/rapid"
)

// printed is a document as draw draws it, in a file.
func printed(t interface {
	Fatal(...any)
	TempDir() string
}, title string, draw func(d *pdf.Document)) string {
	var out bytes.Buffer
	d := pdf.New(&out, pdf.Song(), title)
	draw(d)
	if err := d.Close(); err != nil {
		t.Fatal(err)
	}

	name := filepath.Join(t.TempDir(), "paper.pdf")
	if err := os.WriteFile(name, out.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}

	return name
}

// run gives what a program says of a file; it has to be content with it.
func run(t interface{ Fatal(...any) }, name string, args ...string) string {
	out, err := exec.Command(name, args...).CombinedOutput()
	if err != nil {
		t.Fatal(name, args, err, string(out))
	}
	return string(out)
}

// page draws lines of text on a page of its own.
func page(d *pdf.Document, lines ...string) {
	d.Page(11906, 16838)
	for i, line := range lines {
		d.Write(pdf.Text{X: 1000, Y: 1000 + 500*i, Size: 240, Text: line})
	}
}

func TestAnotherReaderFindsTheFileSoundAndTheTextAsItWasWritten(t *testing.T) {
	lines := []string{"领导点评 2026-12-01 (1) \\ 完", "𬱖𬍛㛃䶮𠅤", "□集中 ☑个别", "没有这个字：𠀀"}
	name := printed(t, "附件3 登记表（张𬱖）", func(d *pdf.Document) {
		page(d, lines...)
		d.Bookmark("机械党总支", "张𬱖")
		page(d, "第二页")
		d.Bookmark("机械党总支", "李䶮")
		d.Line(100, 100, 5000, 100, 10)
		d.Fill(100, 200, 300, 300)
	})

	if said := run(t, "qpdf", "--check", name); !strings.Contains(said, "No syntax or stream encoding errors") {
		t.Error(said)
	}

	text := run(t, "pdftotext", "-layout", name, "-")
	for _, line := range lines {
		if !strings.Contains(text, line) {
			t.Errorf("%q is not found in %q", line, text)
		}
	}

	info := strings.Join(strings.Fields(run(t, "pdfinfo", name)), " ")
	for _, said := range []string{"附件3 登记表（张𬱖）", "Pages: 2", "PDF version: 1.7"} {
		if !strings.Contains(info, said) {
			t.Errorf("%q is not among\n%s", said, info)
		}
	}

	if fonts := strings.Fields(run(t, "pdffonts", name)); strings.Join(fonts[len(fonts)-5:len(fonts)-2], " ") != "yes yes yes" {
		t.Errorf("the font is not embedded, a subset, and with its characters: %v", fonts)
	}
}

func TestBookmarksStandByUnitAndPerson(t *testing.T) {
	name := printed(t, "一批", func(d *pdf.Document) {
		for _, who := range [][]string{{"甲支部", "张三"}, {"甲支部", "李四"}, {"乙支部", "王五"}} {
			page(d, who...)
			d.Bookmark(who...)
		}
	})

	outline := run(t, "qpdf", "--json", "--json-key=outlines", name)
	for _, title := range []string{"甲支部", "张三", "李四", "乙支部", "王五"} {
		if strings.Count(outline, `"`+title+`"`) != 1 {
			t.Errorf("%s does not stand once among\n%s", title, outline)
		}
	}
}

func TestTheSameDrawingGivesTheSameBytesAndNoPageIsNoDocument(t *testing.T) {
	draw := func(out *bytes.Buffer) {
		d := pdf.New(out, pdf.Song(), "同")
		page(d, "同")
		if err := d.Close(); err != nil {
			t.Fatal(err)
		}
	}

	var one, other bytes.Buffer
	draw(&one)
	draw(&other)
	if !bytes.Equal(one.Bytes(), other.Bytes()) {
		t.Error("two prints differ")
	}

	if err := pdf.New(&one, pdf.Song(), "空").Close(); err == nil {
		t.Error("a document without pages was written")
	}
}

// broken takes some bytes and then no more.
type broken struct{ left int }

var errFull = errors.New("the disk is full")

func (b *broken) Write(p []byte) (int, error) {
	if b.left -= len(p); b.left < 0 {
		return 0, errFull
	}
	return len(p), nil
}

func TestAFullDiskIsTold(t *testing.T) {
	d := pdf.New(&broken{1000}, pdf.Song(), "满")
	for range 300 {
		page(d, "满")
	}

	if err := d.Close(); !errors.Is(err, errFull) {
		t.Errorf("the full disk came out as %v", err)
	}
}

func TestEveryCharacterIsSeen(t *testing.T) {
	font := pdf.Song()
	rapid.Check(t, func(t *rapid.T) {
		r := rapid.Rune().Draw(t, "character")
		if wide := font.Advance(r); wide < 0 || wide > 3000 {
			t.Errorf("%q is %d wide", r, wide)
		}
	})

	for r := rune(0x4e00); r <= 0x9fa5; r++ { // those of GBK
		if !font.Has(r) {
			t.Errorf("the font lacks %c", r)
		}
	}
}

func TestWhatIsNoFontIsRefused(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		if _, err := pdf.ParseFont(rapid.SliceOf(rapid.Byte()).Draw(t, "bytes")); err == nil {
			t.Error("random bytes were taken for a font")
		}
	})
}

// Where a second page begins a bundle of its own the tree of pages has another node.
func TestManyPagesAreAllFound(t *testing.T) {
	for _, n := range []int{1, 199, 200, 201} {
		name := printed(t, "多", func(d *pdf.Document) {
			for range n {
				page(d, "页")
			}
		})

		if pages := strings.TrimSpace(run(t, "qpdf", "--show-npages", name)); pages != strconv.Itoa(n) {
			t.Errorf("%d pages are %s", n, pages)
		}
	}
}
