package store_test

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"slices"
	"sync"
	"testing"
	"time"

	"lingping/internal/errs"
	"lingping/internal/store"
	"lingping/internal/testkit"
)

var errRefused = errors.New("refused by the test")

// noted runs test on both databases, with a table "note" in them.
func noted(t *testing.T, test func(t *testing.T, s *store.Store)) {
	t.Helper()
	testkit.Stores(t, func(t *testing.T, s *store.Store) {
		notes(t, s)
		test(t, s)
	})
}

func note(id int64, body string) func(*store.Tx) error {
	return func(tx *store.Tx) error {
		_, err := tx.Exec("INSERT INTO note (id, body) VALUES ($1, $2)", id, body)
		return err
	}
}

// write saves and must succeed.
func write(t testing.TB, s *store.Store, fn func(*store.Tx) error) {
	t.Helper()
	if err := s.Write(context.Background(), fn); err != nil {
		t.Fatal(err)
	}
}

// wantNotes fails unless exactly the notes with these ids are saved.
func wantNotes(t testing.TB, s *store.Store, want ...int64) {
	t.Helper()
	err := s.Read(context.Background(), func(tx *store.Tx) error {
		got, err := store.All(tx, store.Scalar[int64], "SELECT id FROM note ORDER BY id")
		if !slices.Equal(got, want) {
			t.Errorf("saved are the notes %v, want %v", got, want)
		}
		return err
	})
	if err != nil {
		t.Error(err)
	}
}

func TestWriteIsAllOrNothing(t *testing.T) {
	noted(t, func(t *testing.T, s *store.Store) {
		write(t, s, note(1, "甲"))
		err := s.Write(t.Context(), func(tx *store.Tx) error {
			if err := note(2, "乙")(tx); err != nil {
				return err
			}
			return errRefused
		})

		if !errors.Is(err, errRefused) {
			t.Errorf("Write gives %v, want the closure's own error", err)
		}

		err = s.WriteAlone(t.Context(), func(tx *store.Tx) error {
			return errors.Join(note(3, "丙")(tx), errRefused)
		})
		if !errors.Is(err, errRefused) {
			t.Errorf("WriteAlone gives %v, want the closure's own error", err)
		}

		wantNotes(t, s, 1)
	})
}

func TestPanicComesToItsCallerAndUndoesItsWrite(t *testing.T) {
	noted(t, func(t *testing.T, s *store.Store) {
		for _, call := range []func(context.Context, func(*store.Tx) error) error{s.Write, s.WriteAlone, s.Read} {
			for range 6 { // more than there are readers
				func() {
					defer func() {
						if got := recover(); got != "boom" {
							t.Errorf("recovered %v, want the closure's own panic", got)
						}
					}()

					err := call(t.Context(), func(tx *store.Tx) error {
						_, _ = store.Count(tx, "SELECT COUNT(*) FROM note")
						panic("boom")
					})

					t.Errorf("the call returned %v", err)
				}()
			}
		}

		var ended sync.WaitGroup
		ended.Go(func() {
			_ = s.Write(context.Background(), func(tx *store.Tx) error {
				_ = note(1, "never")(tx)
				runtime.Goexit()
				return nil
			})
		})

		ended.Wait()
		write(t, s, note(2, "still works"))
		wantNotes(t, s, 2)
	})
}

func TestFailedStatementEndsTheTransaction(t *testing.T) {
	noted(t, func(t *testing.T, s *store.Store) {
		write(t, s, note(1, "甲"))
		err := s.Write(t.Context(), func(tx *store.Tx) error {
			first := note(1, "clash")(tx)
			if !store.IsUnique(first) {
				t.Errorf("a second note 1 gives %v, want a broken key", first)
			}

			if again := note(2, "乙")(tx); !store.IsUnique(again) {
				t.Errorf("the next statement gives %v, want the first error", again)
			}

			return nil // as if nothing had been
		})

		if !store.IsUnique(err) {
			t.Errorf("Write gives %v, want the statement's error", err)
		}

		if store.IsUnique(errRefused) {
			t.Error("any error counts as a broken key")
		}

		wantNotes(t, s, 1)
	})
}

func TestReadSeesOneMoment(t *testing.T) {
	noted(t, func(t *testing.T, s *store.Store) {
		write(t, s, note(1, "甲"))
		err := s.Read(t.Context(), func(tx *store.Tx) error {
			before, err := store.Count(tx, "SELECT COUNT(*) FROM note")
			if err != nil {
				return err
			}

			write(t, s, note(2, "乙"))
			after, err := store.Count(tx, "SELECT COUNT(*) FROM note")
			if before != 1 || after != 1 {
				t.Errorf("the read counts %d, then %d, want 1 twice", before, after)
			}

			return err
		})
		if err != nil {
			t.Error(err)
		}

		wantNotes(t, s, 1, 2)
	})
}

func TestReadGoesOnWhileOneWrites(t *testing.T) {
	noted(t, func(t *testing.T, s *store.Store) {
		err := s.WriteAlone(t.Context(), func(tx *store.Tx) error {
			if err := note(1, "甲")(tx); err != nil {
				return err
			}
			wantNotes(t, s)
			return nil
		})
		if err != nil {
			t.Error(err)
		}

		wantNotes(t, s, 1)
	})
}

func TestReadCannotWrite(t *testing.T) {
	noted(t, func(t *testing.T, s *store.Store) {
		if err := s.Read(t.Context(), note(1, "smuggled")); err == nil {
			t.Error("a read has written")
		}
		wantNotes(t, s)
	})
}

func TestTransactionHasOneMomentOfItsClock(t *testing.T) {
	testkit.Stores(t, func(t *testing.T, s *store.Store) {
		moment := time.Date(2010, 12, 27, 8, 30, 0, 123_456_789, time.FixedZone("CST", 8*3600))
		past := s.At(func() time.Time { return moment })
		for _, call := range []func(context.Context, func(*store.Tx) error) error{past.Write, past.WriteAlone, past.Read} {
			err := call(t.Context(), func(tx *store.Tx) error {
				if want := moment.Truncate(time.Millisecond); !tx.Now.Equal(want) {
					t.Errorf("now is %v, want %v", tx.Now, want)
				}
				return nil
			})
			if err != nil {
				t.Error(err)
			}
		}
	})
}

func TestTxEndsWithItsClosure(t *testing.T) {
	noted(t, func(t *testing.T, s *store.Store) {
		var kept *store.Tx
		write(t, s, func(tx *store.Tx) error { kept = tx; return nil })
		if err := note(1, "late")(kept); err == nil {
			t.Error("a transaction writes after its end")
		}
		wantNotes(t, s)
	})
}

func TestCancelledCallerSavesNothing(t *testing.T) {
	noted(t, func(t *testing.T, s *store.Store) {
		gone, leave := context.WithCancel(t.Context())
		err := s.Write(gone, func(tx *store.Tx) error {
			if err := note(1, "甲")(tx); err != nil {
				return err
			}
			leave()
			_ = note(2, "乙")(tx)
			return nil
		})

		if !errors.Is(err, context.Canceled) {
			t.Errorf("a write whose caller left gives %v", err)
		}

		for name, call := range map[string]func(context.Context, func(*store.Tx) error) error{
			"Write": s.Write, "WriteAlone": s.WriteAlone, "Read": s.Read,
		} {
			if err := call(gone, note(3, "丙")); !errors.Is(err, context.Canceled) {
				t.Errorf("%s for a caller who has left gives %v", name, err)
			}
		}

		wantNotes(t, s)
	})
}

func TestLongReadEndsWithItsCaller(t *testing.T) {
	const endless = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT COUNT(*) FROM n WHERE i < 0"
	noted(t, func(t *testing.T, s *store.Store) {
		for range 6 { // more than there are readers
			short, cancel := context.WithTimeout(t.Context(), 20*time.Millisecond)
			err := s.Read(short, func(tx *store.Tx) error {
				_, err := store.Count(tx, endless)
				return err
			})

			cancel()
			if !errors.Is(err, context.DeadlineExceeded) {
				t.Fatalf("an endless query gives %v", err)
			}
		}
		wantNotes(t, s)
	})
}

func TestClosedStoreRefuses(t *testing.T) {
	for name, url := range map[string]string{"SQLite": testkit.SQLiteURL(t), "PostgreSQL": testkit.PostgresURL(t)} {
		t.Run(name, func(t *testing.T) {
			s, err := store.Open(t.Context(), url)
			if err != nil {
				t.Fatal(err)
			}

			for range 2 {
				if err := s.Close(); err != nil {
					t.Error(err)
				}
			}

			nothing := func(*store.Tx) error { return nil }
			for _, call := range []func(context.Context, func(*store.Tx) error) error{s.Write, s.WriteAlone, s.Read} {
				if err := call(t.Context(), nothing); !errs.Is(err, errs.Unavailable) {
					t.Errorf("a closed store answers %v", err)
				}
			}
		})
	}
}

func TestWritesBehaveAsIfOneAfterTheOther(t *testing.T) {
	noted(t, func(t *testing.T, s *store.Store) {
		write(t, s, note(1, "0"))
		var all sync.WaitGroup
		for range 8 {
			all.Go(func() {
				for range 10 {
					err := s.Write(t.Context(), func(tx *store.Tx) error {
						n, err := store.One(tx, store.Scalar[int], "SELECT CAST(body AS INTEGER) FROM note WHERE id = 1")
						if err != nil {
							return err
						}
						_, err = tx.Exec("UPDATE note SET body = $1 WHERE id = 1", fmt.Sprint(n+1))
						return err
					})
					if err != nil {
						t.Error(err)
					}
				}
			})
		}

		all.Wait()
		err := s.Read(t.Context(), func(tx *store.Tx) error {
			got, err := store.One(tx, store.Scalar[string], "SELECT body FROM note")
			if got != "80" {
				t.Errorf("80 increments give %s", got)
			}
			return err
		})
		if err != nil {
			t.Error(err)
		}
	})
}
