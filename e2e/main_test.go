// Package e2e_test walks through the product as its users do: the real program, started as they start it, in a real
// browser, with the papers that come out opened in LibreOffice. The walks are the journeys (journey_*_test.go); the
// rest is what they stand on: browser_test.go and page_test.go drive Chromium, program_test.go the program,
// paper_test.go LibreOffice. Rules are not tested here but in their own rooms; here it is tested that everything meets.
//
// The walks run with LINGPING_E2E=1, as make test sets it.
package e2e_test

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"sync"
	"testing"
)

// wanted says whether the journeys are to run.
var wanted = os.Getenv("LINGPING_E2E") != ""

// workshop is where the program is built; TestMain makes and removes it.
var workshop string

// program builds the program under test, once, and gives its path.
var program = sync.OnceValues(func() (string, error) {
	file := filepath.Join(workshop, "lingping")
	build := exec.Command("go", "build", "-trimpath", "-o", file, "lingping/cmd/lingping")
	build.Env = append(os.Environ(), "CGO_ENABLED=0")
	if out, err := build.CombinedOutput(); err != nil {
		return "", fmt.Errorf("building the program: %w\n%s", err, out)
	}
	return file, nil
})

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
