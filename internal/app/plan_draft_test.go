package app_test

import (
	"errors"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"

	"lingping/internal/app"
	"lingping/internal/domain/assign"
	"lingping/internal/domain/org"
	"lingping/internal/domain/scheme"
	"lingping/internal/store"
	"lingping/internal/testkit"
)

// The plan of a draft is made for the first page; the next ones read what they show, and not the roster.
func TestTheNextPageOfADraftsPlanDoesNotReadTheRoster(t *testing.T) {
	testkit.Stores(t, func(t *testing.T, s *store.Store) {
		w := testkit.NewTown(t, s, 1000)
		id, err := w.App.OpenRound(t.Context(), operator, app.NewRound{Scheme: "chuangxian-2010", Name: "再点评", From: "2011-06-01", To: "2011-06-30"})
		ok(t, err)
		rows := func(f app.PlanFilter) int64 {
			var tally store.Tally
			page, err := w.App.PlanPage(tally.On(t.Context()), operator, id, f)
			ok(t, err)
			if page.Counts.Members < 900 || len(page.Obligations) == 0 {
				t.Fatalf("the page of %+v shows %d obligations, of %d members in all", f, len(page.Obligations), page.Counts.Members)
			}
			return tally.Work().Rows
		}

		if first := rows(app.PlanFilter{}); first < 1000 {
			t.Errorf("the first page reads %d rows of a roster of a thousand", first)
		}

		for _, f := range []app.PlanFilter{{}, {From: 400}, {Kind: scheme.Secretary}, {Query: "党组织", From: 20}} {
			if next := rows(f); next > 150 {
				t.Errorf("the page %+v after it reads %d rows, want what it shows", f, next)
			}
		}
	})
}

// A plan of a draft that is kept says at every moment what a program says that has kept none.
func TestAPlanOfADraftThatIsKeptIsOfThisMoment(t *testing.T) {
	worlds(t, func(t *testing.T, w *testkit.World) {
		id, err := w.App.OpenRound(t.Context(), operator, app.NewRound{Scheme: "chuangxian-2010", Name: "再点评", From: "2011-06-01", To: "2011-06-30"})
		ok(t, err)
		look := func(a *app.App) app.PlanPage {
			return must(a.PlanPage(t.Context(), operator, id, app.PlanFilter{}))(t)
		}
		shown := func(p app.PlanPage) any {
			return []any{p.Counts, p.Obligations, p.Gaps, p.Exempt, p.Faults, p.Warnings, p.Planned, p.Found, p.Files, p.Omitted, p.Round.State}
		}
		saves := func(do func(tx *store.Tx) error) func() error {
			return func() error { return w.Store.Write(t.Context(), do) }
		}
		counts := map[app.PlanCounts]bool{}
		for _, act := range []struct {
			name string
			do   func() error
		}{
			{"nothing", func() error { return nil }},
			{"a new secretary", saves(func(tx *store.Tx) error {
				return tx.SavePost(org.Post{ID: 900, Person: w.Person("103"), Unit: w.Unit("B11"), Kind: org.Acting, From: "2011-05-10"})
			})},
			{"a member joining", saves(func(tx *store.Tx) error {
				return tx.AddPersons([]org.Person{{ID: 9001, Number: "901", Name: "新来的", Standing: org.Formal, Branch: w.Unit("B12")}}, nil)
			})},
			{"a member being renamed", saves(func(tx *store.Tx) error {
				p, err := tx.Person(w.Person("101"))
				p.Name = "改了名"
				return errors.Join(err, tx.SavePersons([]org.Person{p}))
			})},
			{"an exemption", func() error {
				first := look(app.New(w.Store)).Obligations[0].Subject.Subject
				_, err := w.App.ExemptSubjects(t.Context(), operator, id, app.Exempting{Subjects: []assign.Subject{first}, Reason: "转接", Approver: "陈建国"})
				return err
			}},
			{"another day", func() error {
				return w.App.ChangeRound(t.Context(), operator, id, app.RoundChange{Name: "再点评", From: "2011-02-01", To: "2011-06-30", Snapshot: "2011-02-01"})
			}},
			{"the launch", func() error {
				_, err := w.App.LaunchRound(t.Context(), operator, id)
				return err
			}},
		} {
			look(w.App)
			ok(t, act.do())
			got, want := look(w.App), look(app.New(w.Store))
			counts[want.Counts] = true
			if diff := gocmp.Diff(shown(want), shown(got)); diff != "" {
				t.Errorf("after %s (-made anew +kept): %s", act.name, diff)
			}
		}

		if len(counts) < 4 {
			t.Errorf("only %d different plans were met", len(counts))
		}
	})
}
