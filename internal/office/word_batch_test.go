package office_test

import (
	"errors"
	"io"
	"iter"
	"strings"
	"testing"

	"lingping/internal/errs"
	"lingping/internal/office"
)

// sheetsNamed are members' sheets of the names.
func sheetsNamed(names ...string) iter.Seq2[office.Sheet, error] {
	return func(yield func(office.Sheet, error) bool) {
		for _, name := range names {
			s := memberSheet()
			s.Name = name
			if !yield(s, nil) {
				return
			}
		}
	}
}

// All sheets stand in one document, each in a section of its own, made as the form has its pages.
func TestFormsOfAnOfficeAreOneDocument(t *testing.T) {
	page := `<w:sectPr><w:headerReference w:type="default" r:id="rId9"/><w:type w:val="continuous"/><w:pgSz w:w="16838" w:h="11906"/></w:sectPr>`
	for sides, begins := range map[office.Sides]string{office.OneSided: "nextPage", office.TwoSided: "oddPage"} {
		for _, own := range []string{page, "", "<w:sectPr/>"} {
			f := openedForm(t, ownForm(t, paragraph(run("姓名：{{姓名}}"))+own, nil))
			root := body(t, must(t, func(w io.Writer) error {
				n, err := f.WriteAll(w, sides, sheetsNamed("甲", "乙", "丙"), nil)
				if n != 3 {
					t.Errorf("%d sheets were written", n)
				}
				return err
			}))
			if said := root.words(); !strings.Contains(said, "姓名：甲") || !strings.Contains(said, "姓名：丙") || strings.Contains(said, "{{") {
				t.Errorf("the document says %q", said)
			}

			pages := root.find("sectPr")
			if len(pages) != 3 {
				t.Fatalf("%d sections", len(pages))
			}

			for _, p := range pages {
				if kinds := p.find("type"); len(kinds) != 1 || kinds[0].attrs["val"] != begins {
					t.Errorf("a section begins %v, want on the %s", kinds, begins)
				}

				if own == page && (len(p.find("pgSz")) != 1 || len(p.find("headerReference")) != 1) {
					t.Error("a section is not made as the form has its pages")
				}
			}
		}
	}
}

func TestFormsThatCanNotBeOneDocumentAreRefused(t *testing.T) {
	plain := paragraph(run("{{姓名}}"))
	headed := openedForm(t, ownForm(t, plain, map[string]string{"word/header1.xml": `<w:hdr xmlns:w="w">` + plain + `</w:hdr>`}))
	if _, err := headed.WriteAll(io.Discard, office.OneSided, sheetsNamed("甲"), nil); !errs.Is(err, errs.Invalid) {
		t.Errorf("a field at the head of the pages: %v", err)
	}

	f := openedForm(t, ownForm(t, plain, nil))
	if _, err := f.WriteAll(io.Discard, office.OneSided, sheetsNamed(), nil); !errs.Is(err, errs.NotFound) {
		t.Errorf("no sheets: %v", err)
	}

	broken := errors.New("no more rows")
	if _, err := f.WriteAll(io.Discard, office.OneSided, func(yield func(office.Sheet, error) bool) { yield(nil, broken) }, nil); !errors.Is(err, broken) {
		t.Errorf("a failure among the sheets: %v", err)
	}
}
