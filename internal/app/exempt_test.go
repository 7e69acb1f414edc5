package app_test

import (
	"fmt"
	"regexp"
	"slices"
	"testing"

	"lingping/internal/app"
	"lingping/internal/domain/assign"
	"lingping/internal/domain/org"
	"lingping/internal/domain/round"
	"lingping/internal/domain/scheme"
	"lingping/internal/store"
	"lingping/internal/testkit"
)

func TestTheBoardCountsAsMissingWhatTheListShows(t *testing.T) {
	worlds(t, func(t *testing.T, w *testkit.World) {
		agree := func(when string, unit string, want int64) {
			board, err := w.App.Board(t.Context(), operator, w.Round, w.Unit(unit))
			ok(t, err)
			list, err := w.App.Owed(t.Context(), operator, w.Round, app.OwedFilter{Unit: w.Unit(unit)}, 0)
			ok(t, err)
			if listed := int64(list.Total + len(list.Gaps)); board.OwedLeft != want || listed != want {
				t.Errorf("%s: the board of %s says %d, the list has %d, want %d", when, unit, board.OwedLeft, listed, want)
			}
		}

		agree("at first", "W0", 46)
		ok(t, w.As("403").Submit("member 401"))
		_, err := w.App.ExemptSubjects(t.Context(), operator, w.Round, app.Exempting{Class: org.GroupInfirm, Reason: "住院",
			Approver: "活动办主任"})
		ok(t, err)
		agree("one of two exempted had been reviewed", "D2", 3)
		agree("one of two exempted had been reviewed", "W0", 44)
		healthy(t, w)
	})
}

func TestAGapThatIsExemptedIsNoGapAnyMore(t *testing.T) {
	worlds(t, func(t *testing.T, w *testkit.World) {
		exempt := func(id round.ID) {
			_, err := w.App.ExemptSubjects(t.Context(), operator, id, app.Exempting{Reason: "书记空缺", Approver: "陈建国",
				Subjects: []assign.Subject{member(w, "B22", "204"), member(w, "B22", "205")}})
			ok(t, err)
		}

		open := func(when string, id round.ID, want int64) {
			c, err := w.App.Coverage(t.Context(), operator, id, "B22")
			ok(t, err)
			if c.Figures.Gaps != want || int64(len(c.Gaps)) != want || c.Figures.Members.Due != 2 {
				t.Errorf("%s: %+v with %d gaps listed, want %d", when, c.Figures, len(c.Gaps), want)
			}

			board, err := w.App.Board(t.Context(), operator, id, w.Unit("B22"))
			ok(t, err)
			for _, cell := range board.Cells {
				if cell.Gap != (want > 0 && cell.Person != 0) {
					t.Errorf("%s: the cell of %s says gap: %v", when, cell.Name, cell.Gap)
				}
			}
		}

		open("before", w.Round, 2)
		exempt(w.Round)
		open("exempted while the round runs", w.Round, 0)

		next, err := w.App.OpenRound(t.Context(), operator, app.NewRound{Scheme: "chuangxian-2010", Name: "下一轮",
			From: "2011-06-01", To: "2011-07-01"})
		ok(t, err)
		exempt(next)
		_, err = w.App.LaunchRound(t.Context(), operator, next)
		ok(t, err)
		open("exempted before the launch", next, 0)
		healthy(t, w)
	})
}

// A whole class is exempted in parts, each with an entry of its own; asked again, what is left follows.
func TestAClassIsExemptedInParts(t *testing.T) {
	worlds(t, func(t *testing.T, w *testkit.World) {
		var many []org.Person
		for i := range 501 {
			many = append(many, org.Person{ID: org.PersonID(9001 + i), Number: fmt.Sprintf("9%04d", i), Name: "远行",
				Standing: org.Formal, Branch: w.Unit("B11"), Groups: []string{org.GroupAbroad}})
		}

		ok(t, w.Store.WriteAlone(t.Context(), func(tx *store.Tx) error { return tx.AddPersons(many, nil) }))
		for _, c := range []struct {
			name   string
			before int // exempted one by one
			parts  []string
		}{{"whole", 0, []string{"500", "1"}}, {"the rest", 3, []string{"497", "1"}}} {
			id := w.Launch(c.name, "2011-02-01", "2011-06-30")
			if c.before > 0 {
				var some []assign.Subject
				for _, p := range many[:c.before] {
					some = append(some, assign.Subject{Kind: scheme.Member, Unit: p.Branch, Person: p.ID})
				}
				if n := must(w.App.ExemptSubjects(t.Context(), operator, id, app.Exempting{Subjects: some, Reason: "出国", Approver: "校党委"}))(t); n != c.before {
					t.Errorf("%s: %d of %d are exempted at first", c.name, n, c.before)
				}
			}

			in := app.Exempting{Class: org.GroupAbroad, Reason: "出国", Approver: "校党委"}
			if n := must(w.App.ExemptSubjects(t.Context(), operator, id, in))(t); n != len(many)-c.before {
				t.Errorf("%s: %d are exempted, want %d", c.name, n, len(many)-c.before)
			}

			var parts []string
			ok(t, w.Store.Read(t.Context(), func(tx *store.Tx) error {
				parts = nil
				for e, err := range tx.EachEntry() {
					ok(t, err)
					if n := regexp.MustCompile(`"class":"` + org.GroupAbroad + `","count":(\d+)`).FindStringSubmatch(e.Detail); n != nil && e.Round == int64(id) {
						parts = append(parts, n[1])
					}
				}
				return nil
			}))
			if !slices.Equal(parts, c.parts) {
				t.Errorf("%s: the entries count %v, want %v", c.name, parts, c.parts)
			}
		}

		healthy(t, w)
	})
}
