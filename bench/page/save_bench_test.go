package page_test

import (
	"fmt"
	"sync"
	"sync/atomic"
	"testing"

	"lingping/bench/house"
	"lingping/bench/page"
	"lingping/internal/app"
	"lingping/internal/domain/access"
	"lingping/internal/domain/review"
)

// BenchmarkSave is what a save of a draft takes in a house of 2,000 members on SQLite when sixteen people save, beside
// the page that asks for it; µs-cpu/op is the processor time of it without that of whoever else works on the machine.
func BenchmarkSave(b *testing.B) {
	const savers = 16
	d := filled(b, small)
	open, err := d.Open(d.Work.General(0) + 1)
	if err != nil {
		b.Fatal(err)
	}

	who := d.Seat(house.Branch).Actor
	var drafts []app.Draft
	var ids []review.ID
	for i := range min(savers, len(open)) {
		v, err := d.App.Sheet(b.Context(), who, open[i])
		if err != nil || !v.Allowed[access.WriteReview] {
			b.Fatal(err)
		}
		ids, drafts = append(ids, open[i]), append(drafts, d.Filled(v, i))
	}

	var turn atomic.Int64
	before := page.Used()
	b.ResetTimer()
	var all sync.WaitGroup
	for i := range ids {
		all.Go(func() {
			draft := drafts[i]
			for n := turn.Add(1); n <= int64(b.N); n = turn.Add(1) {
				draft.Setting.Place = fmt.Sprint("第", n, "会议室") // what changes nothing is no save
				saved, err := d.App.SaveDraft(b.Context(), who, ids[i], draft)
				if err != nil {
					b.Error(err)
					return
				}

				for k := range draft.Parts {
					draft.Parts[k].Revision = saved.Revisions[draft.Parts[k].ID]
				}
			}
		})
	}

	all.Wait()
	b.ReportMetric(float64((page.Used()-before).Microseconds())/float64(b.N), "µs-cpu/op")
}
