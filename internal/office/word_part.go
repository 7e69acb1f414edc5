package office

import (
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"regexp"
	"slices"
	"strings"
)

// formPart is a part of a form: its bytes, and where its texts and its repeated rows lie in them.
type formPart struct {
	data   []byte
	paras  []*formPara
	rows   []formRow
	broken []string
	body   bodySpan // of the document
}

// formPara is a paragraph with fields in it. Its text is what its runs say together: a field may be torn over several.
type formPara struct {
	nodes []runText
	said  strings.Builder // while it is read
	text  string
	holes []hole
}

// runText is a run's text: the whole element, from–to, and where its text begins among that of the paragraph.
type runText struct {
	from, to int
	text     string
	at       int
}

// hole is a field in the text of its paragraph.
type hole struct {
	name     string
	from, to int
}

// formRow is a row that is repeated for each entry of a list.
type formRow struct {
	from, to int
	list     string
}

// readFormPart finds the fields of a part. load is what was read of the form before.
func readFormPart(data []byte, load *formLoad) (*formPart, error) {
	r := formReader{part: &formPart{data: data}, load: load, in: xml.NewDecoder(bytes.NewReader(data))}
	for {
		from := int(r.in.InputOffset())
		token, err := r.in.RawToken()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return nil, errFormTorn
		}

		if err := r.see(token, from, int(r.in.InputOffset())); err != nil {
			return nil, err
		}
	}

	if len(r.open) > 0 || len(r.rows) > 0 {
		return nil, errFormTorn
	}

	r.part.strays()
	return r.part, nil
}

// strays notes fields of lists that do not stand in a row of a table.
func (f *formPart) strays() {
	for _, p := range f.paras {
		for _, h := range p.holes {
			if strings.Contains(h.name, ".") && !f.repeats(p.nodes[0].from) {
				f.broken = append(f.broken, "{{"+h.name+"}}")
			}
		}
	}
}

// repeats reports whether the place lies in a row that is repeated.
func (f *formPart) repeats(at int) bool {
	return slices.ContainsFunc(f.rows, func(r formRow) bool { return r.from <= at && at < r.to })
}

// formReader reads a part.
type formReader struct {
	part *formPart
	in   *xml.Decoder
	open []*formPara // paragraphs; text boxes stand within others
	rows []int       // where the open rows begin
	text *runText
	said strings.Builder // what the open run says so far
	load *formLoad

	depth int // how many elements are open
}

// see takes the next token, which lies from–to.
func (r *formReader) see(token xml.Token, from, to int) error {
	switch token := token.(type) {
	case xml.StartElement:
		r.part.body.start(token.Name.Local, r.depth, from, to)
		r.depth++
		return r.start(token, from)
	case xml.EndElement:
		r.depth--
		r.part.body.end(token.Name.Local, r.depth, from, to)
		return r.end(token.Name, to)
	case xml.CharData:
		if r.text != nil {
			r.said.Write(token)
			return within(r.said.Len(), formParagraph, "一段里的字")
		}
	}
	return nil
}

// allowedCode are the codes of Word that a form may have: numbers of pages.
var allowedCode = regexp.MustCompile(`^\s*(PAGE|NUMPAGES|SECTIONPAGES)?\s*(\\\*\s*(MERGEFORMAT|Arabic)?\s*)*$`)

func (r *formReader) start(e xml.StartElement, from int) error {
	switch e.Name.Local {
	case "p":
		r.open = append(r.open, &formPara{})
	case "tr":
		r.rows = append(r.rows, from)
		r.load.rows++
		return within(r.load.rows, formRows, "表格的行")
	case "t", "instrText":
		r.text = &runText{from: from}
		r.said.Reset()
		r.load.texts++
		return within(r.load.texts, formTexts, "文字的片段")
	case "fldSimple":
		for _, a := range e.Attr {
			if a.Name.Local == "instr" && !allowedCode.MatchString(a.Value) {
				return errField
			}
		}
	}
	return nil
}

func (r *formReader) end(name xml.Name, to int) error {
	switch name.Local {
	case "instrText":
		if code := r.said.String(); r.text != nil && strings.TrimSpace(code) != "" && !allowedCode.MatchString(code) {
			return errField
		}
		r.text = nil
	case "t":
		if r.text == nil {
			return errFormTorn
		}

		if n := len(r.open); n > 0 && name.Space == "w" {
			p := r.open[n-1]
			r.text.to, r.text.at, r.text.text = to, p.said.Len(), r.said.String()
			p.said.WriteString(r.text.text)
			p.nodes = append(p.nodes, *r.text)
			if err := within(p.said.Len(), formParagraph, "一段里的字"); err != nil {
				return err
			}
		}
		r.text = nil
	case "p":
		if len(r.open) == 0 {
			return errFormTorn
		}

		p := r.open[len(r.open)-1]
		r.open = r.open[:len(r.open)-1]
		p.text = p.said.String()
		r.load.fields += r.part.add(p)
		return within(r.load.fields, formFields, "要填的字段")
	case "tr":
		if len(r.rows) == 0 {
			return errFormTorn
		}

		from := r.rows[len(r.rows)-1]
		r.rows = r.rows[:len(r.rows)-1]
		r.load.repeated += r.part.addRow(from, to)
		return within(r.load.repeated, formRepeated, "重复的行里的内容")
	}
	return nil
}

// field is how a field is written; wrongBraces is what people write instead.
var (
	field       = regexp.MustCompile(`\{\{\s*([^{}]{1,60}?)\s*\}\}`)
	wrongBraces = regexp.MustCompile(`\{\{[^{}]*|[^{}]*\}\}|｛｛[^｛｝]*｝｝`)
)

// add takes a paragraph in if it has fields, notes what begins as one and is none, and says how many there are.
func (f *formPart) add(p *formPara) int {
	var rest strings.Builder
	done := 0
	for _, at := range field.FindAllStringSubmatchIndex(p.text, formFields+1) {
		p.holes = append(p.holes, hole{name: p.text[at[2]:at[3]], from: at[0], to: at[1]})
		rest.WriteString(p.text[done:at[0]])
		done = at[1]
	}

	rest.WriteString(p.text[done:])
	if torn := wrongBraces.FindString(rest.String()); torn != "" {
		f.broken = append(f.broken, strings.TrimSpace(torn))
	}

	if p.holes != nil {
		f.paras = append(f.paras, p)
	}

	return len(p.holes)
}

// addRow takes a row in if it is repeated: the fields in it name one list. It says how many bytes are repeated.
func (f *formPart) addRow(from, to int) int {
	if slices.ContainsFunc(f.rows, func(r formRow) bool { return r.from >= from && r.to <= to }) {
		return 0 // a row within it is
	}

	list := ""
	for _, p := range f.paras {
		if p.nodes[0].from < from || p.nodes[0].from >= to {
			continue
		}

		for _, h := range p.holes {
			name, _, listed := strings.Cut(h.name, ".")
			switch {
			case !listed:
			case list == "":
				list = name
			case list != name:
				f.broken = append(f.broken, "{{"+h.name+"}}")
			}
		}
	}

	if list == "" {
		return 0
	}

	f.rows = append(f.rows, formRow{from, to, list})
	return to - from
}

// names are the fields in their order.
func (f *formPart) names() (names []string) {
	for _, p := range f.paras {
		for _, h := range p.holes {
			names = append(names, h.name)
		}
	}
	return names
}

// edit puts bytes in the place of others.
type edit struct {
	from, to int
	text     []byte
}

// fill gives the part with its fields filled.
func (f *formPart) fill(v values) []byte {
	return f.piece(0, len(f.data), f.edits(v, 0, len(f.data)))
}

// edits fills the fields that lie from–to.
func (f *formPart) edits(v values, from, to int) (edits []edit) {
	for _, r := range f.rows {
		var all []byte
		for _, item := range v.entries(r.list) {
			row := f.piece(r.from, r.to, f.editsIn(r.from, r.to, v.with(item)))
			all = append(all, rowMark.ReplaceAll(row, nil)...)
		}
		edits = append(edits, edit{r.from, r.to, all})
	}

	for _, p := range f.paras {
		if !f.repeats(p.nodes[0].from) {
			edits = append(edits, p.edits(v)...)
		}
	}

	return slices.DeleteFunc(edits, func(e edit) bool { return e.from < from || e.to > to })
}

// rowMark is the number by which Word knows a paragraph or row: no two may have the same.
var rowMark = regexp.MustCompile(` w14:(paraId|textId)="[0-9A-Fa-f]*"`)

// editsIn fills the paragraphs that lie from–to.
func (f *formPart) editsIn(from, to int, v values) (edits []edit) {
	for _, p := range f.paras {
		if at := p.nodes[0].from; from <= at && at < to {
			edits = append(edits, p.edits(v)...)
		}
	}
	return edits
}

// piece is the bytes from–to with the edits made.
func (f *formPart) piece(from, to int, edits []edit) []byte {
	slices.SortFunc(edits, func(a, b edit) int { return a.from - b.from })
	var out []byte
	for _, e := range edits {
		out = append(out, f.data[from:e.from]...)
		out = append(out, e.text...)
		from = e.to
	}
	return append(out, f.data[from:to]...)
}

// edits writes the texts of the paragraph anew: what is put into a field stands in the run in which it begins.
func (p *formPara) edits(v values) []edit {
	said := make([]strings.Builder, len(p.nodes))
	keep := func(from, to int) { // what stands between fields stays in its run
		for i, n := range p.nodes {
			if a, b := max(from, n.at), min(to, n.at+len(n.text)); a < b {
				said[i].WriteString(p.text[a:b])
			}
		}
	}

	at := 0
	for _, h := range p.holes {
		keep(at, h.from)
		said[p.nodeAt(h.from)].WriteString(v.text(h.name))
		at = h.to
	}

	keep(at, len(p.text))
	edits := make([]edit, len(p.nodes))
	for i, n := range p.nodes {
		m := &markup{}
		for j, line := range strings.Split(said[i].String(), "\n") {
			if j > 0 {
				m.WriteString("<w:br/>")
			}
			m.WriteString(`<w:t xml:space="preserve">`)
			m.escape(line)
			m.WriteString("</w:t>")
		}
		edits[i] = edit{n.from, n.to, m.Bytes()}
	}

	return edits
}

// nodeAt is the run in which a place of the text lies.
func (p *formPara) nodeAt(at int) int {
	for i, n := range p.nodes {
		if at < n.at+len(n.text) {
			return i
		}
	}
	return len(p.nodes) - 1
}
