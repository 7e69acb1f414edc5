package web_test

import (
	"cmp"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"slices"
	"testing"

	"lingping/internal/domain/access"
	"lingping/internal/store"
	"lingping/internal/web"
)

// mostStatements is how many questions a page may put to the database, whoever asks and however large the house is.
const mostStatements = 10

// A page puts few questions to the database, on one view of it.
func TestAPageAsksTheDatabaseLittle(t *testing.T) {
	th := &theatre{scene: stageScene(t), t: t, table: web.Routes()}
	th.open()
	defer func() { check(t, th.store.Close()) }()
	type cost struct {
		page, who string
		work      store.Work
		texts     map[string]int
	}
	var costs []cost
	for _, route := range web.Routes() {
		a, ok := addresses[route.Name]
		if !ok || route.Method != http.MethodGet {
			continue
		}
		k := kinds[a.kind]
		stages := k.stages
		if len(stages) == 0 || access.Stages(route.Action)[0] == access.NoStage {
			stages = []access.Stage{k.base}
		}
		if a.only != "" {
			stages = []access.Stage{a.only}
		}
		var most cost
		for _, stage := range stages {
			for _, c := range k.cast {
				o, ok := th.object(a.kind, stage, "inner")
				if !ok {
					continue
				}
				var tally store.Tally
				in := request(t, route, a, o, c.who)
				in = in.WithContext(tally.On(in.Context()))
				out := httptest.NewRecorder()
				th.handler.ServeHTTP(out, in)
				if out.Code == 200 && (tally.Work().Statements > most.work.Statements || most.page == "") {
					most = cost{route.Name, c.who, tally.Work(), tally.Texts()}
				}
			}
		}
		costs = append(costs, most)
	}
	slices.SortFunc(costs, func(a, b cost) int { return cmp.Compare(b.work.Statements, a.work.Statements) })
	for _, c := range costs {
		fmt.Printf("%-24s %-10s %3d statements %2d transactions\n", c.page, c.who, c.work.Statements, c.work.Transactions)
		if os.Getenv("PAGE") == c.page {
			for text, n := range c.texts {
				fmt.Println("   ", n, text)
			}
		}
	}
}
