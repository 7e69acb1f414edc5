package store_test

import (
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"

	"lingping/internal/domain/access"
	"lingping/internal/domain/assign"
	"lingping/internal/domain/org"
	"lingping/internal/domain/round"
	"lingping/internal/store"
	"lingping/internal/testkit"
)

// What is gathered is answered as what is asked alone, in the same order, whatever is asked on whichever engine.
func TestWhatIsGatheredIsAnsweredAsAlone(t *testing.T) {
	versions := testkit.ReleasedVersions()
	testkit.Released(t, versions[len(versions)-1], func(t *testing.T, s *store.Store) {
		c := &caller{t: t, s: s, known: map[reflect.Type][]reflect.Value{}}
		must(t, s.WriteAlone(t.Context(), hold))
		must(t, s.Read(t.Context(), c.learn))
		alike, sent := 0, 0
		methods := reflect.TypeFor[*store.Tx]()
		for i := range methods.NumMethod() {
			m := methods.Method(i)
			if slices.Contains(engineMethods, m.Name) || m.Type.NumOut() == 0 || m.Type.Out(0).Kind() == reflect.Func {
				continue
			}

			for try := range tries {
				var in []reflect.Value
				for i := 1; i < m.Type.NumIn(); i++ {
					in = append(in, c.value(m.Type.In(i), try))
				}

				alone, texts := c.told(m, in, false)
				gathered, once := c.told(m, in, true)
				if alone == nil || slices.ContainsFunc(append(gathered, alone...), refused) {
					continue
				}

				if !slices.Equal(alone, gathered) {
					t.Errorf("%s (try %d) gathered gives\n%s\nand alone\n%s", m.Name, try, gathered, alone)
				}

				if len(once) > 0 && len(once) <= len(texts) {
					alike++
				}

				sent += len(once)
			}
		}

		if alike < 300 || sent < 300 {
			t.Errorf("only %d calls were compared, with %d statements", alike, sent)
		}
	})
}

// refused reports whether a method would save something, which neither Gather nor a reader does, or was given a list without
// values that PostgreSQL does not take for one.
func refused(told string) bool {
	for _, said := range []string{"only notes what will be asked", "readonly database", "read-only transaction", `at or near ")"`} {
		if strings.Contains(told, said) {
			return true
		}
	}
	return false
}

// told is what a method gives, and what is sent for it; nil where it can't be called with these arguments.
func (c *caller) told(m reflect.Method, in []reflect.Value, gather bool) (told, texts []string) {
	var tally store.Tally
	_ = c.s.Read(tally.On(c.t.Context()), func(tx *store.Tx) error {
		defer func() { _ = recover() }()

		call := func() error {
			told = nil
			way := m.Func.Call
			if m.Type.IsVariadic() {
				way = m.Func.CallSlice
			}

			for _, out := range way(append([]reflect.Value{reflect.ValueOf(tx)}, in...)) {
				told = append(told, fmt.Sprintf("%+v", out.Interface()))
			}

			return nil
		}

		if !gather {
			return call()
		}

		if err := tx.Gather(2, call); err != nil {
			told = []string{err.Error()}
		}

		return nil
	})

	for text, n := range tally.Texts() {
		for range n {
			texts = append(texts, text)
		}
	}

	return told, texts
}

// What was gathered is asked anew once something is saved, and what is only noted leaves nothing behind.
func TestWhatWasGatheredIsForgottenWhenSomethingIsSaved(t *testing.T) {
	testkit.Stores(t, func(t *testing.T, s *store.Store) {
		must(t, s.Write(t.Context(), func(tx *store.Tx) error {
			must(t, tx.AddRound(round.Round{ID: 1, Name: "一轮", State: round.Draft}))
			var seen []string
			must(t, tx.Gather(1, func() error {
				r, err := tx.Round(1)
				seen = append(seen, r.Name)
				_, _ = tx.Rounds()
				_, _ = tx.HelpsOf(1)
				return err
			}))
			if !slices.Equal(seen, []string{"", "一轮"}) {
				t.Errorf("noted and asked the round is %q", seen)
			}

			must(t, tx.AddRound(round.Round{ID: 2, Name: "二轮", State: round.Draft}))
			if all, err := tx.Rounds(); err != nil || len(all) != 2 {
				t.Errorf("after another was saved there are %d rounds, %v", len(all), err)
			}

			return nil
		}))
	})
}

// What gathers within what gathers is a part of it: nothing is sent before all is noted.
func TestGatheringWithinGatheringIsOneGathering(t *testing.T) {
	testkit.Stores(t, func(t *testing.T, s *store.Store) {
		var tally store.Tally
		must(t, s.Read(tally.On(t.Context()), func(tx *store.Tx) error {
			return tx.Gather(1, func() error {
				for _, person := range []org.PersonID{1, 2} {
					if err := tx.Gather(1, func() error {
						_, _ = tx.HelpsOf(person)
						_, err := tx.DrawsOf(person)
						return err
					}); err != nil {
						return err
					}
				}
				return nil
			})
		}))

		if n := tally.Work().Statements; n != 1 {
			t.Errorf("%d statements are sent, want 1", n)
		}
	})
}

// A frame that is made while questions are noted is made of rows.
func TestAFrameIsMadeOfAnswersAlsoWhileQuestionsAreNoted(t *testing.T) {
	versions := testkit.ReleasedVersions()
	testkit.Released(t, versions[len(versions)-1], func(t *testing.T, s *store.Store) {
		must(t, s.WriteAlone(t.Context(), hold))
		must(t, s.Read(t.Context(), func(tx *store.Tx) error {
			rounds, err := tx.Rounds()
			must(t, err)
			must(t, tx.Gather(1, func() error {
				for _, r := range rounds {
					units, err := tx.FrozenUnits(r.ID)
					if err != nil || r.State != round.Draft && len(units) == 0 {
						t.Errorf("round %d has %d units, %v", r.ID, len(units), err)
					}
				}
				_, err = tx.HelpsOf(1)
				return err
			}))
			return nil
		}))
	})
}

// pageful are the questions of many nouns that a page asks together: for numbers, words, yes and no, nothing at all.
func pageful(tx *store.Tx, rounds []round.ID, person org.PersonID) (all []string) {
	note := func(v any, err error) { all = append(all, fmt.Sprintf("%+v %v", v, err)) }
	today := org.DateOf(tx.Now)
	note(tx.Rounds())
	note(tx.ActionDuties(person))
	note(tx.HelpsOf(person))
	note(tx.DrawsOf(person))
	note(tx.LivingHoldings(person))
	note(tx.LedgerAbout("account:1", 0, access.ManageAccount, access.GrantRole))
	note(tx.OwedSummaries(rounds, person))
	note(tx.Unvisited(rounds, person))
	note(tx.OpinionsToDo(rounds, person))
	note(tx.RechecksDue(rounds, person, "2000-01-01", today))
	note(tx.NoticesWaiting(rounds, access.Actor{Account: 1, Person: person}))
	note(tx.ArrangementsWaiting(rounds, []org.UnitID{0, 7}))
	note(tx.UnfilledLed(rounds, []org.PersonID{person}, today))
	note(tx.TalksLed(rounds, []org.PersonID{person}))
	note(tx.EverydaysAbout(person, nil, 60))
	note(tx.PostsOfPerson(person))
	note(tx.UnitLine(1))
	note(tx.Person(person))
	note(tx.FilingsWaiting())
	return all
}

// A whole page of questions is one statement, in which each is answered as alone.
func TestAPagefulOfQuestionsIsOneStatement(t *testing.T) {
	versions := testkit.ReleasedVersions()
	testkit.Released(t, versions[len(versions)-1], func(t *testing.T, s *store.Store) {
		must(t, s.WriteAlone(t.Context(), hold))
		values := 0
		var rounds []round.ID
		var persons []org.PersonID
		must(t, s.Read(t.Context(), func(tx *store.Tx) error {
			all, err := tx.Rounds()
			for _, r := range all {
				rounds = append(rounds, r.ID)
				held, err := tx.Holdings(r.ID)
				must(t, err)
				for _, h := range held {
					if h.Way == assign.Lead && !slices.Contains(persons, h.Person) {
						persons = append(persons, h.Person)
					}
				}
			}
			return err
		}))

		for _, person := range append(persons[:min(4, len(persons))], 999_999) {
			var alone, gathered []string
			must(t, s.Read(t.Context(), func(tx *store.Tx) error {
				alone = pageful(tx, rounds, person)
				return nil
			}))

			var tally store.Tally
			must(t, s.Read(tally.On(t.Context()), func(tx *store.Tx) error {
				return tx.Gather(1, func() error {
					gathered = pageful(tx, rounds, person)
					return nil
				})
			}))

			for i := range alone {
				if alone[i] != gathered[i] {
					t.Errorf("question %d of person %d is answered alone with\n%s\ngathered with\n%s", i, person, alone[i], gathered[i])
				}
				values += strings.Count(alone[i], ":")
			}

			if n := tally.Work().Statements; n != 1 {
				t.Errorf("for person %d %d statements are sent", person, n)
			}
		}

		if values < 500 {
			t.Errorf("all answers together have %d values: too few to compare", values)
		}
	})
}

// What is asked one after the other goes out as one statement; what waits for an answer goes out with the next; after a
// save all is asked again, and fn saves nothing while it only gathers.
func TestGatheringAsksTogetherAndForgetsWithASave(t *testing.T) {
	testkit.Stores(t, func(t *testing.T, s *store.Store) {
		must(t, s.Write(t.Context(), run("CREATE TABLE pair (a BIGINT, b TEXT)", "INSERT INTO pair VALUES (1, 'x'), (2, 'y')")))
		var tally store.Tally
		name := func(tx *store.Tx, a int64) (string, error) {
			return store.One(tx, store.Scalar[string], `SELECT b FROM pair WHERE a = $1`, a)
		}

		must(t, s.Write(tally.On(t.Context()), func(tx *store.Tx) error {
			var first, second string
			var count int
			ask := func() (err error) {
				if first, err = name(tx, 1); err != nil {
					return err
				}

				if second, err = name(tx, 2); err != nil {
					return err
				}

				count, err = store.Count(tx, `SELECT COUNT(*) FROM pair WHERE b = $1`, first)
				return err
			}

			must(t, tx.Gather(3, ask))
			if sent := tally.Work().Statements; first != "x" || second != "y" || count != 1 || sent != 2 {
				t.Errorf("gathered %q, %q and %d with %d statements", first, second, count, sent)
			}

			save := func() error {
				_, err := tx.Exec(`UPDATE pair SET b = 'z' WHERE a = 1`)
				return err
			}
			must(t, tx.Gather(1, func() error {
				if _, err := name(tx, 3); err == nil {
					_ = save() // while questions are noted nothing is saved, see errNoting
				}
				return nil
			}))
			must(t, save())
			must(t, tx.Gather(3, ask))
			if first != "z" {
				t.Errorf("after a save %q is still told", first)
			}

			return nil
		}))
	})
}
