package work_test

import (
	"bytes"
	"encoding/csv"
	"slices"
	"testing"
	"time"

	"lingping/bench/work"
)

// The two sizes of the short bench have the same number of units below the root, so that pages about the root can be
// compared; so have the two of the long one.
func TestTheRootOfBothSizesHasTheSameBreadth(t *testing.T) {
	for n, want := range map[int][]int{
		2_000: {1, 8, 100}, 40_000: {1, 8, 160, 2_000}, 5_000: {1, 20, 250}, 100_000: {1, 20, 400, 5_000},
	} {
		if got := work.Make(n).Levels; !slices.Equal(got, want) {
			t.Errorf("W(%d) has %v units a level, want %v", n, got, want)
		}
	}
}

func TestTheTreeHoldsTogether(t *testing.T) {
	for _, n := range []int{500, 501, 2_000, 9_999} {
		w := work.Make(n)
		if root := w.Units[0]; root.First != 0 || root.Last != n || root.End != len(w.Units) {
			t.Fatalf("W(%d): the root is %+v of %d units", n, root, len(w.Units))
		}

		for i, u := range w.Units[1:] {
			above := w.Units[u.Parent]
			if u.Parent > i || u.End > above.End || u.First < above.First || u.Last > above.Last || u.First >= u.Last || u.Level != above.Level+1 {
				t.Fatalf("W(%d): unit %d is %+v below %+v", n, i+1, u, above)
			}
		}

		for u := range w.Units {
			for seat := range w.Seats(u) {
				if m := w.Holder(u, seat); m < w.Units[u].First || m >= w.Units[u].Last {
					t.Fatalf("W(%d): post %d of unit %d is held by %d, who is none of its members", n, seat, u, m)
				}
			}
		}
	}
}

func TestTablesHaveARowForEach(t *testing.T) {
	w := work.Make(500)
	count := func(tables []work.Table) (n int) {
		for _, table := range tables {
			var b bytes.Buffer
			if err := table.Write(&b); err != nil {
				t.Fatal(err)
			}

			rows, err := csv.NewReader(&b).ReadAll()
			if err != nil {
				t.Fatalf("%s: %v", table.Name, err)
			}

			n += len(rows) - 1
		}
		return n
	}

	units := len(w.Units)
	posts := 3*25 + 5*(units-25)
	charges := 0
	for u := range w.Units {
		if u > 0 && w.Over(u) > 0 {
			charges++
		}
	}

	if got, want := count(w.Roster()), units+500+posts+charges; got != want {
		t.Errorf("the roster has %d rows, want %d", got, want)
	}

	if got := count(w.Collected(time.Date(2011, 1, 5, 9, 0, 0, 0, time.UTC))); got < 140 || got > 200 {
		t.Errorf("%d sheets were collected of 500 members, want about 8 of 20", got)
	}
}
