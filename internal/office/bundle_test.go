package office_test

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"

	"lingping/internal/office"
	"pgregory.net/rapid"
)

// say writes text as a document.
func say(text string) func(io.Writer) error {
	return func(w io.Writer) error { _, err := io.WriteString(w, text); return err }
}

func names(t tester, data []byte) []string {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatalf("%v", err)
	}

	var out []string
	for _, f := range z.File {
		if f.NonUTF8 || f.Flags&0x800 == 0 {
			t.Errorf("%s does not say that its name is UTF-8", f.Name)
		}
		out = append(out, f.Name)
	}

	return out
}

func TestABundleKeepsTheOrderAndNamesThatPeopleLike(t *testing.T) {
	data := must(t, func(w io.Writer) error {
		b := office.NewBundle(w)
		for _, d := range []struct{ folder, name string }{
			{"机械学院党总支", "附件2 机械学院党总支—上级领导点评登记表（赵伟）.docx"},
			{"机械学院党总支", "附件3 张伟.docx"},
			{"机械学院党总支", "附件3 张伟.docx"},
			{"文法/外语:学院党总支. ", "附件3 a<b>?*|\"\\.docx"},
			{"..", "."},
			{"", "\x00\u202e"},
		} {
			if err := b.Add([]string{d.folder}, d.name, say(d.name)); err != nil {
				return err
			}
		}

		return b.Close()
	})

	want := []string{
		"机械学院党总支/001-附件2 机械学院党总支—上级领导点评登记表（赵伟）.docx",
		"机械学院党总支/002-附件3 张伟.docx",
		"机械学院党总支/003-附件3 张伟(2).docx",
		"文法／外语：学院党总支/001-附件3 a＜b＞？＊｜＂＼.docx",
		"未命名/001-未命名",
		"未命名/002-未命名(2)",
	}

	if got := names(t, data); strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}

	if text := parts(t, data)[want[2]]; text != "附件3 张伟.docx" {
		t.Errorf("the third document holds %q", text)
	}
}

func TestAnyNamesGiveAnArchiveThatEverySystemUnpacks(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		given := rapid.SliceOfN(rapid.OneOf(rapid.String(), rapid.SampledFrom([]string{
			"../../etc/passwd", "C:\\x", "a/b", "", strings.Repeat("长", 300) + ".docx", "CON",
		})), 1, 12).Draw(rt, "names")
		data := must(rt, func(w io.Writer) error {
			b := office.NewBundle(w)
			for _, name := range given {
				if err := b.Add([]string{given[0], name}, name, say(name)); err != nil {
					return err
				}
			}

			return b.Close()
		})

		seen := map[string]bool{}
		for _, name := range names(rt, data) {
			if key := strings.ToLower(name); seen[key] {
				rt.Errorf("%s stands twice", name)
			} else {
				seen[key] = true
			}

			pieces := strings.Split(name, "/")
			if len(pieces) != 3 {
				rt.Errorf("%q is not a document in two folders", name)
			}

			for _, piece := range pieces {
				if piece == "" || strings.Trim(piece, ". ") == "" || len(piece) > 255 || strings.ContainsAny(piece, `\:*?"<>|`) {
					rt.Errorf("%q is not a name everywhere", piece)
				}
			}
		}
	})
}

func TestADocumentThatFailsIsTold(t *testing.T) {
	broken := errors.New("no more rows")
	err := office.NewBundle(io.Discard).Add(nil, "附件3.docx", func(io.Writer) error { return broken })
	if !errors.Is(err, broken) || !strings.Contains(fmt.Sprint(err), "附件3.docx") {
		t.Errorf("the failure came out as %v", err)
	}
}

// The floor: the same bytes of sheets, stored in a zip without being made.
func BenchmarkThousandMemberSheetsZipped(b *testing.B) {
	press, sheet := office.NewPress(office.Fonts{}), memberSheet()
	zipped := func(b *testing.B, write func(io.Writer) error) {
		for b.Loop() {
			bundle := office.NewBundle(io.Discard)
			for range 1000 {
				if err := bundle.Add([]string{"机械学院党总支"}, "附件3 张伟.docx", write); err != nil {
					b.Fatal(err)
				}
			}

			if err := bundle.Close(); err != nil {
				b.Fatal(err)
			}
		}
	}

	b.Run("made", func(b *testing.B) { zipped(b, func(w io.Writer) error { return press.WriteSheet(w, sheet) }) })
	made := string(memberDocx(b, sheet))
	b.Run("floor", func(b *testing.B) { zipped(b, say(made)) })
}
