package auth

import (
	"context"
	"slices"
	"sync"
)

// Queue lets few at a time to what is slow. Others wait in lines, one for each place that they come from, and each line
// has its turn: a crowd at one place holds up nobody from elsewhere. Who is known goes before who is not, but a few of
// them before one of the others. A line that is full is said to be so at once.
type Queue struct {
	mu     sync.Mutex
	free   int // of those who may go on at the same time
	line   int // how many may wait in one line
	all    int // how many may wait in all lines of the known, and of the others
	known  lines
	others lines
	ahead  int // of the known who went before others that waited, one after the other
}

// mostAhead is how many of the known go before one of the others: who is let in may come again and again, and must not
// shut the door behind him.
const mostAhead = 4

// lines are those who wait, by where they come from, in the order of their turns.
type lines struct {
	waiting int
	turn    []string
	of      map[string][]chan struct{}
}

// NewQueue lets so many on at the same time, and so many wait in one line and in all.
func NewQueue(atOnce, line, all int) *Queue {
	return &Queue{free: atOnce, line: line, all: all,
		known: lines{of: map[string][]chan struct{}{}}, others: lines{of: map[string][]chan struct{}{}}}
}

// Enter waits for the turn of somebody who comes from the place. It gives errBusy at once when too many wait already,
// and the context's error when he goes away; after nil, Leave must follow.
func (q *Queue) Enter(ctx context.Context, place string, known bool) error {
	turn, err := q.join(place, known)
	if turn == nil {
		return err
	}

	select {
	case <-turn:
		return nil
	case <-ctx.Done():
	}

	q.mu.Lock()
	gone := q.lines(known).drop(place, turn)
	q.mu.Unlock()
	if !gone { // his turn came in the same moment
		q.Leave()
	}

	return ctx.Err()
}

// join goes on at once, which gives no turn to wait for, or lines up.
func (q *Queue) join(place string, known bool) (turn chan struct{}, err error) {
	q.mu.Lock()
	defer q.mu.Unlock()

	if q.free > 0 {
		q.free--
		return nil, nil
	}

	l := q.lines(known)
	if l.waiting >= q.all || len(l.of[place]) >= q.line {
		return nil, errBusy
	}

	turn = make(chan struct{})
	l.add(place, turn)
	return turn, nil
}

// Leave makes room for the next.
func (q *Queue) Leave() {
	q.mu.Lock()
	defer q.mu.Unlock()

	next := q.next()
	if next == nil {
		q.free++
		return
	}

	close(next)
}

// next takes whose turn it is; nil when nobody waits.
func (q *Queue) next() chan struct{} {
	switch {
	case q.others.waiting == 0:
		q.ahead = 0
		return q.known.next()
	case q.known.waiting > 0 && q.ahead < mostAhead:
		q.ahead++
		return q.known.next()
	}

	q.ahead = 0
	return q.others.next()
}

func (q *Queue) lines(known bool) *lines {
	if known {
		return &q.known
	}
	return &q.others
}

func (l *lines) add(place string, turn chan struct{}) {
	l.waiting++
	if len(l.of[place]) == 0 {
		l.turn = append(l.turn, place)
	}
	l.of[place] = append(l.of[place], turn)
}

// next takes the first of the line whose turn it is; nil when nobody waits.
func (l *lines) next() chan struct{} {
	if len(l.turn) == 0 {
		return nil
	}

	l.waiting--
	place := l.turn[0]
	l.turn = l.turn[1:]
	first := l.of[place][0]
	if l.of[place] = l.of[place][1:]; len(l.of[place]) == 0 {
		delete(l.of, place)
	} else {
		l.turn = append(l.turn, place)
	}

	return first
}

// drop takes somebody out of his line and reports whether he still stood in it.
func (l *lines) drop(place string, turn chan struct{}) bool {
	at := slices.Index(l.of[place], turn)
	if at < 0 {
		return false
	}

	l.waiting--
	if l.of[place] = slices.Delete(l.of[place], at, at+1); len(l.of[place]) == 0 {
		delete(l.of, place)
		l.turn = slices.DeleteFunc(l.turn, func(p string) bool { return p == place })
	}

	return true
}
