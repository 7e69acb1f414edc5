package app_test

import (
	"errors"
	"maps"
	"strings"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"

	"lingping/internal/domain/org"
	"lingping/internal/store"
	"lingping/internal/testkit"
)

// What is kept of the living tree in memory is what its rows say: after every change of the roster, in a transaction that
// reads, in one that has just changed it, and after that one was undone.
func TestTheLivingTreeInMemoryIsThatOfTheRows(t *testing.T) {
	worlds(t, func(t *testing.T, w *testkit.World) {
		plain := func(string) string { return "xinmingcheng" }
		joins := func(id org.PersonID, standing org.Standing) func(*store.Tx) error {
			return func(tx *store.Tx) error {
				return tx.AddPersons([]org.Person{{ID: id, Name: "新来的", Standing: standing, Branch: w.Unit("B11")}}, nil)
			}
		}
		acts := []struct {
			name string
			do   func(tx *store.Tx) error
		}{
			{"the roster as it was imported", func(*store.Tx) error { return nil }},
			{"a member joins", joins(9001, org.Formal)},
			{"one on probation joins", joins(9002, org.Probationary)},
			{"somebody joins who is no member", joins(9003, org.NonMember)},
			{"a member moves", func(tx *store.Tx) error {
				p, err := tx.Person(w.Person("103"))
				p.Branch = w.Unit("B22")
				return errors.Join(err, tx.SavePersons([]org.Person{p}))
			}},
			{"a unit gets another name", func(tx *store.Tx) error {
				units, err := tx.Units()
				renamed := append([]org.Place(nil), units...)
				renamed[len(renamed)-1].Name = "新名称Ａ党支部"
				return errors.Join(err, tx.SaveUnits(renamed, plain))
			}},
		}

		undone := errors.New("undone")
		for _, act := range acts {
			err := w.Store.Write(t.Context(), func(tx *store.Tx) error {
				ok(t, act.do(tx))
				livingAsRows(t, act.name+", just written", tx)
				return undone
			})
			if !errors.Is(err, undone) {
				t.Fatal(err)
			}

			ok(t, w.Store.Read(t.Context(), func(tx *store.Tx) error { livingAsRows(t, act.name+", undone", tx); return nil }))
			ok(t, w.Store.Write(t.Context(), act.do))
			ok(t, w.Store.Read(t.Context(), func(tx *store.Tx) error { livingAsRows(t, act.name, tx); return nil }))
		}
	})
}

// livingAsRows compares the tree, the members of every subtree and what is found with the rows of the database.
func livingAsRows(t *testing.T, when string, tx *store.Tx) {
	t.Helper()
	type row struct {
		org.Place
		pinyin string
	}

	rows := must(store.All(tx, func(r store.Row) (u row, err error) {
		err = r.Scan(&u.ID, &u.Code, &u.Name, &u.Short, &u.Kind, &u.Category, &u.Parent, &u.Depth, &u.Ord, &u.Last, &u.pinyin)
		return u, err
	}, `SELECT id, code, name, short, kind, category, parent_id, depth, ord, ord_last, pinyin FROM unit ORDER BY ord`))(t)
	var places []org.Place
	for _, r := range rows {
		places = append(places, r.Place)
	}

	if diff := gocmp.Diff(places, must(tx.Units())(t)); diff != "" {
		t.Errorf("%s: the tree (-rows +memory): %s", when, diff)
	}

	members := map[org.UnitID]int{}
	for branch, err := range store.Each(tx, store.Scalar[org.UnitID], `SELECT branch_id FROM person WHERE standing IN ($1, $2)`, org.Formal, org.Probationary) {
		ok(t, err)
		for _, r := range rows {
			for _, b := range rows {
				if b.ID == branch && b.Within(r.Place) {
					members[r.ID]++
				}
			}
		}
	}

	for _, parent := range append(places, org.Place{}) {
		want := map[org.UnitID]int{}
		for _, r := range rows {
			if r.Parent == parent.ID {
				want[r.ID] = members[r.ID]
			}
		}
		if got := must(tx.MembersBelow(parent.ID))(t); !maps.Equal(got, want) {
			t.Errorf("%s: below %q are %v, want %v", when, parent.Name, got, want)
		}
	}

	for _, q := range []string{"B1", "b1", "支部", "新名称A", "ＸＩＮ", "%", "没有这个"} {
		var want []org.Place
		for _, r := range rows {
			for _, word := range []string{r.Name, r.Short, r.Code, r.pinyin} {
				if strings.Contains(org.Fold(word), org.Fold(q)) {
					want = append(want, r.Place)
					break
				}
			}
		}
		got := must(tx.SearchUnits(q, len(rows)))(t)
		if diff := gocmp.Diff(want, got); diff != "" {
			t.Errorf("%s: found by %s (-rows +memory): %s", when, q, diff)
		}
		if one := must(tx.SearchUnits(q, 1))(t); len(one) != min(1, len(want)) {
			t.Errorf("%s: of one unit that is wanted %d are found by %s", when, len(one), q)
		}
	}
}
