package auth

import (
	"context"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"sync"
	"time"

	"lingping/internal/clock"
	"lingping/internal/errs"
)

// Turnstile counts mistakes of people who are not asked who they are, so that nobody can try codes without end. A try is
// reserved before anybody looks whether it is one: of a thousand at the same moment no more are looked at than are free,
// and the others wait for what becomes of those. It knows a network only under a key that it forgets after an hour of
// the machine's monotonic clock, together with everything that it counted.
type Turnstile struct {
	mu    sync.Mutex
	free  int // mistakes an hour
	began time.Time
	key   [32]byte
	count map[[32]byte]*passage
}

// passage is how it stands with one network in this hour.
type passage struct {
	mistakes int
	open     int           // tries of which it is not yet known what they are
	waiting  int           // who can be let on only when one of those was none
	settled  chan struct{} // closed when one of those is known
}

// ErrShut says that the mistakes of a network are used up.
var ErrShut = errs.NewUnavailable(nil, "这里输错的次数太多，请一小时后再试。")

var errCrowd = errs.NewUnavailable(nil, "现在提交的人太多，请等一会儿再试。")

// mostWaiting is how many of one network wait for what becomes of the tries of others.
const mostWaiting = 1000

// NewTurnstile lets so many mistakes an hour pass.
func NewTurnstile(free int) *Turnstile { return &Turnstile{free: free} }

// Reserve lets one try of the network pass, whose outcome must be told to settle; ErrShut when its mistakes are used up.
func (t *Turnstile) Reserve(ctx context.Context, network string) (settle func(mistake bool), err error) {
	t.mu.Lock()
	defer t.mu.Unlock()

	for {
		p, err := t.passage(network)
		if err != nil {
			return nil, err
		}

		if p.mistakes+p.open < t.free {
			p.open++
			return func(mistake bool) { t.settle(p, mistake) }, nil
		}

		if p.waiting >= mostWaiting {
			return nil, errCrowd
		}

		if err := t.await(ctx, p); err != nil {
			return nil, err
		}
	}
}

// passage is that of a network; ErrShut when nothing is free any more, or too many networks came in this hour.
func (t *Turnstile) passage(network string) (*passage, error) {
	name := t.name(network)
	p := t.count[name]
	if p == nil {
		if len(t.count) >= mostKept {
			return nil, ErrShut
		}
		p = &passage{settled: make(chan struct{})}
		t.count[name] = p
	}

	if p.mistakes >= t.free {
		return nil, ErrShut
	}

	return p, nil
}

// await waits, with the lock given back meanwhile, until a try of the passage is settled.
func (t *Turnstile) await(ctx context.Context, p *passage) error {
	p.waiting++
	settled := p.settled
	t.mu.Unlock()
	var err error
	select {
	case <-settled:
	case <-ctx.Done():
		err = ctx.Err()
	}

	t.mu.Lock()
	p.waiting--
	return err
}

func (t *Turnstile) settle(p *passage, mistake bool) {
	t.mu.Lock()
	defer t.mu.Unlock()

	p.open--
	if mistake {
		p.mistakes++
	}

	close(p.settled)
	p.settled = make(chan struct{})
}

// name is the network under the key of this hour.
func (t *Turnstile) name(network string) (name [32]byte) {
	if now := clock.Running(); t.count == nil || now.Sub(t.began) >= time.Hour {
		t.began, t.count = now, map[[32]byte]*passage{}
		rand.Read(t.key[:])
	}

	mac := hmac.New(sha256.New, t.key[:])
	mac.Write([]byte(network))
	mac.Sum(name[:0])
	return name
}
