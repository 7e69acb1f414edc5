package store

import (
	"context"
	"errors"
	"runtime"
	"sync/atomic"
	"time"

	"lingping/internal/clock"
)

const (
	// groupSize is how many writes share one commit at most.
	groupSize = 128
	// groupTime is for how long a commit takes in further writes, so that the first ones need not wait long.
	groupTime = 20 * time.Millisecond
)

// group is the one writer of SQLite. A commit costs a flush to the disk whatever it holds; so the writes that wait
// share one transaction, each behind a savepoint of its own, and are answered after its commit. While the disk is busy
// with one group the next one gathers.
//
// A goroutine of its own owns the connection and hands it to one caller after the other: the closure runs in the
// goroutine of its caller, where a panic belongs and a test may fail.
type group struct {
	on      *sqliteConn
	faults  *faults
	shared  chan *waiter
	alone   chan *waiter
	closing chan struct{}
	closed  chan struct{}
	erasing bool        // the next commit of a write alone is followed by emptying the log
	left    atomic.Bool // the log was to be emptied and somebody was looking
	growth  growth
}

// waiter is one call of Write on its way.
type waiter struct {
	ctx    context.Context
	fn     func(*Tx) error
	turn   chan *Tx   // to the caller: run it now
	done   chan error // from the caller: it ran
	answer chan error // to the caller: what became of it; holds one
}

// errGone is what the writer hears of a closure that ended in a panic or in Goexit.
var errGone = errors.New("store: the closure did not return")

func newGroup(on *sqliteConn, faults *faults, growth growth) *group {
	g := &group{
		on:      on,
		faults:  faults,
		growth:  growth,
		shared:  make(chan *waiter),
		alone:   make(chan *waiter),
		closing: make(chan struct{}),
		closed:  make(chan struct{}),
	}

	go g.serve()
	return g
}

// write hands fn in and waits for its commit. Before its turn the caller may leave; after it the answer is waited for,
// because only the commit knows it.
func (g *group) write(ctx context.Context, alone bool, fn func(*Tx) error) error {
	w := &waiter{ctx: ctx, fn: fn, turn: make(chan *Tx), done: make(chan error), answer: make(chan error, 1)}
	queue := g.shared
	if alone {
		queue = g.alone
	}

	select {
	case queue <- w:
	case <-ctx.Done():
		return context.Cause(ctx)
	}

	gone := ctx.Done()
	for {
		select {
		case tx := <-w.turn:
			gone = nil
			w.run(tx)
		case err := <-w.answer:
			return err
		case <-gone:
			return context.Cause(ctx)
		}
	}
}

// run does the caller's part of a turn. The writer hears of its end even when fn panics.
func (w *waiter) run(tx *Tx) {
	err := errGone
	defer func() { w.done <- err }()
	err = tx.apply(w.fn)
}

// serve is the life of the writer.
func (g *group) serve() {
	defer close(g.closed)
	for {
		select {
		case w := <-g.shared:
			g.together(w)
		case w := <-g.alone:
			g.single(w)
		case <-g.closing:
			return
		}
	}
}

// close stops the writer. Nobody may write any more.
func (g *group) close() {
	close(g.closing)
	<-g.closed
}

// single gives one write a transaction of its own.
func (g *group) single(w *waiter) {
	if err := g.begin(); err != nil {
		w.answer <- err
		return
	}

	if err := g.turn(w); err != nil {
		g.on.undo()
		w.answer <- err
		return
	}

	err := g.commit()
	if err == nil {
		g.figures()
		err = g.erase()
	}

	w.answer <- err
}

// erase empties the log after a commit that asked for it. Readers that are just looking keep it from being emptied whole;
// the next write alone, sweep, or closing the store, does it then.
func (g *group) erase() error {
	if !g.erasing {
		return nil
	}

	inUse, err := g.on.emptyLog()
	g.erasing = inUse
	g.left.Store(inUse)
	return g.faults.judge(err, saving)
}

// together commits first and those that wait behind it. When another program holds the database they all hear it at
// once, rather than wait for it one after the other.
func (g *group) together(first *waiter) {
	if err := g.begin(); err != nil {
		for w := first; w != nil; w = g.waiting() {
			w.answer <- err
		}
		return
	}

	began := clock.Running()
	var kept []*waiter
	for w, n := first, 1; w != nil; n++ {
		refused, err := g.guarded(w)
		if err != nil {
			g.on.undo()
			w.answer <- err
			g.apart(kept)
			return
		}

		if refused != nil {
			w.answer <- refused
		} else {
			kept = append(kept, w)
		}

		w = nil
		if n < groupSize && time.Since(began) < groupTime {
			w = g.waiting()
		}
	}

	if len(kept) == 0 {
		g.on.undo() // pages that were changed and changed back would be written as a commit
		return
	}

	err := g.commit()
	if diagnose(err) == diskFull && len(kept) > 1 {
		g.apart(kept) // what is too much together may have room one by one
		return
	}

	for _, w := range kept {
		w.answer <- err
	}

	if err == nil {
		g.figures()
	}
}

// apart gives every write another turn in a transaction of its own, because SQLite has undone the one they shared.
func (g *group) apart(waiters []*waiter) {
	for _, w := range waiters {
		g.single(w)
	}
}

// waiting is a write that is there already, or nil. Those who are just about to come are let in first: to the many who
// save at once a turn more costs less than a commit more.
func (g *group) waiting() *waiter {
	for range 2 {
		select {
		case w := <-g.shared:
			return w
		default:
			runtime.Gosched()
		}
	}
	return nil
}

// guarded runs one write behind a savepoint. refused is why it alone is undone; err is its error when SQLite, as it does
// when the disk is full, has undone the whole transaction with it.
func (g *group) guarded(w *waiter) (refused, err error) {
	if err := g.on.do("SAVEPOINT one"); err != nil {
		return nil, err
	}

	if refused = g.turn(w); refused != nil {
		if err := g.on.do("ROLLBACK TO one"); err != nil {
			return nil, refused
		}
	}

	return refused, g.on.do("RELEASE one")
}

// turn lets the caller run its closure, unless he has left.
func (g *group) turn(w *waiter) error {
	// A statement that is interrupted half way makes SQLite undo the transaction of all, so it is not.
	tx := &Tx{ctx: w.ctx, run: context.WithoutCancel(w.ctx), on: g.on}
	select {
	case w.turn <- tx:
		err := <-w.done
		g.erasing = g.erasing || tx.erasing
		if err == nil {
			g.growth.add(tx)
		}
		return err
	case <-w.ctx.Done():
		return context.Cause(w.ctx)
	}
}

// begin opens a transaction, and none any more when the database is broken.
func (g *group) begin() error {
	if err := g.faults.stopped(); err != nil {
		return err
	}
	return g.faults.judge(g.on.do("BEGIN IMMEDIATE"), saving)
}

// commit makes the transaction durable, or undoes it. It judges the error at once: the next group must know it.
func (g *group) commit() error {
	err := g.faults.stopped() // a reader may have found out meanwhile
	if err == nil {
		err = g.faults.judge(g.on.do("COMMIT"), saving)
	}

	if err != nil {
		g.on.undo()
	}

	return err
}
