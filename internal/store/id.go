package store

import (
	"fmt"
	"math/rand/v2"
	"sync"
	"time"

	"lingping/internal/errs"
)

// ids makes the numbers of rows that are made one by one: 41 bits of milliseconds since idEpoch (until 2093), then 22
// bits that begin at random in every millisecond and are counted up. Within a process no number comes twice and each is
// greater than the one before, whatever the clock does. Two processes that make a number in the very same millisecond
// meet once in two million times; then the primary key refuses the second.
//
// Blocks (NewIDs) lie far below all of them.
type ids struct {
	mu   sync.Mutex
	last int64
}

const (
	idCounterBits = 22
	// idBlockEnd is where blocks must stop: single numbers are greater since the nineteenth hour of idEpoch.
	idBlockEnd = int64(1) << 48
)

// idEpoch is the moment from which single numbers count their milliseconds.
var idEpoch = time.Date(2024, 1, 1, 0, 0, 0, 0, time.UTC).UnixMilli()

// next is a number greater than all that this process has made.
func (g *ids) next(now time.Time) int64 { return g.run(1, now) }

// run is the first of n numbers in a row that are greater than all that this process has made.
func (g *ids) run(n int64, now time.Time) (first int64) {
	fresh := (now.UnixMilli() - idEpoch) << idCounterBits
	g.mu.Lock()
	defer g.mu.Unlock()

	first = g.last + 1
	if g.last>>idCounterBits < fresh>>idCounterBits {
		first = fresh + rand.Int64N(1<<(idCounterBits-1))
	}

	g.last = first + max(n, 1) - 1
	return first
}

// after is next, and greater than a number that another process may have made by a clock that goes before.
func (g *ids) after(other int64, now time.Time) int64 {
	g.mu.Lock()
	g.last = max(g.last, other)
	g.mu.Unlock()
	return g.next(now)
}

// NewIDs takes n ≤ 2³¹ numbers in a row, first to first+n-1, for rows that are stored in bulk. Blocks are handed out by
// one row of the database in the transaction itself, so that they can't meet, and are small numbers, which both
// engines store shorter than those of NewID; a block comes before every single number and after earlier blocks.
func (tx *Tx) NewIDs(n int) (first int64, err error) {
	defer errs.Wrap(&err, "store.NewIDs %d", n)

	if n < 0 || n > 1<<31 {
		return 0, fmt.Errorf("%d is not a size for a block of ids", n)
	}

	next, err := One(tx, Scalar[int64], `UPDATE id_block SET next_id = next_id + $1 RETURNING next_id`, n)
	if err != nil {
		return 0, err
	}

	if next > idBlockEnd {
		return 0, fmt.Errorf("the numbers for blocks are used up at %d", next)
	}

	return next - int64(n), nil
}

// firstID is smaller than every number made one by one from the moment on, and greater than those made before.
func firstID(moment time.Time) int64 { return (moment.UnixMilli() - idEpoch) << idCounterBits }
