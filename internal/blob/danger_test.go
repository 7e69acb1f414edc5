package blob_test

import (
	"archive/zip"
	"bytes"
	"encoding/binary"
	"hash/crc32"
	"image"
	"image/jpeg"
	"image/png"
	"strings"
	"testing"

	"lingping/internal/blob"
	"lingping/internal/errs"
)

// The content decides how a file is called; what would be taken for something else by its name is refused.
func TestTheContentDecidesTheName(t *testing.T) {
	for name, want := range map[string]string{
		"签字表.pdf": "签字表.pdf", "签字表.PDF": "签字表.PDF", "签字表": "签字表.pdf", "签字2010.12.27": "签字2010.12.27.pdf", "照片.jpg": "照片.pdf", "表.docx": "表.pdf",
		"x.exe": "", "x.pdf.exe": "", "x.html": "", "x.svg": "", "x.pdf.lnk": "", "x.docm": "", "x.js": "",
	} {
		file, err := blob.Attachment(name, []byte("%PDF-1.4\n"))
		if want == "" && !errs.Is(err, errs.Invalid) || want != "" && (err != nil || file.Name != want || file.Media != "application/pdf") {
			t.Errorf("a PDF called %s is kept as %q %s (%v), want %q", name, file.Name, file.Media, err, want)
		}
	}
}

func TestWhatTurnsTheDirectionOfANameIsShown(t *testing.T) {
	for name, want := range map[string]string{
		"报告\u202efdp.pdf": "报告[U+202E]fdp.pdf", "a\u2066b\u2069.pdf": "a[U+2066]b[U+2069].pdf", "a\u200bb.pdf": "a[U+200B]b.pdf", "\u202egpj.exe": "",
	} {
		file, err := blob.Scan(name, []byte("%PDF-"))
		if want == "" && !errs.Is(err, errs.Invalid) || want != "" && (err != nil || file.Name != want) {
			t.Errorf("%q is kept as %q (%v), want %q", name, file.Name, err, want)
		}
	}
}

// document is a zip of the parts.
func document(t *testing.T, parts map[string]string) []byte {
	t.Helper()
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	for name, content := range parts {
		w, err := z.Create(name)
		if err == nil {
			_, err = w.Write([]byte(content))
		}
		if err != nil {
			t.Fatal(err)
		}
	}

	if err := z.Close(); err != nil {
		t.Fatal(err)
	}

	return out.Bytes()
}

func relation(kind, mode string) string {
	return `<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">` +
		`<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/` + kind + `" Target="http://x.example/t" TargetMode="` + mode + `"/></Relationships>`
}

// Documents of Word and Excel are told by their parts; what does something when it is opened, or reads from elsewhere, is refused.
func TestDocumentsThatCouldDoSomethingAreRefused(t *testing.T) {
	types := `<Types><Override ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>`
	for _, c := range []struct {
		name  string
		parts map[string]string
		want  string // how it is kept; else what is said
	}{
		{"a.docx", map[string]string{"word/document.xml": "", "[Content_Types].xml": types}, "a.docx"},
		{"a.xlsx", map[string]string{"xl/workbook.xml": ""}, "a.xlsx"},
		{"a.docx", map[string]string{"xl/workbook.xml": ""}, "a.xlsx"},
		{"a.docx", map[string]string{"word/document.xml": "", "word/_rels/document.xml.rels": relation("hyperlink", "External")}, "a.docx"},
		{"a.docx", map[string]string{"word/document.xml": "", "word/_rels/document.xml.rels": relation("image", "Internal")}, "a.docx"},
		{"a.docx", map[string]string{"word/document.xml": "", "word/embeddings/sheet.xlsx": ""}, "a.docx"},
		{"a.docx", map[string]string{"readme.txt": ""}, "不是 PDF"},
		{"a.zip", map[string]string{"x.exe": ""}, "不是 PDF"},
		{"a.exe", map[string]string{"word/document.xml": ""}, "名字的结尾"},
		{"a.docm", map[string]string{"word/document.xml": ""}, "名字的结尾"},
		{"a.docx", map[string]string{"word/document.xml": "", "word/vbaProject.bin": ""}, "带有宏"},
		{"a.docx", map[string]string{"word/document.xml": "", "WORD/VBAPROJECT.BIN": ""}, "带有宏"},
		{"a.xlsx", map[string]string{"xl/workbook.xml": "", "xl/macrosheets/sheet1.xml": ""}, "带有宏"},
		{"a.docx", map[string]string{"word/document.xml": "", "word/activeX/activeX1.xml": ""}, "带有宏"},
		{"a.docx", map[string]string{"word/document.xml": "", "[Content_Types].xml": strings.ReplaceAll(types, "document.main", "document.macroEnabled.main")}, "带有宏"},
		{"a.docx", map[string]string{"word/document.xml": "", "word/embeddings/oleObject1.bin": ""}, "嵌着"},
		{"a.xlsx", map[string]string{"xl/workbook.xml": "", "xl/externalLinks/externalLink1.xml": ""}, "引用了别的"},
		{"a.docx", map[string]string{"word/document.xml": "", "word/_rels/settings.xml.rels": relation("attachedTemplate", "External")}, "引用了别的"},
		{"a.docx", map[string]string{"word/document.xml": "", "word/_rels/document.xml.rels": relation("image", "external")}, "引用了别的"},
		{"a.docx", map[string]string{"word/document.xml": "", "word/_rels/document.xml.rels": "<half"}, "已损坏"},
		{"a.docx", map[string]string{"word/document.xml": "", "word/_rels/document.xml.rels": strings.Repeat(" ", 5<<20)}, "已损坏"},
		{"a.docx", map[string]string{"word/document.xml": fieldOf(" PAGE ")}, "a.docx"},
		{"a.docx", map[string]string{"word/document.xml": fieldOf(" TOC ", ` \o "1-3" DDE`)}, "a.docx"},
		{"a.docx", map[string]string{"word/document.xml": fieldOf(" DDEAUTO ", `c:\\windows\\cmd.exe "/k"`)}, "引用了别的"},
		{"a.docx", map[string]string{"word/document.xml": "", "word/header1.xml": fieldOf(" inclu", "detext ", "http://x.example/t")}, "引用了别的"},
		{"a.docx", map[string]string{"word/document.xml": fieldOf(" IF ", fieldOf("D", "DE x")+" = 1")}, "引用了别的"},
		{"a.docx", map[string]string{"word/document.xml": "", "word/footnotes.xml": `<w:p xmlns:w="w"><w:fldSimple w:instr="LINK Excel.Sheet.8 x"/></w:p>`}, "引用了别的"},
		{"a.docx", map[string]string{"word/document.xml": `<w:instrText xmlns:w="w"> includepicture x</w:instrText>`}, "引用了别的"},
		{"a.docx", map[string]string{"word/document.xml": `<w:p xmlns:w="w"><w:fldChar w:fldCharType="begin"/><w:instrText w:fldCharType="end">x</w:instrText></w:p>`}, "a.docx"},
		{"a.docx", map[string]string{"word/document.xml": `<w:instrText xmlns:w="w">` + strings.Repeat("x<!---->", 1<<18) + `</w:instrText>`}, "a.docx"},
		{"a.docx", map[string]string{"word/document.xml": "<half"}, "已损坏"},
		{"a.docx", map[string]string{"word/document.xml": "", "word/a.xml": strings.Repeat(" ", 40<<20), "word/b.xml": strings.Repeat(" ", 40<<20)}, "太多"},
	} {
		file, err := blob.Attachment(c.name, document(t, c.parts))
		taken := strings.HasPrefix(c.want, "a.")
		if taken && (err != nil || file.Name != c.want) || !taken && (!errs.Is(err, errs.Invalid) || !strings.Contains(err.Error(), c.want)) {
			t.Errorf("%s of %v is kept as %q (%v), want %q", c.name, c.parts, file.Name, err, c.want)
		}
	}
}

// fieldOf is a field of Word whose code is torn over runs.
func fieldOf(code ...string) string {
	runs := `<w:r xmlns:w="w"><w:fldChar w:fldCharType="begin"/></w:r>`
	for _, c := range code {
		if !strings.HasPrefix(c, "<") {
			c = `<w:r xmlns:w="w"><w:instrText>` + c + `</w:instrText></w:r>`
		}
		runs += c
	}
	return `<w:p xmlns:w="w">` + runs + `<w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>`
}

// exif is what a phone writes: the turn, and where it was.
func exif(turn byte) []byte {
	tiff := []byte("II\x2a\x00\x08\x00\x00\x00\x02\x00" + "\x10\x01\x02\x00\x04\x00\x00\x00GPS\x00" + "\x12\x01\x03\x00\x01\x00\x00\x00" + string([]byte{turn, 0, 0, 0}) + "\x00\x00\x00\x00" + "北纬39度")
	return append([]byte("Exif\x00\x00"), tiff...)
}

func segment(mark byte, content []byte) []byte {
	return append(binary.BigEndian.AppendUint16([]byte{0xff, mark}, uint16(len(content)+2)), content...)
}

// A photograph keeps what is seen and how it is turned, and nothing about who took it, where and with what.
func TestPicturesSayNothingOfWhoTookThem(t *testing.T) {
	seen := image.NewRGBA(image.Rect(0, 0, 40, 30))
	for n := range seen.Pix {
		seen.Pix[n] = byte(n * 7)
	}

	var photo, drawing bytes.Buffer
	if err := jpeg.Encode(&photo, seen, nil); err != nil {
		t.Fatal(err)
	}
	if err := png.Encode(&drawing, seen); err != nil {
		t.Fatal(err)
	}

	chunk := func(name, content string) []byte {
		out := append(binary.BigEndian.AppendUint32(nil, uint32(len(content))), name+content...)
		return binary.BigEndian.AppendUint32(out, crc32.ChecksumIEEE(out[4:]))
	}
	insert := func(body []byte, at int, parts ...[]byte) []byte {
		return append(append(append([]byte{}, body[:at]...), bytes.Join(parts, nil)...), body[at:]...)
	}
	for name, body := range map[string][]byte{
		"a photograph": append(insert(photo.Bytes(), 2, segment(0xe1, exif(6)), segment(0xe1, []byte("http://ns.adobe.com/xap/1.0/\x00北纬39度")),
			segment(0xed, []byte("Photoshop 3.0\x00北纬39度")), segment(0xfe, []byte("北纬39度")), segment(0xe2, []byte("MPF\x00北纬39度"))), "北纬39度"...), // and what follows the picture
		"a drawing": append(insert(drawing.Bytes(), 33, chunk("eXIf", "北纬39度"), chunk("tEXt", "Author\x00北纬39度"), chunk("tIME", "北纬39度")), "北纬39度"...),
	} {
		file, err := blob.Attachment("照片", body)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}

		if !file.Sound() || bytes.Contains(file.Body, []byte("北纬39度")) || bytes.Contains(file.Body, []byte("GPS")) {
			t.Errorf("%s still says where it was taken", name)
		}

		was, _, err := image.Decode(bytes.NewReader(body))
		if err != nil {
			t.Fatal(err)
		}

		is, _, err := image.Decode(bytes.NewReader(file.Body))
		if err != nil {
			t.Errorf("%s can't be seen any more: %v", name, err)
			continue
		}

		for x := range 40 {
			for y := range 30 {
				if was.At(x, y) != is.At(x, y) {
					t.Fatalf("%s looks otherwise at %d, %d", name, x, y)
				}
			}
		}

		again, err := blob.Attachment("照片", file.Body)
		if err != nil || again.Hash != file.Hash {
			t.Errorf("%s: what is bare is not left as it is: %v", name, err)
		}
	}

	for turn := range byte(10) {
		file, err := blob.Scan("照片.jpg", insert(photo.Bytes(), 2, segment(0xe1, exif(turn))))
		if err != nil {
			t.Fatal(err)
		}

		want := turn > 1 && turn <= 8
		if got := bytes.Contains(file.Body, []byte{0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, turn, 0, 0}); got != want {
			t.Errorf("that a photograph is to be turned by %d is kept: %v, want %v", turn, got, want)
		}
	}

	if _, err := blob.Scan("照片.jpg", append([]byte("\xff\xd8\xff\xe1\xff\xff"), exif(1)...)); !errs.Is(err, errs.Invalid) {
		t.Errorf("a photograph that is not whole and says where it was taken: %v", err)
	}
}
