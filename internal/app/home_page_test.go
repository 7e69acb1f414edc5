package app_test

import (
	"fmt"
	"testing"

	"lingping/internal/domain/org"
	"lingping/internal/store"
	"lingping/internal/testkit"
)

// grow puts so many branches more under a general branch, each with a secretary and no other member.
func grow(t *testing.T, w *testkit.World, under string, branches int) {
	t.Helper()
	ok(t, w.Store.Write(t.Context(), func(tx *store.Tx) error {
		places, err := tx.Units()
		if err != nil {
			return err
		}

		var units []org.Unit
		for _, p := range places {
			units = append(units, p.Unit)
		}

		var persons []org.Person
		var posts []org.Post
		for i := range branches {
			unit, person := org.UnitID(1000+i), org.PersonID(1000+i)
			units = append(units, org.Unit{ID: unit, Code: fmt.Sprint("X", i), Name: fmt.Sprintf("第%d学生党支部", i), Kind: org.Branch, Parent: w.Unit(under)})
			persons = append(persons, org.Person{ID: person, Number: fmt.Sprint(9000 + i), Name: fmt.Sprint("书记", i), Branch: unit, Standing: org.Formal})
			posts = append(posts, org.Post{ID: org.PostID(1000 + i), Person: person, Unit: unit, Kind: org.Secretary})
		}

		if err := tx.SaveUnits(org.Arrange(units), func(name string) string { return name }); err != nil {
			return err
		}

		if err := tx.AddPersons(persons, nil); err != nil {
			return err
		}

		for _, p := range posts {
			if err := tx.SavePost(p); err != nil {
				return err
			}
		}

		return nil
	}))
}

// Leafing through home shows every sheet once, the nearest deadline first from the first page to the last, and says truly
// how many are left; a unit and its secretary, two records on one sheet, are never torn apart by a page.
func TestLeafingThroughHomeLosesNoSheet(t *testing.T) {
	worlds(t, func(t *testing.T, w *testkit.World) {
		grow(t, w, "Z1", 71)
		w.Launch("一轮更早到期的", "2010-12-01", "2011-01-10")
		w.Launch("一轮更晚到期的", "2011-01-01", "2011-06-30")
		asked := w.As("101").Actor
		seen, total := map[int64]bool{}, 0
		var last org.Date
		for page := 0; ; page++ {
			h, err := w.App.Home(t.Context(), asked, page)
			ok(t, err)
			if page == 0 {
				total = h.Left + len(h.Sheets)
			}

			for _, s := range h.Sheets {
				for _, id := range s.IDs {
					if seen[int64(id)] {
						t.Errorf("record %d stands on two pages", id)
					}
					seen[int64(id)] = true
				}

				if s.Deadline < last {
					t.Errorf("page %d: a sheet due %s comes after one due %s", page, s.Deadline, last)
				}

				last = s.Deadline
				total--
			}

			if h.Left != total {
				t.Errorf("page %d: %d sheets are left, said are %d", page, total, h.Left)
			}

			if len(h.Sheets) == 0 || page > 20 {
				break
			}
		}

		if total != 0 {
			t.Errorf("%d sheets are on no page", total)
		}

		owed := count(t, w, fmt.Sprintf("SELECT COUNT(*) FROM obligation WHERE owner_id = %d AND state IN ('owed', 'draft', 'returned')", w.Person("101")))
		if len(seen) != owed {
			t.Errorf("%d records stand on the pages, %d are owed", len(seen), owed)
		}
	})
}
