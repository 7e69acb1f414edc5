package e2e_test

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"regexp"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"
)

// House is the program over one data directory, as an office has it.
type House struct {
	t       *testing.T
	program string
	Dir     string   // --data
	Printed string   // what the server said before its address
	Env     []string // in addition to the test's own, such as LINGPING_DATABASE_URL=…
}

// NewHouse gives a house without data.
func NewHouse(t *testing.T, env ...string) *House {
	t.Helper()
	journey(t)
	file, err := program()
	if err != nil {
		t.Fatal(err)
	}

	return &House{t: t, program: file, Dir: t.TempDir(), Env: env}
}

// command is the program with arguments, speaking Chinese unless Env says otherwise.
func (h *House) command(ctx context.Context, args []string) *exec.Cmd {
	cmd := exec.CommandContext(ctx, h.program, append(slices.Clone(args), "--data", h.Dir)...)
	cmd.Env = append(append(os.Environ(), "LANG=zh_CN.UTF-8", "LC_ALL=", "LINGPING_BASE_URL=https://dp.example.edu.cn"), h.Env...)
	return cmd
}

// Run runs a command to its end and gives what it wrote to stdout; any exit code but 0 fails the test.
func (h *House) Run(args ...string) string {
	h.t.Helper()
	out, code := h.Exit("", args...)
	if code != 0 {
		h.t.Fatalf("lingping %s ended with %d", strings.Join(args, " "), code)
	}
	return out
}

// Exit runs a command with the input to its end and gives what it wrote to stdout, and its exit code.
func (h *House) Exit(stdin string, args ...string) (out string, code int) {
	h.t.Helper()
	ctx, cancel := context.WithTimeoutCause(h.t.Context(), commandTime, fmt.Errorf("it took longer than %s", commandTime))
	defer cancel()

	cmd := h.command(ctx, args)
	var stdout, stderr bytes.Buffer
	cmd.Stdin, cmd.Stdout, cmd.Stderr = strings.NewReader(stdin), &stdout, &stderr
	err := cmd.Run()
	if stderr.Len() > 0 {
		h.t.Logf("lingping %s says:\n%s", strings.Join(args, " "), stderr.String())
	}

	if exit, ok := errors.AsType[*exec.ExitError](err); ok && ctx.Err() == nil {
		return stdout.String(), exit.ExitCode()
	}

	if err != nil {
		h.t.Fatalf("lingping %s: %v", strings.Join(args, " "), errors.Join(err, context.Cause(ctx)))
	}

	return stdout.String(), 0
}

var address = regexp.MustCompile(`http://[^\s"，。]+`)

// Serve starts the server (serve, unless another command such as demo is given) and returns its address. At the end of
// the test the server is asked to stop, and has to.
func (h *House) Serve(args ...string) (url string) {
	h.t.Helper()
	if len(args) == 0 {
		args = []string{"serve"}
	}

	cmd := h.command(context.Background(), append(args, "--addr", "127.0.0.1:0"))
	stdout, err := cmd.StdoutPipe()
	if err != nil {
		h.t.Fatal(err)
	}

	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	if err := cmd.Start(); err != nil {
		h.t.Fatal(err)
	}

	found, ended := make(chan string, 1), make(chan struct{})
	go func() {
		defer close(ended)

		lines := bufio.NewScanner(stdout)
		for lines.Scan() {
			if url := address.FindString(lines.Text()); url != "" {
				found <- strings.TrimSuffix(url, "/")
				break
			}
			h.Printed += lines.Text() + "\n"
		}

		io.Copy(io.Discard, stdout)
	}()

	h.t.Cleanup(func() { h.stop(cmd, ended, &stderr) })
	select {
	case url = <-found:
		return url
	case <-ended:
		h.t.Fatalf("lingping %s ended without an address:\n%s", strings.Join(args, " "), stderr.String())
	case <-time.After(commandTime):
		h.t.Fatalf("lingping %s gave no address in %s", strings.Join(args, " "), commandTime)
	}

	return ""
}

// stop asks the server to end, as an init system does, and kills it when it does not.
func (h *House) stop(cmd *exec.Cmd, ended chan struct{}, stderr *bytes.Buffer) {
	if err := cmd.Process.Signal(syscall.SIGTERM); err != nil && !errors.Is(err, os.ErrProcessDone) {
		h.t.Error(err)
	}

	select {
	case <-ended:
	case <-time.After(patience):
		h.t.Errorf("the server did not stop when asked")
		cmd.Process.Kill()
		<-ended
	}

	if err := cmd.Wait(); err != nil {
		h.t.Errorf("the server ended with %v:\n%s", err, stderr.String())
	}
}
