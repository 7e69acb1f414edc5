// Command peers asks Lingping, PocketBase, the least server that does the same work (floor) and one that does none (bare)
// for the same things in one run, in turn, and prints how they stand to each other. It is `make bench-peers`. PocketBase is
// a program beside it, ../pocketbase.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/signal"
	"path/filepath"
	"strings"
	"time"

	"lingping/bench/work"
)

// settings are what a run is asked for.
type settings struct {
	n         int
	ops       string
	rounds    int
	dur       time.Duration
	reviewers int
	dir       string
	lingping  string
	peer      string
	postgres  string
	demo      bool
}

// errUnmet is the end of a run in which something that must be reached is not.
var errUnmet = errors.New("not everything that must be reached is")

func main() {
	if err := run(); err != nil {
		fmt.Fprintln(os.Stderr, "peers:", err)
		os.Exit(1)
	}
}

func run() error {
	if len(os.Args) > 1 && os.Args[1] == "floor" {
		return serveFloor(os.Args[2], os.Args[3])
	}

	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()

	var s settings
	flag.IntVar(&s.n, "n", 20_000, "members")
	flag.StringVar(&s.ops, "ops", "", "some of the ops, such as home,save (all)")
	flag.IntVar(&s.rounds, "rounds", 3, "rounds of each op; the best of each target counts")
	flag.DurationVar(&s.dur, "dur", 500*time.Millisecond, "how long a round lasts")
	flag.IntVar(&s.reviewers, "reviewers", 160, "branch secretaries who sign in")
	flag.StringVar(&s.lingping, "lingping", "bin/lingping", "the program")
	flag.StringVar(&s.peer, "pocketbase", "bin/pocketbase", "PocketBase as ../pocketbase makes it")
	flag.StringVar(&s.postgres, "postgres", "", "an empty PostgreSQL database: Lingping is asked there too")
	flag.BoolVar(&s.demo, "demo", true, "start the demo and wait for its first page")
	flag.Parse()
	var err error
	if s.dir, err = os.MkdirTemp("", "lingping-peers-"); err != nil {
		return err
	}

	defer os.RemoveAll(s.dir)

	return compare(ctx, s)
}

// compare makes the work for all, starts all, asks all, and says what is not reached.
func compare(ctx context.Context, s settings) error {
	house := &hall{ctx: ctx, dir: s.dir}
	defer house.close()

	var unmet []string
	if s.demo {
		unmet = append(unmet, firstPage(house, s.lingping)...)
	}

	w := work.Make(s.n)
	targets, visitors, err := open(house, s, w)
	if err != nil {
		return err
	}

	rows := []row{}
	for _, o := range ops(w, visitors, house.token) {
		if s.ops != "" && !strings.Contains(","+s.ops+",", ","+o.name+",") {
			continue
		}
		r := turns(o, targets, s)
		rows = append(rows, r)
		fmt.Fprintln(os.Stderr, r.brief())
	}

	fmt.Printf("W(%d), %d units; best of %d rounds of %v; commits: Lingping and floor FULL, PocketBase NORMAL as shipped (it may lose the last saves when the power fails) and FULL beside it.\n\n",
		s.n, len(w.Units), s.rounds, s.dur)
	unmet = append(unmet, print(os.Stdout, rows, s.n)...)
	unmet = append(unmet, visitors[appName].alone(house, s.n)...)
	for _, one := range unmet {
		fmt.Println("MUST not reached:", one)
	}

	if len(unmet) > 0 {
		return errUnmet
	}

	return nil
}

// open makes the databases and starts the servers.
func open(h *hall, s settings, w *work.Work) (map[string]*target, map[string]*visitors, error) {
	targets, people := map[string]*target{}, map[string]*visitors{}
	self, err := os.Executable()
	if err != nil {
		return nil, nil, err
	}

	h.say("PocketBase and the floor take W(%d)", s.n)
	peerDir, floorFile := filepath.Join(s.dir, "peer"), filepath.Join(s.dir, "floor.db")
	if err := write(floorFile, w); err != nil {
		return nil, nil, err
	}

	if h.token, err = h.output(s.peer, "setup", peerDir, floorFile); err != nil {
		return nil, nil, err
	}

	if err := os.CopyFS(peerDir+"-full", os.DirFS(peerDir)); err != nil {
		return nil, nil, err
	}

	if err := rearrange(floorFile); err != nil {
		return nil, nil, err
	}

	for name, database := range map[string]string{appName: filepath.Join(s.dir, "data", "lingping.db"), postgresName: s.postgres} {
		if database == "" {
			continue
		}

		h.say("Lingping takes W(%d) into %s", s.n, name)
		if people[name], err = settle(h.ctx, database, s); err != nil {
			return nil, nil, err
		}
	}

	for _, server := range [][]string{
		{peerName, s.peer, "serve", "--dir", peerDir, "--http", addrMark},
		{fullName, s.peer, "serve", "--dir", peerDir + "-full", "--http", addrMark, "--full"},
		{floorName, self, "floor", floorFile, addrMark},
		{appName, s.lingping, "serve", "--data", filepath.Join(s.dir, "data"), "--addr", addrMark, "--log-level", "warn"},
	} {
		t, err := h.start(server[0], nil, server[1], server[2:]...)
		if err != nil {
			return nil, nil, err
		}
		targets[server[0]] = t
	}

	targets[bareName] = targets[floorName]
	if s.postgres != "" {
		t, err := h.start(postgresName, []string{"LINGPING_DATABASE_URL=" + s.postgres}, s.lingping, "serve", "--data", s.dir, "--addr", addrMark, "--log-level", "warn")
		if err != nil {
			return nil, nil, err
		}
		targets[postgresName] = t
	}

	for name, v := range people {
		if err := v.look(targets[name]); err != nil {
			return nil, nil, err
		}
	}

	return targets, people, nil
}
