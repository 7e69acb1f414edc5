package blob_test

import (
	"bytes"
	"strings"
	"testing"
	"unicode/utf8"

	"lingping/internal/blob"
	"lingping/internal/errs"
)

func TestAScanIsToldByItsContent(t *testing.T) {
	tests := map[string]struct{ body, media string }{
		"a PDF":                       {"%PDF-1.7\n", "application/pdf"},
		"a photograph":                {"\xff\xd8\xff\xe0JFIF", "image/jpeg"},
		"a picture":                   {"\x89PNG\r\n\x1a\n", "image/png"},
		"a web page called pdf":       {"<!DOCTYPE html>", ""},
		"a drawing that holds script": {"<svg onload=alert(1)>", ""},
		"a PDF behind something":      {"\n%PDF-1.7", ""},
		"nothing":                     {"", ""},
	}

	for name, test := range tests {
		file, err := blob.Scan("签字表", []byte(test.body))
		if test.media == "" && !errs.Is(err, errs.Invalid) || test.media != "" && (err != nil || file.Media != test.media) {
			t.Errorf("%s is taken as %q (%v), want %q", name, file.Media, err, test.media)
		}
	}

	large := append([]byte("%PDF-"), bytes.Repeat([]byte{0}, blob.MaxSize)...)
	if _, err := blob.Scan("a.pdf", large); !errs.Is(err, errs.Invalid) {
		t.Errorf("a scan of more than %d bytes: %v", blob.MaxSize, err)
	}
}

func TestAFilesNameCarriesNothingBesides(t *testing.T) {
	for name, want := range map[string]string{
		`C:\扫描\签字表.pdf`: "签字表.pdf", "../../etc/passwd": "passwd.pdf", "a\r\nSet-Cookie: x.pdf": "aSet-Cookie: x.pdf", `a".pdf`: "a.pdf",
	} {
		file, err := blob.Scan(name, []byte("%PDF-"))
		if err != nil || file.Name != want {
			t.Errorf("%q is kept as %q (%v), want %q", name, file.Name, err, want)
		}
	}

	file, err := blob.Scan(strings.Repeat("签", 300)+".pdf\xff", []byte("%PDF-"))
	if err != nil || utf8.RuneCountInString(file.Name) > 100 || !strings.HasSuffix(file.Name, ".pdf") || !utf8.ValidString(file.Name) {
		t.Errorf("a name of 300 characters is kept as %q (%v)", file.Name, err)
	}
}
