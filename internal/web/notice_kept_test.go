package web_test

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"regexp"
	"strings"
	"testing"
	"time"

	"lingping/internal/app"
	"lingping/internal/domain/access"
	"lingping/internal/domain/publish"
	"lingping/internal/domain/scheme"
	"lingping/internal/store"
	"lingping/internal/testkit"
	"lingping/internal/web"
)

// board is a house whose public pages two programs answer, by a clock that the test sets.
type board struct {
	*testkit.World
	t     *testing.T
	now   time.Time
	app   *app.App
	nodes [2]http.Handler
	n     publish.NoticeID
	code  string
}

// boards runs test on both engines, with a notice of the branch B11 proposed on 5 January 2011.
func boards(t *testing.T, test func(t *testing.T, b *board)) {
	testkit.Stores(t, func(t *testing.T, s *store.Store) {
		b := &board{World: testkit.NewWorld(t, s), t: t, now: time.Date(2011, 1, 5, 10, 0, 0, 0, time.UTC)}
		b.app = b.App.At(func() time.Time { return b.now })
		for i := range b.nodes {
			b.nodes[i] = must(web.New(app.New(s).At(func() time.Time { return b.now }), web.Options{}))(t).Handler()
		}

		check(t, b.As("101").Submit("unit B11"))
		check(t, b.As("102").Submit("member 103"))
		b.n = must(b.app.ProposeNotice(t.Context(), b.As("102").Actor, b.Round, b.Unit("B11"), []scheme.SubjectKind{scheme.Unit, scheme.Secretary, scheme.Member}))(t)
		check(t, s.Read(t.Context(), func(tx *store.Tx) error {
			kept, err := tx.Notice(b.n)
			b.code = kept.Code
			return err
		}))

		test(t, b)
	})
}

// approve looks the newest text through and approves it.
func (b *board) approve() {
	b.t.Helper()
	one, two := b.AsOffice().Actor, b.AsOffice().Actor
	two.Account++
	check(b.t, b.app.CheckNotice(b.t.Context(), one, b.n))
	check(b.t, b.app.ApproveNotice(b.t.Context(), two, b.n))
}

// publish makes the approved text public from the 6th to the 8th.
func (b *board) publish() {
	b.t.Helper()
	check(b.t, b.app.PublishNotice(b.t.Context(), b.As("102").Actor, b.n, app.Publication{
		From: "2011-01-06", To: "2011-01-08", Channels: []publish.Channel{{Name: "网上"}}}))
}

// ask is what a node answers to somebody who says these headers; a name and its value in turn.
func (b *board) ask(node int, at string, headers ...string) *httptest.ResponseRecorder {
	b.t.Helper()
	in := httptest.NewRequestWithContext(b.t.Context(), "GET", at, nil)
	for i := 0; i+1 < len(headers); i += 2 {
		in.Header.Add(headers[i], headers[i+1])
	}

	out := httptest.NewRecorder()
	b.nodes[node].ServeHTTP(out, in)
	return out
}

// both asks both programs, twice each, and wants the same status every time; it gives the last answer.
func (b *board) both(what string, status int) *httptest.ResponseRecorder {
	b.t.Helper()
	var out *httptest.ResponseRecorder
	for node := range b.nodes {
		for range 2 {
			if out = b.ask(node, "/n/"+b.code); out.Code != status {
				b.t.Errorf("%s: node %d answers %d, want %d", what, node, out.Code, status)
			}

			if cookies := out.Result().Cookies(); len(cookies) > 0 {
				b.t.Errorf("%s: node %d writes %v", what, node, cookies)
			}

			if kept := out.Header().Get("Cache-Control"); status != 200 && kept != "no-store" {
				b.t.Errorf("%s: of what is not there browsers may keep: %s", what, kept)
			}
		}
	}

	return out
}

// A page that was drawn is shown as long as the notice may be read, and not a moment longer: nothing before it is approved
// and made public, nothing before its first day, nothing after its last, whatever was shown a moment before.
func TestAKeptNoticeIsShownOnItsDaysAndNotAMomentLonger(t *testing.T) {
	boards(t, func(t *testing.T, b *board) {
		b.both("proposed", 404)
		b.approve()
		b.both("approved", 404)
		b.publish()
		b.both("made public for tomorrow", 404)
		for _, moment := range []struct {
			at     time.Time
			status int
			keep   string
		}{
			{time.Date(2011, 1, 5, 23, 59, 59, 999e6, time.UTC), 404, ""},
			{time.Date(2011, 1, 6, 0, 0, 0, 0, time.UTC), 200, "private, max-age=60"},
			{time.Date(2011, 1, 7, 23, 59, 59, 0, time.UTC), 200, "private, max-age=60"},
			{time.Date(2011, 1, 8, 23, 59, 0, 0, time.UTC), 200, "private, max-age=60"},
			{time.Date(2011, 1, 8, 23, 59, 1, 0, time.UTC), 200, "private, max-age=59"},
			{time.Date(2011, 1, 8, 23, 59, 59, 999e6, time.UTC), 200, "private, max-age=0"},
			{time.Date(2011, 1, 9, 0, 0, 0, 0, time.UTC), 404, ""},
			{time.Date(2011, 1, 8, 12, 0, 0, 0, time.UTC), 200, "private, max-age=60"},
			{time.Date(2011, 2, 8, 12, 0, 0, 0, time.UTC), 404, ""},
		} {
			b.now = moment.at
			out := b.both(moment.at.String(), moment.status)
			if kept := out.Header().Get("Cache-Control"); moment.status == 200 && kept != moment.keep {
				t.Errorf("%s: browsers may keep it %q, want %q", moment.at, kept, moment.keep)
			}
		}
	})
}

// What changes the notice changes what is read on the next request, whichever program was asked for the change.
func TestAKeptNoticeFollowsWhatBecomesOfIt(t *testing.T) {
	boards(t, func(t *testing.T, b *board) {
		b.approve()
		b.publish()
		b.now = b.now.AddDate(0, 0, 2)
		first := b.both("on display", 200)
		if !strings.Contains(first.Body.String(), "孙䶮") {
			t.Fatal("the member is not in it")
		}

		check(t, b.app.SayConsent(t.Context(), b.As("103").Actor, b.Of("member 103"), publish.Objects))
		without := b.both("when the member objects", 200)
		if strings.Contains(without.Body.String(), "孙䶮") {
			t.Error("the member who objects is still shown")
		}

		if again := b.ask(0, "/n/"+b.code, "If-None-Match", first.Header().Get("ETag")); again.Code != 200 {
			t.Errorf("who has the page with the member hears %d", again.Code)
		}

		check(t, b.app.SayConsent(t.Context(), b.As("103").Actor, b.Of("member 103"), publish.Agrees))
		if back := b.both("when he agrees", 200); !strings.Contains(back.Body.String(), "孙䶮") {
			t.Error("the member who agrees is not shown")
		}

		must(b.app.ProposeNotice(t.Context(), b.As("102").Actor, b.Round, b.Unit("B11"), []scheme.SubjectKind{scheme.Unit}))(t)
		if same := b.both("while a newer text is on its way", 200); !strings.Contains(same.Body.String(), "孙䶮") {
			t.Error("a text that is not approved is shown")
		}

		b.approve()
		check(t, b.app.PublishNotice(t.Context(), b.As("102").Actor, b.n, app.Publication{From: "2011-01-07", To: "2011-01-09",
			Channels: []publish.Channel{{Name: "网上"}}}))
		if newer := b.both("with a newer text", 200); strings.Contains(newer.Body.String(), "孙䶮") {
			t.Error("the text before is still shown")
		}

		check(t, b.app.WithdrawNotice(t.Context(), b.AsOffice().Actor, b.n, "撤下"))
		b.both("withdrawn", 404)
	})
}

var ownKey = regexp.MustCompile(`name="once" value="[\w-]{43}"`)

// The page is the same for everybody but for the key of its form, asks the database one question at most, and is not sent
// to who has it already.
func TestAKeptNoticeIsAlikeForEverybody(t *testing.T) {
	boards(t, func(t *testing.T, b *board) {
		b.approve()
		b.publish()
		b.now = b.now.AddDate(0, 0, 1)
		check(t, b.Store.Write(t.Context(), func(tx *store.Tx) error {
			a := access.Account{ID: 77, Login: "somebody", Name: "某人"}
			if err := tx.AddAccount(a, ""); err != nil {
				return err
			}
			return tx.AddSession(access.NewSession("hash", a.ID, false, tx.Now))
		}))

		at := "/n/" + b.code
		one := b.ask(0, at)
		for what, other := range map[string]*httptest.ResponseRecorder{
			"a second time":      b.ask(0, at),
			"of another program": b.ask(1, at),
			"signed in":          b.ask(0, at, "Cookie", "lingping=of-somebody; lingping-flash=f"),
			"by a messenger":     b.ask(0, at+"?from=singlemessage"),
		} {
			if ownKey.ReplaceAllString(other.Body.String(), "") != ownKey.ReplaceAllString(one.Body.String(), "") || other.Header().Get("ETag") != one.Header().Get("ETag") {
				t.Errorf("%s the page is another", what)
			}

			if ownKey.FindString(other.Body.String()) == ownKey.FindString(one.Body.String()) {
				t.Errorf("%s the form has the same key", what)
			}

			if got := other.Header().Get("Content-Length"); got != fmt.Sprint(other.Body.Len()) {
				t.Errorf("%s the page says that it has %s bytes of %d", what, got, other.Body.Len())
			}
		}

		english := b.ask(0, at, "Cookie", "lingping-lang=en")
		if !strings.Contains(english.Body.String(), `lang="en"`) || english.Header().Get("ETag") == one.Header().Get("ETag") ||
			english.Header().Get("Vary") != "Cookie" {
			t.Error("English readers are given the Chinese page")
		}

		tag := one.Header().Get("ETag")
		for _, said := range []string{tag, `"other", ` + tag, strings.TrimPrefix(tag, "W/"), "*"} {
			out := b.ask(1, at, "If-None-Match", said)
			if out.Code != 304 || out.Body.Len() != 0 || out.Header().Get("ETag") != tag || out.Header().Get("Cache-Control") == "no-store" {
				t.Errorf("who has %s hears %d with %d bytes", said, out.Code, out.Body.Len())
			}
		}

		if out := b.ask(1, at, "If-None-Match", `W/"other"`); out.Code != 200 {
			t.Errorf("who has another page hears %d", out.Code)
		}

		b.now = b.now.Add(time.Minute)
		if out := b.ask(1, at, "If-None-Match", tag); out.Code != 200 {
			t.Errorf("a minute later the form's key of who sat here before is kept: %d", out.Code)
		}

		asked := func() int {
			var tally store.Tally
			in := httptest.NewRequestWithContext(tally.On(t.Context()), "GET", at, nil)
			in.Header.Set("Cookie", "lingping=of-somebody")
			b.nodes[0].ServeHTTP(httptest.NewRecorder(), in)
			return tally.Work().Statements
		}

		_, known := b.Store.Stamp()
		asked()
		if n := asked(); known && n != 0 || !known && n != 1 {
			t.Errorf("a page that was drawn takes %d statements while nothing is saved (stamp known: %v)", n, known)
		}

		check(t, b.Store.Write(t.Context(), func(tx *store.Tx) error {
			return tx.AddSession(access.NewSession("another", 77, false, tx.Now))
		}))
		if n := asked(); n != 1 {
			t.Errorf("after something was saved a page that was drawn takes %d statements, want 1", n)
		}
	})
}

// However many notices are on display, no more bytes are kept than were meant to be; what is not kept is drawn again.
func TestKeptNoticesAreBounded(t *testing.T) {
	kept := web.NewKeptPages(1000)
	for i := range 50 {
		kept.Keep(fmt.Sprint("N", i), 1, strings.Repeat("x", 90))
		kept.Keep("again", int64(i), strings.Repeat("y", i*10))
		if kept.Bytes() > 1000 {
			t.Fatalf("%d bytes are kept after %d pages", kept.Bytes(), i)
		}

		if got := kept.Page(fmt.Sprint("N", i), 1); i*10 <= 900 && got != strings.Repeat("x", 90) && kept.Page("again", int64(i)) == "" {
			t.Errorf("nothing is kept of two pages of %d bytes", 90+i*10)
		}
	}

	kept.Keep("large", 1, strings.Repeat("z", 1001))
	if kept.Bytes() > 1000 || kept.Page("large", 1) != "" {
		t.Error("a page larger than all is kept")
	}

	kept.Keep("one", 2, "two")
	if kept.Page("one", 1) != "" || kept.Page("one", 3) != "" || kept.Page("one", 2) != "two" {
		t.Error("a page of another version is given")
	}
}
