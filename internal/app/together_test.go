package app_test

import (
	"errors"
	"testing"

	"lingping/internal/app"
	"lingping/internal/domain/access"
	"lingping/internal/domain/round"
	"lingping/internal/testkit"
)

var errChanged = errors.New("the mind was changed")

// handsOver gives all that 102 owes to another.
func handsOver(t *testing.T, w *testkit.World, a *app.App, to string) error {
	_, err := a.HandOverSeat(t.Context(), operator, w.Round, round.HandOver{Extent: round.Everything, From: w.Person("102"), To: w.Person(to), Reason: "书记调整"})
	return err
}

func TestUseCasesTogetherAreEachAllowedAndRecorded(t *testing.T) {
	worlds(t, func(t *testing.T, w *testkit.World) {
		entries := func() int {
			shown, err := w.App.Ledger(t.Context(), operator, "", 0)
			ok(t, err)
			list := shown.Entries
			return len(list)
		}

		before := entries()
		ok(t, w.App.Together(t.Context(), func(in *app.App) error {
			ok(t, in.ChangeHouse(t.Context(), operator, app.House{Name: "临海学院"}))
			return handsOver(t, w, in, "005")
		}))
		if n := entries() - before; n != 2 {
			t.Errorf("two acts together leave %d entries in the ledger", n)
		}

		err := w.App.Together(t.Context(), func(in *app.App) error {
			ok(t, in.ChangeHouse(t.Context(), operator, app.House{Name: "另一个学院"}))
			return in.ChangeHouse(t.Context(), access.Actor{}, app.House{Name: "谁都可以"})
		})

		refused(t, "nobody", err)
		if house, err := w.App.House(t.Context()); err != nil || house.Name != "临海学院" || entries()-before != 2 {
			t.Errorf("after a refusal the house is %+v, %v, with %d entries more", house, err, entries()-before)
		}

		healthy(t, w)
	})
}

// What is undone leaves nothing behind in memory either: who was to hold a seat and does not has no rights from it.
func TestWhatWasUndoneTogetherGivesNoRights(t *testing.T) {
	worlds(t, func(t *testing.T, w *testkit.World) {
		reads := func(a *app.App, number string) error {
			_, err := a.BranchCommitments(t.Context(), w.As(number).Actor, w.Round, w.Unit("B11"))
			return err
		}

		refused(t, "before he has the seat", reads(w.App, "005"))
		err := w.App.Together(t.Context(), func(in *app.App) error {
			ok(t, handsOver(t, w, in, "005"))
			ok(t, reads(in, "005"))
			return errChanged
		})
		if !errors.Is(err, errChanged) {
			t.Fatal(err)
		}

		refused(t, "who was to have the seat", reads(w.App, "005"))
		ok(t, handsOver(t, w, w.App, "004"))
		refused(t, "who was to have the seat, when another has it", reads(w.App, "005"))
		ok(t, reads(w.App, "004"))
	})
}

func TestUseCasesTogetherSeeEachOtherUnderALook(t *testing.T) {
	worlds(t, func(t *testing.T, w *testkit.World) {
		ctx, closed := w.App.Look(t.Context())
		defer closed()

		_, err := w.App.House(ctx)
		ok(t, err)
		ok(t, w.App.Together(ctx, func(in *app.App) error {
			ok(t, in.ChangeHouse(ctx, operator, app.House{Name: "临海学院"}))
			house, err := in.House(ctx)
			if house.Name != "临海学院" {
				t.Errorf("what was written is not seen: %+v", house)
			}
			return err
		}))

		_, err = w.App.House(ctx)
		ok(t, err)
		ok(t, w.App.ChangeHouse(t.Context(), operator, app.House{Name: "另一个学院"}))
		if house, err := w.App.House(ctx); err != nil || house.Name != "临海学院" {
			t.Errorf("a look that began after it sees another moment: %+v, %v", house, err)
		}
	})
}
