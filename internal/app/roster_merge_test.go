package app_test

import (
	"fmt"
	"slices"
	"testing"

	"lingping/internal/app"
	"lingping/internal/domain/access"
	"lingping/internal/domain/assign"
	"lingping/internal/domain/org"
	"lingping/internal/domain/review"
	"lingping/internal/domain/scheme"
	"lingping/internal/store"
	"lingping/internal/testkit"
)

// doubled is a second entry of somebody of the small institution, with a round launched over both.
func doubled(t *testing.T, w *testkit.World, number, of, branch string, posts ...org.Post) org.PersonID {
	t.Helper()
	id := org.PersonID(990001)
	ok(t, w.Store.Write(t.Context(), func(tx *store.Tx) error {
		one, err := tx.Person(w.Person(of))
		ok(t, err)
		one.ID, one.Number, one.Branch, one.Phone = id, number, w.Unit(branch), "13800000001"
		ok(t, tx.AddPersons([]org.Person{one}, nil))
		for i, post := range posts {
			post.ID, post.Person = org.PostID(990100+i), id
			ok(t, tx.SavePost(post))
		}
		return nil
	}))
	w.Round = w.Launch("2011年上半年领导点评", "2011-01-13", "2011-06-30")
	return id
}

// mergeOf is the second entry merged into somebody.
func mergeOf(w *testkit.World, gone org.PersonID, kept string) app.Naming {
	return app.Naming{Merge: store.Merge{What: store.MergedPerson, Gone: int64(gone), Kept: int64(w.Person(kept))}}
}

// merged merges what was shown.
func merged(t *testing.T, w *testkit.World, m app.Naming) {
	t.Helper()
	shown := must(w.App.LookAtMerge(t.Context(), operator, m))(t)
	did := must(w.App.MergeRoster(t.Context(), operator, m, shown.Version))(t)
	if fmt.Sprint(did) != fmt.Sprint(shown) {
		t.Errorf("shown was %+v, done was %+v", shown, did)
	}
	healthy(t, w)
}

// found in a round are the obligations about somebody, by who owes them and how far they are.
func about(t *testing.T, w *testkit.World, person org.PersonID) (lines []string) {
	t.Helper()
	ok(t, w.Store.Read(t.Context(), func(tx *store.Tx) error {
		claims, err := tx.Claims(w.Round, store.Merge{What: store.MergedPerson, Gone: int64(person)})
		for _, c := range claims {
			if c.Subject.Person == person {
				lines = append(lines, fmt.Sprint(c.Subject.Kind, " ", c.State))
			}
		}
		return err
	}))
	slices.Sort(lines)
	return lines
}

func TestASecondEntryOfAPersonIsMerged(t *testing.T) {
	worlds(t, func(t *testing.T, w *testkit.World) {
		gone := doubled(t, w, "0102", "102", "B11", org.Post{Unit: w.Unit("B11"), Kind: org.CommitteeMember, Portfolio: "组织"})
		for i, of := range []org.PersonID{gone, w.Person("102")} {
			ok(t, w.Store.Write(t.Context(), func(tx *store.Tx) error {
				return tx.AddAccount(access.Account{ID: int64(7100 + i), Login: fmt.Sprint("qian", i), Name: "钱芳", Person: of}, "secret")
			}))
		}
		protect(t, w)
		before := about(t, w, w.Person("102"))
		m := mergeOf(w, gone, "102")
		shown := must(w.App.LookAtMerge(t.Context(), operator, m))(t)
		if shown.Spare != "qian0" || shown.GivenUp == 0 || len(shown.Lost) == 0 {
			t.Errorf("shown is %+v; want the second account, the review of herself and the other number", shown)
		}

		merged(t, w, m)
		if after := about(t, w, w.Person("102")); !slices.Contains(after, "secretary owed") || len(after) > len(before)+1 {
			t.Errorf("about 钱芳 there were %v, now there are %v", before, after)
		}
		if left := about(t, w, gone); len(left) > 0 {
			t.Errorf("about who is gone there are %v", left)
		}

		ok(t, w.Store.Read(t.Context(), func(tx *store.Tx) error {
			roster := must(tx.Roster())(t)
			if slices.ContainsFunc(roster.Persons, func(p org.Person) bool { return p.ID == gone }) {
				t.Error("who is gone is still of the roster")
			}
			if p := must(tx.Person(w.Person("102")))(t); p.Phone != "13800000001" || p.Number != "102" {
				t.Errorf("钱芳 is %+v", p)
			}
			if spare := must(tx.Account(7100))(t); !spare.Disabled || spare.Person != 0 || spare.SpareOf != w.Person("102") {
				t.Errorf("the second account is %+v", spare)
			}
			if id, err := tx.PersonMeant("钱芳"); err != nil || id != w.Person("102") {
				t.Errorf("钱芳 means %v, %v", id, err)
			}
			return nil
		}))

		_, err := w.App.MergeRoster(t.Context(), operator, m, 0)
		conflict(t, "a second time", err)
		ok(t, w.As("102").Submit("member 103"))
		healthy(t, w)
	})
}

func TestOfTwoReviewsByOneReviewerTheOneInForceStays(t *testing.T) {
	for name, c := range map[string]struct {
		submit []string
		want   review.State
	}{
		"neither":       {nil, review.Owed},
		"the other's":   {[]string{"member 0103"}, review.Confirmed},
		"his who stays": {[]string{"member 103"}, review.Confirmed},
		"those of both": {[]string{"member 103", "member 0103"}, ""},
	} {
		t.Run(name, func(t *testing.T) {
			worlds(t, func(t *testing.T, w *testkit.World) {
				gone := doubled(t, w, "0103", "103", "B11")
				for _, of := range c.submit {
					ok(t, w.As("102").Submit(of))
				}

				m := mergeOf(w, gone, "103")
				if c.want == "" {
					_, err := w.App.LookAtMerge(t.Context(), operator, m)
					conflict(t, "looking at two reviews in force", err)
					_, err = w.App.MergeRoster(t.Context(), operator, m, 0)
					conflict(t, "two reviews in force", err)
					healthy(t, w)
					return
				}

				merged(t, w, m)
				if got := about(t, w, w.Person("103")); !slices.Equal(got, []string{fmt.Sprint(scheme.Member, " ", c.want)}) {
					t.Errorf("about 孙䶮 there are %v, want one %s", got, c.want)
				}
			})
		})
	}
}

// Somebody whom two branches have is reviewed in the one where he has been, else in his own.
func TestWhoStoodInTwoBranchesStandsInOne(t *testing.T) {
	for submit, branch := range map[string]string{"": "B11", "member 0103": "B12", "member 103": "B11"} {
		t.Run(submit, func(t *testing.T) {
			worlds(t, func(t *testing.T, w *testkit.World) {
				gone := doubled(t, w, "0103", "103", "B12")
				switch submit {
				case "member 0103":
					ok(t, w.As("104").Submit(submit))
				case "member 103":
					ok(t, w.As("102").Submit(submit))
				}

				merged(t, w, mergeOf(w, gone, "103"))
				if got := about(t, w, w.Person("103")); len(got) != 1 {
					t.Errorf("about 孙䶮 there are %v, want one", got)
				}
				ok(t, w.Store.Read(t.Context(), func(tx *store.Tx) error {
					seated, err := tx.SeatedIn(w.Round, store.Merge{Gone: int64(gone), Kept: int64(w.Person("103"))})
					if len(seated) != 1 || seated[0].Branch != w.Unit(branch) {
						t.Errorf("he stands as %+v, want in %s", seated, branch)
					}
					return err
				}))
			})
		})
	}
}

// Who reviewed the other, or of whom a fact says something else, is another person.
func TestTwoWhoAreTwoAreNotMerged(t *testing.T) {
	worlds(t, func(t *testing.T, w *testkit.World) {
		gone := doubled(t, w, "0102", "102", "B11")
		ok(t, w.As("102").Submit("member 0102"))
		_, err := w.App.MergeRoster(t.Context(), operator, mergeOf(w, gone, "102"), 0)
		conflict(t, "who was reviewed by the other", err)
		_, err = w.App.MergeRoster(t.Context(), w.As("102").Actor, mergeOf(w, gone, "103"), 0)
		refused(t, "by a secretary", err)
		ok(t, w.Store.Write(t.Context(), func(tx *store.Tx) error {
			a, b := must(tx.Person(gone))(t), must(tx.Person(w.Person("103")))(t)
			a.Birth, b.Birth = "1970-01", "1971"
			return tx.SavePersons([]org.Person{a, b})
		}))
		_, err = w.App.MergeRoster(t.Context(), operator, mergeOf(w, gone, "103"), 0)
		conflict(t, "who was born in another year", err)
		shown := must(w.App.LookAtMerge(t.Context(), operator, mergeOf(w, gone, "202")))(t)
		ok(t, w.Store.Write(t.Context(), func(tx *store.Tx) error {
			return tx.SavePost(org.Post{ID: 900, Person: gone, Unit: w.Unit("B22"), Kind: org.CommitteeMember})
		}))
		_, err = w.App.MergeRoster(t.Context(), operator, mergeOf(w, gone, "202"), shown.Version)
		conflict(t, "on a roster that has changed since", err)
		healthy(t, w)
	})
}

// What is archived says after a merge what it said before, row for row.
func TestAnArchiveKeepsWhomAMergeLetsGo(t *testing.T) {
	worlds(t, func(t *testing.T, w *testkit.World) {
		gone := doubled(t, w, "0103", "103", "B12")
		ok(t, w.As("104").Submit("member 0103"))
		ok(t, w.As("102").Submit("member 103"))
		rows := func() (all []string) {
			ok(t, w.Store.Write(t.Context(), func(tx *store.Tx) error {
				for _, text := range []string{
					`SELECT 'o' || id || '/' || unit_id || '/' || person_id || '/' || owner_id || '/' || state FROM obligation WHERE round_id = $1 ORDER BY id`,
					`SELECT 'p' || person_id || '/' || branch_id || name FROM round_person WHERE round_id = $1 ORDER BY person_id`,
					`SELECT 'c' || unit_id || name || value FROM counter WHERE round_id = $1 ORDER BY unit_id, name`,
				} {
					all = append(all, must(store.All(tx, store.Scalar[string], text, w.Round))(t)...)
				}
				return nil
			}))
			return all
		}
		ok(t, w.Store.Write(t.Context(), func(tx *store.Tx) error {
			_, err := tx.Exec(`UPDATE round SET state = 'archived' WHERE id = $1`, w.Round)
			return err
		}))
		protect(t, w)
		before := rows()
		shown := must(w.App.LookAtMerge(t.Context(), operator, mergeOf(w, gone, "103")))(t)
		if len(shown.Archived) != 1 {
			t.Errorf("shown to stay are %v, want the archived round", shown.Archived)
		}
		merged(t, w, mergeOf(w, gone, "103"))
		if after := rows(); !slices.Equal(before, after) {
			t.Errorf("the archive said %v, now it says %v", before, after)
		}
	})
}

// What an archive keeps of somebody under a number that he has no more opens for him as it did: the review of him, the one that
// he wrote, what belongs to it; and for nobody besides.
func TestWhoWasMergedSeesWhatTheArchiveKeepsOfHim(t *testing.T) {
	worlds(t, func(t *testing.T, w *testkit.World) {
		gone := doubled(t, w, "0103", "103", "B12")
		ok(t, w.As("104").Submit("member 0103"))
		ok(t, w.Store.Write(t.Context(), func(tx *store.Tx) error {
			_, err := tx.Exec(`UPDATE round SET version = version + 1, state = 'archived' WHERE id = $1`, w.Round)
			return err
		}))
		protect(t, w)
		was := w.As("103").Actor
		was.Person = gone
		var id review.ID
		ok(t, w.Store.Read(t.Context(), func(tx *store.Tx) (err error) {
			id, err = store.One(tx, store.Scalar[review.ID], `SELECT id FROM obligation WHERE round_id = $1 AND person_id = $2 AND kind = 'member'`, w.Round, gone)
			return err
		}))
		read := func(who access.Actor) (app.SheetPage, error) { return w.App.ReadSheet(t.Context(), who, id) }
		before := must(read(was))(t)
		if _, err := read(w.As("103").Actor); err == nil {
			t.Fatal("before they are merged, the one reads about the other")
		}

		merged(t, w, mergeOf(w, gone, "103"))
		himself := w.As("103").Actor
		page := must(w.App.Person(t.Context(), himself, w.Person("103")))(t)
		if len(page.Former) != 1 || page.Former[0].ID != int64(gone) {
			t.Fatalf("his page names %+v, want whom he was", page.Former)
		}

		formerly := must(w.App.Person(t.Context(), himself, gone))(t)
		if len(formerly.Lines) != 1 || formerly.Lines[0].Strip[2].Step.Ref != int64(id) || !formerly.Lines[0].Pledges {
			t.Errorf("as whom he was he stood in %+v", formerly.Lines)
		}

		after, err := read(himself)
		if err != nil || len(after.Parts) != len(before.Parts) || after.Parts[0].Review.ID != before.Parts[0].Review.ID {
			t.Errorf("he reads %+v, %v, want what he read before", after.Parts, err)
		}

		for _, other := range []string{"102", "105"} {
			_, err := w.App.Person(t.Context(), w.As(other).Actor, gone)
			refused(t, other+" at the page of who is gone", err)
		}
		_, err = read(w.As("105").Actor)
		refused(t, "a third at the sheet", err)
	})
}

func TestASecondEntryOfAUnitIsMerged(t *testing.T) {
	worlds(t, func(t *testing.T, w *testkit.World) {
		second := org.UnitID(990500)
		ok(t, w.Store.Write(t.Context(), func(tx *store.Tx) error {
			places := must(tx.Units())(t)
			var units []org.Unit
			for _, p := range places {
				units = append(units, p.Unit)
			}
			units = append(units, org.Unit{ID: second, Code: "B011", Name: "机械学院教工支部", Kind: org.Branch, Parent: w.Unit("Z1")},
				org.Unit{ID: 990501, Code: "B0111", Name: "机械学院教工党支部第一党小组", Kind: org.Cell, Parent: second})
			ok(t, tx.SaveUnits(org.Arrange(units), func(s string) string { return s }))
			ok(t, tx.AddPersons([]org.Person{{ID: 990600, Number: "901", Name: "新来的", Standing: org.Formal, Branch: second}}, nil))
			return tx.SavePost(org.Post{ID: 990700, Person: w.Person("102"), Unit: second, Kind: org.Secretary})
		}))
		w.Round = w.Launch("2011年上半年领导点评", "2011-01-13", "2011-06-30")
		ok(t, w.As("102").Submit("member 901"))
		ok(t, w.As("101").Submit("unit B11"))
		m := app.Naming{Merge: store.Merge{What: store.MergedUnit, Gone: int64(second), Kept: int64(w.Unit("B11"))}}
		merged(t, w, m)
		ok(t, w.Store.Read(t.Context(), func(tx *store.Tx) error {
			if p := must(tx.Person(990600))(t); p.Branch != w.Unit("B11") {
				t.Errorf("新来的 is in %d", p.Branch)
			}
			if u := must(tx.Unit(990501))(t); u.Parent != w.Unit("B11") {
				t.Errorf("the cell hangs on %d", u.Parent)
			}
			if u, err := tx.Unit(second); err == nil {
				t.Errorf("the second entry is still there: %+v", u)
			}
			for _, id := range []org.UnitID{990501, w.Unit("B11")} {
				frozen, living := must(tx.FrozenUnit(w.Round, id))(t), must(tx.Unit(id))(t)
				if frozen.Parent != living.Parent || frozen.Depth != living.Depth {
					t.Errorf("the frozen tree says %+v, the living one %+v", frozen, living)
				}
			}
			return nil
		}))

		_, err := w.App.LookAtMerge(t.Context(), operator, app.Naming{Merge: store.Merge{What: store.MergedUnit, Gone: int64(w.Unit("B11")), Kept: int64(w.Unit("Z1"))}})
		conflict(t, "a unit and the one above it", err)
		_, err = w.App.LookAtMerge(t.Context(), operator, app.Naming{Merge: store.Merge{What: store.MergedUnit, Gone: int64(w.Unit("Z2")), Kept: int64(w.Unit("Z2"))}})
		if err == nil {
			t.Error("a unit is merged into itself")
		}
	})
}

// Whom one entry exempts and the other does not is still to be reviewed, wherever the two stand: an exemption of the doubled
// entry must not make anybody forgotten. Who is exempted in both stays so.
func TestAnExemptionOfOneOfTwoFallsWhenTheyAreMerged(t *testing.T) {
	for _, c := range []struct {
		branch string
		exempt []string
		want   review.State
	}{
		{"B11", []string{"0103"}, review.Owed}, {"B11", []string{"103"}, review.Owed}, {"B11", []string{"103", "0103"}, review.Exempt},
		{"B12", []string{"0103"}, review.Owed}, {"B12", []string{"103"}, review.Owed}, {"B12", []string{"103", "0103"}, review.Exempt},
	} {
		t.Run(fmt.Sprint(c.branch, c.exempt), func(t *testing.T) {
			worlds(t, func(t *testing.T, w *testkit.World) {
				gone := doubled(t, w, "0103", "103", c.branch)
				var subjects []assign.Subject
				for _, number := range c.exempt {
					subjects = append(subjects, w.Subject("member "+number))
				}

				must(w.App.ExemptSubjects(t.Context(), operator, w.Round, app.Exempting{Subjects: subjects, Reason: "重复", Approver: "校党委"}))(t)
				m := mergeOf(w, gone, "103")
				shown := must(w.App.LookAtMerge(t.Context(), operator, m))(t)
				if (shown.OwedAgain > 0) != (c.want == review.Owed) {
					t.Errorf("%d exemptions are said to fall", shown.OwedAgain)
				}

				merged(t, w, m)
				if got := about(t, w, w.Person("103")); !slices.Equal(got, []string{"member " + string(c.want)}) {
					t.Errorf("about 孙䶮 there are %v, want one that is %s", got, c.want)
				}
			})
		})
	}
}

// A second entry of a unit whose secretary reviews the first: after merging he would review what he leads.
func TestAUnitIsNotMergedIntoOneThatItsSecretaryReviews(t *testing.T) {
	worlds(t, func(t *testing.T, w *testkit.World) {
		second := org.UnitID(990500)
		ok(t, w.Store.Write(t.Context(), func(tx *store.Tx) error {
			var units []org.Unit
			for _, p := range must(tx.Units())(t) {
				units = append(units, p.Unit)
			}

			units = append(units, org.Unit{ID: second, Code: "B011", Name: "机械学院教工支部", Kind: org.Branch, Parent: w.Unit("Z1")})
			ok(t, tx.SaveUnits(org.Arrange(units), func(s string) string { return s }))
			return tx.SavePost(org.Post{ID: 990700, Person: w.Person("101"), Unit: second, Kind: org.Secretary})
		}))
		w.Round = w.Launch("2011年上半年领导点评", "2011-01-13", "2011-06-30")
		m := app.Naming{Merge: store.Merge{What: store.MergedUnit, Gone: int64(second), Kept: int64(w.Unit("B11"))}}
		_, err := w.App.MergeRoster(t.Context(), operator, m, 0)
		conflict(t, "a unit whose secretary reviews the other", err)
	})
}
