package web

import (
	"fmt"
	"io"
	"maps"
	"net/http"
	"runtime"
	"slices"
	"strconv"
	"sync"
	"time"
)

// seconds are the bounds of the columns in which the time of answers is counted.
var seconds = [...]float64{0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10}

// meter counts answers for those who watch over the program, without anything about persons: by page and status, never by
// address or account. What is quiet is not counted either: asked for often enough, a count tells the moment.
type meter struct {
	mu      sync.Mutex
	answers map[answered]int64
	took    map[string]*histogram // by page
	running int
}

// answered is what is counted apart.
type answered struct {
	method, pattern string
	status          int
}

type histogram struct {
	under [len(seconds)]int64
	count int64
	sum   float64
}

func newMeter() *meter {
	return &meter{answers: map[answered]int64{}, took: map[string]*histogram{}}
}

// begin counts a request that runs.
func (m *meter) begin() {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.running++
}

// end counts its answer, unless it was quiet.
func (m *meter) end(r *request, took time.Duration) {
	m.mu.Lock()
	defer m.mu.Unlock()

	m.running--
	if r.route.quiet() {
		return
	}

	m.answers[answered{r.Method, r.route.Pattern, r.out.status}]++
	h := m.took[r.route.Pattern]
	if h == nil {
		h = &histogram{}
		m.took[r.route.Pattern] = h
	}

	h.count++
	h.sum += took.Seconds()
	for i, bound := range seconds {
		if took.Seconds() <= bound {
			h.under[i]++
		}
	}
}

// write says it in the text format of Prometheus.
func (m *meter) write(to io.Writer) {
	m.mu.Lock()
	defer m.mu.Unlock()

	head(to, "lingping_requests_running", "gauge", "Requests that are being answered.")
	fmt.Fprintf(to, "lingping_requests_running %d\n", m.running)
	head(to, "lingping_requests_total", "counter", "Answers by page and status; pages of people who are not asked who they are do not count.")
	order := func(a, b answered) int {
		return slices.Compare([]string{a.pattern, a.method, strconv.Itoa(a.status)}, []string{b.pattern, b.method, strconv.Itoa(b.status)})
	}
	for _, key := range slices.SortedFunc(maps.Keys(m.answers), order) {
		fmt.Fprintf(to, "lingping_requests_total{method=%q,pattern=%q,status=\"%d\"} %d\n", key.method, key.pattern, key.status, m.answers[key])
	}

	head(to, "lingping_request_seconds", "histogram", "How long answers took.")
	for _, pattern := range slices.Sorted(maps.Keys(m.took)) {
		h := m.took[pattern]
		for i, bound := range seconds {
			fmt.Fprintf(to, "lingping_request_seconds_bucket{pattern=%q,le=\"%g\"} %d\n", pattern, bound, h.under[i])
		}

		fmt.Fprintf(to, "lingping_request_seconds_bucket{pattern=%q,le=\"+Inf\"} %d\n", pattern, h.count)
		fmt.Fprintf(to, "lingping_request_seconds_sum{pattern=%q} %g\n", pattern, h.sum)
		fmt.Fprintf(to, "lingping_request_seconds_count{pattern=%q} %d\n", pattern, h.count)
	}
}

func head(to io.Writer, name, kind, help string) {
	fmt.Fprintf(to, "# HELP %s %s\n# TYPE %s %s\n", name, help, name, kind)
}

// Watch answers those who watch over the program, on an address of their own: /metrics, /healthz and /readyz.
func (w *Web) Watch() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /healthz", func(out http.ResponseWriter, in *http.Request) { w.tellHealth(out) })
	mux.HandleFunc("GET /readyz", func(out http.ResponseWriter, in *http.Request) { w.tellReady(out, in) })
	mux.HandleFunc("GET /metrics", func(out http.ResponseWriter, in *http.Request) {
		out.Header().Set("Content-Type", "text/plain; version=0.0.4; charset=utf-8")
		w.meter.write(out)
		w.writeState(out, in)
	})
	return mux
}

// writeState says how the program is.
func (w *Web) writeState(to io.Writer, in *http.Request) {
	var memory runtime.MemStats
	runtime.ReadMemStats(&memory)
	ready := 0
	if w.ready(in) == nil {
		ready = 1
	}

	for _, of := range []struct {
		name, help string
		value      any
	}{
		{"lingping_ready", "1 when the database answers.", ready},
		{"lingping_goroutines", "Goroutines of the program.", runtime.NumGoroutine()},
		{"lingping_memory_bytes", "Memory that the program has from the system.", memory.Sys - memory.HeapReleased},
		{"lingping_heap_bytes", "Memory in use.", memory.HeapAlloc},
	} {
		head(to, of.name, "gauge", of.help)
		fmt.Fprintf(to, "%s %d\n", of.name, of.value)
	}
}
