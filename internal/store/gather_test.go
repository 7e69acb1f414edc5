package store_test

import (
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"

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
