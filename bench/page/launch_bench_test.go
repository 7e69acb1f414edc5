package page_test

import (
	"testing"
	"time"

	"lingping/bench/house"
	"lingping/bench/page"
	"lingping/internal/testkit"
)

// BenchmarkLaunch is what launching a round over a house of 100,000 members takes on SQLite; s-cpu/million is its processor
// time, what the house is filled with left out, for as many members as ten such houses have.
func BenchmarkLaunch(b *testing.B) {
	const members = 100_000
	at := time.Date(2011, 1, 5, 9, 0, 0, 0, time.UTC)
	var spent time.Duration
	for b.Loop() {
		s := testkit.SQLite(b).At(func() time.Time { return at })
		launch, err := house.Ready(b.Context(), s, members)
		if err != nil {
			b.Fatal(err)
		}

		before := page.Used()
		if err := launch(); err != nil {
			b.Fatal(err)
		}
		spent += page.Used() - before
	}

	b.ReportMetric(spent.Seconds()/float64(b.N)*(1_000_000/members), "s-cpu/million")
}
