package page_test

import (
	"testing"

	"lingping/bench/house"
	"lingping/bench/page"
)

// BenchmarkSheet is what opening a sheet takes in a house of 2,000 members on SQLite; µs-cpu/op is the processor time of
// the page without that of whoever else works on the machine.
func BenchmarkSheet(b *testing.B) {
	d := filled(b, small)
	for _, p := range page.Pages() {
		if p.As == house.Branch && (p.Route == "review-edit" || p.Route == "review") {
			b.Run(p.Name(), func(b *testing.B) {
				for range 40 { // each connection has prepared its statements
					if err := d.Once(p); err != nil {
						b.Fatal(err)
					}
				}

				before := page.Used()
				for b.Loop() {
					if err := d.Once(p); err != nil {
						b.Fatal(err)
					}
				}
				b.ReportMetric(float64((page.Used()-before).Microseconds())/float64(b.N), "µs-cpu/op")
			})
		}
	}
}
