package app_test

import (
	"slices"
	"strings"
	"testing"

	"lingping/internal/domain/access"
	"lingping/internal/domain/dossier"
	"lingping/internal/domain/org"
	"lingping/internal/store"
	"lingping/internal/testkit"
)

func TestThePagesOfferAsManyBatchesAsOneMayOpen(t *testing.T) {
	worlds(t, func(t *testing.T, w *testkit.World) {
		for number, want := range map[string][]org.UnitID{
			"101": {w.Unit("B11"), w.Unit("B12")}, "102": {w.Unit("B11")}, "103": nil,
		} {
			places, err := w.App.BatchPlaces(t.Context(), w.As(number).Actor, store.PlaceFilter{})
			ok(t, err)
			var got []org.UnitID
			for _, p := range places.List {
				got = append(got, p.Unit)
			}
			if !slices.Equal(got, want) {
				t.Errorf("%s may choose among %v, want %v", number, got, want)
			}
		}
		office, err := w.App.BatchPlaces(t.Context(), w.AsOffice().Actor, store.PlaceFilter{})
		ok(t, err)
		if len(office.List) != 10 {
			t.Errorf("the office may choose among %d units, want all ten below the root", len(office.List))
		}
	})
}

func TestEveryGatheringIsFoundPageByPage(t *testing.T) {
	worlds(t, func(t *testing.T, w *testkit.World) {
		zhao := w.As("101").Actor
		var opened []dossier.BatchID
		for range 2*store.BatchesEach + 1 {
			id, err := w.App.OpenBatch(t.Context(), zhao, gathering(w, "B11"))
			ok(t, err)
			opened = append(opened, id)
		}

		slices.Reverse(opened)
		for who, actor := range map[string]access.Actor{"who leads the general branch": zhao, "the office of everything": w.AsOffice().Actor} {
			var got []dossier.BatchID
			pages := 0
			for before := dossier.BatchID(0); ; pages++ {
				list := must(w.App.Opinions(t.Context(), actor, before))(t)
				for _, b := range list.Batches {
					got = append(got, b.ID)
				}
				if before = list.Before; before == 0 {
					break
				}
			}

			if pages != 2 || !slices.Equal(got, opened) {
				t.Errorf("%s finds %d of %d gatherings on %d further pages", who, len(got), len(opened), pages)
			}
		}
	})
}

func TestWhereToGatherOpinionsIsFoundByName(t *testing.T) {
	worlds(t, func(t *testing.T, w *testkit.World) {
		office := w.AsOffice().Actor
		all := must(w.App.BatchPlaces(t.Context(), office, store.PlaceFilter{}))(t)
		if all.More {
			t.Error("of ten places some are not shown")
		}

		units := func(rows []store.PlaceRow) (out []org.UnitID) {
			for _, row := range rows {
				out = append(out, row.Unit)
			}
			return out
		}
		for _, text := range []string{"机械", "b1", "Ｂ１", "没有这个"} {
			var want []org.UnitID
			for _, u := range testkit.Roster().Units {
				if id := w.Unit(u.Code); slices.Contains(units(all.List), id) &&
					(strings.Contains(u.Name, text) || strings.Contains(u.Code, org.Fold(text))) {
					want = append(want, id)
				}
			}
			if got := must(w.App.BatchPlaces(t.Context(), office, store.PlaceFilter{Text: text}))(t); !slices.Equal(units(got.List), want) {
				t.Errorf("%s finds %v, want %v", text, units(got.List), want)
			}
		}

		first := must(w.App.BatchPlaces(t.Context(), office, store.PlaceFilter{First: w.Unit("B22")}))(t)
		rest := slices.DeleteFunc(units(all.List), func(u org.UnitID) bool { return u == w.Unit("B22") })
		if got := units(first.List); !slices.Equal(got, append([]org.UnitID{w.Unit("B22")}, rest...)) {
			t.Errorf("B22 first gives %v", got)
		}
	})
}
