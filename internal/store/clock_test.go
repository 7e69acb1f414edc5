package store_test

import (
	"fmt"
	"slices"
	"testing"

	"lingping/internal/domain/org"
	"lingping/internal/store"
	"lingping/internal/testkit"
)

// However many units somebody answers for the units under which, one of them chosen otherwise too, each is told once and in
// the order of the tree.
func TestClocksUnderManyUnitsAreToldOnce(t *testing.T) {
	testkit.Stores(t, func(t *testing.T, s *store.Store) {
		for _, n := range []int{0, 1, store.MaxIn, store.MaxIn + 1, 2*store.MaxIn + 1} {
			units := []org.Unit{{ID: 1, Name: "党委", Kind: org.Committee}}
			f := store.ClockFilter{}
			var want []org.UnitID
			for i := range n {
				general, branch := org.UnitID(2+2*i), org.UnitID(3+2*i)
				units = append(units, org.Unit{ID: general, Name: fmt.Sprintf("总支%04d", i), Kind: org.GeneralBranch, Parent: 1},
					org.Unit{ID: branch, Name: fmt.Sprintf("支部%04d", i), Kind: org.Branch, Parent: general})
				f.Further, want = append(f.Further, general), append(want, branch)
			}

			if n > 0 {
				f.Units = want[n-1:]
			}

			slices.Reverse(f.Further)
			must(t, s.WriteAlone(t.Context(), func(tx *store.Tx) error {
				if err := tx.SaveUnits(org.Arrange(units), func(string) string { return "" }); err != nil {
					return err
				}

				if n > 0 {
					if err := tx.SavePost(org.Post{ID: 1, Person: 1, Unit: want[0], Kind: org.Secretary}); err != nil {
						return err
					}
				}

				return nil
			}))

			var got []org.UnitID
			must(t, s.Read(t.Context(), func(tx *store.Tx) error {
				rows, err := tx.Clocks(f, []org.UnitKind{org.GeneralBranch, org.Branch})
				for _, r := range rows {
					got = append(got, r.Unit.ID)
				}
				return err
			}))

			if n > 0 {
				want = slices.Insert(want, 0, want[0]) // the unit and who leads it
			}

			if !slices.Equal(got, want) {
				t.Errorf("under %d units there are %d lines, want %d", n, len(got), len(want))
			}
		}
	})
}
