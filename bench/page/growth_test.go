package page_test

import (
	"slices"
	"testing"

	"lingping/bench/page"
	"lingping/internal/store"
)

func cost(bytes, statements int, rows, read int64) page.Cost {
	return page.Cost{Bytes: bytes, Work: store.Work{Statements: statements, Rows: rows, Read: read}}
}

func TestGrowthIsFoundAndTheTableCanOnlyShrink(t *testing.T) {
	small, flat := cost(10_000, 20, 40, 200), cost(13_600, 25, 64, 460)
	more := cost(13_601, 26, 65, 461)
	all := page.Growing{Ceiling: map[page.Figure]float64{page.Bytes: 2, page.Statements: 2, page.Rows: 2, page.Read: 3}}
	for name, c := range map[string]struct {
		large   page.Cost
		growing page.Growing
		want    []string
	}{
		"at the bound":       {flat, page.Growing{}, nil},
		"one above":          {more, page.Growing{}, []string{"x grows with the house: bytes 10000 → 13601", "x grows with the house: statements 20 → 26", "x grows with the house: rows 40 → 65", "x grows with the house: read 200 → 461"}},
		"one above, listed":  {more, all, nil},
		"mended, listed":     {flat, all, []string{"x does not grow any more: bytes 10000 → 13600: strike its ceiling", "x does not grow any more: statements 20 → 25: strike its ceiling", "x does not grow any more: rows 40 → 64: strike its ceiling", "x does not grow any more: read 200 → 460: strike its ceiling"}},
		"above the ceiling":  {cost(20_001, 26, 65, 461), all, []string{"x grows more than it did: bytes 10000 → 20001, 2.0 times and not 2.0"}},
		"what is not listed": {cost(10_000, 20, 800, 200), page.Growing{Ceiling: map[page.Figure]float64{page.Rows: 20}}, nil},
	} {
		t.Run(name, func(t *testing.T) {
			if got := page.Judge("x", small, c.large, map[string]page.Growing{"x": c.growing}); !slices.Equal(got, c.want) {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}
