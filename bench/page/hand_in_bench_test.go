package page_test

import (
	"fmt"
	"testing"

	"lingping/bench/house"
	"lingping/bench/page"
	"lingping/internal/app"
	"lingping/internal/domain/access"
	"lingping/internal/domain/review"
)

// written is a sheet that is about to be handed in.
type written struct {
	who   access.Actor
	id    review.ID
	draft app.Draft
}

// secretaries is how many hand in in one house.
const secretaries = 12

// BenchmarkHandIn is what handing in a sheet takes in a house of 2,000 members on SQLite; µs-cpu/op is its processor time.
// With -tags unwitnessed it is the same without the ledger being told what the act left its records as.
func BenchmarkHandIn(b *testing.B) {
	var d *page.Desk
	var sheets []written
	before, spent := page.Used(), int64(0)
	for i := range b.N {
		if len(sheets) == 0 {
			b.StopTimer()
			spent += int64(page.Used() - before)
			d = filled(b, small)
			sheets = toHandIn(b, d)
			before = page.Used()
			if i == 0 {
				spent = 0
			}
			b.StartTimer()
		}

		next := sheets[0]
		sheets = sheets[1:]
		if _, err := d.App.Submit(b.Context(), next.who, next.id, next.draft); err != nil {
			b.Fatal(err)
		}
	}

	spent += int64(page.Used() - before)
	b.ReportMetric(float64(spent)/1000/float64(b.N), "µs-cpu/op")
}

// toHandIn are the open sheets of some branches, written but for the last act.
func toHandIn(b *testing.B, d *page.Desk) (all []written) {
	for k := range secretaries {
		u := d.Work.General(k/4) + 1 + k%4
		who := d.Seat(house.Branch)
		if k > 0 {
			var err error
			if who, err = d.Enter(fmt.Sprint("secretary", k), d.Holder(u, 0)); err != nil {
				b.Fatal(err)
			}
		}

		open, err := d.Open(u)
		if err != nil {
			b.Fatal(err)
		}

		for i, id := range open {
			v, err := d.App.Sheet(b.Context(), who.Actor, id)
			if err != nil {
				b.Fatal(err)
			}
			if v.Allowed[access.WriteReview] {
				all = append(all, written{who.Actor, id, d.Filled(v, i)})
			}
		}
	}

	if len(all) < secretaries {
		b.Fatalf("only %d sheets are open", len(all))
	}

	return all
}
