package web_test

import (
	"fmt"
	"regexp"
	"strings"
	"testing"

	"lingping/internal/domain/access"
	"lingping/internal/testkit"
	"lingping/internal/web"
)

// Whoever may have forms is offered the units by name, the office all of them, one who leads units his own, and one with
// charges those units alone; what a page
// of a unit leads to is that unit.
func TestFormsAreOfferedByTheNamesOfUnits(t *testing.T) {
	h := house2011(t)
	for number, wants := range map[string]struct{ units, first string }{
		"001": {"11", "中共临海学院委员会"},       // secretary of the whole
		"101": {"3", "中共临海学院机械学院总支部委员会"}, // of a general branch
		"002": {"2", "离退休党支部"},           // by his charges over it and over a branch, not over what lies below
	} {
		who := h.as(t, number)
		page := who.visit(h.at("/forms"))
		form := regexp.MustCompile(`(?s)<select[^>]*name="unit".*?</select>`).FindString(page.text)
		options := regexp.MustCompile(`<option value="\d+"[^>]*>([^<]*)<`).FindAllStringSubmatch(form, -1)
		if fmt.Sprint(len(options)) != wants.units || options[0][1] != wants.first {
			t.Errorf("%s is offered %v", number, options)
		}

		if number != "101" {
			continue
		}

		branch := fmt.Sprint(h.Unit("B12"))
		who.visit(h.at("/forms?unit="+branch)).says(t, `<option value="`+branch+`" selected>`)
	}
}

// The sheets of a house with an address bear a code that leads to the record; one that only this computer opens prints none.
func TestTheSheetsOfAHouseWithAnAddressBearACode(t *testing.T) {
	for address, coded := range map[string]bool{"https://dp.example.edu.cn": true, "http://localhost:8080": false, "": false} {
		w := testkit.NewWorld(t, testkit.SQLite(t))
		must(web.New(w.App, web.Options{BaseURL: address}))(t)
		_, pages, _, err := w.App.FormPages(t.Context(), access.LocalOperator(), w.Of("member 103"))
		check(t, err)
		if len(pages[0].Fills) > 0 != coded {
			t.Errorf("at %q the sheet has %d black places", address, len(pages[0].Fills))
		}
	}
}

func TestFormsOfABranchComeAsOneFile(t *testing.T) {
	h := house2011(t)
	qian := h.as(t, "102")
	own, other := fmt.Sprint(h.Unit("B11")), fmt.Sprint(h.Unit("B21"))
	page := qian.visit(h.at("/forms")) // who has one unit chooses none
	page.says(t, `<input type="hidden" name="unit" value="`+own+`">`)
	page.says(t, "<h2>机械学院教工党支部")
	zip := qian.exported(qian.fill(h.at("/forms"), h.at("/forms"), "form", "3", "as", "zip", "unit", own))
	if !strings.HasPrefix(zip.text, "PK") || zip.Header.Get("Content-Type") != "application/zip" {
		t.Errorf("the forms come as %q", zip.Header.Get("Content-Type"))
	}

	none := qian.fill(h.at("/forms"), h.at("/forms"), "form", "2", "as", "docx", "unit", other)
	none.wants(t, "the forms of another branch", 404)
	qian.fill(h.at("/forms"), h.at("/forms"), "form", "4").wants(t, "annex 4", 422)
	if own := qian.exported(qian.fill(h.at("/forms"), h.at("/forms"), "form", "3", "as", "zip")); !strings.HasPrefix(own.text, "PK") {
		t.Error("without a unit one does not get one's own forms")
	}

	h.as(t, "103").visit(h.at("/forms")).wants(t, "the forms to a member", 404)
}
