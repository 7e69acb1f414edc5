package app_test

import (
	"fmt"
	"slices"
	"testing"

	"lingping/internal/app"
	"lingping/internal/domain/access"
	"lingping/internal/domain/assign"
	"lingping/internal/domain/dossier"
	"lingping/internal/domain/org"
	"lingping/internal/domain/rectify"
	"lingping/internal/domain/round"
	"lingping/internal/errs"
	"lingping/internal/store"
	"lingping/internal/testkit"
)

// Whoever a list shows a row to, the record opens; and where a list is meant to be complete, the reverse. The roster of the
// world has posts and charges that have ended or are still to come; seats and charges pass on on the way.
func TestListsAndRecordsAgreeForEverybody(t *testing.T) {
	w := testkit.NewWorld(t, testkit.SQLite(t))
	everythingHappens(t, w)
	for _, branch := range []string{"B11", "B12", "B21", "B31", "D1", "D2"} {
		for _, ofUnit := range []bool{false, true} {
			in := gathering(w, branch)
			in.OfUnit, in.OfMembers = ofUnit, true
			must(w.App.OpenBatch(t.Context(), w.AsOffice().Actor, in))(t)
		}
	}

	listsAgree(t, w, "when all is done")
	for _, h := range []round.HandOver{
		{Extent: round.OneSeat, Seat: w.Unit("B11"), From: w.Person("102"), To: w.Person("303")},
		{Extent: round.Charges, From: w.Person("003"), To: w.Person("005")},
		{Extent: round.OneSeat, Seat: w.Unit("Z2"), From: w.Person("201"), To: w.Person("204")},
		{Extent: round.Everything, From: w.Person("301"), To: w.Person("203")},
		{Extent: round.OneSeat, Seat: w.Unit("B11"), From: w.Person("303"), To: w.Person("105")},
	} {
		h.Reason = "调整"
		_, err := w.App.HandOverSeat(t.Context(), operator, w.Round, h)
		ok(t, err)
		listsAgree(t, w, fmt.Sprintf("after %d passed on %s %d to %d", h.From, h.Extent, h.Seat, h.To))
		healthy(t, w)
	}
}

// records are the ids of all records of a kind in a round.
func records[T any](t *testing.T, w *testkit.World, table string) (ids []T) {
	t.Helper()
	ok(t, w.Store.Read(t.Context(), func(tx *store.Tx) (err error) {
		ids, err = store.All(tx, store.Scalar[T], "SELECT id FROM "+table+" WHERE round_id = $1 ORDER BY id", w.Round)
		return err
	}))
	if len(ids) == 0 {
		t.Fatalf("there is no %s", table)
	}

	return ids
}

// agree fails where a list and the records that open differ.
func agree[T comparable](t *testing.T, when, who, what string, listed []T, all []T, opens func(T) (open, part bool)) {
	t.Helper()
	for _, id := range all {
		open, part := opens(id)
		switch shown := slices.Contains(listed, id); {
		case shown && !open:
			t.Errorf("%s %s is shown the %s %v, which does not open", when, who, what, id)
		case !shown && open && part:
			t.Errorf("%s %s is not shown the %s %v, in which he has a part", when, who, what, id)
		}
	}
}

func listsAgree(t *testing.T, w *testkit.World, when string) {
	t.Helper()
	ctx := t.Context()
	actions, helps := records[rectify.ID](t, w, "action"), records[rectify.HelpID](t, w, "help")
	batches := records[dossier.BatchID](t, w, "opinion_batch")
	for _, p := range testkit.Roster().Persons {
		who := w.As(p.Number).Actor
		var mine []rectify.ID
		for total := 1; len(mine) < total; {
			list := must(w.App.OwnActions(ctx, who, app.ActionFilter{}, len(mine)))(t)
			for _, row := range list.Rows {
				mine = append(mine, row.Action.ID)
			}

			if total = list.Total; len(list.Rows) == 0 {
				break
			}
		}

		agree(t, when, p.Number, "action", mine, actions, func(id rectify.ID) (bool, bool) {
			v, err := w.App.Action(ctx, who, id)
			return err == nil, v.Own || v.Asker == who.Person
		})

		var promised []rectify.HelpID
		for _, row := range must(w.App.OwnHelps(ctx, who))(t).Rows {
			promised = append(promised, row.Help.ID)
		}

		agree(t, when, p.Number, "promise", promised, helps, func(id rectify.HelpID) (bool, bool) {
			v, err := w.App.Help(ctx, who, id)
			return err == nil, v.Own || v.Leader == who.Person
		})

		var heard []dossier.BatchID
		for _, row := range must(w.App.Opinions(ctx, who, 0))(t).Batches {
			heard = append(heard, row.ID)
		}

		agree(t, when, p.Number, "batch of opinions", heard, batches, func(id dossier.BatchID) (bool, bool) {
			_, err := w.App.Batch(ctx, who, id)
			return err == nil, true
		})

		placesOpen(t, w, when, who)
		boardsOpen(t, w, when, who)
	}

	boardsOpen(t, w, when, w.AsOffice().Actor)
	boardsOpen(t, w, when, access.Actor{Account: 1, Name: "总支办", Roles: []access.Role{{Kind: access.RoleOffice, Unit: w.Unit("Z1")}}})
	boardsOpen(t, w, when, operator)
}

// boardsOpen fails where the units that somebody is offered are not those whose boards open for him.
func boardsOpen(t *testing.T, w *testkit.World, when string, who access.Actor) {
	t.Helper()
	var own, all []org.UnitID
	units, err := w.App.OwnUnits(t.Context(), who, w.Round, access.ReadBoard)
	if err != nil && !errs.Is(err, errs.NotFound) {
		t.Fatal(err)
	}

	for _, u := range units {
		own = append(own, u.ID)
	}

	for _, u := range testkit.Roster().Units {
		all = append(all, u.ID)
	}

	agree(t, when, who.Name, "board", own, all, func(id org.UnitID) (bool, bool) {
		_, err := w.App.Board(t.Context(), who, w.Round, id)
		return err == nil, true
	})
}

// placesOpen fails where somebody is offered to ask for opinions on a unit and then may not, or may and is not offered it.
func placesOpen(t *testing.T, w *testkit.World, when string, who access.Actor) {
	t.Helper()
	offered := map[string]bool{}
	for _, place := range must(w.App.BatchPlaces(t.Context(), who, store.PlaceFilter{}))(t).List {
		if place.Hears(true, false) {
			offered[place.UnitName] = true
		}
	}

	for _, u := range testkit.Roster().Units {
		if u.Code == "W0" {
			continue // the root is not reviewed itself
		}

		_, err := w.App.RecheckLines(t.Context(), who, w.Round, u.ID)
		if may := err == nil; may != offered[u.Name] {
			t.Errorf("%s %s may ask for opinions on %s: %v, is offered it: %v", when, who.Name, u.Name, may, offered[u.Name])
		}
	}
}

// In a round that runs, who is appointed to lead leads from the day on which the change is accepted, and no sooner.
func TestAnActingAppointmentCountsOnceTheRosterIsFrozenAnew(t *testing.T) {
	worlds(t, func(t *testing.T, w *testkit.World) {
		ok(t, w.Store.Write(t.Context(), func(tx *store.Tx) error {
			return tx.SavePost(org.Post{ID: 900, Person: w.Person("204"), Unit: w.Unit("B22"), Kind: org.DeputySecretary})
		}))
		leads := func(when string, want bool) {
			t.Helper()
			ok(t, w.Store.Read(t.Context(), func(tx *store.Tx) error {
				s, err := tx.Superiors(w.Round, w.Unit("B22"))
				if got := slices.Contains(s.Holdings, assign.Holding{Unit: w.Unit("B22"), Person: w.Person("204"), Way: assign.Lead}); got != want {
					t.Errorf("%s he leads: %v", when, got)
				}
				return err
			}))

			healthy(t, w)
		}

		ok(t, w.App.AppointActing(t.Context(), operator, w.Round, w.Unit("B22"), w.Person("204")))
		leads("appointed", false)
		if n := must(w.App.AcceptRosterChanges(t.Context(), operator, w.Round, "", "指定主持工作"))(t); n == 0 {
			t.Error("nothing changed")
		}

		leads("accepted", true)
		_, err := w.App.HandOverSeat(t.Context(), operator, w.Round, round.HandOver{Extent: round.Everything, From: w.Person("204"),
			To: w.Person("202"), Reason: "调整"})
		ok(t, err)
		leads("after he handed over", false)
	})
}
