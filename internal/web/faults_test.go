package web_test

import (
	"html"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"

	"lingping/internal/web"
)

var faultLink = regexp.MustCompile(`<li>\s*<a href="#([^"]+)">([^<]+)</a>`)

// refusedForms are the long forms, sent with next to nothing in them: how many things each must name at once.
var refusedForms = []struct {
	who, page, action string
	fields            []string
	least             int
}{
	{"102", "/occasions/new", "/occasions", []string{"at", "place"}, 2},
	{"102", "/occasions/new?kind=talk", "/occasions", []string{"at", "place", "kind", "talk"}, 5},
	{"101", "/on-site", "/on-site", nil, 3},
	{"101", "/on-site", "/on-site", []string{"at"}, 2},
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

// oneSentence are the forms with several required fields that answer with one sentence, and why.
var oneSentence = map[string]string{
	"/login":             "which of the two was wrong is not told",
	"/schemes/*/guide":   "the check of a scheme lists every slip below the form, at its line",
	"/settings/password": "the old password is asked before anything else is looked at",
	"/settings/second":   "the password is asked before the code is looked at",
}

// Whatever form a page offers: sent with none of its required fields filled in, it names as many things as are missing.
func TestEveryRefusedFormNamesAllThatIsMissing(t *testing.T) {
	th := &theatre{scene: stageScene(t), t: t, table: web.Routes()}
	th.open()
	defer func() { check(t, th.store.Close()) }()

	seen := map[string]bool{}
	for _, route := range th.table {
		if route.Method != http.MethodGet || addresses[route.Name].at == "" {
			continue
		}

		for in, who := range th.requests(route) {
			out := th.send(in)
			if out.Code != http.StatusOK {
				continue
			}

			for _, f := range requiredForms(out.Body.String()) {
				if key := patternless(f.action) + " " + strings.Join(f.required, " "); !seen[key] {
					seen[key] = true
					th.refuses(f, who)
				}
			}
		}
	}

	if len(seen) < 8 {
		t.Errorf("only %d forms have several required fields", len(seen))
	}
}

// requiredForm is a form of a page with the fields that must be filled in by hand.
type requiredForm struct {
	action   string
	fields   url.Values // what stands in the others
	required []string
}

var (
	named         = regexp.MustCompile(`^/schemes/[^/]+/`)
	wholeForm     = regexp.MustCompile(`(?s)<form[^>]*method="post"[^>]*action="([^"]*)"[^>]*>(.*?)</form>`)
	requiredField = regexp.MustCompile(`(?s)<(input|textarea|select)\b([^>]*)>(.*?)(?:</select>|</textarea>|<|$)`)
	fieldAttr     = regexp.MustCompile(`(\w+)(?:="([^"]*)")?`)
	chosenValue   = regexp.MustCompile(`<option value="([^"]*)" selected`)
	firstValue    = regexp.MustCompile(`<option value="([^"]*)"`)
)

// requiredForms are the forms of a page in which two fields or more must be filled in.
func requiredForms(page string) (forms []requiredForm) {
	for _, found := range wholeForm.FindAllStringSubmatch(page, -1) {
		f := requiredForm{action: html.UnescapeString(found[1]), fields: url.Values{}}
		for _, at := range requiredField.FindAllStringSubmatch(found[2], -1) {
			has := map[string]string{}
			for _, a := range fieldAttr.FindAllStringSubmatch(at[2], -1) {
				has[a[1]] = html.UnescapeString(a[2])
			}

			_, must := has["required"]
			_, checked := has["checked"]
			switch {
			case at[1] == "select":
				chosen := chosenValue.FindStringSubmatch(at[0])
				if chosen == nil {
					chosen = firstValue.FindStringSubmatch(at[0])
				}

				if chosen != nil {
					f.fields.Add(has["name"], chosen[1])
				}
			case must && has["type"] != "file":
				f.required = append(f.required, has["name"])
			case has["type"] == "file" || (has["type"] == "radio" || has["type"] == "checkbox") && !checked:
			default:
				f.fields.Add(has["name"], has["value"])
			}
		}

		if len(f.required) > 1 && oneSentence[named.ReplaceAllString(f.action, "/schemes/*/")] == "" {
			forms = append(forms, f)
		}
	}

	return forms
}

// refuses sends the form without what is required.
func (th *theatre) refuses(f requiredForm, who string) {
	th.t.Helper()
	for _, name := range f.required {
		f.fields.Set(name, "")
	}

	f.fields.Del("once")
	answer := th.send(request(th.t, web.Route{Method: http.MethodPost}, address{at: f.action, form: f.fields.Encode()}, object{}, who))
	page := answer.Body.String()
	if found := faultLink.FindAllString(page, -1); answer.Code < 400 || len(found) < len(f.required) {
		th.t.Errorf("%s, sent by %s without %v, answers %d and names %d things: %s", f.action, who, f.required, answer.Code, len(found), whyNot(page))
	}
}
