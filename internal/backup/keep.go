package backup

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"time"

	"lingping/internal/errs"
)

// Keep is which copies are kept: the newest of each of so many days, weeks and months in which one was made.
type Keep struct{ Days, Weeks, Months int }

// ParseKeep reads what an operator writes, such as 7,5,3.
func ParseKeep(text string) (k Keep, err error) {
	n, err := fmt.Sscanf(text, "%d,%d,%d", &k.Days, &k.Weeks, &k.Months)
	if err != nil || n != 3 || k.Days < 1 || k.Weeks < 0 || k.Months < 0 || text != fmt.Sprintf("%d,%d,%d", k.Days, k.Weeks, k.Months) {
		return k, errs.NewInvalid("保留几份写得不对：“%s”。请写成 7,5,3 这样：最近 7 天、5 周、3 个月里每天、每周、每月最新的一份；天数至少是 1。", text)
	}
	return k, nil
}

// Surplus are the moments of which no copy is kept any more.
func (k Keep) Surplus(made []time.Time) (surplus []time.Time) {
	newest := slices.SortedFunc(slices.Values(made), func(a, b time.Time) int { return b.Compare(a) })
	kept := map[time.Time]bool{}
	for _, span := range []struct {
		many int
		of   func(time.Time) string
	}{
		{k.Days, func(t time.Time) string { return t.Format(time.DateOnly) }},
		{k.Weeks, func(t time.Time) string { year, week := t.ISOWeek(); return fmt.Sprint(year, week) }},
		{k.Months, func(t time.Time) string { return t.Format("2006-01") }},
	} {
		seen := map[string]bool{}
		for _, t := range newest {
			if name := span.of(t); !seen[name] && len(seen) < span.many {
				seen[name], kept[t] = true, true
			}
		}
	}

	for _, t := range newest {
		if !kept[t] {
			surplus = append(surplus, t)
		}
	}

	return surplus
}

// Prune deletes from the folder the verified copies that are kept no longer, and names them. Other files stay.
func (k Keep) Prune(dir string, in *time.Location) (deleted []string, err error) {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return nil, err
	}

	var made []time.Time
	files := map[time.Time][]string{}
	for _, e := range entries {
		if at, ok := madeAt(e.Name(), in); ok && e.Type().IsRegular() {
			made = append(made, at)
			files[at] = append(files[at], e.Name())
		}
	}

	for _, at := range k.Surplus(made) {
		for _, name := range files[at] {
			if err := os.Remove(filepath.Join(dir, name)); err != nil {
				return deleted, err
			}
			deleted = append(deleted, name)
		}
	}

	return deleted, nil
}
