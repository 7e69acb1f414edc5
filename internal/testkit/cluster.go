package testkit

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"strconv"
	"syscall"
	"time"

	"github.com/jackc/pgx/v5"
)

// place is where the private PostgreSQL of this machine's user lives. All test processes share it: the first starts it,
// and it stops by itself when none has used it for two minutes.
//
// Two locks guard it. Whoever uses it holds the lock "used" with others until its process ends; the one that stops it
// holds it alone. Whoever looks whether it runs, starts it or makes the template holds the lock "start" alone.
type place struct{ dir string }

func privatePlace() place {
	return place{filepath.Join(os.TempDir(), fmt.Sprintf("lingping-postgres-%d", os.Getuid()))}
}

func (p place) data() string { return filepath.Join(p.dir, "data") }
func (p place) used() string { return p.dir + ".used" }

// address is that of the cluster; its socket lies in the place, so no port is taken.
func (p place) address() string {
	return "postgres://lingping@/postgres?host=" + url.QueryEscape(p.dir)
}

// join starts the cluster when it does not run, and returns the file that holds it for this process while it is open.
func (p place) join(ctx context.Context) (held *os.File, err error) {
	held, err = lock(p.used(), syscall.LOCK_SH)
	if err != nil {
		return nil, err
	}

	if err := os.Chtimes(p.used(), time.Time{}, time.Now()); err != nil {
		return nil, err
	}

	return held, p.oneAtATime(func() error {
		if p.answers(ctx) == nil {
			return nil
		}
		return p.start(ctx)
	})
}

// oneAtATime runs do while no other test process is at it.
func (p place) oneAtATime(do func() error) error {
	start, err := lock(p.dir+".start", syscall.LOCK_EX)
	if err != nil {
		return err
	}
	defer start.Close()
	return do()
}

func lock(path string, how int) (*os.File, error) {
	file, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return nil, err
	}

	for {
		err = syscall.Flock(int(file.Fd()), how)
		if err == nil {
			return file, nil
		}

		if err != syscall.EINTR {
			file.Close()
			return nil, fmt.Errorf("locking %s: %w", path, err)
		}
	}
}

func (p place) answers(ctx context.Context) error {
	conn, err := pgx.Connect(ctx, p.address())
	if err != nil {
		return err
	}
	return conn.Close(ctx)
}

// start makes a new cluster and runs it in the background. What it holds need not survive a crash.
func (p place) start(ctx context.Context) error {
	initdb, err := program("initdb")
	if err != nil {
		return err
	}

	postgres, err := program("postgres")
	if err != nil {
		return err
	}

	owner, err := unprivileged()
	if err != nil {
		return err
	}

	if err := os.RemoveAll(p.dir); err != nil { // of a cluster that has crashed
		return err
	}

	if err := os.Mkdir(p.dir, 0o700); err != nil {
		return err
	}

	if owner != nil {
		if err := os.Chown(p.dir, int(owner.Uid), int(owner.Gid)); err != nil {
			return err
		}
	}

	prepare := exec.CommandContext(ctx, initdb, "-D", p.data(), "-U", "lingping", "--auth=trust", "-E", "UTF8",
		"--locale=C.UTF-8", "--no-sync", "--no-instructions")
	prepare.Dir = p.dir
	prepare.SysProcAttr = &syscall.SysProcAttr{Credential: owner}
	if out, err := prepare.CombinedOutput(); err != nil {
		return fmt.Errorf("initdb: %w\n%s", err, out)
	}

	// Without autovacuum the plans of a test do not depend on whether the server has come to count its rows yet.
	server, err := p.background(owner, postgres, "-D", p.data(), "-k", p.dir, "-c", "listen_addresses=",
		"-c", "max_connections=400", "-c", "shared_buffers=64MB", "-c", "autovacuum=off", "-c", "fsync=off", "-c", "synchronous_commit=off",
		"-c", "full_page_writes=off", "-c", "max_pred_locks_per_transaction=256",
		"-c", "wal_level=minimal", "-c", "max_wal_senders=0", "-c", "wal_keep_size=256MB", "-c", "logging_collector=off")
	if err != nil {
		return err
	}

	if err := p.wait(ctx, server); err != nil {
		return err
	}

	_, err = p.background(nil, "/bin/sh", "-c", stopWhenUnused, "sh", p.used(), p.dir, strconv.Itoa(server.Pid))
	return err
}

// stopWhenUnused waits until nobody has held the lock $1 for two minutes, then stops the server $3 that was started in
// $2 and removes its files.
const stopWhenUnused = `
while :; do
	flock "$1" true
	sleep 30
	exec 9<"$1"
	if flock -n 9 && [ -z "$(find "$1" -mmin -2)" ]; then
		if [ "$(head -n 1 "$2/data/postmaster.pid")" = "$3" ]; then
			kill -INT "$3"
			while [ -e "$2/data/postmaster.pid" ]; do sleep 0.1; done
		fi
		rm -rf "$2"
		exit
	fi
	exec 9<&-
done`

// background starts a program that lives on when this process ends. It must hold none of our files open, or go test
// would wait for it.
func (p place) background(owner *syscall.Credential, name string, args ...string) (*os.Process, error) {
	log, err := os.OpenFile(filepath.Join(p.dir, "log"), os.O_WRONLY|os.O_CREATE|os.O_APPEND, 0o644)
	if err != nil {
		return nil, err
	}
	defer log.Close()

	command := exec.Command(name, args...)
	command.Dir = p.dir
	command.Stdout, command.Stderr = log, log
	command.SysProcAttr = &syscall.SysProcAttr{Setsid: true, Credential: owner}
	if err := command.Start(); err != nil {
		return nil, err
	}

	return command.Process, nil
}

// wait returns when the server answers, and with its log when it does not.
func (p place) wait(ctx context.Context, server *os.Process) error {
	tick := time.NewTicker(20 * time.Millisecond)
	defer tick.Stop()

	for {
		err := p.answers(ctx)
		if err == nil {
			return nil
		}

		select {
		case <-tick.C:
		case <-ctx.Done():
			said, _ := os.ReadFile(filepath.Join(p.dir, "log"))
			return fmt.Errorf("PostgreSQL (process %d) does not answer: %w\n%s", server.Pid, err, said)
		}
	}
}

// program finds a program of PostgreSQL, where Debian puts it or in the path.
func program(name string) (string, error) {
	found, err := filepath.Glob("/usr/lib/postgresql/*/bin/" + name)
	if err != nil {
		return "", err
	}

	if len(found) > 0 {
		return found[len(found)-1], nil
	}

	path, err := exec.LookPath(name)
	if err != nil {
		return "", errors.New("the tests need PostgreSQL, which is not installed: apt-get install -y postgresql; " +
			"or name one in " + given + "=postgres://… whose user may create databases")
	}

	return path, nil
}

// unprivileged is who runs PostgreSQL, which refuses to run as root; nil is the user of this process.
func unprivileged() (*syscall.Credential, error) {
	if os.Getuid() != 0 {
		return nil, nil
	}

	who, err := user.Lookup("postgres")
	if err != nil {
		if who, err = user.Lookup("nobody"); err != nil {
			return nil, err
		}
	}

	uid, err := strconv.ParseUint(who.Uid, 10, 32)
	if err != nil {
		return nil, err
	}

	gid, err := strconv.ParseUint(who.Gid, 10, 32)
	if err != nil {
		return nil, err
	}

	return &syscall.Credential{Uid: uint32(uid), Gid: uint32(gid)}, nil
}
