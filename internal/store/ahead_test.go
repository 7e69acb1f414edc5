package store_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"lingping/internal/domain/access"
	"lingping/internal/domain/assign"
	"lingping/internal/domain/org"
	"lingping/internal/domain/round"
	"lingping/internal/errs"
	"lingping/internal/store"
	"lingping/internal/testkit"
)

// answers are what questions of many kinds give: numbers, words, yes and no, JSON, nothing at all; each in its order.
func answers(tx *store.Tx, rounds []round.ID, person org.PersonID) (all []string) {
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
	note(tx.UnfilledLed(rounds, []org.PersonID{person}, today))
	note(tx.TalksLed(rounds, []org.PersonID{person}))
	note(tx.EverydaysAbout(person, nil, 60))
	note(tx.PostsOfPerson(person))
	note(tx.UnitLine(1))
	note(tx.Person(person))
	note(tx.Person(-1)) // there is none
	note(tx.FilingsWaiting())
	return all
}

// holders are some who have much to do, and somebody who has nothing.
func holders(t *testing.T, s *store.Store) (rounds []round.ID, persons []org.PersonID) {
	t.Helper()
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
	return rounds, append(persons[:min(4, len(persons))], 999_999)
}

// What is asked ahead is answered as if it were asked one by one, in the same order, and with one statement.
func TestWhatIsAskedAheadIsAnsweredAsIfItWereAskedAlone(t *testing.T) {
	versions := testkit.ReleasedVersions()
	testkit.Released(t, versions[len(versions)-1], func(t *testing.T, s *store.Store) {
		must(t, s.WriteAlone(t.Context(), hold))
		rounds, persons := holders(t, s)
		rows := 0
		for _, person := range persons {
			var alone, ahead []string
			must(t, s.Read(t.Context(), func(tx *store.Tx) error {
				alone = answers(tx, rounds, person)
				return nil
			}))

			var tally store.Tally
			must(t, s.Read(tally.On(t.Context()), func(tx *store.Tx) error {
				if err := tx.Ahead(func() { answers(tx, rounds, person) }); err != nil {
					return err
				}
				ahead = answers(tx, rounds, person)
				return nil
			}))

			for i := range alone {
				if alone[i] != ahead[i] {
					t.Errorf("of person %d question %d is answered alone with\n%s\nahead with\n%s", person, i, alone[i], ahead[i])
				}
				rows += strings.Count(alone[i], ":")
			}

			// FilingsWaiting reads row by row and may not; nothing else is sent twice
			if n := tally.Work().Statements; n != 1 {
				t.Errorf("for person %d %d statements are sent, want 1", person, n)
			}
		}

		if rows < 500 {
			t.Errorf("all answers together have %d values: too little to compare", rows)
		}
	})
}

// What was asked ahead is asked anew once something is saved, and what is noted leaves nothing behind that was made of no
// answer.
func TestWhatWasAskedAheadIsForgottenWhenSomethingIsSaved(t *testing.T) {
	testkit.Stores(t, func(t *testing.T, s *store.Store) {
		must(t, s.Write(t.Context(), func(tx *store.Tx) error {
			must(t, tx.AddRound(round.Round{ID: 1, Name: "一轮", State: round.Draft}))
			must(t, tx.Ahead(func() {
				if _, err := tx.Round(1); !errs.Is(err, errs.NotFound) {
					t.Errorf("a round that is only noted gives %v", err)
				}
				_, _ = tx.Rounds()
				_, _ = tx.HelpsOf(1)
			}))
			if r, err := tx.Round(1); err != nil || r.Name != "一轮" {
				t.Errorf("asked after it was noted the round is %q, %v", r.Name, err)
			}

			must(t, tx.AddRound(round.Round{ID: 2, Name: "二轮", State: round.Draft}))
			if all, err := tx.Rounds(); err != nil || len(all) != 2 {
				t.Errorf("after another was saved there are %d rounds, %v", len(all), err)
			}

			return nil
		}))
	})
}

// A frame that is made while questions are noted is made of rows.
func TestAFrameIsMadeOfAnswersAlsoWhileQuestionsAreNoted(t *testing.T) {
	versions := testkit.ReleasedVersions()
	testkit.Released(t, versions[len(versions)-1], func(t *testing.T, s *store.Store) {
		rounds, _ := holders(t, s)
		must(t, s.Read(t.Context(), func(tx *store.Tx) error {
			_, err := tx.Rounds()
			must(t, err)
			must(t, tx.Ahead(func() {
				for _, id := range rounds {
					_, _ = tx.FrozenUnits(id)
					_, _ = tx.Superiors(id, 1)
				}
				_, _ = tx.HelpsOf(1)
				_, _ = tx.DrawsOf(1)
			}))
			for _, id := range rounds {
				r, err := tx.Round(id)
				must(t, err)
				if units, err := tx.FrozenUnits(id); err != nil || r.State != round.Draft && len(units) == 0 {
					t.Errorf("round %d has %d units, %v", id, len(units), err)
				}
			}

			return nil
		}))
	})
}
