package app_test

import (
	"archive/zip"
	"bytes"
	"io"
	"slices"
	"strings"
	"testing"

	"lingping/internal/domain/filing"
	"lingping/internal/office"
	"lingping/internal/paper"
)

func says(t *testing.T, c paper.PackCheck, words string) {
	t.Helper()
	if !slices.ContainsFunc(c.Wrong, func(err error) bool { return strings.Contains(err.Error(), words) }) {
		t.Errorf("the check says %v, want %q among it", c.Wrong, words)
	}
}

func unpacked(t *testing.T, pack []byte) map[string][]byte {
	t.Helper()
	r, err := zip.NewReader(bytes.NewReader(pack), int64(len(pack)))
	ok(t, err)
	files := map[string][]byte{}
	for _, f := range r.File {
		in, err := f.Open()
		ok(t, err)
		files[f.Name], err = io.ReadAll(in)
		ok(t, err)
	}

	return files
}

// repack makes a pack with true sums of the changed files.
func repack(t *testing.T, pack []byte, change func(map[string][]byte)) []byte {
	t.Helper()
	files := unpacked(t, pack)
	delete(files, office.SumsFile)
	change(files)
	var out bytes.Buffer
	p := office.NewPack(&out)
	for name, body := range files {
		folder, file, in := strings.Cut(name, "/")
		if !in {
			folder, file = "", name
		}
		_, err := p.Add(folder, file, body)
		ok(t, err)
	}

	ok(t, p.Close())
	return out.Bytes()
}

// reworded is a Word file with one word in place of another.
func reworded(t *testing.T, docx []byte, from, to string) []byte {
	t.Helper()
	files := unpacked(t, docx)
	const body = "word/document.xml"
	changed := bytes.ReplaceAll(files[body], []byte(from), []byte(to))
	if bytes.Equal(changed, files[body]) {
		t.Fatalf("%q does not stand on the form", from)
	}

	files[body] = changed
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	for name, text := range files {
		w, err := z.Create(name)
		ok(t, err)
		_, err = w.Write(text)
		ok(t, err)
	}

	ok(t, z.Close())
	return out.Bytes()
}

func changeData(t *testing.T, files map[string][]byte, change func(*filing.Data)) {
	t.Helper()
	d, err := filing.ParseData(files["data.json"])
	ok(t, err)
	change(&d)
	var out bytes.Buffer
	ok(t, d.Write(&out))
	files["data.json"] = out.Bytes()
}
