package office_test

import (
	"strings"
	"testing"
	"time"

	"lingping/internal/errs"
	"lingping/internal/office"
)

// A form that would hold a core for hours is refused while it is read, in a moment.
func TestAFormOfWhichThereIsTooMuchIsRefused(t *testing.T) {
	for name, body := range map[string]string{
		"fields without end in one run":      paragraph(run(strings.Repeat("{{a}}", 2_500_000))),
		"fields without end in paragraphs":   strings.Repeat(paragraph(run("{{姓名}}")), 3_000),
		"runs without end in a paragraph":    paragraph(strings.Repeat("<w:r><w:t>a</w:t></w:r>", 500_000)),
		"one run torn by comments":           paragraph("<w:r><w:t>" + strings.Repeat("x<!---->", 1_500_000) + "</w:t></w:r>"),
		"rows without end":                   "<w:tbl>" + strings.Repeat(tableRow("{{问题.问题}}"), 60_000) + "</w:tbl>",
		"a row that is repeated is enormous": "<w:tbl>" + tableRow("{{问题.问题}}"+strings.Repeat("<w:tab/>", 100_000)) + "</w:tbl>",
	} {
		file := ownForm(t, body, nil)
		begun := time.Now()
		_, err := office.OpenWordForm(file)
		if !errs.Is(err, errs.Invalid) || !strings.Contains(err.Error(), "太多") {
			t.Errorf("%s: %v", name, err)
		}

		if took := time.Since(begun); took > 20*time.Second { // without the bounds it takes hours
			t.Errorf("%s: refused after %s", name, took)
		}
	}
}
