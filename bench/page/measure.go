// Package page measures what every page and the acts that are done most cost in a house of a given size: processor time,
// memory, bytes, and what the database does for it. Pages are asked for within the process, so that what is counted is
// the page and nothing beside it.
package page

import (
	"fmt"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"os"
	"time"

	"lingping/bench/house"
	"lingping/internal/store"
	"lingping/internal/web"
)

// Cost is what a page or an act costs.
type Cost struct {
	Status, Bytes int // of a page
	store.Work
	CPU    time.Duration // of the whole process
	Memory int64         // bytes at the peak beyond what was held before; -1: not known on this machine
	Often  string        // the statement sent most often, where it is sent more than ten times
}

// Desk asks for pages of a house.
type Desk struct {
	*house.House
	pages http.Handler
}

// Open puts the pages before the house.
func Open(h *house.House) (*Desk, error) {
	log := slog.New(slog.NewTextHandler(os.Stderr, &slog.HandlerOptions{Level: slog.LevelWarn})) // what fails says why
	w, err := web.New(h.App, web.Options{BaseURL: "https://dp.example.edu.cn", Log: log})
	if err != nil {
		return nil, err
	}
	return &Desk{h, w.Handler()}, nil
}

// A page is asked for so often before it counts, because each of the connections that pages share reads the schema and
// prepares its statements when it first sees the page. For what reads very much the schema is nothing, and it is asked for once.
const (
	warmups  = 6
	veryMuch = 20_000 // as of store.Work
)

// Ask measures the page. With timed it also says how much processor time and memory it takes.
func (d *Desk) Ask(p Page, timed bool) (Cost, error) {
	at, unknown := d.Address(p.At)
	if unknown {
		return Cost{}, fmt.Errorf("%s: nothing is known for %s", p.Name(), at)
	}

	for range warmups {
		var tally store.Tally
		if d.answer(p.As, at, &tally); tally.Work().Read > veryMuch {
			break
		}
	}

	var c Cost
	if timed {
		c.Memory = peak(func() { d.answer(p.As, at, nil) })
		c.CPU = perTurn(func() { d.answer(p.As, at, nil) })
	}

	var tally store.Tally
	out := d.answer(p.As, at, &tally)
	c.Status, c.Bytes, c.Work, c.Often = out.status, out.bytes, tally.Work(), often(&tally)
	if c.Status != http.StatusOK && c.Status != http.StatusSeeOther {
		return c, fmt.Errorf("%s: %s is answered with %d", p.Name(), at, c.Status)
	}

	return c, nil
}

// Once asks for the page and measures nothing, for whoever measures himself.
func (d *Desk) Once(p Page) error {
	at, unknown := d.Address(p.At)
	if unknown {
		return fmt.Errorf("%s: nothing is known for %s", p.Name(), at)
	}

	if out := d.answer(p.As, at, nil); out.status != http.StatusOK {
		return fmt.Errorf("%s: %s is answered with %d", p.Name(), at, out.status)
	}

	return nil
}

// answer asks for an address with the session of a part.
func (d *Desk) answer(as, at string, tally *store.Tally) *answer {
	in := httptest.NewRequest(http.MethodGet, at, nil)
	if tally != nil {
		in = in.WithContext(tally.On(in.Context()))
	}

	if as != "" {
		in.AddCookie(&http.Cookie{Name: "lingping", Value: d.Seat(as).Token})
	}

	out := &answer{header: http.Header{}}
	d.pages.ServeHTTP(out, in)
	return out
}

// answer takes what is answered and counts its bytes.
type answer struct {
	header        http.Header
	status, bytes int
}

// Header is that of the answer.
func (a *answer) Header() http.Header { return a.header }

// WriteHeader keeps the status.
func (a *answer) WriteHeader(status int) { a.status = status }

// Write counts.
func (a *answer) Write(p []byte) (int, error) {
	if a.status == 0 {
		a.status = http.StatusOK
	}
	a.bytes += len(p)
	return len(p), nil
}

// often is the statement that was sent most often, when that is more than ten times.
func often(t *store.Tally) string {
	most, text := 10, ""
	for one, n := range t.Texts() {
		if n > most || n == most && one < text {
			most, text = n, one
		}
	}

	if text == "" {
		return ""
	}

	return fmt.Sprintf("%d × %s", most, text)
}
