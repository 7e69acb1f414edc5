package main

import (
	"bytes"
	"context"
	"fmt"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"

	"lingping/internal/clock"
)

// The targets.
const (
	peerName     = "PocketBase"
	fullName     = "PocketBase FULL"
	floorName    = "floor"
	bareName     = "bare"
	appName      = "Lingping"
	postgresName = "Lingping on PostgreSQL"
)

// addrMark stands in the arguments of a server for the address where it is to listen.
const addrMark = "ADDR"

// hall is where the servers run.
type hall struct {
	ctx     context.Context
	dir     string
	token   string // for PocketBase
	running []*running
}

// running is a server that was started; gone is closed when it has ended.
type running struct {
	*exec.Cmd
	gone chan struct{}
}

// target is a server that answers.
type target struct {
	addr string
	pid  int
}

func (h *hall) say(format string, args ...any) {
	fmt.Fprintf(os.Stderr, "== %s\n", fmt.Sprintf(format, args...))
}

// output runs a command to its end and gives the last line of what it says.
func (h *hall) output(command string, args ...string) (string, error) {
	var out, said bytes.Buffer
	c := exec.CommandContext(h.ctx, command, args...)
	c.Stdout, c.Stderr = &out, &said
	if err := c.Run(); err != nil {
		return "", fmt.Errorf("%s %s: %w\n%s%s", command, strings.Join(args, " "), err, out.Bytes(), said.Bytes())
	}

	lines := strings.Split(strings.TrimSpace(out.String()), "\n")
	return lines[len(lines)-1], nil
}

// start starts a server and waits until it answers.
func (h *hall) start(name string, env []string, command string, args ...string) (*target, error) {
	addr, err := freeAddr()
	if err != nil {
		return nil, err
	}

	args = slices.Clone(args)
	for i := range args {
		args[i] = strings.ReplaceAll(args[i], addrMark, addr)
	}

	log, err := os.Create(filepath.Join(h.dir, strings.ReplaceAll(name, " ", "-")+".log"))
	if err != nil {
		return nil, err
	}
	defer log.Close()

	c := exec.CommandContext(h.ctx, command, args...)
	c.Env = append(os.Environ(), env...)
	c.Stdout, c.Stderr = log, log
	if err := c.Start(); err != nil {
		return nil, err
	}

	r := &running{c, make(chan struct{})}
	go func() {
		_ = c.Wait()
		close(r.gone)
	}()

	h.running = append(h.running, r)
	t := &target{addr, c.Process.Pid}
	client := http.Client{Timeout: 2 * time.Second}
	for end := clock.Running().Add(time.Minute); clock.Running().Before(end); {
		if answer, err := client.Get("http://" + addr + "/"); err == nil {
			answer.Body.Close()
			return t, nil
		}
		select {
		case <-r.gone:
			end = time.Time{}
		case <-time.After(5 * time.Millisecond):
		}
	}

	said, _ := os.ReadFile(log.Name())
	return t, fmt.Errorf("%s does not answer:\n%s", name, said)
}

// end ends one server before the others.
func (h *hall) end(t *target) {
	for _, r := range h.running {
		if t != nil && r.Process.Pid == t.pid {
			_ = r.Process.Kill()
			<-r.gone
		}
	}
}

// close ends what was started.
func (h *hall) close() {
	for _, r := range h.running {
		_ = r.Process.Signal(os.Interrupt)
	}
	for _, r := range h.running {
		select {
		case <-r.gone:
		case <-time.After(20 * time.Second):
			_ = r.Process.Kill()
		}
	}
}

func freeAddr() (string, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return "", err
	}
	defer l.Close()
	return l.Addr().String(), nil
}

// used is how much processor time the server has taken until now.
func (t *target) used() time.Duration {
	text, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", t.pid))
	if err != nil {
		return 0
	}

	f := strings.Fields(string(text[bytes.LastIndexByte(text, ')')+2:]))
	user, _ := strconv.Atoi(f[11])
	system, _ := strconv.Atoi(f[12])
	return time.Duration(user+system) * 10 * time.Millisecond
}

// memory is a line such as VmRSS of what the kernel says of the server, in MB.
func (t *target) memory(line string) float64 {
	text, _ := os.ReadFile(fmt.Sprintf("/proc/%d/status", t.pid))
	for one := range strings.Lines(string(text)) {
		if rest, ok := strings.CutPrefix(one, line+":"); ok {
			kb, _ := strconv.ParseFloat(strings.Fields(rest)[0], 64)
			return kb / 1024
		}
	}

	return 0
}
