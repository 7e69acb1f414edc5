package auth

import (
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"sync"
	"time"
)

// Turnstile counts mistakes of people who are not asked who they are, so that nobody can try codes without end. It knows
// a network only under a key that it forgets after an hour, together with everything that it counted.
type Turnstile struct {
	mu    sync.Mutex
	free  int // mistakes an hour
	hour  int64
	key   [32]byte
	count map[[32]byte]int
}

// NewTurnstile lets so many mistakes an hour pass.
func NewTurnstile(free int) *Turnstile { return &Turnstile{free: free} }

// Open reports whether the network may try again.
func (t *Turnstile) Open(network string, now time.Time) bool {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.count[t.name(network, now)] < t.free
}

// Mistake counts one.
func (t *Turnstile) Mistake(network string, now time.Time) {
	t.mu.Lock()
	defer t.mu.Unlock()
	name := t.name(network, now)
	if len(t.count) < mostKept {
		t.count[name]++
	}
}

// name is the network under the key of this hour.
func (t *Turnstile) name(network string, now time.Time) (name [32]byte) {
	if hour := now.Unix() / 3600; hour != t.hour || t.count == nil {
		t.hour, t.count = hour, map[[32]byte]int{}
		rand.Read(t.key[:])
	}
	mac := hmac.New(sha256.New, t.key[:])
	mac.Write([]byte(network))
	mac.Sum(name[:0])
	return name
}
