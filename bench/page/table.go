package page

import (
	"fmt"
	"io"
	"strings"
)

// column is a figure of the table of sizes.
type column struct {
	head  string
	of    func(Cost) float64
	many  int    // places behind the point
	count Figure // by which growth is told; empty: it is noisy
}

func columns() []column {
	count := func(f Figure) column {
		return column{string(f), func(c Cost) float64 { return float64(f.Of(c)) }, 0, f}
	}
	return []column{
		{"CPU ms", func(c Cost) float64 { return float64(c.CPU.Microseconds()) / 1000 }, 1, ""},
		count(Bytes), count(Statements), count(Rows), count(Read),
		{"peak MB", func(c Cost) float64 { return float64(c.Memory) / (1 << 20) }, 0, ""},
	}
}

// Write writes one table: what everything costs in each house, and how many times as much in the last as in the first. A
// count that grows with the house is bold.
func Write(w io.Writer, sizes []*Size) error {
	var b strings.Builder
	b.WriteString("| page or act |")
	var houses []string
	for _, s := range sizes {
		houses = append(houses, fmt.Sprint(s.N))
	}

	for _, c := range columns() {
		fmt.Fprintf(&b, " %s | × |", c.head)
	}

	fmt.Fprintf(&b, "\n|---|%s\n", strings.Repeat("--:|--:|", len(columns())))
	for _, name := range sizes[0].Names {
		fmt.Fprintf(&b, "| %s |", name)
		for _, c := range columns() {
			fmt.Fprintf(&b, " %s | %s |", c.cells(sizes, name), c.times(sizes, name))
		}
		b.WriteByte('\n')
	}

	fmt.Fprintf(&b, "\nMembers: %s. Bold: grows with the house. Read: pages of the file (SQLite), rows and entries (PostgreSQL).\n", strings.Join(houses, " → "))
	for _, s := range sizes {
		for _, wrong := range s.Wrong {
			fmt.Fprintf(&b, "Not measured: %s\n", wrong)
		}
	}

	_, err := io.WriteString(w, b.String())
	return err
}

func (c column) cells(sizes []*Size, name string) string {
	var cells []string
	for _, s := range sizes {
		cost, ok := s.Costs[name]
		if !ok {
			cells = append(cells, "–")
			continue
		}
		cells = append(cells, fmt.Sprintf("%.*f", c.many, c.of(cost)))
	}

	return strings.Join(cells, " → ")
}

// times is the last house beside the first.
func (c column) times(sizes []*Size, name string) string {
	first, ok := sizes[0].Costs[name]
	last, there := sizes[len(sizes)-1].Costs[name]
	if !ok || !there || c.of(first) <= 0 {
		return "–"
	}

	times := fmt.Sprintf("%.1f", c.of(last)/c.of(first))
	if c.count != "" && c.count.Of(last) > c.count.bound(c.count.Of(first)) {
		return "**" + times + "**"
	}

	return times
}
