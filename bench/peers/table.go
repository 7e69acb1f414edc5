package main

import (
	"fmt"
	"io"
	"strings"
	"time"
)

// row is an op with the best round of each target.
type row struct {
	op
	best map[string]*got
}

// brief is a line for who waits for the table.
func (r row) brief() string {
	var b strings.Builder
	fmt.Fprintf(&b, "   %-14s", r.name)
	for _, name := range []string{peerName, fullName, floorName, bareName, appName, postgresName} {
		if g := r.best[name]; g != nil {
			fmt.Fprintf(&b, " %s %s/s", name, number(g.rate()))
			if g.failed > 0 {
				fmt.Fprintf(&b, " (%d failed: %.160s)", g.failed, g.first)
			}
		}
	}

	return b.String()
}

// beside is Lingping's rate beside another's; 0 where one was not asked.
func (r row) beside(app, other string) float64 {
	a, b := r.best[app], r.best[other]
	if a == nil || b == nil || b.rate() == 0 {
		return 0
	}
	return a.rate() / b.rate()
}

// smaller is by how much less is demanded of a smaller house, where PocketBase works over all members.
func (r row) smaller(n int) float64 {
	if !r.perMember {
		return 1
	}
	return min(float64(n)/100_000, 1)
}

// unmet says what of the limit Lingping does not reach in a house of n members.
func (r row) unmet(l limit, n int) (out []string) {
	if r.best[appName] == nil {
		return nil
	}

	part := r.smaller(n)
	for _, one := range []struct {
		what    string
		is, not float64
	}{
		{"beside PocketBase", r.beside(appName, peerName), l.ratio * part},
		{"beside PocketBase FULL", r.beside(appName, fullName), l.full * part},
		{"beside bare", r.beside(appName, bareName), l.bare},
	} {
		if one.is < one.not {
			out = append(out, fmt.Sprintf("%s %s: %s, not %s", r.name, one.what, number(one.is), number(one.not)))
		}
	}

	if cpu := r.best[appName].perAsk(); l.cpu > 0 && cpu > l.cpu {
		out = append(out, fmt.Sprintf("%s: %v of processor time, not %v", r.name, cpu.Round(10*time.Microsecond), l.cpu))
	}

	if peer := r.best[peerName]; l.p99 > 0 && peer != nil && float64(r.best[appName].p99()) > l.p99*float64(peer.p99()) {
		out = append(out, fmt.Sprintf("%s: p99 %v beside %v", r.name, r.best[appName].p99(), peer.p99()))
	}

	return out
}

// print writes the table and gives what must be reached and is not.
func print(w io.Writer, rows []row, n int) (unmet []string) {
	fmt.Fprintln(w, "| op (clients) | PocketBase /s | FULL /s | floor /s | bare /s | Lingping /s | ratio | beside FULL | must | goal | goal reached | CPU µs, PocketBase → Lingping | p99 ms | failed | on PostgreSQL /s | its ratio |")
	fmt.Fprintln(w, "|---|---|---|---|---|---|---|---|---|---|---|---|---|---|---|---|")
	for _, r := range rows {
		rate := func(name string) string {
			if g := r.best[name]; g != nil {
				return number(g.rate())
			}
			return "–"
		}

		pair := func(of func(*got) time.Duration, unit time.Duration) string {
			var words []string
			for _, name := range []string{peerName, appName} {
				if g := r.best[name]; g != nil {
					words = append(words, number(float64(of(g))/float64(unit)))
				}
			}

			return strings.Join(words, " → ")
		}

		failed := 0
		for _, g := range r.best {
			failed += g.failed
		}

		reached := "yes"
		if len(r.unmet(r.goal, n)) > 0 {
			reached = "no"
		}

		fmt.Fprintf(w, "| %s (%d) | %s | %s | %s | %s | %s | %s | %s | %s | %s | %s | %s | %s | %d | %s | %s |\n", r.name, r.clients, rate(peerName), rate(fullName),
			rate(floorName), rate(bareName), rate(appName), ratio(r.beside(appName, peerName)), ratio(r.beside(appName, fullName)), r.must.words(r.smaller(n)), r.goal.words(r.smaller(n)),
			reached, pair((*got).perAsk, time.Microsecond), pair((*got).p99, time.Millisecond), failed, rate(postgresName), ratio(r.beside(postgresName, peerName)))
		unmet = append(unmet, r.unmet(r.must, n)...)
		if failed > 0 {
			unmet = append(unmet, fmt.Sprintf("%s: %d requests failed", r.name, failed))
		}

		if half := r.beside(appName, peerName) / 2; r.best[postgresName] != nil && r.beside(postgresName, peerName) < half {
			unmet = append(unmet, fmt.Sprintf("%s on PostgreSQL: %s of PocketBase, not %s, which is half of SQLite's", r.name, number(r.beside(postgresName, peerName)), number(half)))
		}
	}

	fmt.Fprintln(w)
	return unmet
}

// words is the limit for people; part is how much of the ratios is demanded here.
func (l limit) words(part float64) string {
	var words []string
	add := func(format string, x float64) {
		if x > 0 {
			words = append(words, fmt.Sprintf(format, number(x)))
		}
	}

	add("≥ %s", l.ratio*part)
	add("≥ %s FULL", l.full*part)
	add("≥ %s bare", l.bare)
	add("≤ %s ms CPU", float64(l.cpu.Microseconds())/1000)
	add("p99 ≤ %s", l.p99)
	if part < 1 {
		words = append(words, fmt.Sprintf("(at 100,000: ≥ %s)", number(l.ratio)))
	}

	return strings.Join(words, ", ")
}

func ratio(x float64) string {
	if x == 0 {
		return "–"
	}
	return number(x)
}

// number has three figures that count.
func number(x float64) string {
	switch {
	case x >= 100:
		return fmt.Sprintf("%.0f", x)
	case x >= 10:
		return fmt.Sprintf("%.1f", x)
	case x >= 0.1 || x == 0:
		return fmt.Sprintf("%.2f", x)
	}
	return fmt.Sprintf("%.4f", x)
}
