package auth

import (
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"sync"
	"time"

	"lingping/internal/clock"
)

// Throttle slows down whoever guesses, without letting him lock out anybody else. An attempt is reserved before anybody
// looks whether it is right, and counts as a failure until then: a thousand at the same moment are counted one by one.
// Failures are counted for three things: the login as tried from one network, the login as tried from everywhere, and
// the network as a whole. Who has signed in before from the same network, or on a browser that remembers it (see
// Remember), waits only for his own mistakes.
//
// It lives in the memory of one process and forgets in a day; that is enough against guessing and keeps no trace of who
// came from where. Its waits run on the machine's monotonic clock: setting the clock of the house changes none.
type Throttle struct {
	mu    sync.Mutex
	tally map[string]tally
	good  map[string]time.Time // login and network of a success
	key   [32]byte
}

type tally struct {
	failures int
	last     time.Time
}

// Try is one attempt to sign in. Mark is what the browser shows as remembered, or empty.
type Try struct {
	Login   string
	Network string
	Mark    string
}

// limit is how many failures are free, and how long one waits at most after more. In such a time one failure fades.
type limit struct {
	free int
	most time.Duration
}

var (
	pairLimit  = limit{5, 15 * time.Minute}
	loginLimit = limit{20, time.Minute}
	netLimit   = limit{100, time.Minute}
)

// forget is how long a success counts; mostKept is how many of anything are kept.
const (
	forget   = 24 * time.Hour
	mostKept = 100_000
)

// NewThrottle has seen nothing yet.
func NewThrottle() *Throttle {
	t := &Throttle{tally: map[string]tally{}, good: map[string]time.Time{}}
	rand.Read(t.key[:])
	return t
}

// Reservation is an attempt that may be made and counts as a failure. Nothing need be done about one that fails.
type Reservation struct {
	throttle *Throttle
	try      Try
	counts   map[string]limit
}

// Known reports whether the attempt comes from where the same login succeeded before.
func (r Reservation) Known() bool { return len(r.counts) == 1 }

// Reserve counts an attempt that is about to be made. When it must still wait, wait says how long and nothing is counted.
func (t *Throttle) Reserve(try Try) (r Reservation, wait time.Duration) {
	t.mu.Lock()
	defer t.mu.Unlock()

	now := clock.Running()
	r = Reservation{t, try, t.counts(try, now)}
	for name, l := range r.counts {
		wait = max(wait, t.tally[name].wait(l, now))
	}

	if wait > 0 {
		return r, wait
	}

	t.sweep(now)
	for name, l := range r.counts {
		t.tally[name] = tally{t.tally[name].left(l, now) + 1, now}
	}

	return r, 0
}

// Succeed notes that the attempt succeeded, which forgives it and the failures before it.
func (r Reservation) Succeed() {
	r.Release()
	t := r.throttle
	t.mu.Lock()
	defer t.mu.Unlock()

	for name, l := range r.counts {
		if l == pairLimit {
			delete(t.tally, name)
		}
	}

	t.remember(r.try, clock.Running())
}

// Release takes the attempt back: it was not made.
func (r Reservation) Release() {
	t := r.throttle
	t.mu.Lock()
	defer t.mu.Unlock()

	for name := range r.counts {
		c := t.tally[name]
		if c.failures--; c.failures > 0 {
			t.tally[name] = c
		} else {
			delete(t.tally, name)
		}
	}
}

// Welcome notes a success that needed no reservation; it forgives the failures before it from the same network.
func (t *Throttle) Welcome(try Try) {
	t.mu.Lock()
	defer t.mu.Unlock()
	delete(t.tally, "pair "+try.pair())
	t.remember(try, clock.Running())
}

func (t *Throttle) remember(try Try, now time.Time) {
	if len(t.good) < mostKept {
		t.good[try.pair()] = now
	}
}

// Remember is the mark for a browser on which the login just succeeded: a later attempt that shows it is counted by
// itself. It proves nothing else.
func (t *Throttle) Remember(login string) string {
	mac := hmac.New(sha256.New, t.key[:])
	mac.Write([]byte(login))
	return base64.RawURLEncoding.EncodeToString(mac.Sum(nil))
}

// counts are the names under which an attempt is counted, with their limits.
func (t *Throttle) counts(try Try, now time.Time) map[string]limit {
	if hmac.Equal([]byte(try.Mark), []byte(t.Remember(try.Login))) {
		return map[string]limit{"mark " + try.Login: pairLimit}
	}

	counts := map[string]limit{"pair " + try.pair(): pairLimit}
	if at, ok := t.good[try.pair()]; ok && now.Sub(at) <= forget {
		return counts
	}

	counts["login "+try.Login] = loginLimit
	counts["net "+try.Network] = netLimit
	return counts
}

func (try Try) pair() string { return try.Login + " " + try.Network }

// left is how many failures have not faded yet.
func (c tally) left(l limit, now time.Time) int {
	return max(0, c.failures-int(now.Sub(c.last)/l.most))
}

// wait doubles from one second with each failure that is not free any more.
func (c tally) wait(l limit, now time.Time) time.Duration {
	over := c.failures - l.free
	if over < 0 {
		return 0
	}

	pause := l.most
	if over < 12 {
		pause = min(pause, time.Second<<over)
	}

	return max(0, pause-now.Sub(c.last))
}

// sweep makes room when too much is kept.
func (t *Throttle) sweep(now time.Time) {
	if len(t.tally) < mostKept && len(t.good) < mostKept {
		return
	}

	for name, c := range t.tally {
		if now.Sub(c.last) > time.Hour {
			delete(t.tally, name)
		}
	}

	for name, at := range t.good {
		if now.Sub(at) > time.Hour {
			delete(t.good, name)
		}
	}
}
