package round_test

import (
	"crypto/sha256"
	"fmt"
	"math/rand/v2"
	"slices"
	"sort"
	"strings"
	"testing"

	"lingping/internal/domain/org"
	"lingping/internal/domain/round"
	"lingping/internal/errs"
)

// lots are the pool that a draw is tried on.
func lots(refs ...string) []round.Lot {
	var out []round.Lot
	for i, ref := range refs {
		out = append(out, round.Lot{Ref: ref, Unit: org.UnitID(i + 1)})
	}
	return out
}

// frozen is a draw of want from the lots, ready for the public text.
func frozen(t *testing.T, in []round.Lot, want int) *round.Draw {
	t.Helper()
	d := &round.Draw{Want: want, Source: "1月6日双色球"}
	if err := d.Freeze(in, "活动办", "2011-01-01", 1); err != nil {
		t.Fatal(err)
	}
	return d
}

// drawn are the ids in the order in which they were drawn.
func drawn(in []round.Lot) []string {
	out := slices.DeleteFunc(slices.Clone(in), func(l round.Lot) bool { return l.Place == 0 })
	slices.SortFunc(out, func(a, b round.Lot) int { return a.Place - b.Place })
	var refs []string
	for _, l := range out {
		refs = append(refs, l.Ref)
	}

	return refs
}

// The vector was computed with coreutils: printf '1001\n1002\n1003\n1004\n1005\n' | sha256sum for the pool, then for each
// line printf '%s,%s' 'pub=08 12 17;pool=…' "$id" | sha256sum, sorted.
func TestADrawIsWhatAnybodyComputesWithCoreutils(t *testing.T) {
	in := lots("1003", "1001", "1005", "1002", "1004")
	d := frozen(t, in, 2)
	if want := "9353e4d096c4557cffe3342e48893cdbdc11bc55d5bf729a7ca16e6290dcab07"; d.PoolHash != want || d.Count != 5 {
		t.Fatalf("the pool of %d has the hash %s, want %s", d.Count, d.PoolHash, want)
	}

	if err := d.Cast(in, round.Casting{Public: "08 12 17"}, "活动办", 2); err != nil {
		t.Fatal(err)
	}

	if got := drawn(in); !slices.Equal(got, []string{"1005", "1004"}) {
		t.Errorf("drawn are %v", got)
	}
}

func TestADrawIsTheSmallestTicketsHoweverItsPoolIsOrdered(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	for range 200 {
		n := 1 + r.IntN(40)
		var refs []string
		for i := range n {
			refs = append(refs, fmt.Sprintf("%04d", i*7))
		}

		r.Shuffle(n, func(i, j int) { refs[i], refs[j] = refs[j], refs[i] })
		in := lots(refs...)
		want := 1 + r.IntN(n)
		d := frozen(t, in, want)
		if err := d.Cast(in, round.Casting{Public: fmt.Sprint(r.IntN(1e6))}, "活动办", 2); err != nil {
			t.Fatal(err)
		}

		sort.Strings(refs)
		pool := fmt.Sprintf("%x", sha256.Sum256([]byte(strings.Join(refs, "\n")+"\n")))
		var tickets []string
		for _, ref := range refs {
			tickets = append(tickets, fmt.Sprintf("%x %s", sha256.Sum256([]byte("pub="+d.Public+";pool="+pool+","+ref)), ref))
		}

		sort.Strings(tickets)
		for i, ref := range drawn(in) {
			if tickets[i][65:] != ref {
				t.Fatalf("number %d is %s, by hand %s", i+1, ref, tickets[i])
			}
		}

		first := drawn(in)
		if want < n {
			if err := d.Raise(in, want+1); err != nil {
				t.Fatal(err)
			}
			if more := drawn(in); !slices.Equal(more[:want], first) || len(more) != want+1 {
				t.Fatalf("drawing one more changed %v to %v", first, more)
			}
		}
	}
}

func TestAnAbsenteeIsReplacedByTheNextTicket(t *testing.T) {
	in := lots("a", "b", "c", "d")
	d := frozen(t, in, 2)
	if err := d.Cast(in, round.Casting{Public: "7"}, "活动办", 2); err != nil {
		t.Fatal(err)
	}

	before := drawn(in)
	more := slices.Clone(in)
	if err := (&round.Draw{Want: 2, DrawnAt: 1}).Raise(more, 3); err != nil {
		t.Fatal(err)
	}

	if err := d.Replace(in, before[0], "出差"); err != nil {
		t.Fatal(err)
	}

	if got, want := drawn(in), []string{before[1], drawn(more)[2]}; !slices.Equal(got, want) {
		t.Errorf("after %s is replaced %v are drawn, want %v", before[0], got, want)
	}

	for what, err := range map[string]error{
		"somebody not drawn": d.Replace(in, before[0], "出差"), "no reason": d.Replace(in, before[1], " "),
	} {
		if !errs.Is(err, errs.Invalid) {
			t.Errorf("%s: %v", what, err)
		}
	}
}

func TestADrawRefusesWhatWouldMakeItDoubtful(t *testing.T) {
	in := lots("a", "b", "c")
	for what, d := range map[string]*round.Draw{
		"no source named before": {Want: 1}, "nobody": {Source: "x"}, "more than there are": {Source: "x", Want: 4},
		"a redraw without a reason": {Source: "x", Want: 1, Again: 5},
	} {
		if err := d.Freeze(in, "活动办", "2011-01-01", 1); !errs.Is(err, errs.Invalid) {
			t.Errorf("%s: %v", what, err)
		}
	}

	if err := (&round.Draw{Source: "x", Want: 1}).Freeze(lots("a", "a"), "活动办", "2011-01-01", 1); !errs.Is(err, errs.Invalid) {
		t.Errorf("an id twice: %v", err)
	}

	d := frozen(t, in, 1)
	if err := d.Cast(in, round.Casting{Public: "it's"}, "活动办", 2); !errs.Is(err, errs.Invalid) {
		t.Errorf("a text that no shell can quote: %v", err)
	}

	if err := d.Cast(in[:2], round.Casting{Public: "7"}, "活动办", 2); !errs.Is(err, errs.Conflict) {
		t.Errorf("another pool than was frozen: %v", err)
	}

	if err := d.Raise(in, 2); !errs.Is(err, errs.Conflict) {
		t.Errorf("more before the draw: %v", err)
	}

	if err := d.Cast(in, round.Casting{Public: "7"}, "活动办", 2); err != nil {
		t.Fatal(err)
	}

	if err := d.Cast(in, round.Casting{Public: "8"}, "活动办", 3); !errs.Is(err, errs.Conflict) {
		t.Errorf("a second draw from one pool: %v", err)
	}

	if err := d.Raise(in, 1); !errs.Is(err, errs.Invalid) {
		t.Errorf("fewer: %v", err)
	}
}
