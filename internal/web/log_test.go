package web_test

import (
	"bytes"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"lingping/internal/app"
	"lingping/internal/web"
)

// At the level at which people run it the program writes a line a request: which page, how it answered, how long it took;
// never an address with what stands in it, a name, a page of people who are not asked who they are, or what the public sends.
func TestTheRequestLogHasALineARequestAndNothingAboutPersons(t *testing.T) {
	th := &theatre{scene: stageScene(t), t: t, table: web.Routes()}
	th.open()
	defer func() { check(t, th.store.Close()) }()

	var log bytes.Buffer
	pages := must(web.New(app.New(th.store), web.Options{Log: slog.New(slog.NewTextHandler(&log, nil))}))(t)
	th.handler = pages.Handler()
	silent := map[string]bool{"slip-form": true, "slip": true, "slip-send": true, "feedback-send": true, "receipt-read": true, "notice-door-open": true}
	for _, route := range web.Routes() {
		all := th.senders(route.Name)
		for _, c := range all[len(all)-1:] {
			a := c.address()
			if route.Method == http.MethodGet {
				a.at += map[bool]string{true: "&", false: "?"}[strings.Contains(a.at, "?")] + "q=孙䶮"
			}

			log.Reset()
			in := request(t, web.Route{Method: route.Method}, a, c.o, c.who)
			th.handler.ServeHTTP(httptest.NewRecorder(), in)
			lines := strings.Count(log.String(), "msg=request ")
			if want := map[bool]int{true: 0, false: 1}[silent[route.Name]]; lines != want {
				t.Errorf("%s %s leaves %d lines, want %d", route.Method, route.Pattern, lines, want)
			}

			said := log.String()
			if !silent[route.Name] && !strings.Contains(said, "pattern="+route.Pattern+" ") && !strings.Contains(said, `pattern="`+route.Pattern+`"`) {
				t.Errorf("%s %s is logged as %s", route.Method, route.Pattern, said)
			}

			for name, value := range c.o {
				if len(value) > 6 && strings.Contains(said, value) {
					t.Errorf("%s %s: the log names the %s: %s", route.Method, route.Pattern, name, said)
				}
			}

			if strings.Contains(said, "孙") || c.who != "" && strings.Contains(said, "="+c.who) {
				t.Errorf("%s %s: the log names a person: %s", route.Method, route.Pattern, said)
			}
		}
	}
}
