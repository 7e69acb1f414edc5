package store_test

import (
	"slices"
	"testing"

	"lingping/internal/domain/org"
	"lingping/internal/domain/round"
	"lingping/internal/domain/scheme"
	"lingping/internal/store"
	"lingping/internal/testkit"
)

// A draw among a group is among those of the group so named: a sign that databases take for more than itself is that sign,
// a capital is a capital, and a part of a name is no name.
func TestADrawAmongAGroupIsAmongThoseOfThatGroup(t *testing.T) {
	testkit.Stores(t, func(t *testing.T, s *store.Store) {
		must(t, s.Write(t.Context(), func(tx *store.Tx) error {
			tree := org.Arrange([]org.Unit{{ID: 1, Name: "党委", Kind: org.Committee}, {ID: 2, Name: "支部", Kind: org.Branch, Parent: 1}})
			if err := tx.SaveUnits(tree, func(string) string { return "" }); err != nil {
				return err
			}

			var persons []org.Person
			for i, groups := range [][]string{nil, {"A_B"}, {"AXB"}, {"a_b"}, {"学生", "A_B", "流动"}, {"A_BC"}} {
				persons = append(persons, org.Person{ID: org.PersonID(i + 1), Name: "某", Number: string(rune('0' + i)), Standing: org.Formal, Branch: 2, Groups: groups})
			}

			if err := tx.AddPersons(persons, nil); err != nil {
				return err
			}

			if err := tx.FreezeRoster(7, tree[0]); err != nil {
				return err
			}

			for group, want := range map[string][]string{"": {"0", "1", "2", "3", "4", "5"}, "A_B": {"1", "4"}, "%": nil, "学生": {"4"}, "学": nil} {
				lots, err := tx.PoolLots(7, tree[0], round.DrawFilter{Kind: scheme.Member, Group: group})
				if err != nil {
					return err
				}

				var got []string
				for _, l := range lots {
					got = append(got, l.Ref)
				}

				if !slices.Equal(got, want) {
					t.Errorf("among %q are %v, want %v", group, got, want)
				}
			}

			return nil
		}))
	})
}
