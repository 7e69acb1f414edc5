package web_test

import (
	"html"
	"regexp"
	"strings"
	"testing"
)

// counted is a link that bears how many things it opens.
var counted = regexp.MustCompile(`(?s)<a [^>]*href="([^"]+)"[^>]*>([^<]*?(\d+) 项[^<]*)</a>`)

// A number of things that is a link opens a list of just so many.
func TestACountThatIsALinkOpensAListOfJustThatMany(t *testing.T) {
	h := house2011(t)
	b := h.office(t)
	seen := 0
	for _, address := range append(chased(h), "/") {
		for _, link := range counted.FindAllStringSubmatch(b.visit(address).text, -1) {
			list := b.visit(html.UnescapeString(link[1]))
			list.wants(t, link[2], 200)
			seen++
			if !strings.Contains(list.words(), "共 "+link[3]+" 项") && !strings.Contains(list.words(), "还差 "+link[3]+" 项") {
				t.Errorf("%s says %q, and the list behind it does not", address, link[2])
			}
		}
	}

	if seen == 0 {
		t.Error("no page has a count that is a link")
	}
}
