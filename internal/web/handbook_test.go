package web_test

import (
	"html"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"lingping/internal/web"
)

var (
	helpLink = regexp.MustCompile(`class="help" href="/handbook#([^"]+)"`)
	idOf     = regexp.MustCompile(` id="([^"]+)"`)
)

// The "?" of every page leads to a section that the handbook has, and to one that is about the page.
func TestEveryPageLeadsToItsSectionOfTheHandbook(t *testing.T) {
	th := &theatre{scene: stageScene(t), t: t, table: web.Routes()}
	th.open()
	defer func() { check(t, th.store.Close()) }()

	sections := map[string]bool{}
	for in := range th.requests(routeNamed(t, "handbook")) {
		for _, m := range idOf.FindAllStringSubmatch(th.body(in), -1) {
			sections[html.UnescapeString(m[1])] = true
		}
		break
	}

	if len(sections) < 30 {
		t.Fatalf("the handbook has only %d places to lead to", len(sections))
	}

	for _, route := range web.Routes() {
		if route.Method != http.MethodGet || route.Name == "handbook" {
			continue
		}

		for in, who := range th.requests(route) {
			body := th.body(in)
			if !strings.Contains(body, "<main") {
				continue
			}

			found := helpLink.FindStringSubmatch(body)
			if found == nil {
				t.Errorf("%s to %s has no “?”", route.Name, who)
				continue
			}

			section, err := url.PathUnescape(found[1])
			if err != nil || !sections[section] {
				t.Errorf("%s leads to “%s”, which the handbook does not have", route.Name, section)
			}

			if section == "找到要办的事" {
				t.Errorf("%s (%s) has no section of its own in handbookSections", route.Name, route.Pattern)
			}
		}
	}
}

func routeNamed(t *testing.T, name string) web.Route {
	t.Helper()
	for _, route := range web.Routes() {
		if route.Name == name {
			return route
		}
	}
	t.Fatalf("there is no route %s", name)
	return web.Route{}
}

// body is the page that somebody gets, empty where it is refused.
func (th *theatre) body(in *http.Request) string {
	out := th.send(in)
	if out.Code != http.StatusOK {
		return ""
	}
	return out.Body.String()
}
