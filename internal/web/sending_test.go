package web_test

import (
	"fmt"
	"maps"
	"net/http"
	"net/http/httptest"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"lingping/internal/domain/access"
	"lingping/internal/testkit"
	"lingping/internal/web"
)

// madeForAnHour is why an order of papers changes nothing.
const madeForAnHour = "makes a file for an hour and changes no row; a second one stands beside it in the list"

// unmoved are the forms that change nothing in the scene, each with the reason.
var unmoved = map[string]string{
	"login-send":         "files nothing: every signing in is a session of its own; the passwords of the scene are no Argon2id",
	"review-check":       "reads what is lacking",
	"scheme-check":       "reads a scheme",
	"scheme-try-text":    "tries a scheme and keeps nothing",
	"scheme-guided":      "the form of the scene has nothing filled in and is refused; guide_test sends a good one",
	"opinion-lose":       "no key of the scene is lost; a gathering that is closed is not closed again",
	"receipt-read":       "reads an answer",
	"slip":               "reads what a code asks",
	"slip-send":          "the code of the scene is none; opinion_test sends a good one twice",
	"password-change":    "the passwords of the scene are no Argon2id; the old one is asked for, so the second sending is refused",
	"second-step-send":   "nobody of the scene is between his two steps; a code is used up, app/second_step_test shows it four times at once",
	"institution-ended":  "the scene has no single sign-on; ending what is over ends nothing",
	"notice-door-open":   "leads to a page",
	"account-number":     "no number of the scene differs from the roster; one that was confirmed is not confirmed again",
	"second-enrol":       "the passwords of the scene are no Argon2id; whoever has a second step gets no other",
	"second-codes":       "nobody of the scene has a second step; codes are shown to whom asked for them",
	"second-off":         "the same; what is off is not taken off again",
	"second-take":        "the same",
	"feedback-send":      "the notices of the scene are off display; app/sending_test sends feedback twice",
	"arrangement-decide": "no plan of the scene is handed in; one that is answered is not answered again",
	"round-close":        "much is owed in the scene; a round that is closed is not closed again",
	"acting-appoint":     "every branch of the scene has its secretary; a branch that has one gets no other",
	"occasion-follow":    "the scene has no talk; a talk that is done is not done again",
	"actions-book":       madeForAnHour,
	"reminders-book":     madeForAnHour,
	"forms-export":       madeForAnHour,
	"forms-own":          "reads a form, and what it fills is made for an hour",
	"template-check":     "reads a form",
	"template-keep":      "the file of the scene is no form and is refused; one that says what the last one says is not kept again",
	"reviews-print":      madeForAnHour,
	"occasion-print":     madeForAnHour,
	"filing-preview":     madeForAnHour,
	"retention-export":   madeForAnHour,
	"roster-export":      madeForAnHour,
	"ledger-bundle":      madeForAnHour,
	"ledger-export":      madeForAnHour,
	"grid-save":          "the grid of the scene comes without rows; occasion_grid_test sends good ones",
	"grid-submit":        "the same; a sheet that was handed in is not handed in again",
	"import-undo":        "no import of the scene can be undone; what was undone is not undone again",
	"checkpoint-make":    "the scene has no key; of the same entries there is one checkpoint",
	"export-cancel":      "erases a file of this program; one that is gone is not found",
	"on-site-note":       "the scene's secretary reviews no unit; the note has a key of its own, see occasion_talk_test",
}

// rehearsal is what a form needs besides what stands in addresses: forms sent before it, another address or form. {made}
// is the number at the end of the address to which the last of them led, {revision} what the hidden field of the page holds.
type rehearsal struct {
	before   []cue
	at, form string
	page     string
}

// cue is a form sent before.
type cue struct{ route, who, at, form string }

var (
	sentBack = []cue{{route: "action-return", who: "qian"}}
	replied  = []cue{{route: "reply-accept", who: "qian"}}
	asked    = []cue{{route: "help-begin", who: "sun"}}
	frozen   = cue{route: "draw-freeze", who: "zhao", at: "/rounds/{round}/draws?unit={unit}", form: "kind=member&want=1&source=双色球&second=梅花三弄"}
)

const sheetForm = "revision={revision}&mode=individual&selection=all&day=2011-01-05&place=会议室&aspect-{sheet}-post=踏实&" +
	"aspect-{sheet}-promise=兑现&aspect-{sheet}-masses=走访&problems-{sheet}=走访偏少&advice-{sheet}=多走访&achievements-{sheet}=好&causes-{sheet}=忙&overall-{sheet}=好"

var rehearsals = map[string]rehearsal{
	"review-submit":       {form: sheetForm},
	"review-correct":      {form: sheetForm + "&reason=更正"},
	"dissent-answer":      {before: []cue{{route: "review-acknowledge", who: "sun", form: "dissent=不完全是这样"}}},
	"occasion-save":       {page: "/occasions/{occasion}", form: "revision={revision}&title=会议二&mode=collective&selection=all&day=2011-01-05"},
	"actions-record":      {before: sentBack, form: "action={action}&measure-{action}=又走访"},
	"action-claim":        {before: []cue{sentBack[0], {route: "action-split", who: "sun"}}, at: "/actions/{made}/claim"},
	"action-plan":         {before: sentBack, page: "/actions/{action}", form: "measure=天天走访&revision={revision}"},
	"action-note":         {before: sentBack},
	"action-report":       {before: sentBack},
	"action-split":        {before: sentBack},
	"action-suggest":      {before: sentBack},
	"action-cancel":       {before: sentBack},
	"extension-ask":       {before: sentBack},
	"extension-decide":    {before: []cue{sentBack[0], {route: "extension-ask", who: "sun"}}},
	"action-close":        {before: replied},
	"action-close-signed": {before: replied},
	"action-reopen":       {before: []cue{replied[0], {route: "action-close", who: "zhao"}}},
	"help-promise":        {before: asked, at: "/helps/{made}/promise"},
	"help-decline":        {before: asked, at: "/helps/{made}/decline"},
	"round-unlaunch":      {before: []cue{{route: "round-launch", who: "officeZ1"}}},
	"subjects-exempt":     {form: "subject=member.{unit}.{person}&reason=卧病&approver=校党委"},
	"seat-hand-over":      {form: "person={secretary}.everything&to=301&reason=调动"},
	"draw-cast":           {before: []cue{frozen}, at: "/draws/{made}/cast"},
	"draw-raise":          {before: []cue{frozen, {route: "draw-cast", who: "zhao", at: "/draws/{made}/cast"}}, at: "/draws/{made}/raise"},
	"draw-replace":        {before: []cue{frozen, {route: "draw-cast", who: "zhao", at: "/draws/{made}/cast"}}, at: "/draws/{made}/replace", form: "ref=103&reason=出差"},
	"filing-hand-in":      {before: []cue{{route: "filing-return", who: "officeZ1"}}, at: "/rounds/{round}/filing/hand-in?unit={top}", form: "reason=先报"},
	"role-revoke":         {before: []cue{{route: "role-grant", who: "security"}}},
}

// Every form of the house leaves the same rows when it is sent twice as when it is sent once: by a finger that taps twice,
// so that both are under way together, and by a browser that tries again after its line was cut. The second answer is the
// first one's.
func TestAFormSentTwiceMakesNoSecondRecord(t *testing.T) {
	th := &theatre{scene: stageScene(t), t: t, table: web.Routes()}
	defer func() { check(t, th.store.Close()) }()

	for _, route := range web.Routes() {
		if route.Method != http.MethodPost {
			continue
		}

		moved := false
		var told []string
		for _, c := range th.senders(route.Name) {
			in := th.prepare(c)
			before := testkit.Rows(t, th.file)
			first := th.send(in())
			once := testkit.Rows(t, th.file)
			if maps.Equal(before, once) || first.Code >= 400 {
				told = append(told, fmt.Sprint(c.who, first.Code, refusal.FindString(first.Body.String())))
				continue
			}

			moved = true
			th.held(c, "one after the other", once, first, th.send(in()))
			in = th.prepare(c)
			var second *httptest.ResponseRecorder
			one, two := in(), in()
			var wait sync.WaitGroup
			wait.Go(func() { first = th.send(one) })
			wait.Go(func() { second = th.send(two) })
			wait.Wait()
			th.held(c, "together", once, first, second)
			break
		}

		if moved == (unmoved[route.Name] != "") {
			t.Errorf("%s: does it change anything? %t, and in unmoved stands %q\n%s", route.Name, moved, unmoved[route.Name], strings.Join(told, "\n"))
		}
	}
}

// refusal is what a page says of a form that it did not take, revisionField the hidden field of that name.
var (
	refusal       = regexp.MustCompile(`(?s)role="alert".*?</p>`)
	revisionField = regexp.MustCompile(`name="revision" value="([^"]*)"`)
	lastNumber    = regexp.MustCompile(`\d+$`)
)

// sender is somebody who sends a form about an object.
type sender struct {
	route, who string
	o          object
}

// senders are all who could send a form of the route, at all stages.
func (th *theatre) senders(route string) (out []sender) {
	a := addresses[route]
	k := kinds[a.kind]
	for _, stage := range append([]access.Stage{k.base, a.only}, k.stages...) {
		for _, c := range k.cast {
			key := a.kind + " " + string(stage) + " " + strings.TrimSpace("inner "+c.object)
			if o, ok := th.objects[key]; ok {
				out = append(out, sender{route, c.who, o})
			}
		}
	}

	return out
}

// prepare sets the scene up, sends what comes before, and gives what makes the form's request, always the same.
func (th *theatre) prepare(c sender) func() *http.Request {
	th.open()
	more := rehearsals[c.route]
	o := maps.Clone(c.o)
	for _, cue := range more.before {
		a := addresses[cue.route]
		if cue.at != "" {
			a.at = cue.at
		}

		if cue.form != "" {
			a.form = cue.form
		}

		led := th.send(th.post(cue.route, a, o, cue.who)).Header().Get("Location")
		if made := lastNumber.FindString(led); made != "" {
			o["made"] = made
		}
	}

	a := addresses[c.route]
	if more.at != "" {
		a.at = more.at
	}

	if more.form != "" {
		a.form = more.form
	}

	if more.page != "" {
		page := th.send(request(th.t, web.Route{Method: http.MethodGet}, address{at: more.page}, o, c.who)).Body.String()
		if found := revisionField.FindStringSubmatch(page); found != nil {
			o["revision"] = found[1]
		}
	}

	a.form = strings.TrimPrefix(a.form+"&once=key-of-the-form", "&")
	return func() *http.Request { return th.post(c.route, a, o, c.who) }
}

func (th *theatre) post(route string, a address, o object, who string) *http.Request {
	return request(th.t, web.Route{Method: http.MethodPost, Name: route}, a, o, who)
}

func (th *theatre) send(in *http.Request) *httptest.ResponseRecorder {
	out := httptest.NewRecorder()
	th.handler.ServeHTTP(out, in)
	return out
}

// unlike are the forms whose second answer may have another status: nobody is signed in any more.
var unlike = map[string][]int{
	"logout": {http.StatusSeeOther, http.StatusUnauthorized},
}

// held compares what is there after two sendings with what is there after one, and the two answers.
func (th *theatre) held(c sender, how string, once map[string]int, first, second *httptest.ResponseRecorder) {
	th.t.Helper()
	if diff := cmp.Diff(once, testkit.Rows(th.t, th.file)); diff != "" {
		th.t.Errorf("%s as %s, sent twice %s, leaves other rows (-once +twice):\n%s", c.route, c.who, how, diff)
	}

	if first.Code >= 500 || second.Code >= 500 {
		th.t.Errorf("%s, sent twice %s: answers %d and %d: %s", c.route, how, first.Code, second.Code, refusal.FindString(first.Body.String()+second.Body.String()))
	}

	if first.Code != second.Code {
		codes := []int{first.Code, second.Code}
		slices.Sort(codes)
		if !slices.Equal(codes, unlike[c.route]) && !slices.Equal(codes, []int{http.StatusOK, http.StatusConflict}) { // what is shown once, is
			th.t.Errorf("%s as %s, sent twice %s: answers %d and %d: %s", c.route, c.who, how, first.Code, second.Code,
				refusal.FindString(first.Body.String()+second.Body.String()))
		}

		return
	}

	if a, b := first.Header().Get("Location"), second.Header().Get("Location"); a != b {
		th.t.Errorf("%s as %s, sent twice %s: leads to %q and %q", c.route, c.who, how, a, b)
	}

	if a, b := flashOf(first), flashOf(second); a != b {
		th.t.Errorf("%s as %s, sent twice %s: says %q and %q", c.route, c.who, how, a, b)
	}
}

// flashOf is the sentence that the next page will show.
func flashOf(out *httptest.ResponseRecorder) string {
	for _, c := range out.Result().Cookies() {
		if c.Name == "lingping-flash" {
			return c.Value
		}
	}
	return ""
}
