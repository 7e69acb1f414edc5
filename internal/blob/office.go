package blob

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"path"
	"slices"
	"strings"

	"lingping/internal/errs"
)

// Limits of what is looked at in a document: more parts, or larger lists, no office makes.
const (
	maxParts = 5000
	maxList  = 4 << 20
	maxText  = 64 << 20 // of all parts with text together, unpacked
)

const (
	docxMedia = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
	xlsxMedia = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
)

// officeMedia tells a document of Word or Excel by its parts, whatever it is called; empty for what is none. One that could do
// something when it is opened, or fetch something from elsewhere, is refused.
func officeMedia(name string, body []byte) (media string, err error) {
	z, err := zip.NewReader(bytes.NewReader(body), int64(len(body)))
	if err != nil {
		return "", nil // no document, whatever else it is
	}

	if len(z.File) > maxParts {
		return "", errs.NewInvalid("附件“%s”里的部件太多，不像是 Word 或 Excel 文件，请另存后再上传。", name)
	}

	left := int64(maxText)
	for _, part := range z.File {
		at := strings.ToLower(part.Name)
		switch {
		case at == "word/document.xml":
			media = docxMedia
		case at == "xl/workbook.xml":
			media = xlsxMedia
		case strings.Contains(at, "vbaproject") || strings.Contains(at, "vbadata") || strings.Contains(at, "/activex/") || strings.Contains(at, "/macrosheets/"):
			return "", errs.NewInvalid("附件“%s”带有宏或控件，打开时可能运行程序，不能上传。请另存为不带宏的 .docx 或 .xlsx。", name)
		case strings.Contains(at, "/embeddings/") && path.Ext(at) == ".bin":
			return "", errs.NewInvalid("附件“%s”里嵌着别的程序的对象，不能上传。请删去嵌入的对象，或者转成 PDF。", name)
		case strings.Contains(at, "/externallinks/"):
			return "", errs.NewInvalid("附件“%s”引用了别的文件或网址的内容，打开时会去读取，不能上传。请断开链接，或者转成 PDF。", name)
		case !PlainPart(part.Name):
			return "", errs.NewInvalid("附件“%s”已损坏，请重新保存后再上传。", name)
		}

		if err := sealedPart(name, at, part); err != nil {
			return "", err
		}

		if !strings.HasPrefix(at, "xl/") && path.Ext(at) == ".xml" {
			if left, err = quietPart(name, part, left); err != nil {
				return "", err
			}
		}
	}

	return media, nil
}

// sealedPart refuses a list that names something elsewhere, other than the link that a reader clicks himself, and kinds of
// documents that hold macros.
func sealedPart(name, at string, part *zip.File) error {
	lists := path.Ext(at) == ".rels"
	if !lists && at != "[content_types].xml" {
		return nil
	}

	content, err := part.Open()
	if err != nil {
		return errs.NewInvalid("附件“%s”已损坏，请重新保存后再上传。", name)
	}
	defer content.Close()

	text, err := io.ReadAll(io.LimitReader(content, maxList+1))
	if err != nil || len(text) > maxList {
		return errs.NewInvalid("附件“%s”已损坏，请重新保存后再上传。", name)
	}

	if !lists && bytes.Contains(bytes.ToLower(text), []byte("macroenabled")) {
		return errs.NewInvalid("附件“%s”带有宏或控件，打开时可能运行程序，不能上传。请另存为不带宏的 .docx 或 .xlsx。", name)
	}

	var all struct {
		Relationship []struct {
			Type       string `xml:"Type,attr"`
			TargetMode string `xml:"TargetMode,attr"`
		}
	}
	if lists && xml.Unmarshal(text, &all) != nil {
		return errs.NewInvalid("附件“%s”已损坏，请重新保存后再上传。", name)
	}

	for _, r := range all.Relationship {
		if strings.EqualFold(r.TargetMode, "External") && path.Base(r.Type) != "hyperlink" {
			return errs.NewInvalid("附件“%s”引用了别的文件或网址的内容，打开时会去读取，不能上传。请断开链接，或者转成 PDF。", name)
		}
	}

	return nil
}

// maxCode is how much of a field's code is kept: its first word says what it does.
const maxCode = 1 << 10

// fetchingFields are the codes of fields in Word that fetch something from elsewhere or start another program.
var fetchingFields = []string{"DDE", "DDEAUTO", "INCLUDE", "INCLUDETEXT", "INCLUDEPICTURE", "IMPORT", "LINK", "RD", "DATABASE"}

// quietPart refuses a part of a Word document with a field that fetches something, and gives how many bytes may still be
// unpacked. The code of a field may be torn over many runs.
func quietPart(name string, part *zip.File, left int64) (int64, error) {
	content, err := part.Open()
	if err != nil {
		return left, errs.NewInvalid("附件“%s”已损坏，请重新保存后再上传。", name)
	}
	defer content.Close()

	text := &io.LimitedReader{R: content, N: left + 1}
	codes, err := fieldCodes(text)
	switch left = text.N - 1; {
	case left < 0:
		return left, errs.NewInvalid("附件“%s”里的文字太多，不像是 Word 文件，请分成几份，或者转成 PDF。", name)
	case err != nil:
		return left, errs.NewInvalid("附件“%s”已损坏，请重新保存后再上传。", name)
	}

	for _, code := range codes {
		words := strings.Fields(strings.ToUpper(code))
		if len(words) > 0 && slices.Contains(fetchingFields, words[0]) {
			return left, errs.NewInvalid("附件“%s”引用了别的文件或网址的内容，打开时会去读取，不能上传。请断开链接，或者转成 PDF。", name)
		}
	}

	return left, nil
}

// fieldCodes are the codes of all fields in a part.
func fieldCodes(part io.Reader) (codes []string, err error) {
	var inside []string // codes of the fields that are open, the outermost first
	reading := false
	for d := xml.NewDecoder(part); ; {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			return append(codes, inside...), nil
		}

		if err != nil {
			return nil, err
		}

		switch t := token.(type) {
		case xml.StartElement:
			reading = t.Name.Local == "instrText"
			kind := ""
			if t.Name.Local == "fldChar" {
				kind = attribute(t, "fldCharType")
			}

			switch {
			case t.Name.Local == "fldSimple":
				codes = append(codes, attribute(t, "instr"))
			case kind == "begin" || reading && len(inside) == 0:
				inside = append(inside, "")
			case kind == "end" && len(inside) > 0:
				codes, inside = append(codes, inside[len(inside)-1]), inside[:len(inside)-1]
			}
		case xml.EndElement:
			reading = false
		case xml.CharData:
			if last := len(inside) - 1; reading && len(inside[last]) < maxCode {
				inside[last] += string(t)
			}
		}
	}
}

// attribute is the value of an attribute of an element, whatever its name belongs to.
func attribute(of xml.StartElement, name string) string {
	for _, a := range of.Attr {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}
