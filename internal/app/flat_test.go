package app_test

import (
	"context"
	"testing"

	"lingping/internal/app"
	"lingping/internal/domain/access"
	"lingping/internal/domain/org"
	"lingping/internal/store"
	"lingping/internal/testkit"
)

// views are what shows figures of a unit.
var views = []struct {
	name string
	look func(context.Context, *testkit.Town, org.UnitID) error
}{
	{"board", func(ctx context.Context, w *testkit.Town, unit org.UnitID) error {
		_, err := w.App.Board(ctx, access.LocalOperator(), w.Round, unit)
		return err
	}},
	{"statistics", func(ctx context.Context, w *testkit.Town, unit org.UnitID) error {
		_, err := w.App.StatsOf(ctx, access.LocalOperator(), w.Round, unit)
		return err
	}},
	{"comparison", func(ctx context.Context, w *testkit.Town, unit org.UnitID) error {
		_, err := w.App.Compare(ctx, access.LocalOperator(), w.Round, unit)
		return err
	}},
	{"what is owed", func(ctx context.Context, w *testkit.Town, unit org.UnitID) error {
		_, err := w.App.Owed(ctx, access.LocalOperator(), w.Round, app.OwedFilter{Unit: unit}, 0)
		return err
	}},
	{"the last of what is owed", func(ctx context.Context, w *testkit.Town, unit org.UnitID) error {
		l, err := w.App.Owed(ctx, access.LocalOperator(), w.Round, app.OwedFilter{Unit: unit}, 0)
		if err != nil {
			return err
		}
		_, err = w.App.Owed(ctx, access.LocalOperator(), w.Round, app.OwedFilter{Unit: unit}, l.Total-10)
		return err
	}},
	{"figures", func(ctx context.Context, w *testkit.Town, unit org.UnitID) error {
		_, err := w.App.Figures(ctx, access.LocalOperator(), w.Round)
		return err
	}},
}

// deeper is how much more a database reads for the same rows of a table of ten times the size: its trees have a level more.
const deeper = 2.2

// What shows figures of a unit reads as much of a house of twenty thousand as of one of two thousand.
func TestFiguresOfAUnitCostTheSameInAHouseOfTenTimesTheSize(t *testing.T) {
	for engine, open := range map[string]func(testing.TB) *store.Store{"SQLite": testkit.SQLite, "PostgreSQL": testkit.Postgres} {
		t.Run(engine, func(t *testing.T) { flat(t, testkit.NewTown(t, open(t), 2000), testkit.NewTown(t, open(t), 20_000)) })
	}
}

func flat(t *testing.T, small, large *testkit.Town) {
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
			t.Logf("%s of %s: %+v and %+v", v.name, what, few, many)
			if many.Statements > few.Statements || many.Statements > 10 || many.Rows > few.Rows+10 ||
				float64(many.Read) > float64(few.Read)*deeper+20 {
				t.Errorf("%s of %s costs %+v of 2,000 and %+v of 20,000", v.name, what, few, many)
			}
		}
	}
}
