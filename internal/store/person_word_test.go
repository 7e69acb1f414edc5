package store_test

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"

	"lingping/internal/domain/org"
	"lingping/internal/store"
	"lingping/internal/testkit"
)

// sought is what people are looked for by: what stands in names, what databases take for more than text, what keyboards
// add, and what no name has.
var sought = []string{"王", "伟", "明", "王伟", "伟明", "䶮", "𬱖", "·", "a", "An", "an", "ana", "Ａｎ", "%", "_", `\`, "'", "1", "10", "１", "z", " ", "　", "-", "é"}

func drawnText(t *rapid.T, label string, most int) string {
	return strings.Join(rapid.SliceOfN(rapid.SampledFrom(sought), 0, most).Draw(t, label), "")
}

func drawnPerson(t *rapid.T, id org.PersonID, branches []org.UnitID) org.Person {
	return org.Person{ID: id, Name: "王" + drawnText(t, "name", 4), Number: strings.Repeat(drawnText(t, "number", 2), 2) + fmt.Sprint(id),
		Pinyin: strings.ToLower(drawnText(t, "pinyin", 3)), Initials: drawnText(t, "initials", 2),
		Branch: rapid.SampledFrom(append(branches, 0)).Draw(t, "branch")}
}

// naive is who is found and in which order, as one would say it to a person: whose name, number, pinyin or initials begin
// with it, then whose name holds it further on; by what is found of each, then by who is known longer.
func naive(persons []org.Person, q string, tops []org.Place, branch map[org.UnitID]org.Place, limit int) (ids []org.PersonID) {
	if q = org.Fold(q); q == "" {
		return nil
	}

	type found struct {
		inside bool
		word   string
		id     org.PersonID
	}

	var all []found
	for _, p := range persons {
		if tops != nil && !slices.ContainsFunc(tops, func(top org.Place) bool {
			in, known := branch[p.Branch]
			return known && top.Ord <= in.Ord && in.Ord <= top.Last
		}) {
			continue
		}

		var whole, inner []string
		for _, word := range []string{p.Name, p.Number, p.Pinyin, p.Initials} {
			if word = org.Fold(word); strings.HasPrefix(word, q) {
				whole = append(whole, word)
			}
		}

		for name := org.Fold(p.Name); name != ""; {
			_, first := utf8.DecodeRuneInString(name)
			if name = name[first:]; strings.HasPrefix(name, q) {
				inner = append(inner, name)
			}
		}

		switch {
		case len(whole) > 0:
			all = append(all, found{false, slices.Min(whole), p.ID})
		case len(inner) > 0:
			all = append(all, found{true, slices.Min(inner), p.ID})
		}
	}

	slices.SortFunc(all, func(a, b found) int {
		if a.inside != b.inside {
			return map[bool]int{false: -1, true: 1}[a.inside]
		}
		return cmp.Or(cmp.Compare(a.word, b.word), cmp.Compare(a.id, b.id))
	})

	for _, f := range all[:min(limit, len(all))] {
		ids = append(ids, f.id)
	}

	return ids
}

// seated are a root with a general branch of two branches and a branch of its own.
func seated() []org.Place {
	return org.Arrange([]org.Unit{{ID: 1, Name: "党委", Kind: org.Committee}, {ID: 2, Name: "总支", Kind: org.GeneralBranch, Parent: 1},
		{ID: 3, Name: "一支部", Kind: org.Branch, Parent: 2}, {ID: 4, Name: "二支部", Kind: org.Branch, Parent: 2},
		{ID: 5, Name: "直属支部", Kind: org.Branch, Parent: 1}})
}

// scopes are what somebody may be asked to keep to: everything, nothing, a subtree, two that overlap.
func scopes(places []org.Place) [][]org.Place {
	return [][]org.Place{nil, {}, places[:1], places[1:2], places[2:3], {places[1], places[2]}, {places[2], places[4]}}
}

// Whoever is looked for is found, nobody else is, and in one order, whatever was done to the roster before.
func TestPersonsAreFoundAsIfEachWereAsked(t *testing.T) {
	all := func(t *testing.T, s *store.Store) {
		places := seated()
		must(t, s.WriteAlone(t.Context(), func(tx *store.Tx) error {
			return tx.SaveUnits(places, func(string) string { return "" })
		}))
		branch := map[org.UnitID]org.Place{}
		for _, p := range places {
			branch[p.ID] = p
		}

		branches := []org.UnitID{3, 4, 5}
		rapid.Check(t, func(t *rapid.T) {
			var persons []org.Person
			for id := range org.PersonID(rapid.IntRange(0, 12).Draw(t, "persons")) {
				persons = append(persons, drawnPerson(t, id+1, branches))
			}

			var queries []string
			for range 4 {
				queries = append(queries, drawnText(t, "query", 3))
			}

			scope := rapid.SampledFrom(scopes(places)).Draw(t, "scope")
			limit := rapid.IntRange(1, 5).Draw(t, "limit")
			narrow := rapid.SampledFrom([]int{0, 400}).Draw(t, "few units")
			most := rapid.SampledFrom([]int{1, 3, 4000}).Draw(t, "most words")
			err := s.Write(context.Background(), func(tx *store.Tx) error {
				if _, err := tx.Exec(`DELETE FROM person`); err != nil {
					return err
				}

				if err := tx.KeepPersonWords(); err != nil {
					return err
				}

				if err := tx.AddPersons(persons, nil); err != nil {
					return err
				}

				agrees := func(when string) error {
					for _, q := range queries {
						for _, tops := range [][]org.Place{nil, scope} {
							rows, err := tx.SearchPersonsWithin(narrow, most, q, tops, limit)
							if err != nil {
								return err
							}

							var got []org.PersonID
							for _, r := range rows {
								got = append(got, r.ID)
							}

							if want := naive(persons, q, tops, branch, limit); !slices.Equal(got, want) {
								t.Fatalf("%s: %q in %v gives %v, want %v of %+v", when, q, tops, got, want, persons)
							}
						}
					}

					if kept, should, same, err := tx.PersonWords(); !same || err != nil {
						t.Fatalf("%s: %d words are kept, %d should be, %v", when, kept, should, err)
					}

					return nil
				}

				if err := agrees("new"); err != nil || len(persons) == 0 {
					return err
				}

				var changed []org.Person
				for i := range persons {
					if rapid.Bool().Draw(t, "changes") {
						persons[i] = drawnPerson(t, persons[i].ID, branches)
						changed = append(changed, persons[i])
					}
				}

				if err := tx.SavePersons(changed); err != nil {
					return err
				}

				if err := agrees("changed"); err != nil {
					return err
				}

				if err := tx.KeepPersonWords(); err != nil {
					return err
				}

				return agrees("made anew")
			})
			if err != nil {
				t.Fatal(err)
			}
		})
	}

	testkit.Stores(t, all)
	t.Run("PostgreSQL that orders by a language", func(t *testing.T) { all(t, testkit.PostgresOfALanguage(t)) })
}

// Two persons may pass their numbers to each other in one import; each is then found by the one that he has.
func TestNumbersThatChangeHandsAreFoundAtTheirNewHolder(t *testing.T) {
	testkit.Stores(t, func(t *testing.T, s *store.Store) {
		must(t, s.Write(t.Context(), func(tx *store.Tx) error {
			if err := tx.AddPersons([]org.Person{{ID: 1, Name: "王伟", Number: "1001"}, {ID: 2, Name: "李伟", Number: "1002"}}, nil); err != nil {
				return err
			}

			if err := tx.SavePersons([]org.Person{{ID: 1, Name: "王伟", Number: "1002"}, {ID: 2, Name: "李伟", Number: "1001"}}); err != nil {
				return err
			}

			found, err := tx.SearchPersons("1001", nil, 50)
			if len(found) != 1 || found[0].ID != 2 || found[0].Name != "李伟" {
				t.Errorf("1001 is %+v", found)
			}

			return err
		}))
	})
}

// A page of a search costs what it shows: in a house of 3,000 branches hardly more than in one of 300 (500 rows are less than
// any table has), for whoever asks, be the word common or of nobody.
func TestASearchReadsAsMuchInALargeHouse(t *testing.T) {
	testkit.Stores(t, func(t *testing.T, s *store.Store) {
		read := map[string]int64{}
		persons := 0
		for _, branches := range []int{300, 3000} {
			units := []org.Unit{{ID: 1, Name: "党委", Kind: org.Committee}, {ID: 2, Name: "总支", Kind: org.GeneralBranch, Parent: 1}}
			for i := range branches {
				units = append(units, org.Unit{ID: org.UnitID(3 + i), Name: fmt.Sprint(i, "支部"), Kind: org.Branch, Parent: 1 + org.UnitID(i%12/11)})
			}

			places := org.Arrange(units)
			must(t, s.WriteAlone(t.Context(), func(tx *store.Tx) error {
				var all []org.Person
				for ; persons < 10*branches; persons++ {
					all = append(all, org.Person{ID: org.PersonID(persons + 1), Name: "王" + string(rune(0x4e00+persons%97)) + "伟", Number: fmt.Sprintf("T%05d", persons),
						Pinyin: "wangwei", Initials: "ww", Branch: org.UnitID(3 + persons/10)})
				}

				if err := tx.SaveUnits(places, func(string) string { return "" }); err != nil {
					return err
				}

				if err := tx.AddPersons(all, nil); err != nil {
					return err
				}

				return tx.Analyse("unit", "person", "person_word")
			}))

			for _, q := range []string{"王", "伟", "wangwei", "T0", "T00001", "欧阳"} {
				for what, scope := range map[string][]org.Place{"everywhere": nil, "the root": places[:1], "a branch": {places[2]}} {
					search := func(tx *store.Tx) error {
						_, err := tx.SearchPersonsWithin(50, 4000, q, scope, 50)
						return err
					}

					key, reads := fmt.Sprintf("%q in %s", q, what), settled(t, s, search).Read
					if small, known := read[key]; known && reads > 2*small+500 {
						t.Errorf("%s reads %d of 3000 persons and %d of 30000", key, small, reads)
					}

					read[key] = reads
				}
			}
		}
	})
}
