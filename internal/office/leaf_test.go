package office_test

import (
	"strings"
	"testing"

	"lingping/internal/office"
)

// What is looked at in the browser is the PDF, line by line.
func TestThePagesToBeLookedAtSayWhatIsPrinted(t *testing.T) {
	for name, s := range samples() {
		leaves := office.Leaves(s)
		if want := office.Pages(s); len(leaves) != want {
			t.Errorf("%s: %d pages, the layout has %d", name, len(leaves), want)
		}

		var said strings.Builder
		for _, leaf := range leaves {
			for _, text := range leaf.Texts {
				said.WriteString(text.Text)
				if text.X < 0 || text.X+text.Long > leaf.Width || text.Y < 0 || text.Y > leaf.Height {
					t.Errorf("%s: %q stands outside the paper", name, text.Text)
				}
			}
		}

		if printed := characters(asked(t, "pdftotext", sheetPDF(t, s), "-")); string(printed) != string(characters(said.String())) {
			t.Errorf("%s: the pages say\n%s\nthe PDF\n%s", name, string(characters(said.String())), string(printed))
		}
	}
}
