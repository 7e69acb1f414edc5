package web_test

import (
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"testing"

	"lingping/internal/app"
	"lingping/internal/domain/access"
	"lingping/internal/domain/round"
	"lingping/internal/store"
	"lingping/internal/testkit"
	"lingping/internal/web"
)

// hostileWords are what no page of ours would send.
var hostileWords = map[string]string{
	"a zero byte": "甲\x00乙", "bytes that are no text": "甲\xff\xfe乙", "a number beyond all": "99999999999999999999",
	"the greatest number": "9223372036854775807", "the least number": "-9223372036854775808", "a minus": "-1",
	"markup": `"><script>alert(1)</script>`, "lines": "a\r\nSet-Cookie: x=1", "very much": strings.Repeat("长", 100_000),
}

// hostilePieces are what may stand in an address in place of a number or name.
var hostilePieces = []string{"0", "-1", "x", "99999999999999999999", "9223372036854775807", "%00", "%ff", "%2e%2e", "1%0d%0aX:1"}

// Whatever is sent, on either database, is refused in words or taken; it never breaks a page.
func TestHostileWordsBreakNoPage(t *testing.T) {
	testkit.Stores(t, func(t *testing.T, s *store.Store) {
		sc := &scene{objects: map[string]object{}}
		w := testkit.NewWorld(t, s)
		sc.play(t, w)
		pages := must(web.New(app.New(s), web.Options{BaseURL: houseAddress}))(t)
		handler := pages.Handler()
		for _, page := range []string{"9223372036854775807", "153722867280912931", "-1", "x"} {
			out := httptest.NewRecorder()
			handler.ServeHTTP(out, request(t, web.Route{Method: "GET"}, address{at: "/?page=" + page}, nil, "qian"))
			if out.Code != http.StatusOK {
				t.Errorf("page %s of what a secretary owes: status %d", page, out.Code)
			}
		}

		for _, route := range web.Routes() {
			a := addresses[route.Name]
			if route.Name == "logout" || route.Name == "login-send" {
				continue // the one ends the session of who asks, the other lets him wait
			}

			who, o := sc.allowed(route, a)
			ask := func(what string, a address) *httptest.ResponseRecorder {
				out := httptest.NewRecorder()
				handler.ServeHTTP(out, request(t, route, a, o, who))
				if out.Code >= 500 && out.Code != http.StatusServiceUnavailable {
					t.Errorf("%s %s as %q with %s: status %d", route.Method, route.Pattern, who, what, out.Code)
				}
				return out
			}

			for what, word := range hostileWords {
				for _, hostile := range spoiled(t, a, word) {
					out := ask(what+" in "+hostile.kind, hostile)
					if strings.Contains(out.Body.String(), "<script>alert") {
						t.Errorf("%s %s: markup comes back as markup", route.Method, route.Pattern)
					}

					noText := strings.Contains(word, "\x00") || strings.Contains(word, "\xff")
					if noText && route.Name != "static" && route.Name != "health" && route.Name != "ready" && out.Code != 422 {
						t.Errorf("%s %s with %s in %s: status %d, want 422", route.Method, route.Pattern, what, hostile.kind, out.Code)
					}
				}
			}

			at, query, _ := strings.Cut(o.fill(a.at), "?")
			if !strings.Contains(route.Pattern, "{id}") && !strings.Contains(route.Pattern, "{name}") && !strings.Contains(route.Pattern, "{copy}") {
				continue
			}

			steps, shape := strings.Split(at, "/"), strings.Split(route.Pattern, "/")
			for i := range steps {
				if !strings.HasPrefix(shape[i], "{") {
					continue
				}
				for _, piece := range hostilePieces {
					odd := slices.Clone(steps)
					odd[i] = piece
					ask("the piece "+piece[:min(30, len(piece))], address{at: strings.Join(odd, "/") + "?" + query, form: a.form, file: a.file})
				}
			}
		}
	})
}

// play sets the whole scene up in a fresh world.
func (sc *scene) play(t *testing.T, w *testkit.World) {
	t.Helper()
	check(t, w.App.AppointClerk(t.Context(), access.LocalOperator(), w.Person("102"), w.Person("105")))
	check(t, w.App.AppointClerk(t.Context(), access.LocalOperator(), w.Person("103"), w.Person("102")))
	check(t, w.App.AppointClerk(t.Context(), access.LocalOperator(), w.Person("101"), w.Person("105")))
	sc.people(t, w)
	sc.house(t, w)
	sc.notices(t, w)
	sc.experience(t, w)
	sc.rounds(t, w)
	sc.everydays(t, w)
	sc.draws(t, w)
	sc.occasions(t, w)
	sc.fieldwork(t, w)
	sc.batches(t, w)
	sc.actions(t, w)
	sc.sheets(t, w)
	sc.commitments(t, w)
	sc.summaries(t, w)
	sc.passOn(t, w)
}

// passOn hands over the seat of a general branch beside those of which the scene is about.
func (sc *scene) passOn(t *testing.T, w *testkit.World) {
	t.Helper()
	must(w.App.HandOverSeat(t.Context(), access.LocalOperator(), w.Round, round.HandOver{
		Extent: round.OneSeat, Seat: w.Unit("Z3"), From: w.Person("301"), To: w.Person("005"), Reason: "调任"}))(t)
}

// allowed is somebody who may see the page, with the object that it is then about.
func (sc *scene) allowed(route web.Route, a address) (who string, o object) {
	k := kinds[a.kind]
	stage := k.base
	if stages := access.Stages(route.Action); stages[0] != access.NoStage && len(k.stages) > 0 {
		stage = stages[0]
	}

	if a.only != "" {
		stage = a.only
	}

	for _, c := range k.cast {
		if c.who != "" && access.Allowed(route.Action, c.holds(stage), stage) {
			return c.who, sc.objects[strings.TrimSpace(a.kind+" "+string(stage)+" inner "+c.object)]
		}
	}

	return "stranger", sc.objects[a.kind+" "+string(stage)+" inner"]
}

// spoiled is the address with the word in each of its fields, one after the other, and once in fields that other pages
// have; kind is then the field's name.
func spoiled(t *testing.T, a address, word string) []address {
	t.Helper()
	at, text, _ := strings.Cut(a.at, "?")
	query, err := url.ParseQuery(text)
	check(t, err)
	form, err := url.ParseQuery(a.form)
	check(t, err)
	var out []address
	if len(word) < 1000 { // no server reads a longer head
		others := url.Values{}
		for _, name := range []string{"q", "from", "page", "back", "to", "before", "object", "kind", "state", "occasion", "day"} {
			others.Set(name, word)
		}

		out = append(out, address{kind: "fields of other pages", at: at + "?" + text + "&" + others.Encode(), form: a.form, file: a.file})
		for name := range query {
			out = append(out, address{kind: name, at: at + "?" + with(query, name, word), form: a.form, file: a.file})
		}
	}

	for name := range form {
		out = append(out, address{kind: "the form's " + name, at: a.at, form: with(form, name, word), file: a.file})
	}

	return out
}

// with is the fields with another value in one of them.
func with(fields url.Values, name, value string) string {
	odd := url.Values{}
	for n, v := range fields {
		odd[n] = v
	}
	odd.Set(name, value)
	return odd.Encode()
}

// Whatever people and units are called and whatever is written of them, pages show it as text and files keep their heads.
func TestHostileNamesStayText(t *testing.T) {
	const markup = `"'><script>alert(1)</script>` + "\r\nX-Evil: 1"
	s := testkit.SQLite(t)
	sc := &scene{objects: map[string]object{}}
	sc.play(t, testkit.NewWorld(t, s))
	check(t, s.Write(t.Context(), func(tx *store.Tx) error {
		for table, columns := range map[string]string{
			"person": "name job note", "unit": "name short", "round": "name theme", "round_unit": "name short", "round_person": "name job",
			"account": "name", "review": "carrier place writer_name return_reason dissent paper_ref", "occasion": "title place absent agenda minutes by_name",
			"commitment": "body measure responsible result by_name", "summary": "took_part return_reason returned_by by_name",
			"blob": "name", "exemption": "reason approver",
		} {
			for column := range strings.FieldsSeq(columns) {
				if _, err := tx.Exec("UPDATE "+table+" SET "+column+" = "+column+" || $1", markup); err != nil {
					return err
				}
			}
		}

		_, err := tx.Exec(`UPDATE review SET body = replace(body, '完成', '<script>alert(2)</script>')`)
		return err
	}))

	handler := must(web.New(app.New(s), web.Options{BaseURL: houseAddress}))(t).Handler()
	seen := 0
	for _, route := range web.Routes() {
		a := addresses[route.Name]
		if route.Method != "GET" {
			continue
		}

		who, o := sc.allowed(route, a)
		out := httptest.NewRecorder()
		handler.ServeHTTP(out, request(t, route, a, o, who))
		if out.Code >= 500 {
			t.Errorf("%s: status %d", route.Pattern, out.Code)
		}

		page := strings.HasPrefix(out.Header().Get("Content-Type"), "text/html")
		if page && strings.Contains(out.Body.String(), "<script>alert") {
			t.Errorf("%s shows markup as markup", route.Pattern)
		}

		if strings.Contains(out.Body.String(), "&lt;script&gt;alert") {
			seen++
		}

		if kept := out.Header().Get("Content-Disposition"); strings.ContainsAny(kept, "\r\n<>") || out.Header().Get("X-Evil") != "" || out.Code == 200 && !page && kept != "" && !strings.HasPrefix(kept, "attachment;") {
			t.Errorf("%s is kept as %q", route.Pattern, kept)
		}
	}

	if seen < 10 {
		t.Errorf("only %d pages show a name: the test looks at too little", seen)
	}
}

func TestAHostileBatchIsRefusedBeforeItBegins(t *testing.T) {
	h := open(t, web.Options{BaseURL: houseAddress})
	slip := h.account(t, "102", "102")
	b := h.browser(t)
	b.enter("102", slip.Code)
	b.fill("/settings/password", "/settings/password", "password", slip.Code, "new-password", "梧桐树下三杯清茶", "repeat-password", "梧桐树下三杯清茶")
	form := url.Values{"token": {b.visit("/settings").token()}, "sheet": slices.Repeat([]string{"7"}, 3001)}
	b.post("/reviews/confirm", form).wants(t, "more sheets than anybody has", 422)
	form["sheet"] = form["sheet"][:3000]
	b.post("/reviews/confirm", form).wants(t, "as many as one may", 404)
}
