package e2e_test

import (
	"strconv"
	"strings"
	"testing"
)

// longest is how high a page may be on a telephone, in CSS pixels: seven screens of it.
const longest = 6000

// longer are the pages that may be higher, by the beginning of their address, with how high and why.
var longer = map[string]struct {
	most int
	why  string
}{
	"/handbook": {24_000, "a text to be read, with a table of contents"},
	"/schemes/": {9000, "a text to be read, and the form in which it is changed"},
	"/notices/": {9000, "the text that is made public, as it will stand there"},
	"/n/":       {9000, "the text that is public"},
}

// fitsAThumb fails the test where the page before it is longer on a telephone than anybody scrolls. Its width has been set and
// asked for.
func (p *Page) fitsAThumb(path string) {
	p.t.Helper()
	most := longest
	for prefix, page := range longer {
		if strings.HasPrefix(path, prefix) {
			most = page.most
		}
	}

	height, err := strconv.Atoi(p.ask("height", "", "").Value)
	if err != nil {
		p.t.Fatal(err)
	}

	if height > most {
		p.t.Errorf("%s is %d pixels long on a telephone, at most are %d", path, height, most)
	}
}

// In a house with two thousand members no list is longer than a thumb scrolls, whoever asks for it.
func TestNoListOfALargeHouseIsWithoutEnd(t *testing.T) {
	t.Parallel()
	c := NewDemo(t)
	from, to := window()
	c.Run("round", "open", "--scheme", "chuangxian-2010", "--name", "试点补点评", "--from", from, "--to", to)
	for _, login := range []string{"office", "general", "branch", "security", "audit"} {
		t.Run(login, func(t *testing.T) {
			p := c.Enter(login, demoPassword).On(t)
			p.Resize(390, 844)
			seen := map[string]bool{}
			for todo := []string{"/"}; len(todo) > 0; todo = todo[1:] {
				at := todo[0]
				if seen[kindOf(at)] {
					continue
				}

				seen[kindOf(at)] = true
				p.Visit(c.URL + at)
				p.ask("width", "", "")
				p.fitsAThumb(at)
				todo = append(todo, p.Links()...)
			}

			if len(seen) < 12 {
				t.Errorf("%s is led to %d kinds of pages only", login, len(seen))
			}
		})
	}
}
