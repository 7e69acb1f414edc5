package web_test

import (
	"context"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"lingping/internal/app"
	"lingping/internal/store"
	"lingping/internal/testkit"
	"lingping/internal/web"
)

// While nobody can save — another program holds the write lock, or the disk is full — every page that only reads still
// answers everybody of the cast, and none speaks of something that was not saved.
func TestPagesAreReadWhileNobodyCanWrite(t *testing.T) {
	sc := stageScene(t)
	t.Run("a held write lock on SQLite", func(t *testing.T) {
		th := &theatre{scene: sc, t: t, table: web.Routes()}
		th.open()
		defer func() { check(t, th.store.Close()) }()

		pages := hourLater(t, th.store)
		free := th.readAll(pages)
		defer hold(t, th.file, func(*store.Tx) error { return nil })()

		wantSame(t, free, th.readAll(pages))
	})

	t.Run("a full disk on SQLite", func(t *testing.T) {
		th := &theatre{scene: sc, t: t, table: web.Routes()}
		th.open()
		defer func() { check(t, th.store.Close()) }()

		pages := hourLater(t, th.store)
		free := th.readAll(pages)
		fillUp(t, th.store)
		wantSame(t, free, th.readAll(pages))
	})

	t.Run("held tables on PostgreSQL", func(t *testing.T) {
		url := testkit.PostgresURL(t)
		s := must(store.Open(t.Context(), url))(t)
		defer func() { check(t, s.Close()) }()

		there := &scene{objects: map[string]object{}}
		there.play(t, testkit.NewWorld(t, s))
		th := &theatre{scene: there, t: t, table: web.Routes()}
		pages := hourLater(t, s)
		free := th.readAll(pages)
		defer hold(t, url, lockTables)()

		wantSame(t, free, th.readAll(pages))
	})
}

// A program that is being stopped answers nobody any more, and tells who only wanted to read nothing of saving.
func TestWhoOnlyReadsNeverHearsThatNothingWasSaved(t *testing.T) {
	th := &theatre{scene: stageScene(t), t: t, table: web.Routes()}
	th.open()
	check(t, th.store.Close())
	refused := 0
	for _, route := range th.table {
		if route.Method != "GET" {
			continue
		}
		for in, who := range th.requests(route) {
			out := httptest.NewRecorder()
			th.handler.ServeHTTP(out, in)
			if out.Code == http.StatusServiceUnavailable {
				refused++
			}

			if strings.Contains(out.Body.String(), "没有保存") {
				t.Errorf("GET %s as %q is told that nothing was saved", in.URL, who)
			}
		}
	}

	if refused < 90 {
		t.Errorf("only %d requests met the stopped program", refused)
	}
}

// hourLater is the pages an hour after everybody was last seen, so that each request has something to note.
func hourLater(t *testing.T, s *store.Store) http.Handler {
	t.Helper()
	later := s.At(func() time.Time { return time.Now().Add(time.Hour) })
	return must(web.New(app.New(later), web.Options{BaseURL: houseAddress}))(t).Handler()
}

// patience is how long a page may take; one that waits for a lock takes longer than any.
const patience = 20 * time.Second

// hold lets another program begin a write in the database and not end it until release is called.
func hold(t *testing.T, url string, grab func(*store.Tx) error) (release func()) {
	t.Helper()
	other := must(store.Open(t.Context(), url))(t)
	held, let, ended := make(chan error, 1), make(chan struct{}), make(chan struct{})
	go func() {
		defer close(ended)

		err := other.WriteAlone(context.WithoutCancel(t.Context()), func(tx *store.Tx) error {
			err := grab(tx)
			held <- err
			<-let
			return err
		})
		if err != nil {
			t.Error(err)
		}
	}()

	check(t, <-held)
	return func() {
		close(let)
		<-ended
		check(t, other.Close())
	}
}

// lockTables keeps everybody from writing to any table.
func lockTables(tx *store.Tx) error {
	names, err := store.All(tx, store.Scalar[string], "SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
	if err != nil {
		return err
	}
	_, err = tx.Exec("LOCK TABLE " + strings.Join(names, ", ") + " IN EXCLUSIVE MODE")
	return err
}

// fillUp leaves no page of the database file free, and none to be had.
func fillUp(t *testing.T, s *store.Store) {
	t.Helper()
	check(t, s.WriteAlone(t.Context(), func(tx *store.Tx) error {
		pages, err := store.Count(tx, "PRAGMA page_count")
		if err != nil {
			return err
		}
		_, err = store.Count(tx, "PRAGMA max_page_count = "+id(int64(pages)))
		return err
	}))

	grow := func(tx *store.Tx) error {
		_, err := tx.Exec("INSERT INTO setting (name, value) VALUES ($1, $2)", id(tx.NewID()), strings.Repeat("领评", 200))
		return err
	}

	for range 10_000 {
		if s.Write(t.Context(), grow) != nil {
			return
		}
	}

	t.Fatal("the disk does not get full")
}

// readAll asks for every page as everybody who plays a part in it, of everything that there is. It stops at a few faults:
// each may have waited long. shown are the pages that somebody saw, by name.
func (th *theatre) readAll(pages http.Handler) (shown []string) {
	th.t.Helper()
	faults := 0
	for _, route := range th.table {
		if route.Method != "GET" || faults > 5 {
			continue
		}

		seen := false
		for in, who := range th.requests(route) {
			out := httptest.NewRecorder()
			bounded, cancel := context.WithTimeout(in.Context(), patience)
			pages.ServeHTTP(out, in.WithContext(bounded))
			cancel()
			seen = seen || out.Code == http.StatusOK
			if out.Code >= 500 || strings.Contains(out.Body.String(), "没有保存") {
				faults++
				th.t.Errorf("GET %s as %q: status %d, saying %s", in.URL, who, out.Code, sentence(out.Body.String()))
			}

			if faults > 5 {
				break
			}
		}

		if seen {
			shown = append(shown, route.Name)
		}
	}

	return shown
}

// wantSame fails unless the same pages are shown to somebody as before, which are most that there are.
func wantSame(t *testing.T, before, now []string) {
	t.Helper()
	if diff := cmp.Diff(before, now); diff != "" || len(before) < 90 {
		t.Errorf("of %d pages not the same are shown to somebody (-before +now):\n%s", len(before), diff)
	}
}

// sentence is what an error page says.
func sentence(page string) string {
	if at := strings.Index(page, "没有保存"); at >= 0 {
		return page[max(0, at-30):min(len(page), at+120)]
	}
	return "no word of saving"
}
