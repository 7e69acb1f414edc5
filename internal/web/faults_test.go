package web_test

import (
	"net/http"
	"regexp"
	"slices"
	"strings"
	"testing"
)

var faultLink = regexp.MustCompile(`<li>\s*<a href="#([^"]+)">([^<]+)</a>`)

// refusedForms are the long forms, sent with next to nothing in them: how many things each must name at once.
var refusedForms = []struct {
	who, page, action string
	fields            []string
	least             int
}{
	{"102", "/occasions/new", "/occasions", []string{"at", "place"}, 2},
	{"102", "/occasions/new?kind=talk", "/occasions", []string{"at", "place", "kind", "talk"}, 4},
	{"102", "/everyday/new", "/everyday", []string{"subject", "member.{unit}.{person}"}, 2},
	{"101", "/rounds/{round}/fieldwork/new", "/rounds/{round}/fieldwork", nil, 3},
	{"102", "/opinions/new", "/opinions", []string{"at", "first", "kind", "gather"}, 3},
	{"office", "/rounds/new", "/rounds", []string{"scheme", "chuangxian-2010"}, 2},
	{"102", "/rounds/{round}/summary?unit={unit}", "/rounds/{round}/summary/submit?unit={unit}", nil, 2},
	{"102", "{sheet}/edit", "{sheet}/submit", nil, 5},
}

// A form that is refused names everything that is missing at once, above it, each a link to a field that stands on the
// page, is marked as wrong and tells why.
func TestARefusedFormListsEverythingAtOnce(t *testing.T) {
	h := house2011(t)
	desks := map[string]*browser{"102": h.as(t, "102").browser, "101": h.as(t, "101").browser, "office": h.office(t)}
	words := strings.NewReplacer("{round}", id(int64(h.Round)), "{unit}", id(int64(h.Unit("B11"))), "{sheet}", h.sheet("member 103", ""),
		"{person}", id(int64(h.Person("103"))))
	for _, f := range refusedForms {
		b, on, to := desks[f.who], words.Replace(f.page), words.Replace(f.action)
		page := b.visit(on)
		page.wants(t, on, http.StatusOK)
		form := map[string][]string{"token": {page.token()}, "revision": {hidden(page, "revision")}}
		for _, offered := range formsOn(t, page.text) {
			for _, name := range f.fields {
				answers := slices.DeleteFunc(slices.Clone(offered.choices[name]), func(answer string) bool { return answer == "" })
				if len(answers) > 0 && strings.HasPrefix(to, strings.Split(offered.action, "?")[0]) {
					form[name] = answers[:1]
				}
			}
		}

		for i := 0; i+1 < len(f.fields); i += 2 {
			if form[f.fields[i]] == nil {
				form[f.fields[i]] = []string{words.Replace(f.fields[i+1])}
			}
		}

		answer := b.post(to, form)
		found := faultLink.FindAllStringSubmatch(answer.text, -1)
		if answer.StatusCode < 400 || len(found) < f.least {
			t.Errorf("%s, sent empty, answers %d and names %d things, want %d: %s", to, answer.StatusCode, len(found), f.least, whyNot(answer.text))
		}

		for _, link := range found {
			if !strings.Contains(answer.text, ` id="`+link[1]+`"`) {
				t.Errorf("%s: %q leads to #%s, which is not on the page", to, link[2], link[1])
			}

			if !regexp.MustCompile(`<(input|textarea|select|fieldset)[^>]*id="` + regexp.QuoteMeta(link[1]) + `"`).MatchString(answer.text) {
				t.Errorf("%s: #%s is no field", to, link[1])
			}
		}

		if len(found) > 0 && !strings.Contains(answer.text, `aria-invalid="true"`) {
			t.Errorf("%s marks no field as wrong", to)
		}
	}
}
