package app_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"lingping/internal/app"
	"lingping/internal/domain/assign"
	"lingping/internal/domain/org"
	"lingping/internal/domain/review"
	"lingping/internal/domain/round"
	"lingping/internal/domain/scheme"
	"lingping/internal/store"
	"lingping/internal/testkit"
)

// Nobody is forgotten between two pages: in whatever pieces a list is read, of whatever unit, each of its rows comes exactly
// once and in the list's order, the last page has the last, and every page says how many there are in all. Some are done by
// then, some begun, somebody is exempted, and a gap is closed by an exemption.
func TestThePagesOfAListAreTheWholeList(t *testing.T) {
	worlds(t, func(t *testing.T, w *testkit.World) {
		for i, row := range planRows(t, w, w.Round) {
			if row.Kind == scheme.Member && i%3 == 0 {
				ok(t, w.As(row.OwnerNumber).Submit("member "+row.PersonNumber+" by "+row.OwnerNumber))
			}
		}

		exempt(t, w)
		ok(t, w.Store.Read(t.Context(), func(tx *store.Tx) error {
			units, err := tx.FrozenUnits(w.Round)
			if err != nil {
				return err
			}

			rapid.Check(t, func(t *rapid.T) {
				top := rapid.SampledFrom(units).Draw(t, "unit")
				each := rapid.IntRange(1, 50).Draw(t, "each")
				for _, l := range pagedLists() {
					whole, err := l.whole(tx, w, top)
					if err != nil {
						t.Fatal(err)
					}

					if paged := l.pages(t, tx, w, top, each); !slices.Equal(paged, whole) {
						t.Errorf("%s of %s in pieces of %d: %v\nwant %v", l.name, top.Name, each, paged, whole)
					}
				}
			})
			return nil
		}))
	})
}

// exempt leaves a member out, a gap, and the elderly.
func exempt(t *testing.T, w *testkit.World) {
	t.Helper()
	var gaps []store.GapRow
	ok(t, w.Store.Read(t.Context(), func(tx *store.Tx) (err error) {
		top, err := tx.RootUnit()
		if err == nil {
			gaps, err = tx.GapRows(w.Round, top)
		}
		return err
	}))

	in := app.Exempting{Reason: "因病", Approver: "陈建国"}
	for _, row := range planRows(t, w, w.Round)[:12] {
		if row.Kind == scheme.Member {
			in.Subjects = append(in.Subjects, assign.Subject{Kind: row.Kind, Unit: row.Unit, Person: row.Person})
			break
		}
	}

	in.Subjects = append(in.Subjects, gaps[0].Subject)
	must(w.App.ExemptSubjects(t.Context(), operator, w.Round, in))(t)
	must(w.App.ExemptSubjects(t.Context(), operator, w.Round, app.Exempting{Class: org.GroupInfirm, Reason: "年老体弱", Approver: "陈建国"}))(t)
}

// pagedList is a list that is read page by page, with what it holds in all.
type pagedList struct {
	name  string
	of    store.Listing
	whole func(tx *store.Tx, w *testkit.World, top org.Place) ([]string, error)
	part  func(tx *store.Tx, s store.Stretch) ([]string, error)
}

func pagedLists() []pagedList {
	open := []review.State{review.Owed, review.Draft, review.Submitted, review.Returned}
	planned := func(r store.PlanRow) string { return fmt.Sprint(r.Obligation) }
	listed := func(r store.ListedRow) string { return fmt.Sprint(r.ID) }
	gap := func(g store.GapRow) string { return fmt.Sprint(g.Subject) }

	return []pagedList{
		{"the plan", store.PlannedListing,
			func(tx *store.Tx, w *testkit.World, top org.Place) (all []string, err error) {
				for row, err := range tx.PlanRows(w.Round, top) {
					if err != nil {
						return nil, err
					}
					if row.State != review.Exempt {
						all = append(all, planned(row))
					}
				}
				return all, nil
			},
			func(tx *store.Tx, s store.Stretch) ([]string, error) { return named(planned)(tx.PlanRowsOf(s)) }},
		{"what is open", store.OpenListing,
			func(tx *store.Tx, w *testkit.World, top org.Place) ([]string, error) {
				return named(listed)(tx.Listed(w.Round, top, store.ListFilter{States: open}, 0, 1000))
			},
			func(tx *store.Tx, s store.Stretch) ([]string, error) { return named(listed)(tx.ListedOf(s, open)) }},
		{"what is open of secretaries and units", store.OpenListing.OfKinds(scheme.Secretary, scheme.Unit),
			func(tx *store.Tx, w *testkit.World, top org.Place) (all []string, err error) {
				rows, err := tx.Listed(w.Round, top, store.ListFilter{States: open}, 0, 1000)
				for _, r := range rows {
					if r.Subject.Kind != scheme.Member && r.Subject.Kind != scheme.CommitteeMember {
						all = append(all, listed(r))
					}
				}
				return all, err
			},
			func(tx *store.Tx, s store.Stretch) ([]string, error) { return named(listed)(tx.ListedOf(s, open)) }},
		{"the members of the plan", store.PlannedListing.OfKinds(scheme.Member),
			func(tx *store.Tx, w *testkit.World, top org.Place) (all []string, err error) {
				for row, err := range tx.PlanRows(w.Round, top) {
					if err != nil {
						return nil, err
					}
					if row.State != review.Exempt && row.Kind == scheme.Member {
						all = append(all, planned(row))
					}
				}
				return all, nil
			},
			func(tx *store.Tx, s store.Stretch) ([]string, error) { return named(planned)(tx.PlanRowsOf(s)) }},
		{"the gaps", store.GapListing,
			func(tx *store.Tx, w *testkit.World, top org.Place) ([]string, error) {
				gaps, err := tx.GapRows(w.Round, top)
				gaps = slices.DeleteFunc(gaps, func(g store.GapRow) bool { return g.Exempted })
				return named(gap)(gaps, err)
			},
			func(tx *store.Tx, s store.Stretch) ([]string, error) { return named(gap)(tx.GapRowsOf(s)) }},
	}
}

// named are the keys of rows.
func named[T any](key func(T) string) func([]T, error) ([]string, error) {
	return func(rows []T, err error) ([]string, error) {
		var keys []string
		for _, row := range rows {
			keys = append(keys, key(row))
		}
		return keys, err
	}
}

// pages reads the list page by page to its end.
func (l pagedList) pages(t *rapid.T, tx *store.Tx, w *testkit.World, top org.Place, each int) (all []string) {
	for from := 0; ; from += each {
		s, err := tx.Stretch(w.Round, top, l.of, from, each)
		if err != nil {
			t.Fatal(err)
		}

		part, err := l.part(tx, s)
		if err != nil {
			t.Fatal(err)
		}

		all = append(all, part...)
		if want := max(0, min(each, s.Total-from)); len(part) != want {
			t.Fatalf("%s of %s from %d has %d rows of %d, want %d", l.name, top.Name, from, len(part), s.Total, want)
		}

		if from >= s.Total {
			return all
		}
	}
}

// Everybody who is exempted stands on exactly one page of the plan.
func TestThePagesOfAPlanNameEverybodyWhoIsExempted(t *testing.T) {
	worlds(t, func(t *testing.T, w *testkit.World) {
		exempt(t, w)
		page, err := w.App.PlanPage(t.Context(), operator, w.Round, app.PlanFilter{})
		ok(t, err)
		var list []app.ExemptLine
		for _, e := range page.Exempt {
			if e.Subject.Name == "" || e.Reason == "" {
				t.Errorf("somebody is exempted who has no name or no reason: %+v", e)
			}
			list = append(list, e)
		}

		whole, err := w.App.Plan(t.Context(), operator, w.Round)
		ok(t, err)
		if len(list) != len(whole.Exempt) || page.Counts.Exempt != len(whole.Exempt) || len(list) < 3 {
			t.Errorf("%d are named, %d counted, want %d", len(list), page.Counts.Exempt, len(whole.Exempt))
		}
	})
}

// A page of a plan says the same as the whole plan, of a draft as of a launched round, whatever it is searched for.
func TestAPageOfAPlanIsAPartOfTheWholePlan(t *testing.T) {
	worlds(t, func(t *testing.T, w *testkit.World) {
		draft, err := w.App.OpenRound(t.Context(), operator, app.NewRound{Scheme: "chuangxian-2010", Name: "再点评", From: "2011-06-01", To: "2011-06-30"})
		ok(t, err)
		exempt(t, w)
		for _, id := range []round.ID{w.Round, draft} {
			whole, err := w.App.Plan(t.Context(), operator, id)
			ok(t, err)
			page, err := w.App.PlanPage(t.Context(), operator, id, app.PlanFilter{})
			ok(t, err)
			counts := whole.Counts
			if id != draft { // they are about the launch
				counts.Faults, counts.Warnings = 0, 0
			}

			if page.Counts != counts || page.Found != counts.Obligations || fmt.Sprint(page.Obligations) != fmt.Sprint(whole.Obligations[:min(app.PlanEach, len(whole.Obligations))]) ||
				fmt.Sprint(page.Gaps) != fmt.Sprint(whole.Gaps) {
				t.Errorf("the page says %+v, the plan %+v\n%v\n%v", page.Counts, counts, page.Obligations, whole.Obligations)
			}

			for _, f := range []app.PlanFilter{{Query: "李娜"}, {Query: "10"}, {Query: "机械"}, {Query: "B1"}, {Kind: scheme.Member}, {Kind: scheme.Unit, Query: "D"},
				{Query: "无此人"}, {Query: "%"}, {From: 20}, {From: 1000}} {
				same(t, w, id, f, whole)
			}
		}
	})
}

// same fails when a page does not hold what the plan has of the filter.
func same(t *testing.T, w *testkit.World, id round.ID, f app.PlanFilter, whole app.Plan) {
	t.Helper()
	page, err := w.App.PlanPage(t.Context(), operator, id, f)
	ok(t, err)
	var want []app.PlanLine
	for _, o := range whole.Obligations {
		text := o.Reviewer.Name + " " + o.Reviewer.Number + " " + o.Subject.Name + " " + o.Subject.Number + " " + o.Subject.UnitName
		if (f.Kind == "" || o.Subject.Kind == f.Kind) && strings.Contains(text, f.Query) {
			want = append(want, o)
		}
	}

	found := len(want)
	want = want[min(f.From, found):]
	want = want[:min(app.PlanEach, len(want))]
	if page.Found != found || fmt.Sprint(page.Obligations) != fmt.Sprint(want) {
		t.Errorf("%+v finds %d and shows %d, want %d and %d", f, page.Found, len(page.Obligations), found, len(want))
	}
}
