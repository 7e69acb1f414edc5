package web_test

import (
	"strings"
	"testing"
)

func TestFormsOfABranchComeAsOneFile(t *testing.T) {
	h := house2011(t)
	qian := h.as(t, "102")
	qian.visit(h.at("/forms")).says(t, `value="机械学院教工党支部"`)
	zip := qian.exported(qian.fill(h.at("/forms"), h.at("/forms"), "form", "3", "as", "zip", "unit", "机械学院教工党支部"))
	if !strings.HasPrefix(zip.text, "PK") || zip.Header.Get("Content-Type") != "application/zip" {
		t.Errorf("the forms come as %q", zip.Header.Get("Content-Type"))
	}
	none := qian.fill(h.at("/forms"), h.at("/forms"), "form", "2", "as", "docx", "unit", "文法学院教工党支部")
	none.wants(t, "the forms of another branch", 404)
	qian.fill(h.at("/forms"), h.at("/forms"), "form", "4").wants(t, "annex 4", 422)
	h.as(t, "103").visit(h.at("/forms")).wants(t, "the forms to a member", 404)
}
