package web_test

import (
	"fmt"
	"maps"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"

	"lingping/internal/domain/access"
	"lingping/internal/store"
	"lingping/internal/web"
)

// mostStatements is how many questions a page may put to the database, whoever asks.
const mostStatements = 10

// dearer are the pages that put more, with the most that they may put. The table only shrinks: a page that has become
// cheaper than its line must have a lower one, or none.
var dearer = map[string]int{}

// cost is what the dearest answer of a page took.
type cost struct {
	store.Work
	who   string
	texts map[string]int
}

// A page puts at most ten questions to the database, on one view of it, to whoever it answers.
func TestAPageAsksTheDatabaseLittle(t *testing.T) {
	th := &theatre{scene: stageScene(t), t: t, table: web.Routes()}
	th.open()
	defer func() { check(t, th.store.Close()) }()

	for _, route := range web.Routes() {
		if route.Method != http.MethodGet {
			continue
		}

		most := th.dearest(route)
		limit := max(mostStatements, dearer[route.Name])
		switch {
		case most.Statements > limit:
			t.Errorf("%s asks %d questions for %s, at most are %d:%s", route.Name, most.Statements, most.who, limit, most.oftenest())
		case most.Statements < limit && limit > mostStatements:
			t.Errorf("%s asks %d questions at most: lower its line in dearer, which says %d", route.Name, most.Statements, limit)
		}

		if most.Transactions > 1 {
			t.Errorf("%s looks at %d moments for %s", route.Name, most.Transactions, most.who)
		}
	}
}

// dearest asks a page as everybody at every stage, each time twice, because the first may make a round's frame, and gives
// the second answer that took most.
func (th *theatre) dearest(route web.Route) (most cost) {
	a, known := addresses[route.Name]
	if !known {
		return most
	}

	k := kinds[a.kind]
	stages := k.stages
	if len(stages) == 0 || access.Stages(route.Action)[0] == access.NoStage {
		stages = []access.Stage{k.base}
	}

	if a.only != "" {
		stages = []access.Stage{a.only}
	}

	people := []string{"chen", "zhao", "qian", "sun", "li", "wu"} // who has much to do
	for _, c := range k.cast {
		people = append(people, c.who)
	}

	for _, stage := range stages {
		o, ok := th.object(a.kind, stage, "inner")
		if !ok {
			continue
		}

		for _, who := range people {
			for ask := range 2 {
				var tally store.Tally
				in := request(th.t, route, a, o, who)
				out := httptest.NewRecorder()
				th.handler.ServeHTTP(out, in.WithContext(tally.On(in.Context())))
				if made := (cost{tally.Work(), who, tally.Texts()}); ask > 0 && out.Code == http.StatusOK && made.Statements >= most.Statements {
					most = made
				}
			}
		}
	}

	return most
}

// oftenest are the statements that were sent most often.
func (c cost) oftenest() string {
	texts := slices.SortedFunc(maps.Keys(c.texts), func(a, b string) int { return c.texts[b] - c.texts[a] })
	var b strings.Builder
	for _, text := range texts {
		fmt.Fprintf(&b, "\n\t%d × %s", c.texts[text], strings.Join(strings.Fields(text), " "))
	}
	return b.String()
}
