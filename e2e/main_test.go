// Package e2e_test walks through the product as its users do: the real program, started as they start it, in a real
// browser, with the papers that come out opened in LibreOffice. The walks are the journeys (journey_*_test.go); the
// rest is what they stand on: browser_test.go and page_test.go drive Chromium, program_test.go the program,
// paper_test.go LibreOffice; crawl_*_test.go go through the house over HTTP, which is enough where no
// page is looked at. Rules are not tested here but in their own rooms; here it is tested that everything meets.
//
// The walks run with LINGPING_E2E=1, as make test sets it.
package e2e_test

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"
)

// wanted says whether the journeys are to run.
var wanted = os.Getenv("LINGPING_E2E") != ""

// workshop is where the program is built; TestMain makes and removes it.
var workshop string

// Bounds end what hangs and say what it was. Each is many times what its step takes on a busy machine, so that no result
// depends on how busy it is; whoever waits, waits for a state.
const (
	patience    = 2 * time.Minute  // one step on a page, one page or file of a crawl, the end of a server
	commandTime = 10 * time.Minute // a command, a paper in LibreOffice, a server until it answers
	buildTime   = 15 * time.Minute // the program, the demo, all that one person crawls through
)

// program builds the program under test, once, and gives its path.
var program = sync.OnceValues(func() (string, error) {
	file := filepath.Join(workshop, "lingping")
	ctx, cancel := context.WithTimeoutCause(context.Background(), buildTime, fmt.Errorf("building the program took longer than %s", buildTime))
	defer cancel()

	build := exec.CommandContext(ctx, "go", "build", "-trimpath", "-o", file, "lingping/cmd/lingping")
	build.Env = append(os.Environ(), "CGO_ENABLED=0")
	if out, err := build.CombinedOutput(); err != nil {
		return "", fmt.Errorf("building the program: %w\n%s", errors.Join(err, context.Cause(ctx)), out)
	}

	return file, nil
})

// smallDemo builds the small demo university, once, as its users do, and gives its data directory.
var smallDemo = sync.OnceValues(func() (string, error) { return buildDemo("small", "--small") })

// buildDemo lets the demo university be built to its end, and gives its data directory.
func buildDemo(name string, args ...string) (string, error) {
	file, err := program()
	if err != nil {
		return "", err
	}

	dir := filepath.Join(workshop, name)
	ctx, cancel := context.WithTimeoutCause(context.Background(), buildTime, fmt.Errorf("building the demo took longer than %s", buildTime))
	defer cancel()

	cmd := exec.CommandContext(ctx, file, append([]string{"demo", "--data", dir, "--addr", "127.0.0.1:0"}, args...)...)
	cmd.Env = append(os.Environ(), "LANG=zh_CN.UTF-8", "LC_ALL=")
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	stdout, err := cmd.StdoutPipe()
	if err == nil {
		err = cmd.Start()
	}

	if err != nil {
		return "", err
	}

	for lines := bufio.NewScanner(stdout); lines.Scan(); {
		if strings.Contains(lines.Text(), "演示已经建好") {
			cmd.Process.Signal(syscall.SIGTERM)
		}
	}

	if err := cmd.Wait(); err != nil {
		return "", fmt.Errorf("building the demo: %w\n%s", errors.Join(err, context.Cause(ctx)), &stderr)
	}

	return dir, nil
}

func TestMain(m *testing.M) { os.Exit(run(m)) }

func run(m *testing.M) int {
	dir, err := os.MkdirTemp("", "lingping-e2e-")
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}

	defer os.RemoveAll(dir)

	workshop = dir
	defer func() { quitChromium() }()

	return m.Run()
}

// journey makes the test one that runs only when journeys are wanted.
func journey(t *testing.T) {
	t.Helper()
	if !wanted {
		t.Skip("journeys run with LINGPING_E2E=1, as make test sets it")
	}
}
