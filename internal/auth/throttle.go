package auth

import (
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"sync"
	"time"
)

// Throttle slows down whoever guesses, without letting him lock out anybody else. Failures are counted for three things:
// the login as tried from one network, the login as tried from everywhere, and the network as a whole. Who has signed in
// before from the same network, or on a browser that remembers it (see Remember), waits only for his own mistakes.
//
// It lives in the memory of one process and forgets in a day; that is enough against guessing and keeps no trace of who
// came from where.
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

// limit is how many failures are free, and how long one waits at most after more.
type limit struct {
	free int
	most time.Duration
}

var (
	pairLimit  = limit{5, 15 * time.Minute}
	loginLimit = limit{20, time.Minute}
	netLimit   = limit{100, time.Minute}
)

// forget is how long a failure or a success counts; most is how many are kept.
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

// Wait is how long this attempt must still wait; 0 when it may be made.
func (t *Throttle) Wait(try Try, now time.Time) time.Duration {
	t.mu.Lock()
	defer t.mu.Unlock()
	var wait time.Duration
	for name, l := range t.counts(try, now) {
		wait = max(wait, t.tally[name].wait(l, now))
	}
	return wait
}

// Fail notes that the attempt failed.
func (t *Throttle) Fail(try Try, now time.Time) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.sweep(now)
	for name := range t.counts(try, now) {
		c := t.tally[name]
		if now.Sub(c.last) > forget {
			c.failures = 0
		}
		t.tally[name] = tally{c.failures + 1, now}
	}
}

// Succeed notes that the attempt succeeded and forgives its own failures.
func (t *Throttle) Succeed(try Try, now time.Time) {
	t.mu.Lock()
	defer t.mu.Unlock()
	for name, l := range t.counts(try, now) {
		if l == pairLimit {
			delete(t.tally, name)
		}
	}
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
	return max(0, c.last.Add(pause).Sub(now))
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
