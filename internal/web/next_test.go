package web_test

import (
	"net/http"
	"net/http/httptest"
	"regexp"
	"strings"
	"testing"

	"lingping/internal/domain/access"
	"lingping/internal/web"
)

var nextStep = regexp.MustCompile(`(?s)<div class="notice done" role="status">.*?</div>`)

// follows opens the page to which an answer leads, and every button that stands beside what it says of the act.
func (b *browser) follows(answer page, what string, wants ...string) {
	b.t.Helper()
	answer.wants(b.t, what, http.StatusSeeOther)
	said := nextStep.FindString(b.visit(answer.Header.Get("Location")).text)
	for _, want := range wants {
		if !strings.Contains(said, want) {
			b.t.Errorf("after %s stands %q, want the button %s in it", what, said, want)
		}
	}

	for _, link := range links(b.t, said) {
		b.visit(link).wants(b.t, "the next step "+link, http.StatusOK)
	}
}

// After an act the sentence carries the button of the next step, and it opens for whoever has done the act.
func TestWhatIsDoneLeadsOn(t *testing.T) {
	h := house2011(t)
	office := h.office(t)
	opened := office.fill("/rounds/new", "/rounds", "name", "又一轮", "scheme", "chuangxian-2010", "from", "2011-07-01", "to", "2011-12-31")
	opened.wants(t, "opening a round", http.StatusSeeOther)
	plan := opened.Header.Get("Location")
	dry := office.visit(plan)
	if n := strings.Count(dry.text, `class="button strong">启动本轮`); n != 2 { // the summary, and the button that it hides
		t.Errorf("launching is not the one strong thing of the dry run: %d", n)
	}

	round := strings.TrimSuffix(plan, "/plan")
	office.follows(office.fill(plan, round+"/launch"), "launching", "开通账号", "催办")
	office.follows(office.fill(round+"/stats", round+"/stats/seal"), "sealing the statistics", "报送备案")
}

// Who owes reviews and does not answer at his account is marked where he is chased, and named on the office's board.
func TestWhoDoesNotAnswerAtHisAccountIsMarked(t *testing.T) {
	h := house2011(t)
	office := h.office(t)
	slip := h.account(t, "102", "102")
	for page, said := range map[string]string{"/board": "1 名点评人的账号停用了或还没有激活", "/owed": "账号还没有激活", "/reminders": "账号还没有激活"} {
		office.visit(h.at(page)).says(t, said)
	}

	check(t, h.App.Disable(t.Context(), access.LocalOperator(), slip.Account, true))
	for _, page := range []string{"/board", "/owed", "/reminders"} {
		office.visit(h.at(page)).says(t, "账号已停用")
	}
}

// Every button beside what is said of an act opens for whoever has done the act, in whatever role and at whatever stage.
func TestEveryNextStepOpensForWhoeverIsOfferedIt(t *testing.T) {
	th := &theatre{scene: stageScene(t), t: t, table: web.Routes()}
	defer func() { check(t, th.store.Close()) }()

	followed := 0
	for _, route := range web.Routes() {
		if route.Method != http.MethodPost || route.Open || route.Anon {
			continue
		}

		for _, c := range th.senders(route.Name) {
			done := th.send(th.prepare(c)()) // which opens the house anew
			if done.Code != http.StatusSeeOther || flashOf(done) == "" {
				continue
			}

			visit := func(at string) *httptest.ResponseRecorder {
				in := request(t, web.Route{Method: http.MethodGet}, address{at: at}, object{}, c.who)
				for _, cookie := range done.Result().Cookies() {
					if cookie.Name == "lingping-flash" {
						in.AddCookie(cookie)
					}
				}
				return th.send(in)
			}

			for _, link := range links(t, nextStep.FindString(visit(done.Header().Get("Location")).Body.String())) {
				followed++
				if next := visit(link); next.Code != http.StatusOK {
					t.Errorf("after %s as %s the next step %s answers %d", route.Name, c.who, link, next.Code)
				}
			}
		}
	}

	if followed < 10 {
		t.Errorf("only %d next steps were followed", followed)
	}
}
