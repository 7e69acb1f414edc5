package main

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
	"math/rand/v2"
	"net"
	"net/http"
	"slices"
	"strings"
	"sync"
	"time"

	"lingping/internal/clock"
)

// ask is one request. Then is told the answer and may give another that belongs to the same act.
type ask struct {
	method, path, head, body string
	want                     int
	mark                     string // stands in every good answer
	uncounted                bool
	then                     func(status int, body []byte) *ask
}

// asker makes the next request of a worker, one of so many; nil: there is nothing left to ask.
type asker func(r *rand.Rand, worker, workers int) *ask

// got is what one round gave.
type got struct {
	n, errors int
	took      []time.Duration
	wall, cpu time.Duration
	first     string // what was wrong first
	failed    int    // of all rounds
}

func (g *got) rate() float64 { return float64(g.n-g.errors) / max(g.wall.Seconds(), 1e-9) }

func (g *got) perAsk() time.Duration { return g.cpu / time.Duration(max(g.n, 1)) }

func (g *got) p99() time.Duration {
	if len(g.took) == 0 {
		return 0
	}
	slices.Sort(g.took)
	return g.took[min(len(g.took)*99/100, len(g.took)-1)]
}

// round keeps the workers asking for dur. Acts that have begun are finished.
func round(t *target, next asker, workers int, dur time.Duration, seed uint64) *got {
	out, before, began := &got{}, t.used(), clock.Running()
	var mu sync.Mutex
	var all sync.WaitGroup
	for w := range workers {
		all.Go(func() {
			r, one, c := rand.New(rand.NewPCG(seed, uint64(w))), &got{}, &conn{addr: t.addr}
			defer c.close()

			for clock.Running().Sub(began) < dur {
				q := next(r, w, workers)
				if q == nil {
					break
				}
				one.act(c, q)
			}

			mu.Lock()
			defer mu.Unlock()

			out.n, out.errors, out.took = out.n+one.n, out.errors+one.errors, append(out.took, one.took...)
			if out.first == "" {
				out.first = one.first
			}
		})
	}

	all.Wait()
	out.wall, out.cpu, out.failed = clock.Running().Sub(began), t.used()-before, out.errors
	return out
}

// act does one act: a request and what follows from its answer.
func (g *got) act(c *conn, q *ask) {
	began := clock.Running()
	for q != nil {
		status, body, err := c.do(q)
		var after *ask
		if err == nil && q.then != nil {
			after = q.then(status, body)
		}

		if after == nil && !q.uncounted {
			g.n++
			g.took = append(g.took, clock.Running().Sub(began))
			if err != nil || status != q.want || !bytes.Contains(body, []byte(q.mark)) {
				g.errors++
				if g.first == "" {
					g.first = strings.Join(strings.Fields(fmt.Sprintf("%s %s: %d %v %.200s", q.method, q.path, status, err, body)), " ")
				}
			}
		}

		q = after
	}
}

// conn is a kept connection. It writes what it asks by hand, so that the one who asks costs little.
type conn struct {
	addr string
	c    net.Conn
	in   *bufio.Reader
	body bytes.Buffer
}

func (k *conn) close() {
	if k.c != nil {
		k.c.Close()
		k.c = nil
	}
}

func (k *conn) do(q *ask) (status int, body []byte, err error) {
	defer func() {
		if err != nil {
			k.close()
		}
	}()

	if k.c == nil {
		if k.c, err = net.Dial("tcp", k.addr); err != nil {
			return 0, nil, err
		}
		k.in = bufio.NewReaderSize(k.c, 64<<10)
	}

	length := ""
	if q.method != http.MethodGet {
		length = fmt.Sprintf("Content-Length: %d\r\n", len(q.body))
	}

	if err := k.c.SetDeadline(clock.Running().Add(time.Minute)); err != nil {
		return 0, nil, err
	}

	if _, err := fmt.Fprintf(k.c, "%s %s HTTP/1.1\r\nHost: %s\r\n%s%s\r\n%s", q.method, q.path, k.addr, q.head, length, q.body); err != nil {
		return 0, nil, err
	}

	answer, err := http.ReadResponse(k.in, nil)
	if err != nil {
		return 0, nil, err
	}

	k.body.Reset()
	if _, err := io.Copy(&k.body, answer.Body); err != nil {
		return 0, nil, err
	}

	return answer.StatusCode, k.body.Bytes(), answer.Body.Close()
}

// turns asks all targets for one thing in turn and keeps the best round of each. Whoever takes very long is asked once.
func turns(o op, targets map[string]*target, s settings) row {
	r := row{op: o, best: map[string]*got{}}
	for n := range s.rounds {
		for _, name := range []string{peerName, fullName, floorName, bareName, appName, postgresName} {
			t, next, old := targets[name], o.askers[name], r.best[name]
			if t == nil || next == nil || old != nil && old.wall > 6*time.Second {
				continue
			}

			if n == 0 {
				round(t, next, o.clients, s.dur/4, 99)
			}

			one := round(t, next, o.clients, s.dur, uint64(n))
			if old != nil {
				one.failed += old.failed
			}

			if old == nil || one.rate() > old.rate() {
				r.best[name] = one
			} else {
				old.failed = one.failed
			}
		}
	}

	return r
}
