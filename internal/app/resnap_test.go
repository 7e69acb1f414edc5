package app_test

import (
	"errors"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"

	"lingping/internal/app"
	"lingping/internal/domain/assign"
	"lingping/internal/domain/org"
	"lingping/internal/domain/round"
	"lingping/internal/store"
	"lingping/internal/testkit"
)

func TestWhoIsExemptedIsNoGapWhenTheRosterIsComparedAgain(t *testing.T) {
	worlds(t, func(t *testing.T, w *testkit.World) {
		before, err := w.App.RosterChanges(t.Context(), operator, w.Round, "", app.ChangeFilter{})
		ok(t, err)
		if len(before.Gaps) == 0 {
			t.Fatal("the small institution has no gap to exempt")
		}

		first := before.Gaps[0].Subject.Subject
		_, err = w.App.ExemptSubjects(t.Context(), operator, w.Round, app.Exempting{Subjects: []assign.Subject{first},
			Reason: "组织关系正在转接", Approver: "陈建国"})
		ok(t, err)
		after, err := w.App.RosterChanges(t.Context(), operator, w.Round, "", app.ChangeFilter{})
		ok(t, err)
		if len(after.Gaps) != len(before.Gaps)-1 || len(after.Gaps) > 0 && after.Gaps[0].Subject.Subject == first {
			t.Errorf("%d gaps are shown after exempting one of %d, want one fewer", len(after.Gaps), len(before.Gaps))
		}
	})
}

// A second look that is kept says at every moment what a program says that has kept none.
func TestASecondLookThatIsKeptIsOfThisMoment(t *testing.T) {
	worlds(t, func(t *testing.T, w *testkit.World) {
		look := func(a *app.App) app.RosterChange {
			return must(a.RosterChanges(t.Context(), operator, w.Round, "2011-01-10", app.ChangeFilter{}))(t)
		}
		noView := gocmp.Comparer(func(app.RoundView, app.RoundView) bool { return true })
		post := func(p org.Post) func() error {
			return func() error {
				return w.Store.Write(t.Context(), func(tx *store.Tx) error { return tx.SavePost(p) })
			}
		}
		counts := map[app.ChangeCounts]bool{}
		for _, act := range []struct {
			name string
			do   func() error
		}{
			{"the launch", func() error { return nil }},
			{"a new secretary", post(org.Post{ID: 900, Person: w.Person("103"), Unit: w.Unit("B11"), Kind: org.Acting, From: "2011-01-10"})},
			{"the old one going", post(org.Post{ID: 901, Person: w.Person("303"), Unit: w.Unit("B22"), Kind: org.Secretary, From: "2011-01-10"})},
			{"a review that counts", func() error { return w.As("101").Submit("unit B11") }},
			{"another", func() error { return w.As("102").Submit("member 103") }},
			{"a member joining", func() error {
				return w.Store.Write(t.Context(), func(tx *store.Tx) error {
					return tx.AddPersons([]org.Person{{ID: 9001, Number: "901", Name: "新来的", Standing: org.Formal, Branch: w.Unit("B12")}}, nil)
				})
			}},
			{"a member leaving", func() error {
				return w.Store.Write(t.Context(), func(tx *store.Tx) error {
					p, err := tx.Person(w.Person("104"))
					p.Standing = org.NonMember
					return errors.Join(err, tx.SavePersons([]org.Person{p}))
				})
			}},
			{"a hand-over", func() error {
				_, err := w.App.HandOverSeat(t.Context(), operator, w.Round, round.HandOver{Extent: round.Everything,
					From: w.Person("102"), To: w.Person("303"), Reason: "书记调整"})
				return err
			}},
			{"reviews being owed by somebody who holds no unit", func() error {
				return w.Store.Write(t.Context(), func(tx *store.Tx) error {
					_, err := tx.Exec(`UPDATE obligation SET owner_id = $2 WHERE round_id = $1 AND state = 'owed' AND person_id = $3`, w.Round, w.Person("105"), w.Person("104"))
					_, raised := tx.Exec(`UPDATE round SET version = version + 1 WHERE id = $1`, w.Round)
					return errors.Join(err, raised)
				})
			}},
			{"his handing over", func() error {
				_, err := w.App.HandOverSeat(t.Context(), operator, w.Round, round.HandOver{Extent: round.Everything,
					From: w.Person("105"), To: w.Person("103"), Reason: "调离"})
				return err
			}},
			{"the changes being accepted", func() error {
				_, err := w.App.AcceptRosterChanges(t.Context(), operator, w.Round, "2011-01-10", "调任")
				return err
			}},
		} {
			look(w.App)
			ok(t, act.do())
			got, want := look(w.App), look(app.New(w.Store))
			counts[want.Counts] = true
			if diff := gocmp.Diff(want, got, noView); diff != "" {
				t.Errorf("after %s (-looked at anew +kept): %s", act.name, diff)
			}
			if again := look(w.App); !gocmp.Equal(again, want, noView) {
				t.Errorf("after %s, asked again: %+v", act.name, again.Counts)
			}
		}

		if len(counts) < 4 {
			t.Errorf("the acts changed little: %v", counts)
		}
	})
}
