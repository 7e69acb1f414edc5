package app_test

import (
	"context"
	"slices"
	"testing"

	"lingping/internal/app"
	"lingping/internal/domain/access"
	"lingping/internal/domain/org"
	"lingping/internal/domain/scheme"
	"lingping/internal/store"
	"lingping/internal/testkit"
)

// views are what shows figures of a unit.
var views = []struct {
	name string
	// planned: PostgreSQL reads its smaller tables from end to end for it, where that is cheaper than an index.
	planned bool
	look    func(context.Context, *testkit.Town, org.UnitID) error
	pages   int // that it looks at; 0: one
}{
	{"board", false, func(ctx context.Context, w *testkit.Town, unit org.UnitID) error {
		_, err := w.App.Board(ctx, access.LocalOperator(), w.Round, unit)
		return err
	}, 1},
	{"statistics", false, func(ctx context.Context, w *testkit.Town, unit org.UnitID) error {
		_, err := w.App.StatsOf(ctx, access.LocalOperator(), w.Round, unit)
		return err
	}, 1},
	{"comparison", false, func(ctx context.Context, w *testkit.Town, unit org.UnitID) error {
		_, err := w.App.Compare(ctx, access.LocalOperator(), w.Round, unit)
		return err
	}, 1},
	{"what is owed", true, func(ctx context.Context, w *testkit.Town, unit org.UnitID) error {
		_, err := w.App.Owed(ctx, access.LocalOperator(), w.Round, app.OwedFilter{Unit: unit}, 0)
		return err
	}, 1},
	{"the last of what is owed", true, func(ctx context.Context, w *testkit.Town, unit org.UnitID) error {
		l, err := w.App.Owed(ctx, access.LocalOperator(), w.Round, app.OwedFilter{Unit: unit}, 0)
		if err != nil {
			return err
		}
		_, err = w.App.Owed(ctx, access.LocalOperator(), w.Round, app.OwedFilter{Unit: unit}, l.Total-10)
		return err
	}, 2},
	{"clock", true, func(ctx context.Context, w *testkit.Town, unit org.UnitID) error {
		_, err := w.App.Clocks(ctx, access.LocalOperator(), app.ClockFilter{Unit: unit})
		return err
	}, 1},
	{"what is owed of a kind", true, func(ctx context.Context, w *testkit.Town, unit org.UnitID) error {
		_, err := w.App.Owed(ctx, access.LocalOperator(), w.Round, app.OwedFilter{Unit: unit, Kind: scheme.Secretary}, 0)
		return err
	}, 1},
	{"figures", false, func(ctx context.Context, w *testkit.Town, unit org.UnitID) error {
		_, err := w.App.Figures(ctx, access.LocalOperator(), w.Round)
		return err
	}, 1},
}

const (
	// deeper is how much more a database reads for the same rows of a table of ten times the size: its trees have a level more.
	deeper = 2.2
	// wider is how many children more than in the small town stand on the way to the rows of a list in the large one.
	wider = 2 * 18
)

// What shows figures of a unit reads as much of a house of twenty thousand as of one of two thousand.
func TestFiguresOfAUnitCostTheSameInAHouseOfTenTimesTheSize(t *testing.T) {
	for engine, open := range map[string]func(testing.TB) *store.Store{"SQLite": testkit.SQLite, "PostgreSQL": testkit.Postgres} {
		t.Run(engine, func(t *testing.T) {
			flat(t, engine, testkit.NewTown(t, open(t), 2000), testkit.NewTown(t, open(t), 20_000))
		})
	}
}

func flat(t *testing.T, engine string, small, large *testkit.Town) {
	for _, v := range views {
		for what, of := range map[string]func(*testkit.Town) org.UnitID{
			"the root":         func(w *testkit.Town) org.UnitID { return w.Root },
			"a general branch": func(w *testkit.Town) org.UnitID { return w.General },
			"a branch":         func(w *testkit.Town) org.UnitID { return w.Branch },
		} {
			cost := func(w *testkit.Town) store.Work {
				var tally store.Tally
				for range 6 { // as many times as there are readers
					tally.Reset()
					ctx, done := w.App.Look(tally.On(t.Context()))
					ok(t, v.look(ctx, w, of(w)))
					done()
				}

				return tally.Work()
			}

			few, many := cost(small), cost(large)
			if many.Statements > few.Statements || many.Statements > 10*max(1, v.pages) || many.Rows > few.Rows+wider ||
				(!v.planned || engine == "SQLite") && float64(many.Read) > float64(few.Read)*deeper+20 {
				t.Errorf("%s of %s costs %+v of 2,000 and %+v of 20,000", v.name, what, few, many)
			}
		}
	}
}

// Page by page the list is what it is as a whole, whatever is shown and of whatever unit.
func TestThePagesOfAListAreTheList(t *testing.T) {
	testkit.Stores(t, func(t *testing.T, s *store.Store) {
		w, operator := testkit.NewTown(t, s, 1000), access.LocalOperator()
		ok(t, s.Write(t.Context(), func(tx *store.Tx) error { // some have all, some in each place
			for state, nth := range map[string]int{"confirmed": 3, "exempt": 5, "dropped": 7, "draft": 11} {
				if _, err := tx.Exec(`UPDATE obligation SET state = $1 WHERE id % $2 = 0 AND state = 'owed'`, state, nth); err != nil {
					return err
				}
			}
			return tx.RecountRound(w.Round)
		}))

		for i, state := range []app.ListState{app.ListOwed, app.ListDone, app.ListAll, app.ListOwed, app.ListAll} {
			kind := []scheme.SubjectKind{"", "", "", scheme.Member, scheme.Unit}[i]
			for _, unit := range []org.UnitID{w.Root, w.General, w.Branch} {
				filter := app.OwedFilter{Unit: unit, State: state, Kind: kind}
				whole := must(w.App.AllOwed(t.Context(), operator, w.Round, filter))(t)
				var rows []store.ListedRow
				for len(rows) < whole.Total {
					page := must(w.App.Owed(t.Context(), operator, w.Round, filter, len(rows)))(t)
					if page.Total != whole.Total || len(page.Rows) == 0 {
						t.Fatalf("%s of unit %d: from %d there are %d rows of %d, want %d", state, unit, len(rows), len(page.Rows), page.Total, whole.Total)
					}
					rows = append(rows, page.Rows...)
				}

				if whole.Total == 0 && kind == "" || !slices.Equal(rows, whole.Rows) {
					t.Errorf("%s of unit %d: the pages have %d rows, the list %d", state, unit, len(rows), whole.Total)
				}
			}
		}
	})
}

// A large unit shows the clocks of those directly below it page by page, each of which leads on, and all of them only when it
// is asked to sum up: together the pages say what the sum does.
func TestTheClocksOfALargeUnitAreThoseOfThePagesBelowIt(t *testing.T) {
	testkit.Stores(t, func(t *testing.T, s *store.Store) {
		w, operator := testkit.NewTown(t, s, 3000), access.LocalOperator()
		whole := must(w.App.Clocks(t.Context(), operator, app.ClockFilter{Unit: w.Root, Sum: true}))(t)
		var want []app.ClockLine
		for _, part := range whole.Parts {
			want = append(want, part.Lines...)
		}

		var got []app.ClockLine
		var look func(unit org.UnitID)
		look = func(unit org.UnitID) {
			v := must(w.App.Clocks(t.Context(), operator, app.ClockFilter{Unit: unit}))(t)
			for from := 0; ; {
				own := 0
				for _, part := range v.Parts {
					if v.Below > 0 && part.Unit.ID != unit {
						own++
						look(part.Unit.ID)
					} else {
						got = append(got, part.Lines...)
					}
				}

				if from += own; from >= v.Below {
					return
				}

				if own == 0 || len(v.Parts) > app.ClockEach+1 {
					t.Fatalf("the page of %s from %d shows %d of %d units", v.Unit.Name, from, own, v.Below)
				}

				v = must(w.App.Clocks(t.Context(), operator, app.ClockFilter{Unit: unit, From: from}))(t)
			}
		}

		look(w.Root)
		if whole.Below != 0 || len(want) < 300 || !slices.Equal(got, want) {
			t.Errorf("the pages have %d clocks, the sum %d", len(got), len(want))
		}
	})
}
