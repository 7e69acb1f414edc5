package office

import (
	"archive/zip"
	"bytes"
	"context"
	"encoding/xml"
	"errors"
	"io"
	"path"
	"strings"

	"lingping/internal/errs"
)

// workbook is an opened .xlsx: a zip of XML parts. It is read part by part as a stream, the sheets last.
type workbook struct {
	parts   map[string]*zip.File // by their path in lower case
	limits  Limits
	strings sharedStrings
	styles  []style
	since04 bool // days are counted from 1904
}

// sheetEntry is a sheet as the workbook's own list names it.
type sheetEntry struct {
	name, id string
	hidden   bool
}

// The most a workbook's parts other than sheets and shared strings may hold, and how many there may be.
const (
	smallPart = 16 << 20
	manyParts = 2_000
)

// openWorkbook checks the size of everything before anything is unpacked.
func openWorkbook(ctx context.Context, file io.ReaderAt, size int64, limits Limits) ([]table, error) {
	if crowded, err := hasManyParts(file, size); err != nil {
		return nil, err
	} else if crowded {
		return nil, errs.NewInvalid("文件里有上千个部件，不像要导入的表；请新建一个工作簿，只放要导入的几张表。")
	}

	archive, err := zip.NewReader(file, size)
	if err != nil {
		return nil, unreadable()
	}

	w := &workbook{parts: map[string]*zip.File{}, limits: limits}
	var total uint64
	for _, part := range archive.File {
		total += min(part.UncompressedSize64, 1<<50)
		w.parts[strings.ToLower(strings.ReplaceAll(part.Name, `\`, "/"))] = part
	}

	if total > uint64(limits.Unzipped) || total > smallPart && total > uint64(size*limits.Ratio) {
		return nil, errs.NewInvalid("文件解开后有 %d MB，与它的大小不相称或超过 %d MB，为安全起见不读；请新建一个工作簿，只放要导入的几张表，或分成几个文件。",
			total>>20, limits.Unzipped>>20)
	}

	return w.tables(ctx)
}

func unreadable() error {
	return errs.NewInvalid("读不懂这个文件，可能没有传完整；请用 Excel 或 WPS 打开它，另存为 .xlsx 再导入。")
}

// hasManyParts counts the entries of the zip's directory by their signature, before anything of it is kept.
func hasManyParts(file io.ReaderAt, size int64) (bool, error) {
	signature := []byte("PK\x01\x02")
	buf := make([]byte, 1<<16)
	count := 0
	for at := int64(0); at < size; at += int64(len(buf) - len(signature) + 1) {
		n, err := file.ReadAt(buf, at)
		if err != nil && !errors.Is(err, io.EOF) {
			return false, err
		}

		if count += bytes.Count(buf[:n], signature); count > manyParts {
			return true, nil
		}
	}

	return false, nil
}

// tables follows the workbook's relations to its parts. Styles and shared strings may be missing.
func (w *workbook) tables(ctx context.Context) ([]table, error) {
	main := "xl/workbook.xml"
	roots, err := w.relations(ctx, "_rels/.rels", "")
	if err != nil {
		return nil, err
	}

	for _, r := range roots {
		if r.is("/officeDocument") {
			main = r.target
		}
	}

	sheets, err := w.list(ctx, main)
	if err != nil {
		return nil, err
	}

	dir, base := path.Split(main)
	relations, err := w.relations(ctx, dir+"_rels/"+base+".rels", dir)
	if err != nil {
		return nil, err
	}

	byID := map[string]string{}
	for _, r := range relations {
		switch {
		case r.is("/worksheet"):
			byID[r.id] = r.target
		case r.is("/styles"):
			err = w.readStyles(ctx, r.target)
		case r.is("/sharedStrings"):
			err = w.readStrings(ctx, r.target)
		}
		if err != nil {
			return nil, err
		}
	}

	var tables []table
	for _, s := range sheets {
		if part := byID[s.id]; w.part(part) != nil {
			v := &veiled{}
			each := func(ctx context.Context, see func(line) error) error {
				return w.readSheet(ctx, s.name, part, v, see)
			}
			tables = append(tables, table{name: s.name, hidden: s.hidden, veiled: v, each: each})
		}
	}

	if len(tables) == 0 {
		return nil, w.foreign()
	}

	return tables, nil
}

func (w *workbook) part(name string) *zip.File { return w.parts[strings.ToLower(name)] }

// relation is a line of a .rels part, its target as a path in the zip.
type relation struct{ id, kind, target string }

// is compares the end of the relation's type, which is the same in both dialects of the format.
func (r relation) is(kind string) bool { return strings.HasSuffix(r.kind, kind) }

func (w *workbook) relations(ctx context.Context, name, dir string) ([]relation, error) {
	var list []relation
	err := w.elements(ctx, name, smallPart, func(x *xmlStream, e xml.StartElement) error {
		if e.Name.Local == "Relationship" {
			target := strings.ReplaceAll(attr(e, "Target"), `\`, "/")
			if !strings.HasPrefix(target, "/") {
				target = dir + target
			}
			target = strings.TrimPrefix(path.Clean("/"+target), "/")
			list = append(list, relation{attr(e, "Id"), attr(e, "Type"), target})
		}
		return nil
	})
	return list, err
}

// list reads the names of the sheets in the order of their tabs.
func (w *workbook) list(ctx context.Context, name string) ([]sheetEntry, error) {
	var sheets []sheetEntry
	if w.part(name) == nil {
		return nil, w.foreign()
	}

	err := w.elements(ctx, name, smallPart, func(x *xmlStream, e xml.StartElement) error {
		switch e.Name.Local {
		case "workbookPr":
			on := attr(e, "date1904")
			w.since04 = on == "1" || on == "true"
		case "sheet":
			state := attr(e, "state")
			sheets = append(sheets, sheetEntry{attr(e, "name"), attr(e, "id"), state != "" && state != "visible"})
		}
		return nil
	})
	return sheets, err
}

// elements shows each element of a part as it begins. A part that is missing has none.
func (w *workbook) elements(ctx context.Context, name string, most uint64, see func(x *xmlStream, e xml.StartElement) error) error {
	part := w.part(name)
	if part == nil {
		return nil
	}
	if part.UncompressedSize64 > most {
		return unreadable()
	}

	x, err := openXML(ctx, part)
	if err != nil {
		return unreadable()
	}
	defer x.Close()

	for {
		token, err := x.next()
		switch {
		case errors.Is(err, io.EOF):
			return nil
		case err != nil:
			return refusal(err)
		}

		if e, ok := token.(xml.StartElement); ok {
			if err := see(x, e); err != nil {
				return refusal(err)
			}
		}
	}
}

// xmlStream reads the tokens of a part one by one, none longer than its leash.
type xmlStream struct {
	*xml.Decoder
	ctx    context.Context // of the reading that the stream belongs to
	tokens int             // since it was last asked whether the reading goes on
	rope   *leash
	signs  *signs
	body   io.ReadCloser
}

// tokensTogether is how many tokens are read before it is asked again whether the reading has been called off.
const tokensTogether = 4096

// The longest token of an honest part. A cell holds at most 32,767 characters.
const longestToken = 256 << 10

func openXML(ctx context.Context, part *zip.File) (*xmlStream, error) {
	body, err := part.Open()
	if err != nil {
		return nil, err
	}
	return streamXML(ctx, body, body), nil
}

func streamXML(ctx context.Context, r io.Reader, body io.ReadCloser) *xmlStream {
	rope := &leash{r: r, length: longestToken}
	signs := newSigns(rope)
	return &xmlStream{Decoder: xml.NewDecoder(signs), ctx: ctx, rope: rope, signs: signs, body: body}
}

// errMalformed says that a part is no XML, or damaged.
var errMalformed = errors.New("malformed XML")

// refusal puts an error of a part in words.
func refusal(err error) error {
	if errors.Is(err, errMalformed) {
		return unreadable()
	}
	return err
}

// next is the next token; it is good until the one after. Its errors are io.EOF, errMalformed, refusals, and the context's. A document
// type is malformed: no spreadsheet has one, and entities are how XML bombs are made.
func (x *xmlStream) next() (xml.Token, error) {
	if x.tokens++; x.tokens >= tokensTogether {
		if x.tokens = 0; x.ctx.Err() != nil {
			return nil, x.ctx.Err()
		}
	}

	x.rope.loosen()
	token, err := x.RawToken()
	_, doctype := token.(xml.Directive)
	switch {
	case err != nil && x.rope.left <= 0: // cut off there, perhaps within a character
		return nil, endless()
	case doctype, err != nil && !errors.Is(err, io.EOF):
		return nil, errMalformed
	}

	return token, err
}

// Close closes the part.
func (x *xmlStream) Close() error { return x.body.Close() }

// attr is the attribute's value, empty without one; namespaces do not matter here.
func attr(e xml.StartElement, name string) string {
	for _, a := range e.Attr {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}
