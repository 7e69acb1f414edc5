package store_test

import (
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"

	"lingping/internal/domain/round"
	"lingping/internal/store"
	"lingping/internal/testkit"
)

// What is asked ahead is answered as what is asked alone, in the same order, whatever is asked on whichever engine; and
// what only reads is then known, so that nothing of it is sent again.
func TestWhatIsAskedAheadIsAnsweredAlike(t *testing.T) {
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
				ahead, once := c.told(m, in, true)
				if alone == nil || slices.ContainsFunc(append(ahead, alone...), refused) {
					continue
				}

				if !slices.Equal(alone, ahead) {
					t.Errorf("%s (try %d) asked ahead gives\n%s\nand alone\n%s", m.Name, try, ahead, alone)
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

// refused reports whether a method would save something, which neither Ahead nor a reader does, or was given a list without
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
func (c *caller) told(m reflect.Method, in []reflect.Value, ahead bool) (told, texts []string) {
	var tally store.Tally
	_ = c.s.Read(tally.On(c.t.Context()), func(tx *store.Tx) error {
		defer func() { _ = recover() }()

		call := func() []reflect.Value {
			if m.Type.IsVariadic() {
				return m.Func.CallSlice(append([]reflect.Value{reflect.ValueOf(tx)}, in...))
			}
			return m.Func.Call(append([]reflect.Value{reflect.ValueOf(tx)}, in...))
		}

		if ahead {
			if err := tx.Ahead(2, func() {
				defer func() { _ = recover() }()
				call()
			}); err != nil {
				told = []string{err.Error()}
				return err
			}
		}

		for _, out := range call() {
			told = append(told, fmt.Sprintf("%+v", out.Interface()))
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

// What was asked ahead is asked anew once something is saved, and what is only noted leaves nothing behind.
func TestWhatWasAskedAheadIsForgottenWhenSomethingIsSaved(t *testing.T) {
	testkit.Stores(t, func(t *testing.T, s *store.Store) {
		must(t, s.Write(t.Context(), func(tx *store.Tx) error {
			must(t, tx.AddRound(round.Round{ID: 1, Name: "一轮", State: round.Draft}))
			must(t, tx.Ahead(1, func() {
				if r, err := tx.Round(1); err != nil || r.ID != 0 {
					t.Errorf("a round that is only noted gives %+v, %v", r, err)
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
		must(t, s.WriteAlone(t.Context(), hold))
		must(t, s.Read(t.Context(), func(tx *store.Tx) error {
			rounds, err := tx.Rounds()
			must(t, err)
			must(t, tx.Ahead(1, func() {
				for _, r := range rounds {
					_, _ = tx.FrozenUnits(r.ID)
					_, _ = tx.Superiors(r.ID, 1)
				}
				_, _ = tx.HelpsOf(1)
				_, _ = tx.DrawsOf(1)
			}))
			for _, r := range rounds {
				if units, err := tx.FrozenUnits(r.ID); err != nil || r.State != round.Draft && len(units) == 0 {
					t.Errorf("round %d has %d units, %v", r.ID, len(units), err)
				}
			}

			return nil
		}))
	})
}
