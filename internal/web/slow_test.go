package web_test

import (
	"context"
	"maps"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"
	"time"

	"lingping/internal/store"
	"lingping/internal/web"
)

// stalled is a client who asks and then never reads: what is written to him stands until he is let go.
type stalled struct {
	head    http.Header
	status  int
	stuck   chan struct{} // closed when somebody waits for him
	release chan struct{}
}

func newStalled() *stalled {
	return &stalled{head: http.Header{}, stuck: make(chan struct{}), release: make(chan struct{})}
}

func (s *stalled) Header() http.Header { return s.head }

func (s *stalled) WriteHeader(status int) { s.status = status }

func (s *stalled) Write([]byte) (int, error) {
	select {
	case <-s.stuck:
	default:
		close(s.stuck)
	}

	<-s.release
	return 0, http.ErrHandlerTimeout
}

// crowd is how many clients stall at once: more than there are connections for pages on SQLite.
const crowd = 6

// answerTime is how long a page may take while others stall, on a busy machine.
const answerTime = 20 * time.Second

// Whoever asks for a page or file and never reads it holds nothing that others need, whatever he asked for: the next
// page, the door and the watchman's question are answered meanwhile.
func TestAClientWhoDoesNotReadHoldsNothingOfTheDatabase(t *testing.T) {
	th := &theatre{scene: stageScene(t), t: t, table: web.Routes()}
	th.open()
	defer func() { check(t, th.store.Close()) }()

	asked, refused := 0, []string{}
	for _, route := range web.Routes() {
		if route.Method != http.MethodGet {
			continue
		}

		a, o, who, status := th.reader(route)
		if status == 0 {
			t.Errorf("nobody of the cast hears a word from %s: nothing is proven for it", route.Name)
			continue
		}

		if status != http.StatusOK {
			refused = append(refused, route.Name)
		}

		asked++
		th.stall(route, func() *http.Request { return request(t, route, a, o, who) })
	}

	if asked < 70 {
		t.Errorf("only %d pages were tried", asked)
	}

	// The scene has no file by this name, no notice or issue on display today, no import at work, no receipt, no faulty rows and
	// no checkpoint, nobody between his two steps, no single sign-on: there the refusal is not read.
	if want := []string{"static", "second-step", "institution", "institution-back", "public-promotion", "public-notice", "public-text", "notice-door", "notice-display", "import-running", "import-rows", "filing-receipt", "ledger-checkpoint"}; !slices.Equal(refused, want) {
		t.Errorf("nobody of the cast is answered by %v, want this of %v alone", refused, want)
	}
}

// reader finds somebody who is answered by a page with a body, for which object and with which status: all is well if
// there is one, else anything. 0: nobody.
func (th *theatre) reader(route web.Route) (a address, o object, who string, status int) {
	a = addresses[route.Name]
	var all []object
	if a.kind == "export" {
		all = append(all, th.exported("inner"))
	}

	for _, name := range slices.Sorted(maps.Keys(th.objects)) {
		if strings.HasPrefix(name, a.kind+" ") {
			all = append(all, th.objects[name])
		}
	}

	for _, one := range all {
		for _, c := range kinds[a.kind].cast {
			out := httptest.NewRecorder()
			th.handler.ServeHTTP(out, request(th.t, route, a, one, c.who))
			if out.Body.Len() > 0 && (status == 0 || out.Code == http.StatusOK) {
				o, who, status = one, c.who, out.Code
			}

			if status == http.StatusOK {
				return a, o, who, status
			}
		}
	}

	return a, o, who, status
}

// stall lets a crowd ask for the same and never read, then asks for other things.
func (th *theatre) stall(route web.Route, ask func() *http.Request) {
	th.t.Helper()
	var clients []*stalled
	ended := make(chan struct{}, crowd)
	ctx, cancel := context.WithTimeout(th.t.Context(), 2*answerTime)
	defer cancel()

	for range crowd {
		c := newStalled()
		clients = append(clients, c)
		in := ask().WithContext(ctx)
		go func() {
			defer func() { ended <- struct{}{} }()
			th.handler.ServeHTTP(c, in)
		}()
	}

	// The first ones are stuck at once. Where they hold a connection, the others wait for it and never come so far.
	for _, c := range clients[:2] {
		<-c.stuck
	}

	for _, at := range []string{"/healthz", "/login", "/n"} {
		soon, stop := context.WithTimeout(th.t.Context(), answerTime)
		out := httptest.NewRecorder()
		th.handler.ServeHTTP(out, httptest.NewRequestWithContext(soon, http.MethodGet, at, nil))
		stop()
		if out.Code != http.StatusOK {
			th.t.Errorf("while %d clients do not read %s, %s answers %d", crowd, route.Name, at, out.Code)
		}
	}

	if err := th.store.Read(ctx, func(tx *store.Tx) error { _, err := tx.Settings(); return err }); err != nil {
		th.t.Errorf("while %d clients do not read %s, nothing can be read: %v", crowd, route.Name, err)
	}

	for _, c := range clients {
		close(c.release)
	}

	for range crowd {
		<-ended
	}
}
