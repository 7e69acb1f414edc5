package e2e_test

import (
	"fmt"
	"net/http"
	"os"
	"regexp"
	"slices"
	"strings"
)

// The table of who may do what is read where it is printed for people: it is measured, cell by cell, by the test that
// writes it.
const accessMatrix = "../docs/access-matrix.txt"

// matrix columns begin at this width and are as wide; characters of Chinese count twice.
const matrixStart, matrixColumn = 82, 6

// route is a line of the table of pages.
type route struct {
	method, pattern string
	may             []string // relations at some stage, by their heads in the matrix
}

func (r route) name() string { return r.method + " " + r.pattern }

// routes is every page with who may see it, and finds the page of an address.
type routes struct {
	list []route
	mux  *http.ServeMux
}

var routeLine = regexp.MustCompile(`^(GET|POST) +(/\S*) `)

// readRoutes reads the matrix.
func readRoutes(file string) (*routes, error) {
	text, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}

	all := &routes{mux: http.NewServeMux()}
	var heads []string
	for line := range strings.Lines(string(text)) {
		line = strings.TrimRight(line, "\n")
		cells := columnsFrom(line, matrixStart, matrixColumn)
		switch found := routeLine.FindStringSubmatch(line); {
		case found != nil:
			all.list = append(all.list, route{method: found[1], pattern: found[2]})
			all.mux.Handle(found[1]+" "+found[2], http.NotFoundHandler())
		case len(all.list) == 0:
			heads = cells // the line before the first page
			continue
		}

		at := &all.list[len(all.list)-1]
		for i, cell := range cells {
			if i < len(heads) && strings.ContainsAny(cell, "内外") && !slices.Contains(at.may, heads[i]) {
				at.may = append(at.may, heads[i])
			}
		}
	}

	if len(all.list) < 100 || len(heads) < 10 {
		return nil, fmt.Errorf("%s has %d pages and %d relations", file, len(all.list), len(heads))
	}

	return all, nil
}

// columnsFrom cuts the cells of a line that begin at a width, each as wide as the others.
func columnsFrom(line string, start, each int) (cells []string) {
	width := 0
	for _, r := range line {
		if n := (width - start) / each; width >= start {
			for len(cells) <= n {
				cells = append(cells, "")
			}
			cells[n] = strings.TrimSpace(cells[n] + string(r))
		}

		width++
		if r > 0x2e7f {
			width++
		}
	}

	return cells
}

// at is the name of the page that answers a request; empty: none.
func (r *routes) at(method, path string) string {
	in, err := http.NewRequest(method, "http://house"+path, nil)
	if err != nil {
		return ""
	}
	_, pattern := r.mux.Handler(in)
	return pattern
}

// missed are the pages that nobody who may see them by a relation has reached, as "relation page". What is open to
// everybody, or to every account, has to be led to as that. A form counts for all relations when it is offered to one:
// whether there is a record in just that state is another matter than whether it is led to.
func (r *routes) missed(reached map[string]bool) (out []string) {
	for _, one := range r.list {
		who := one.may
		for _, wide := range []string{"账号", "公众"} {
			if slices.Contains(one.may, wide) {
				who = []string{wide}
			}
		}

		if one.method == "POST" && slices.ContainsFunc(who, func(r string) bool { return reached[r+" "+one.name()] }) {
			continue
		}

		for _, relation := range who {
			if at := relation + " " + one.name(); !reached[at] {
				out = append(out, at)
			}
		}
	}
	return out
}
