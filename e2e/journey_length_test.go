package e2e_test

import (
	"strconv"
	"strings"
	"testing"
)

// longest is how high a page may be on a telephone, in CSS pixels: seven screens of it.
const longest = 6000

// longer are the pages that may be higher, with how high and why. One whose name ends with a stroke stands for all below it.
var longer = map[string]struct {
	most int
	why  string
}{
	"/handbook":                {24_000, "a text to be read, with a table of contents"},
	"/schemes/":                {9000, "a text to be read, and the form in which it is changed"},
	"/notices/":                {11000, "the text that is made public, as it will stand there, of every review who gave it, when, how, and the measures"},
	"/n/":                      {11000, "the text that is public"},
	"/rounds/N/arrangements/N": {9000, "the plan of a unit, which is printed as it stands"},
	"/":                        {7500, "of an office the board, of others all that waits for them"},
	"/rounds/N/board":          {7500, "the whole round: a row for each unit below, on the map and in figures"},
	"/rounds/N/plan":           {9000, "two lists: of whom nobody reviews, and of who reviews whom"},
	"/rounds/N/dossiers":       {7000, "the five steps of each unit below"},
}

// fitsAThumb fails the test where the page before it is longer on a telephone than anybody scrolls. Its width has been set and
// asked for.
func (p *Page) fitsAThumb(path string) {
	p.t.Helper()
	most, page := longest, pageOf(path)
	for name, one := range longer {
		if page == name || name != "/" && strings.HasSuffix(name, "/") && strings.HasPrefix(page, name) {
			most = one.most
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
