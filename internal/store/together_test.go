package store_test

import (
	"errors"
	"slices"
	"testing"
	"time"

	"lingping/internal/store"
	"lingping/internal/testkit"
)

func TestWritesTogetherSeeEachOtherAndAreKeptTogether(t *testing.T) {
	noted(t, func(t *testing.T, s *store.Store) {
		early := time.Date(2026, time.March, 1, 9, 0, 0, 0, time.UTC)
		err := s.Together(t.Context(), func(in *store.Store) error {
			write(t, in, note(1, "甲"))
			if err := in.Read(t.Context(), seen(t, 1)); err != nil {
				return err
			}

			past := in.At(func() time.Time { return early })
			return errors.Join(
				past.WriteAlone(t.Context(), func(tx *store.Tx) error {
					if !tx.Now.Equal(early) {
						t.Errorf("the moment of a part is %v, want that of its clock", tx.Now)
					}
					return note(2, "乙")(tx)
				}),
				in.Together(t.Context(), func(deeper *store.Store) error { return deeper.Write(t.Context(), note(3, "丙")) }),
				in.ReadAlone(t.Context(), seen(t, 3)), in.ReadApart(t.Context(), seen(t, 3)),
				s.Read(t.Context(), seen(t, 0))) // nobody else before the end
		})
		if err != nil {
			t.Error(err)
		}

		wantNotes(t, s, 1, 2, 3)
	})
}

// seen wants so many notes.
func seen(t *testing.T, want int) func(*store.Tx) error {
	return func(tx *store.Tx) error {
		n, err := store.Count(tx, "SELECT COUNT(*) FROM note")
		if n != want {
			t.Errorf("%d notes are seen, want %d", n, want)
		}
		return err
	}
}

func TestOfWritesTogetherOneThatFailsUndoesAll(t *testing.T) {
	noted(t, func(t *testing.T, s *store.Store) {
		write(t, s, note(1, "甲"))
		for what, fails := range map[string]func(*store.Tx) error{
			"a refusal":   func(*store.Tx) error { return errRefused },
			"a statement": note(1, "again"),
		} {
			err := s.Together(t.Context(), func(in *store.Store) error {
				write(t, in, note(2, "乙"))
				if err := in.Write(t.Context(), fails); err == nil {
					t.Errorf("%s is no error to who wrote", what)
				}
				return nil // who does not care changes nothing
			})

			if err == nil || what == "a refusal" && !errors.Is(err, errRefused) {
				t.Errorf("%s: Together gives %v", what, err)
			}

			wantNotes(t, s, 1)
		}

		if err := s.Together(t.Context(), func(in *store.Store) error {
			write(t, in, note(3, "丙"))
			return errRefused
		}); !errors.Is(err, errRefused) {
			t.Errorf("Together gives %v, want the closure's own error", err)
		}

		wantNotes(t, s, 1)
	})
}

// What is written together is as much to the planner as if it were written one by one.
func TestTheFiguresGrowWithWhatIsWrittenTogether(t *testing.T) {
	s := open(t, testkit.SQLiteURL(t))
	must(t, s.WriteAlone(t.Context(), run(`CREATE TABLE word (this TEXT NOT NULL, that TEXT NOT NULL)`, `CREATE INDEX by_this ON word (this)`)))
	must(t, s.Together(t.Context(), func(in *store.Store) error {
		return in.Write(t.Context(), func(tx *store.Tx) error { return wordsOf(tx, 3000, "this", "that") })
	}))
	if tables := figuresOf(t, s); !slices.Contains(tables, "word") {
		t.Errorf("the planner has figures of %v only", tables)
	}
}

// A read that refuses, such as one that finds nothing, has written nothing that had to be undone.
func TestOfWritesTogetherARefusedReadUndoesNothing(t *testing.T) {
	noted(t, func(t *testing.T, s *store.Store) {
		err := s.Together(t.Context(), func(in *store.Store) error {
			if err := in.Read(t.Context(), func(*store.Tx) error { return errRefused }); !errors.Is(err, errRefused) {
				t.Errorf("Read gives %v", err)
			}
			return in.Write(t.Context(), note(1, "甲"))
		})
		if err != nil {
			t.Error(err)
		}

		wantNotes(t, s, 1)
	})
}
