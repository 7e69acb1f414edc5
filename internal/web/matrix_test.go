package web_test

import (
	"bytes"
	"flag"
	"fmt"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"lingping/internal/domain/access"
	"lingping/internal/web"
)

var update = flag.Bool("update", false, "write the golden files anew")

const matrixGolden = "../../docs/access-matrix.txt"

// Every page answers everybody as the policy says, at every stage, inside and outside his part of the house; whoever may
// not hears the same as of things that are not there, and leaves no trace. The answers are docs/access-matrix.txt.
func TestAccessMatrix(t *testing.T) {
	var seen []sight
	got, breaches := perform(t, stageScene(t), web.Routes(), access.Allowed, &seen)
	for _, b := range breaches {
		t.Error(b)
	}

	t.Run("sees every cell of the policy that changes", func(t *testing.T) { killed(t, seen) })

	if *update {
		check(t, os.WriteFile(matrixGolden, []byte(got), 0o644))
	}

	want, err := os.ReadFile(matrixGolden)
	check(t, err)
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Errorf("who may do what has changed (-docs/access-matrix.txt +now); if that is meant, run with -update:\n%s", diff)
	}
}

// The matrix is worth something only if it sees what it is for.
func TestAccessMatrixSeesEveryHole(t *testing.T) {
	sc := stageScene(t)
	golden, err := os.ReadFile(matrixGolden)
	check(t, err)
	only := func(name string) web.Route {
		i := slices.IndexFunc(web.Routes(), func(r web.Route) bool { return r.Name == name })
		return web.Routes()[i]
	}

	t.Run("a page that is not in the matrix", func(t *testing.T) {
		fresh := only("ledger")
		fresh.Name, fresh.Pattern = "userinfo", "/userinfo"
		if _, breaches := perform(t, sc, []web.Route{fresh}, access.Allowed); len(breaches) == 0 {
			t.Error("it is not seen")
		}
	})

	t.Run("a page of which the policy knows nothing", func(t *testing.T) {
		lost := only("ledger")
		lost.Action = "ledger.peek"
		if _, breaches := perform(t, sc, []web.Route{lost}, access.Allowed); len(breaches) == 0 {
			t.Error("it is not seen")
		}
	})

	for _, name := range []string{"ledger", "person", "board", "plan", "round-launch"} {
		t.Run("a handler that forgets to ask: "+name, func(t *testing.T) {
			if _, breaches := perform(t, sc, []web.Route{only(name).Careless()}, access.Allowed); len(breaches) == 0 && name != "ledger" {
				t.Error("it is not seen")
			}

			open := only(name).Careless()
			open.Action = access.SignIn // and the table opened the door before it
			lines, _ := perform(t, sc, []web.Route{open}, access.Allowed)
			for line := range strings.Lines(lines) {
				if strings.Contains(line, "  "+open.Pattern+" ") && strings.Contains(string(golden), line) {
					t.Errorf("it is printed as before: %s", line)
				}
			}
		})
	}

	for _, widened := range []struct {
		action access.Action
		to     access.Relation
	}{
		{access.ReadLedger, access.System}, {access.GrantRole, access.System}, {access.ReadPerson, access.SignedIn},
		{access.LaunchRound, access.Line}, {access.ImportRoster, access.Auditor}, {access.ManageAccount, access.Anyone},
	} {
		t.Run("a wider policy: "+string(widened.action), func(t *testing.T) {
			policy := func(a access.Action, r access.Relation, s access.Stage) bool {
				return access.Allowed(a, r, s) || a == widened.action && r.Has(widened.to)
			}
			var table []web.Route
			for _, r := range web.Routes() {
				if r.Action == widened.action {
					table = append(table, r)
				}
			}

			if _, breaches := perform(t, sc, table, policy); len(breaches) == 0 {
				t.Error("it is not seen")
			}
		})
	}
}

type policy func(access.Action, access.Relation, access.Stage) bool

// perform asks every page of the table as everybody and prints the answers; breaches are where they are not the policy's.
func perform(t *testing.T, sc *scene, table []web.Route, allowed policy, seen ...*[]sight) (matrix string, breaches []string) {
	t.Helper()
	th := &theatre{scene: sc, t: t, table: table}
	defer func() {
		for _, s := range seen {
			*s = th.seen
		}
	}()

	th.open()
	defer func() { check(t, th.store.Close()) }()

	var out strings.Builder
	out.WriteString(heading())
	for _, route := range table {
		a, known := addresses[route.Name]
		if !known {
			breaches = append(breaches, fmt.Sprintf("%s %s (%s) is not in the matrix: give it a line in addresses", route.Method, route.Pattern, route.Name))
			continue
		}

		if !slices.Contains(access.Actions(), route.Action) {
			breaches = append(breaches, fmt.Sprintf("%s asks for %q, of which the policy knows nothing", route.Name, route.Action))
			continue
		}

		if fits := patternOf(route.Pattern); !fits.MatchString(strings.Split(a.at, "?")[0]) {
			breaches = append(breaches, fmt.Sprintf("the address %s of %s is not of the pattern %s", a.at, route.Name, route.Pattern))
			continue
		}

		k := kinds[a.kind]
		stages := []access.Stage{k.base}
		switch staged := access.Stages(route.Action)[0] != access.NoStage && len(k.stages) > 0; {
		case a.only != "":
			stages = []access.Stage{a.only}
		case staged:
			stages = k.stages
		}

		for i, stage := range stages {
			line, wrong := th.line(route, a, stage, allowed)
			breaches = append(breaches, wrong...)
			label := ""
			if i == 0 {
				label = fmt.Sprintf("%-4s  %s", route.Method, route.Pattern)
			}

			shown := string(stage)
			if len(stages) == 1 {
				shown = ""
			}

			fmt.Fprintf(&out, "%-50s%-20s%-12s%s\n", label, pick(i == 0, string(route.Action)), shown, strings.TrimRight(line, " "))
		}
	}

	return out.String(), breaches
}

func pick(yes bool, s string) string {
	if yes {
		return s
	}
	return ""
}

func patternOf(pattern string) *regexp.Regexp {
	text := regexp.QuoteMeta(strings.TrimSuffix(pattern, "{$}"))
	return regexp.MustCompile("^" + regexp.MustCompile(`\\\{[^}]*\\\}`).ReplaceAllString(text, "[^/]+") + "$")
}

// columns are the relations in the order of the matrix; nobody comes over HTTP as the local operator.
func columns() []access.Relation {
	return slices.DeleteFunc(access.Relations(), func(r access.Relation) bool { return r == access.Local })
}

func heading() string {
	var b strings.Builder
	b.WriteString("谁能做什么：每一页对每种关系、在每个阶段的实际回答。内：在他的范围之内可以；外：范围之外也可以；－－：如同不存在；\n" +
		"空白：对这类内容没有这种关系。由 go test ./internal/web -run Matrix -update 写成，逐格实测；放宽任何一格，测试即不通过。\n" +
		"本机操作员（命令行）不经网页，不在此列。\n\n" + strings.Repeat(" ", 82))
	for _, r := range columns() {
		b.WriteString(heads[r] + "  ")
	}

	return strings.TrimRight(b.String(), " ") + "\n"
}

// heads are the relations in two characters.
var heads = map[access.Relation]string{
	access.Anyone: "公众", access.SignedIn: "账号", access.Self: "本人", access.Reviewer: "点评", access.Clerk: "代录",
	access.Subject: "对象", access.ReviewedSide: "一方", access.Line: "上级", access.Office: "活动", access.System: "系统",
	access.Security: "安全", access.Auditor: "审计",
}

// line asks one page at one stage as everybody.
func (th *theatre) line(route web.Route, a address, stage access.Stage, allowed policy) (line string, breaches []string) {
	k := kinds[a.kind]
	for _, relation := range columns() {
		i := slices.IndexFunc(k.cast, func(c casting) bool { return c.relation == relation })
		if i < 0 {
			line += "      "
			continue
		}

		c := k.cast[i]
		cell := ""
		for _, side := range []string{"inner", "outer"} {
			holds, who := c.holds(stage), c.who
			if side == "outer" {
				if holds = c.beyond; c.outer != "" {
					who = c.outer
				}
			}

			s := sight{route: route, relation: relation, side: side, stage: stage, who: who, holds: holds}
			s.answered, s.changed, s.status = th.ask(route, a, stage, strings.TrimSpace(side+" "+c.object), who)
			th.seen = append(th.seen, s)
			got, wrong := s.judged(allowed)
			if wrong != "" {
				breaches = append(breaches, wrong)
			}

			cell += map[bool]string{true: map[string]string{"inner": "内", "outer": "外"}[side], false: "－"}[got]
		}

		line += cell + "  "
	}

	return line, breaches
}

// sight is how one page answered one of the cast.
type sight struct {
	route             web.Route
	relation          access.Relation
	side              string
	stage             access.Stage
	who               string
	holds             access.Relation
	answered, changed bool
	status            int
}

// judged is what the matrix says of an answer under a policy, and in which way the answer is not the policy's.
func (s sight) judged(allowed policy) (got bool, wrong string) {
	elsewhere := slices.ContainsFunc(access.Stages(s.route.Action), func(at access.Stage) bool { return allowed(s.route.Action, s.holds, at) })
	got = s.answered
	want := allowed(s.route.Action, s.holds, s.stage)
	if !want && (elsewhere && s.status == http.StatusConflict || near(s.holds) && s.status == http.StatusSeeOther && !s.changed) {
		got = false // he may, but not at this stage, and is told so; or is led to what he may do there
	}

	where := fmt.Sprintf("%s %s, %s, %s at stage %q as %s", s.route.Method, s.route.Pattern, s.relation.Name(), s.side, s.stage, s.who)
	switch {
	case s.status >= 500 && s.status != http.StatusServiceUnavailable:
		wrong = fmt.Sprintf("%s: status %d", where, s.status)
	case got && !want:
		wrong = fmt.Sprintf("%s: answered with %d, though the policy refuses %s", where, s.status, s.route.Action)
	case !got && want:
		wrong = fmt.Sprintf("%s: refused with %d, though the policy allows %s", where, s.status, s.route.Action)
	}

	return got, wrong
}

// near reports whether somebody has to do with the object, so that he may hear why not.
func near(holds access.Relation) bool {
	return holds&^(access.Anyone|access.SignedIn|access.System|access.Security|access.Auditor) != 0
}

// ask performs one request. Whoever is refused must have changed nothing; what somebody else changed is undone.
func (th *theatre) ask(route web.Route, a address, stage access.Stage, key, who string) (answered, changed bool, status int) {
	th.t.Helper()
	o, ok := th.object(a.kind, stage, key)
	if !ok {
		th.t.Fatalf("no object for %s at %q, %s", route.Name, stage, key)
	}

	in := request(th.t, route, a, o, who)
	out := httptest.NewRecorder()
	th.handler.ServeHTTP(out, in)
	open := access.Allowed(route.Action, access.Anyone, access.NoStage)
	to := out.Header().Get("Location")
	sent := route.Method == "GET" && strings.HasPrefix(to, "/login")
	answered = open || out.Code != http.StatusNotFound && out.Code != http.StatusUnauthorized && !sent
	if changed = th.written() != th.entries; changed {
		if !answered {
			th.t.Errorf("%s as %s is refused and still leaves an entry", route.Name, who)
		}
		th.open()
	}

	return answered, changed, out.Code
}

func request(t *testing.T, route web.Route, a address, o object, who string) *http.Request {
	t.Helper()
	form, err := url.ParseQuery(o.fill(a.form))
	check(t, err)
	var body bytes.Buffer
	media := "application/x-www-form-urlencoded"
	form.Set("token", web.FormToken(token(who)))
	if a.file == "" {
		body.WriteString(form.Encode())
	} else {
		name, content, _ := strings.Cut(a.file, ":")
		w := multipart.NewWriter(&body)
		for field := range form {
			check(t, w.WriteField(field, form.Get(field)))
		}

		part, err := w.CreateFormFile("file", name)
		check(t, err)
		_, err = part.Write([]byte(content))
		check(t, err)
		check(t, w.Close())
		media = w.FormDataContentType()
	}

	if route.Method == "GET" {
		body.Reset()
	}

	in := httptest.NewRequestWithContext(t.Context(), route.Method, o.fill(a.at), &body)
	if route.Method != "GET" {
		in.Header.Set("Content-Type", media)
	}

	if who != "" {
		in.AddCookie(&http.Cookie{Name: "lingping", Value: token(who)})
	}

	return in
}
