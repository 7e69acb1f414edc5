package web_test

import (
	"net/url"
	"strings"
	"testing"
)

func TestFormsOfABranchComeAsOneFile(t *testing.T) {
	h := house2011(t)
	qian := h.as(t, "102")
	qian.visit(h.at("/forms")).says(t, `value="机械学院教工党支部"`)
	zip := qian.visit(h.at("/forms/download?form=3&as=zip&unit=" + url.QueryEscape("机械学院教工党支部")))
	zip.wants(t, "the forms", 200)
	if !strings.HasPrefix(zip.text, "PK") || zip.Header.Get("Content-Type") != "application/zip" {
		t.Errorf("the forms come as %q", zip.Header.Get("Content-Type"))
	}
	none := qian.visit(h.at("/forms/download?form=2&as=docx&unit=" + url.QueryEscape("文法学院教工党支部")))
	none.wants(t, "the forms of another branch", 404)
	if none.Header.Get("Content-Disposition") != "" {
		t.Error("a refusal comes as a file")
	}
	h.as(t, "103").visit(h.at("/forms")).wants(t, "the forms to a member", 404)
}
