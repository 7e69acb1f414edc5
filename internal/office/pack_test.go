package office_test

import (
	"archive/zip"
	"bytes"
	"io/fs"
	"strings"
	"testing"

	"lingping/internal/errs"
	"lingping/internal/office"
)

func packed(t testing.TB, files ...string) []byte {
	t.Helper()
	var out bytes.Buffer
	p := office.NewPack(&out)
	for i := 0; i < len(files); i += 2 {
		folder, name, in := strings.Cut(files[i], "/")
		if !in {
			folder, name = "", files[i]
		}

		if _, err := p.Add(folder, name, []byte(files[i+1])); err != nil {
			t.Fatal(err)
		}
	}

	if err := p.Close(); err != nil {
		t.Fatal(err)
	}

	return out.Bytes()
}

func opened(pack []byte) (map[string][]byte, error) {
	return office.OpenPack(bytes.NewReader(pack), int64(len(pack)))
}

func TestAPackIsReadAsItWasWrittenAndEqualFilesGiveEqualBytes(t *testing.T) {
	write := func() []byte { return packed(t, "登记表/001 甲.docx", "一", "data.json", "{}") }
	files, err := opened(write())
	if err != nil || len(files) != 3 || string(files["登记表/001 甲.docx"]) != "一" {
		t.Fatalf("read %v: %v", files, err)
	}

	if !bytes.Equal(write(), write()) {
		t.Error("the same files give other bytes")
	}

	var out bytes.Buffer
	p := office.NewPack(&out)
	if _, err := p.Add("", "A.txt", nil); err != nil {
		t.Fatal(err)
	}

	if _, err := p.Add("", "a.txt", nil); err == nil {
		t.Error("two files of one name were packed")
	}
}

// entryOf is an entry of a zip made by hand.
type entryOf struct {
	name, body string
	mode       fs.FileMode
}

func forged(t testing.TB, entries ...entryOf) []byte {
	t.Helper()
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	for _, e := range entries {
		h := &zip.FileHeader{Name: e.name, Method: zip.Deflate}
		h.SetMode(e.mode | 0o644)
		in, err := w.CreateHeader(h)
		if err == nil {
			_, err = in.Write([]byte(e.body))
		}

		if err != nil {
			t.Fatal(err)
		}
	}

	if err := w.Close(); err != nil {
		t.Fatal(err)
	}

	return out.Bytes()
}

func TestHostilePacksAreRefusedInPlainWords(t *testing.T) {
	sums := entryOf{name: office.SumsFile, body: ""}
	sumOfA := "559aead08264d5795d3909718cdd05abd49572e84fe55590eef31a88a08fdffd" // of "A"
	for name, c := range map[string]struct {
		pack []byte
		says string
	}{
		"no zip":                {[]byte("PK and no more"), "不是一个完整的 zip"},
		"nothing":               {nil, "不是一个完整的 zip"},
		"a way up":              {forged(t, sums, entryOf{name: "../恶意"}), "不该有的东西"},
		"a hidden way up":       {forged(t, sums, entryOf{name: "a/../../b"}), "不该有的东西"},
		"an absolute path":      {forged(t, sums, entryOf{name: "/etc/passwd"}), "不该有的东西"},
		"a path of Windows":     {forged(t, sums, entryOf{name: `C:\x`}), "不该有的东西"},
		"a link":                {forged(t, sums, entryOf{name: "link", body: "/etc/passwd", mode: fs.ModeSymlink}), "不该有的东西"},
		"a folder":              {forged(t, sums, entryOf{name: "dir/"}), "不该有的东西"},
		"one name twice":        {forged(t, sums, entryOf{name: "a", body: "1"}, entryOf{name: "a", body: "2"}), "两个同名"},
		"names told by case":    {forged(t, sums, entryOf{name: "a", body: "1"}, entryOf{name: "A", body: "2"}), "两个同名"},
		"no sums":               {forged(t, entryOf{name: "a", body: "A"}), "没有 SHA256SUMS"},
		"a file too many":       {forged(t, sums, entryOf{name: "a", body: "A"}), "多出文件“a”"},
		"a file too few":        {forged(t, entryOf{name: office.SumsFile, body: sumOfA + "  a\n"}), "缺少文件“a”"},
		"a changed file":        {forged(t, entryOf{name: office.SumsFile, body: sumOfA + "  a\n"}, entryOf{name: "a", body: "B"}), "被改动过"},
		"a line twice":          {forged(t, entryOf{name: office.SumsFile, body: sumOfA + "  a\n" + sumOfA + "  a\n"}, entryOf{name: "a", body: "A"}), "有一行不对"},
		"a line that says none": {forged(t, entryOf{name: office.SumsFile, body: "abc\n"}), "有一行不对"},
		"a bomb":                {forged(t, sums, entryOf{name: "bomb", body: strings.Repeat("0", 65<<20)}), "大得不正常"},
	} {

		t.Run(name, func(t *testing.T) {
			_, err := opened(c.pack)
			if !errs.Is(err, errs.Invalid) || !strings.Contains(err.Error(), c.says) {
				t.Errorf("answered %v, want %q", err, c.says)
			}
		})
	}
}

func TestATornPackIsRefused(t *testing.T) {
	pack := packed(t, "a.docx", strings.Repeat("内容", 200), "data.json", strings.Repeat("{}", 200))
	for _, at := range []int{40, 300, 900} {
		torn := bytes.Clone(pack)
		torn[at] ^= 0xff
		if files, err := opened(torn); err == nil {
			t.Errorf("a pack with byte %d changed is read: %d files", at, len(files))
		}
	}
}

func FuzzOpenPack(f *testing.F) {
	f.Add(packed(f, "登记表/001 甲.docx", "一", "data.json", "{}"))
	f.Add(forged(f, entryOf{name: "../x", body: "x"}))
	f.Add([]byte("PK\x05\x06"))
	f.Fuzz(func(t *testing.T, pack []byte) {
		files, err := opened(pack)
		if err == nil && files[office.SumsFile] == nil {
			t.Error("a pack without sums was taken")
		}

		if err != nil && !errs.Is(err, errs.Invalid) {
			t.Errorf("a pack from outside makes a fault of ours: %v", err)
		}
	})
}
