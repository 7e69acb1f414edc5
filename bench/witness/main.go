// Command witness measures what it costs that the ledger is told what every act leaves its records as: saving a draft and
// handing in a sheet, with it and without (-tags unwitnessed), in turn in one run. It prints the processor time of each act
// in each turn, the least and the middle of both, and by how much the one with it is dearer; the bound is a tenth.
package main

import (
	"bytes"
	"flag"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
)

// acts are the benchmarks of bench/page that are asked.
var acts = []string{"Save", "HandIn"}

func main() {
	turns := flag.Int("turns", 5, "how often each is asked")
	times := flag.Int("times", 400, "how many acts a turn has")
	flag.Parse()
	if err := run(os.Stdout, *turns, *times); err != nil {
		fmt.Fprintln(os.Stderr, "witness:", err)
		os.Exit(1)
	}
}

func run(out io.Writer, turns, times int) error {
	dir, err := os.MkdirTemp("", "lingping-witness-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)

	with, without := filepath.Join(dir, "with"), filepath.Join(dir, "without")
	for path, tags := range map[string]string{with: "", without: "unwitnessed"} {
		build := exec.Command("go", "test", "-c", "-tags", tags, "-o", path, "./bench/page")
		build.Stderr = os.Stderr
		if err := build.Run(); err != nil {
			return err
		}
	}

	fmt.Fprintln(out, "| act | with it, µs | without, µs | least: dearer by | middle: dearer by |\n|---|---|---|---|---|")
	for _, act := range acts {
		var dear, cheap []float64
		for turn := range 2 * turns {
			path, list := with, &dear
			if turn%4 == 1 || turn%4 == 2 { // with, without, without, with: neither is always the first
				path, list = without, &cheap
			}

			µs, err := ask(path, act, times)
			if err != nil {
				return err
			}
			*list = append(*list, µs)
		}

		slices.Sort(dear)
		slices.Sort(cheap)
		more := func(at func([]float64) float64) float64 { return 100 * (at(dear)/at(cheap) - 1) }
		fmt.Fprintf(out, "| %s | %.0f | %.0f | %.1f %% | %.1f %% |\n", act, dear, cheap,
			more(func(v []float64) float64 { return v[0] }), more(func(v []float64) float64 { return v[len(v)/2] }))
	}

	return nil
}

// figure is the processor time of an act as its benchmark prints it.
var figure = regexp.MustCompile(`([0-9.]+) µs-cpu/op`)

// ask is the processor time of one act, in µs.
func ask(path, act string, times int) (float64, error) {
	bench := exec.Command(path, "-test.run", "^$", "-test.bench", act+"$", "-test.benchtime", strconv.Itoa(times)+"x")
	bench.Dir = "bench/page"
	said, err := bench.CombinedOutput()
	if err != nil {
		return 0, fmt.Errorf("%s: %w\n%s", act, err, said)
	}

	found := figure.FindSubmatch(bytes.TrimSpace(said))
	if found == nil {
		return 0, fmt.Errorf("%s says no figure:\n%s", act, said)
	}

	return strconv.ParseFloat(string(found[1]), 64)
}
