package main

import (
	"bytes"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"time"

	"lingping/internal/clock"
)

// The bounds of what has nothing beside it: memory of the plan page, launch of a million, the demo's first page.
const (
	planMB       = 32
	launchAll    = 10 * time.Second // of processor time, for a million members
	firstPageMax = 5 * time.Second
)

// alone measures what has nothing beside it and gives what is not reached.
func (v *visitors) alone(h *hall, n int) (unmet []string) {
	launch := v.launch * 1_000_000 / time.Duration(n)
	fmt.Printf("Launch: %v of processor time for %d members, %v for a million at this pace (must ≤ %v, goal ≤ 4s).\n", v.launch.Round(time.Millisecond), n, launch.Round(10*time.Millisecond), launchAll)
	if launch > launchAll {
		unmet = append(unmet, fmt.Sprintf("launch: %v for a million, not %v", launch.Round(10*time.Millisecond), launchAll))
	}

	if os.WriteFile(fmt.Sprintf("/proc/%d/clear_refs", v.on.pid), []byte("5"), 0) != nil {
		fmt.Println("Plan page: its memory is not known on this machine.")
		return unmet
	}

	before, c := v.on.memory("VmRSS"), &conn{addr: v.on.addr}
	defer c.close()

	status, body, err := c.do(v.page("/rounds/"+v.round+"/plan", v.office))
	more := v.on.memory("VmHWM") - before
	fmt.Printf("Plan page: %d bytes, + %.0f MB of memory (must ≤ %d).\n", len(body), more, planMB)
	switch {
	case err != nil || status != http.StatusOK || !bytes.Contains(body, []byte("</html>")):
		unmet = append(unmet, fmt.Sprintf("plan page: status %d, %v", status, err))
	case more > planMB:
		unmet = append(unmet, fmt.Sprintf("plan page: + %.0f MB, not %d", more, planMB))
	}

	return unmet
}

// firstPage starts the demo on nothing and waits for its first page.
func firstPage(h *hall, lingping string) []string {
	h.say("the demo's first page")
	began := clock.Running()
	t, err := h.start("demo", nil, lingping, "demo", "--data", filepath.Join(h.dir, "demo"), "--addr", addrMark)
	took := clock.Running().Sub(began).Round(10 * time.Millisecond)
	h.end(t)
	switch {
	case err != nil:
		return []string{fmt.Sprintf("the demo shows no page within a minute (must ≤ %v)", firstPageMax)}
	case took > firstPageMax:
		return []string{fmt.Sprintf("the demo's first page: %v, not %v", took, firstPageMax)}
	}

	fmt.Printf("First page of the demo on nothing: %v (must ≤ %v, goal ≤ 2s).\n", took, firstPageMax)
	return nil
}
