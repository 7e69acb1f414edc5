package main

import (
	"context"
	"fmt"
	"html"
	"math/rand/v2"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"syscall"
	"time"

	"lingping/bench/house"
	"lingping/internal/clock"
	"lingping/internal/store"
)

// visitors are the people of Lingping who are signed in, and what they may ask for.
type visitors struct {
	office, notice, round string
	reviewers             []*reviewer
	generals              []generalSeat
	launch                time.Duration // processor time of the launch

	mu     sync.Mutex
	fields []string // of the form of a sheet, with ID for its number
	texts  *texts
	on     *target
}

type generalSeat struct{ session, unit string }

// reviewer is a branch secretary with his session and the sheets that he has still to write.
type reviewer struct {
	session, token string
	open           []string
	revision       map[string]int // of a sheet as we know it
	used           int
}

// kept is how many sheets of each reviewer are opened and saved again and again; the others are handed in, once each.
const kept = 3

// settle makes W(N) in a database of Lingping's and lets people sign in.
func settle(ctx context.Context, database string, s settings) (*visitors, error) {
	if !strings.Contains(database, "://") {
		if err := os.MkdirAll(filepath.Dir(database), 0o700); err != nil {
			return nil, err
		}
	}

	db, err := store.Open(ctx, database)
	if err != nil {
		return nil, err
	}

	v := &visitors{}
	h, err := house.Build(ctx, db.At(clock.Home()), s.n, func(act string, do func() error) error {
		before := own()
		err := do()
		if act == "launch the round" {
			v.launch = own() - before
		}
		return err
	})
	if err == nil {
		err = h.SignIn()
	}

	if err == nil {
		err = h.Furnish(s.dir)
	}

	if err == nil {
		err = v.signIn(h, s.reviewers)
	}

	if err != nil {
		return nil, err
	}

	if err := h.Leave(); err != nil {
		return nil, err
	}

	return v, db.Close()
}

// own is the processor time that this process has used.
func own() time.Duration {
	var u syscall.Rusage
	_ = syscall.Getrusage(syscall.RUSAGE_SELF, &u)
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

// signIn lets branch secretaries from all over the house sign in, and the secretaries of general branches.
func (v *visitors) signIn(h *house.House, many int) error {
	v.office = h.Seat(house.Office).Token
	v.notice, _ = h.Address("/n/{code}")
	v.round, _ = h.Address("{round}")
	var branches, generals []int
	for u, unit := range h.Units {
		switch {
		case h.Branch(u):
			branches = append(branches, u)
		case unit.Level == len(h.Levels)-2:
			generals = append(generals, u)
		}
	}

	dice := rand.New(rand.NewPCG(1, 1))
	dice.Shuffle(len(branches), func(i, j int) { branches[i], branches[j] = branches[j], branches[i] })
	for _, u := range branches[:min(many, len(branches))] {
		if h.Holder(u, 0) == h.Holder(1, 0) {
			continue
		}

		sheets, err := h.Open(u)
		if err != nil {
			return err
		}

		seat, err := h.Enter(fmt.Sprint("branch-", u), h.Holder(u, 0))
		if err != nil {
			continue // his account plays a part already
		}

		r := &reviewer{session: seat.Token, revision: map[string]int{}}
		for _, id := range sheets {
			r.open = append(r.open, fmt.Sprint(int64(id)))
		}

		if len(r.open) > kept {
			v.reviewers = append(v.reviewers, r)
		}
	}

	for _, u := range generals[1:min(21, len(generals))] {
		seat, err := h.Enter(fmt.Sprint("general-", u), h.Holder(u, 0))
		if err != nil {
			return err
		}

		unit, err := h.Unit(u)
		if err != nil {
			return err
		}

		v.generals = append(v.generals, generalSeat{seat.Token, fmt.Sprint(int64(unit))})
	}

	if len(v.reviewers) == 0 {
		return fmt.Errorf("no branch secretary could sign in")
	}

	return nil
}

var (
	textareas    = regexp.MustCompile(`<textarea[^>]*name="([^"]*)"`)
	revisionMark = regexp.MustCompile(`name="revision" value="\d+:(\d+)"`)
	seenMark     = regexp.MustCompile(`name="seen" value="([^"]*)"`)
)

// look learns from the pages what the forms of sheets are made of.
func (v *visitors) look(t *target) error {
	v.on = t
	c := &conn{addr: t.addr}
	defer c.close()

	for _, r := range v.reviewers {
		status, body, err := c.do(v.page("/form-token", r.session))
		if err != nil || status != http.StatusOK {
			return fmt.Errorf("the form token: status %d, %v: %.200s", status, err, body)
		}
		r.token = strings.TrimSpace(string(body))
	}

	first := v.reviewers[0]
	status, body, err := c.do(v.page("/reviews/"+first.open[0]+"/edit", first.session))
	if err != nil || status != http.StatusOK {
		return fmt.Errorf("a sheet to write: status %d, %v", status, err)
	}

	for _, m := range textareas.FindAllSubmatch(body, -1) {
		v.fields = append(v.fields, strings.ReplaceAll(html.UnescapeString(string(m[1])), first.open[0], "ID"))
	}

	return nil
}

func (v *visitors) page(path, session string) *ask {
	return &ask{method: http.MethodGet, path: path, head: "Cookie: lingping=" + session + "\r\n", want: http.StatusOK, mark: "</html>"}
}

// mine draws a reviewer of the worker: each has his own, so that no two save one sheet.
func (v *visitors) mine(r *rand.Rand, worker, workers int) *reviewer {
	workers = min(workers, len(v.reviewers))
	worker %= workers
	return v.reviewers[worker+workers*r.IntN((len(v.reviewers)-worker+workers-1)/workers)]
}

func (v *visitors) save(r *rand.Rand, worker, workers int) *ask {
	who := v.mine(r, worker, workers)
	return v.send(who, who.open[r.IntN(kept)], "draft", "", r.Uint64())
}

// handIn takes the next sheet that nobody has handed in; nil when there is none left with this worker.
func (v *visitors) handIn(r *rand.Rand, worker, workers int) *ask {
	for range 50 {
		who := v.mine(r, worker, workers)
		v.mu.Lock()
		at := kept + who.used
		if at < len(who.open) {
			who.used++
			v.mu.Unlock()
			return v.send(who, who.open[at], "submit", "", r.Uint64())
		}

		v.mu.Unlock()
	}
	return nil
}

// send sends the form of a sheet as its page does, with texts of their own for each number about. It names the revision that was read, one more after each save; after
// any other answer the revision is read from the page anew, outside the count. Who hands in may be shown hints first:
// then the sheet is sent again with the mark that he has seen them, as a second press of the button does, and both are
// one act.
func (v *visitors) send(who *reviewer, id, act, seen string, about uint64) *ask {
	v.mu.Lock()
	revision := who.revision[id]
	v.mu.Unlock()
	know := func(n int) {
		v.mu.Lock()
		who.revision[id] = n
		v.mu.Unlock()
	}

	learn := func(body []byte) {
		n := -1
		if m := revisionMark.FindSubmatch(body); m != nil {
			fmt.Sscan(string(m[1]), &n)
		}
		know(n)
	}

	if revision < 0 {
		look := v.page("/reviews/"+id+"/edit", who.session)
		look.uncounted, look.then = true, func(_ int, body []byte) *ask { learn(body); return nil }
		return look
	}

	head := url.Values{"token": {who.token}, "revision": {fmt.Sprintf("%s:%d", id, revision)}, "mode": {"individual"}, "selection": {""},
		"carrier": {""}, "day": {clock.Home()().AddDate(0, 0, -1).Format("2006-01-02")}, "place": {"会议室"}, "seen": {seen}}
	var form strings.Builder
	form.WriteString(head.Encode())
	for k, field := range v.fields {
		form.WriteString("&" + url.QueryEscape(strings.ReplaceAll(field, "ID", id)) + "=" + v.texts.escaped[(about+uint64(k))%uint64(len(v.texts.escaped))])
	}

	q := v.page("/reviews/"+id+"/"+act, who.session)
	q.method, q.want, q.mark, q.body = http.MethodPost, http.StatusSeeOther, "", form.String()
	q.head += "Content-Type: application/x-www-form-urlencoded\r\nSec-Fetch-Site: same-origin\r\n"
	q.then = func(status int, body []byte) *ask {
		if status == http.StatusSeeOther {
			know(revision + 1)
			return nil
		}

		learn(body)
		if m := seenMark.FindSubmatch(body); status == http.StatusOK && act == "submit" && seen == "" && m != nil {
			return v.send(who, id, act, string(m[1]), about)
		}

		know(-1)
		return nil
	}
	return q
}
