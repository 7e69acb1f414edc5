package page_test

import (
	"testing"

	"lingping/bench/house"
	"lingping/bench/page"
)

// BenchmarkSheet is what opening, saving and handing in a sheet take in a house of 2,000 members on SQLite.
func BenchmarkSheet(b *testing.B) {
	d := filled(b, small)
	for _, p := range page.Pages() {
		if p.As == house.Branch && (p.Route == "review-edit" || p.Route == "review") {
			b.Run(p.Name(), func(b *testing.B) {
				for b.Loop() {
					if err := d.Once(p); err != nil {
						b.Fatal(err)
					}
				}
			})
		}
	}
}
