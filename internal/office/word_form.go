package office

import (
	"archive/zip"
	"bytes"
	"io"
	"path"
	"regexp"
	"slices"
	"strings"

	"lingping/internal/blob"
	"lingping/internal/errs"
)

// WordForm is an office's own Word form: a .docx in whose text fields stand as {{姓名}}, a table row that is repeated has
// fields such as {{措施.责任人}}, and {{□集中}} is a box. It is filled and never run: one that brings anything beside
// text, tables and pictures of its own is refused.
type WordForm struct {
	entries []*zip.File
	parts   map[string]*formPart // those in which fields may stand, by name

	unpacked int // bytes of the parts that were read
	load     formLoad
}

// The bounds of such a form: far beyond an honest one.
const (
	wordFormFile  = 8 << 20
	wordFormTexts = 16 << 20 // of all parts, unpacked
	wordFormParts = 400
)

// fieldParts are the parts in which fields may stand.
var fieldParts = regexp.MustCompile(`^word/(document|header\d*|footer\d*)\.xml$`)

// The refusals of a form that brings what is no form.
var (
	errNotWord   = errs.NewInvalid("这不是 .docx 文件：请在 Word 或 WPS 里另存为“Word 文档（.docx）”再上传。")
	errMacro     = errs.NewInvalid("表里带有宏，不能使用：请另存为不带宏的 .docx 再上传。")
	errEmbedded  = errs.NewInvalid("表里嵌有别的文件或控件，不能使用：请删去嵌入的对象再上传。")
	errOutside   = errs.NewInvalid("表里有指向外面的链接（超链接、链接的图片或模板），不能使用：请取消链接再上传。")
	errField     = errs.NewInvalid("表里有域代码，除页码外不能使用：请按 Ctrl+Shift+F9 把域变成文字再上传。")
	errFormSize  = errs.NewInvalid("这份表太大：请删去里面的大图片，不超过 8 MB 再上传。")
	errFormTorn  = errs.NewInvalid("这份 .docx 已经损坏，读不出来：请用 Word 或 WPS 打开后另存一次再上传。")
	errFormWords = errs.NewInvalid("表里有 Word 不用的内容（文档类型声明），不能使用：请新建一份 .docx，把表复制过去再上传。")
)

// OpenWordForm reads a form, and refuses one that is damaged, too large, or brings macros, embedded files, or anything
// from outside.
func OpenWordForm(file []byte) (f *WordForm, err error) {
	if len(file) > wordFormFile {
		return nil, errFormSize
	}

	z, err := zip.NewReader(bytes.NewReader(file), int64(len(file)))
	if err != nil {
		return nil, errNotWord
	}

	if len(z.File) > wordFormParts {
		return nil, errFormSize
	}

	f = &WordForm{parts: map[string]*formPart{}}
	seen := map[string]bool{}
	for _, entry := range z.File {
		name := strings.ToLower(entry.Name)
		if seen[name] {
			return nil, errFormTorn // which of two is meant, programs do not agree on
		}

		seen[name] = true
		if err := f.take(entry); err != nil {
			return nil, err
		}
	}

	if text := f.parts[documentName]; text == nil || !text.body.sound() {
		return nil, errNotWord
	}

	return f, nil
}

// foreignPart is a part of a package by a piece of its name, and why it is refused.
type foreignPart struct {
	name    string
	refusal error
}

// foreignParts are folders and files of a package that are no part of a form.
var foreignParts = []foreignPart{
	{"vbaproject", errMacro}, {"vbadata", errMacro}, {"/embeddings/", errEmbedded}, {"/activex/", errEmbedded},
	{"/afchunk", errEmbedded}, {"attachedtoolbars", errMacro}, {"/webextensions/", errEmbedded},
}

// pictures are the endings of what may be in a form beside text.
var pictures = []string{".png", ".jpg", ".jpeg", ".gif", ".bmp", ".tif", ".tiff", ".emf", ".wmf", ".odttf"}

// take looks at a part of the package.
func (f *WordForm) take(entry *zip.File) error {
	if !blob.PlainPart(entry.Name) {
		return errFormTorn
	}

	name := strings.ToLower(entry.Name)
	for _, p := range foreignParts {
		if strings.Contains("/"+name, p.name) {
			return p.refusal
		}
	}

	switch ext := path.Ext(name); {
	case strings.HasSuffix(name, "/"):
		return nil
	case slices.Contains(pictures, ext):
		f.entries = append(f.entries, entry)
		return nil
	case ext != ".xml" && ext != ".rels":
		return errEmbedded
	}

	text, err := f.unpack(entry)
	if err != nil {
		return err
	}

	if err := harmless(name, text); err != nil {
		return err
	}

	if fieldParts.MatchString(entry.Name) {
		part, err := readFormPart(text, &f.load)
		if err != nil {
			return err
		}
		f.parts[entry.Name] = part
	}

	f.entries = append(f.entries, entry)
	return nil
}

// unpack reads a part, as far as the bound of all parts together lets it.
func (f *WordForm) unpack(entry *zip.File) ([]byte, error) {
	in, err := entry.Open()
	if err != nil {
		return nil, errFormTorn
	}
	defer in.Close()

	text, err := io.ReadAll(io.LimitReader(in, int64(wordFormTexts-f.unpacked+1)))
	if err != nil {
		return nil, errFormTorn
	}

	if f.unpacked += len(text); f.unpacked > wordFormTexts {
		return nil, errFormSize
	}

	return text, nil
}

// harmless refuses a part that brings something from outside, or something that is run.
func harmless(name string, text []byte) error {
	lower := bytes.ToLower(text)
	isList := strings.HasSuffix(name, ".rels") || name == "[content_types].xml"
	switch {
	case bytes.HasPrefix(text, []byte{0xff, 0xfe}), bytes.HasPrefix(text, []byte{0xfe, 0xff}), bytes.Contains(lower, []byte("<!doctype")),
		bytes.Contains(lower, []byte("<!entity")):
		return errFormWords
	case isList && bytes.Contains(lower, []byte("&#")): // no honest list of parts spells letters so
		return errFormWords
	case isList && bytes.Contains(lower, []byte("external")):
		return errOutside
	case !fieldParts.MatchString(name) && (bytes.Contains(lower, []byte("instrtext")) || bytes.Contains(lower, []byte("fldsimple"))):
		return errField
	case strings.HasSuffix(name, ".rels") && bytes.Contains(lower, []byte("/afchunk")), bytes.Contains(lower, []byte("altchunk")),
		bytes.Contains(lower, []byte("oleobject")), bytes.Contains(lower, []byte(":control ")):
		return errEmbedded
	case bytes.Contains(lower, []byte("macroenabled")), bytes.Contains(lower, []byte("vbaproject")):
		return errMacro
	}

	return nil
}

// FormFields are the names of the fields that a sheet can fill.
func FormFields(s Sheet) []string { return s.values().names() }

// Write writes the form filled with a sheet; others are fields that other sheets have, which are a dash here. What people wrote
// stands as text and is not read again: it is never a field, a code or a link.
func (f *WordForm) Write(w io.Writer, s Sheet, others []string) (err error) {
	defer errs.Wrap(&err, "office.WordForm.Write")
	values := s.values()
	values.dash(others)
	z := zip.NewWriter(w)
	for _, entry := range f.entries {
		part := f.parts[entry.Name]
		if part == nil {
			if err := z.Copy(entry); err != nil {
				return err
			}
			continue
		}

		header := partHeader(entry.Name)
		out, err := z.CreateHeader(&header)
		if err != nil {
			return err
		}

		if _, err := out.Write(part.fill(values)); err != nil {
			return err
		}
	}

	return z.Close()
}

// partHeader is the header of a part that was filled.
func partHeader(name string) zip.FileHeader { return entry(name, zip.Deflate) }

// FormCheck is what was found in a form.
type FormCheck struct {
	Used    []string // fields that it names and that there are
	Unknown []string // fields that there are not
	Broken  []string // what begins as a field and is none
	Missing []string // fields that it does not name
}

// Good reports whether the form can be filled as it is meant.
func (c FormCheck) Good() bool { return len(c.Used) > 0 && len(c.Unknown) == 0 && len(c.Broken) == 0 }

// Check holds the fields of the form against those of a sheet.
func (f *WordForm) Check(s Sheet) (c FormCheck) {
	values := s.values()
	named := map[string]bool{}
	for _, entry := range f.entries {
		part := f.parts[entry.Name]
		if part == nil {
			continue
		}

		c.Broken = append(c.Broken, part.broken...)
		for _, name := range part.names() {
			list, _, _ := strings.Cut(name, ".")
			named[name], named[list] = true, true
			if values.knows(name) {
				c.Used = append(c.Used, name)
			} else {
				c.Unknown = append(c.Unknown, name)
			}
		}
	}

	for _, name := range values.names() {
		list, _, _ := strings.Cut(name, ".")
		if !named[name] && !named[list] {
			c.Missing = append(c.Missing, name)
		}
	}

	for _, names := range []*[]string{&c.Used, &c.Unknown, &c.Broken, &c.Missing} {
		slices.Sort(*names)
		*names = slices.Compact(*names)
	}

	return c
}
