package office_test

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"iter"
	"slices"
	"strings"
	"testing"

	"lingping/internal/errs"
	"lingping/internal/office"
)

// tester is what *testing.T and *rapid.T have in common.
type tester interface {
	Helper()
	Errorf(format string, args ...any)
	Fatalf(format string, args ...any)
}

// must gives the bytes of what write writes.
func must(t tester, write func(io.Writer) error) []byte {
	t.Helper()
	var buf bytes.Buffer
	if err := write(&buf); err != nil {
		t.Fatalf("%v", err)
	}
	return buf.Bytes()
}

func memberDocx(t tester, s office.MemberSheet) []byte {
	t.Helper()
	return must(t, func(w io.Writer) error { return office.NewPress(office.Fonts{}).WriteSheet(w, s) })
}

func unitDocx(t tester, s office.UnitSheet) []byte {
	t.Helper()
	return must(t, func(w io.Writer) error { return office.NewPress(office.Fonts{}).WriteSheet(w, s) })
}

// parts are the files of a zip, by name.
func parts(t tester, data []byte) map[string]string {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatalf("%v", err)
	}

	out := map[string]string{}
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatalf("%v", err)
		}

		text, err := io.ReadAll(r) // checks the sum too
		if err != nil {
			t.Fatalf("%s: %v", f.Name, err)
		}

		out[f.Name] = string(text)
	}

	return out
}

// node is an element of a part.
type node struct {
	name  string
	attrs map[string]string
	kids  []*node
	text  string
}

// parse reads XML strictly.
func parse(text string) (*node, error) {
	d := xml.NewDecoder(strings.NewReader(text))
	root := &node{}
	stack := []*node{root}
	for {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			return root, nil
		}
		if err != nil {
			return nil, err
		}

		top := stack[len(stack)-1]
		switch token := token.(type) {
		case xml.StartElement:
			n := &node{name: token.Name.Local, attrs: map[string]string{}}
			for _, a := range token.Attr {
				n.attrs[a.Name.Local] = a.Value
			}
			top.kids = append(top.kids, n)
			stack = append(stack, n)
		case xml.EndElement:
			stack = stack[:len(stack)-1]
		case xml.CharData:
			top.text += string(token)
		}
	}
}

// walk visits n and all below it.
func (n *node) walk(see func(*node)) {
	see(n)
	for _, k := range n.kids {
		k.walk(see)
	}
}

// find is the nodes with the name at or below n.
func (n *node) find(name string) []*node {
	var out []*node
	n.walk(func(k *node) {
		if k.name == name {
			out = append(out, k)
		}
	})
	return out
}

// words is the text that stands in n.
func (n *node) words() string {
	s := ""
	n.walk(func(k *node) {
		switch k.name {
		case "t":
			s += k.text
		case "br":
			s += "\n"
		case "tab":
			if k.attrs["val"] == "" {
				s += "\t"
			}
		}
	})
	return s
}

func body(t tester, docx []byte) *node {
	t.Helper()
	n, err := parse(parts(t, docx)["word/document.xml"])
	if err != nil {
		t.Fatalf("%v", err)
	}
	return n
}

// childOrder is the order that the schema of WordprocessingML asks of the children that we use.
var childOrder = map[string][]string{
	"tblPr":  {"tblW", "jc", "tblBorders", "tblLayout", "tblCellMar"},
	"tcPr":   {"tcW", "gridSpan", "vMerge", "tcBorders", "vAlign"},
	"pPr":    {"pStyle", "keepNext", "pageBreakBefore", "tabs", "snapToGrid", "spacing", "ind", "jc"},
	"rPr":    {"rStyle", "rFonts", "snapToGrid", "sz", "szCs", "lang"},
	"sectPr": {"headerReference", "footerReference", "type", "pgSz", "pgMar", "pgNumType", "titlePg"},
	"tbl":    {"tblPr", "tblGrid", "tr"},
	"tr":     {"trPr", "tc"},
	"tc":     {"tcPr", "p"},
	"style":  {"name", "basedOn", "pPr", "rPr"},
	"font":   {"altName", "charset", "family", "pitch"},
	"settings": {"zoom", "defaultTabStop", "evenAndOddHeaders", "characterSpacingControl", "compat",
		"themeFontLang"},
}

// checkOrder reports children that Word would refuse where they stand.
func checkOrder(t tester, root *node) {
	t.Helper()
	root.walk(func(n *node) {
		order, ok := childOrder[n.name]
		if !ok {
			return
		}

		at := 0
		for _, k := range n.kids {
			i := slices.Index(order, k.name)
			if i < at {
				t.Errorf("%s in %s stands in the wrong place (%d after %d)", k.name, n.name, i, at)
			}
			at = max(at, i)
		}
	})
}

// checkTables reports tables that are not of one piece: every row fills the grid, its widths are the grid's, every
// cell has a paragraph, every merge has begun above, and no row with a signature or a seal may be split.
func checkTables(t tester, root *node) {
	t.Helper()
	for _, table := range root.find("tbl") {
		cols := len(table.find("gridCol"))
		merged := false
		for _, row := range table.find("tr") {
			span := 0
			for i, c := range row.find("tc") {
				n := 1
				if g := c.find("gridSpan"); len(g) > 0 {
					n = int(g[0].attrs["val"][0] - '0')
				}

				span += n
				if len(c.find("p")) == 0 {
					t.Errorf("a cell has no paragraph")
				}

				v := c.find("vMerge")
				if len(v) > 0 && v[0].attrs["val"] == "" && (i > 0 || !merged) {
					t.Errorf("a merge goes on that never began")
				}

				if i == 0 {
					merged = len(v) > 0
				}
			}

			if span != cols {
				t.Errorf("a row has %d columns of %d: %q", span, cols, row.words())
			}

			if words := row.words(); strings.Contains(words, "签字：") || strings.Contains(words, "（盖章）") {
				if len(row.find("cantSplit")) == 0 {
					t.Errorf("the row %q may be split", words)
				}
			}
		}
	}
}

func TestEveryDocumentIsSoundInside(t *testing.T) {
	for name, docx := range map[string][]byte{
		"an ordinary member": memberDocx(t, memberSheet()), "a committee member": memberDocx(t, committeeSheet()),
		"a blank member": memberDocx(t, blankMemberSheet()), "a long member": memberDocx(t, longMemberSheet()),
		"nothing of a member": memberDocx(t, office.MemberSheet{}),
		"an ordinary unit":    unitDocx(t, unitSheet()), "a blank unit": unitDocx(t, blankUnitSheet()), "a long unit": unitDocx(t, longUnitSheet()),
		"nothing of a unit": unitDocx(t, office.UnitSheet{}),
	} {
		t.Run(name, func(t *testing.T) {
			files := parts(t, docx)
			types := files["[Content_Types].xml"]
			for part, text := range files {
				root, err := parse(text)
				if err != nil {
					t.Fatalf("%s: %v", part, err)
				}

				checkOrder(t, root)
				checkTables(t, root)
				if strings.Contains(text, "External") || strings.Contains(text, "embed") {
					t.Errorf("%s points outside or embeds something", part)
				}

				if !strings.HasSuffix(part, ".rels") && part != "[Content_Types].xml" && !strings.Contains(types, `"/`+part+`"`) {
					t.Errorf("%s has no content type", part)
				}
			}

			for _, rel := range strings.Split(files["word/_rels/document.xml.rels"], `Target="`)[1:] {
				if target, _, _ := strings.Cut(rel, `"`); files["word/"+target] == "" {
					t.Errorf("the document speaks of %s, which is not there", target)
				}
			}

			styles := map[string]bool{}
			root, _ := parse(files["word/styles.xml"])
			for _, s := range root.find("style") {
				styles[s.attrs["styleId"]] = true
			}

			body(t, docx).walk(func(n *node) {
				if (n.name == "pStyle" || n.name == "rStyle") && !styles[n.attrs["val"]] {
					t.Errorf("there is no style %s", n.attrs["val"])
				}
			})
		})
	}
}

func TestTheSameSheetGivesTheSameBytes(t *testing.T) {
	if !bytes.Equal(memberDocx(t, memberSheet()), memberDocx(t, memberSheet())) {
		t.Error("two prints of one sheet differ")
	}
}

func TestFontsAreNamedForChineseTextWithTheirAlternatives(t *testing.T) {
	press := office.NewPress(office.Fonts{Title: []string{"文星小标宋", `怪"名<&`}})
	files := parts(t, must(t, func(w io.Writer) error { return press.WriteSheet(w, memberSheet()) }))
	if !strings.Contains(files["word/styles.xml"], `w:eastAsia="文星小标宋"`) || !strings.Contains(files["word/styles.xml"], `w:eastAsia="仿宋"`) {
		t.Error("the chosen title font or the default body font is not named")
	}

	root, err := parse(files["word/fontTable.xml"])
	if err != nil {
		t.Fatalf("%v", err)
	}

	if alt := root.find("altName"); alt[0].attrs["val"] != `怪"名<&` {
		t.Errorf("the alternatives are %q", alt[0].attrs["val"])
	}

	for _, r := range body(t, memberDocx(t, memberSheet())).find("r") {
		if len(r.find("t")) > 0 && r.find("rFonts")[0].attrs["hint"] != "eastAsia" {
			t.Errorf("the run %q is not marked as East Asian", r.words())
		}
	}
}

// blankSheets are many sheets of members.
func blankSheets(n int) iter.Seq2[office.Sheet, error] {
	return func(yield func(office.Sheet, error) bool) {
		for range n {
			if !yield(blankMemberSheet(), nil) {
				return
			}
		}
	}
}

func TestManySheetsEachBeginAPageAndForDuplexAFront(t *testing.T) {
	press := office.NewPress(office.Fonts{})
	for sides, begins := range map[office.Sides]string{office.OneSided: "nextPage", office.TwoSided: "oddPage"} {
		root := body(t, must(t, func(w io.Writer) error { return press.WriteSheets(w, sides, blankSheets(30)) }))
		if n := len(root.find("tbl")); n != 30 {
			t.Errorf("%d tables for 30 sheets", n)
		}

		sections := root.find("sectPr")
		if len(sections) != 30 {
			t.Errorf("%d sections for 30 sheets", len(sections))
		}

		for _, s := range sections {
			if kind := s.find("type")[0].attrs["val"]; kind != begins {
				t.Errorf("a sheet begins with %s, want %s", kind, begins)
			}
			if len(s.find("pgNumType")) > 0 {
				t.Error("a sheet of one page begins the count of pages anew: some programs put an empty page before it")
			}
		}
	}
}

// A break between tables leaves a page nearly empty as soon as another program sets the lines before it a little wider.
func TestAFormIsOneTableWithoutHardBreaks(t *testing.T) {
	for name, docx := range map[string][]byte{
		"an ordinary unit": unitDocx(t, unitSheet()), "a blank unit": unitDocx(t, blankUnitSheet()),
		"a long unit": unitDocx(t, longUnitSheet()), "a long member": memberDocx(t, longMemberSheet()),
	} {
		root := body(t, docx)
		if tables, breaks := len(root.find("tbl")), len(root.find("pageBreakBefore"))+len(root.find("lastRenderedPageBreak")); tables != 1 || breaks != 0 {
			t.Errorf("%s has %d tables and %d breaks", name, tables, breaks)
		}

		if rows := root.find("tr"); len(root.find("tblHeader")) != 1 || len(rows[0].find("tblHeader")) != 1 {
			t.Errorf("%s does not say on its further pages of whom it speaks", name)
		}

		annex := root.find("p")[0].words()
		if further := parts(t, docx)["word/header1.xml"]; !strings.Contains(further, annex+"（续）") {
			t.Errorf("the further pages of %s are headed %q", name, further)
		}
	}
}

func TestAFailureAmongTheSheetsIsTold(t *testing.T) {
	press := office.NewPress(office.Fonts{})
	broken := errors.New("no more rows")
	err := press.WriteSheets(io.Discard, office.OneSided, func(yield func(office.Sheet, error) bool) {
		_ = yield(unitSheet(), nil) && yield(office.UnitSheet{}, broken)
	})
	if !errors.Is(err, broken) {
		t.Errorf("the failure of the source came out as %v", err)
	}

	if err := press.WriteSheets(io.Discard, office.OneSided, func(func(office.Sheet, error) bool) {}); !errs.Is(err, errs.NotFound) {
		t.Errorf("a document without sheets ended with %v", err)
	}
}
