package app_test

import (
	"bytes"
	"fmt"
	"os"
	"strings"
	"testing"

	"lingping/internal/auth"
	"lingping/internal/store"
	"lingping/internal/testkit"
)

// Somebody who knows in which order slips were sent, and reads the whole database before and after the end, finds that
// order nowhere: rows lie in an order that is drawn.
func TestRowsLieInNoOrderThatTellsWhenASlipWasSent(t *testing.T) {
	worlds(t, func(t *testing.T, w *testkit.World) {
		const batches = 24
		kept := map[string]int{} // where a slip lies at its own place, by chance once a batch
		for n := range batches {
			var said []string
			for i := range 5 {
				said = append(said, fmt.Sprintf("批%02d份%d", n, i))
			}

			id, _ := gather(t, w, w.As("101"), gathering(w, "B11"), said...)
			count := func(where, text string) {
				ok(t, w.Store.Read(t.Context(), func(tx *store.Tx) error {
					rows, err := store.All(tx, store.Scalar[string], text, id)
					for at, row := range rows {
						if strings.Contains(row, said[at]) {
							kept[where]++
						}
					}

					return err
				}))
			}

			_, _, err := w.App.CloseBatch(t.Context(), w.As("101").Actor, id)
			ok(t, err)
			count("opinion", `SELECT o.text FROM opinion o JOIN opinion_pool p ON p.id = o.pool_id WHERE p.batch_id = $1 ORDER BY o.id`)
		}

		for where, n := range kept {
			if n > batches+3*5 { // the spread of 24 draws is a little under 5
				t.Errorf("in %s %d of %d slips lie where they were sent, by chance it would be %d", where, n, batches*5, batches)
			}
		}
	})
}

func TestAfterTheEndTheFilesHoldNeitherCodesNorSlips(t *testing.T) {
	path := testkit.SQLiteURL(t)
	s, err := store.Open(t.Context(), path)
	ok(t, err)
	t.Cleanup(func() { ok(t, s.Close()) })
	w := testkit.NewWorld(t, s)
	id, err := w.App.OpenBatch(t.Context(), w.As("101").Actor, gathering(w, "B11"))
	ok(t, err)
	_, codes, err := w.App.PrintSlips(t.Context(), w.As("101").Actor, id, 8)
	ok(t, err)
	holds := func() (found int) {
		for _, name := range []string{path, path + "-wal"} {
			content, err := os.ReadFile(name)
			if err != nil && !os.IsNotExist(err) {
				t.Fatal(err)
			}

			for _, printed := range codes {
				code, _ := auth.SlipCode(printed)
				found += bytes.Count(content, []byte(auth.SlipHash(code))) + bytes.Count(content, []byte(code)) + bytes.Count(content, []byte(printed))
			}

			found += bytes.Count(content, []byte(`"answers":[{`))
		}
		return found
	}

	for i := range 6 {
		ok(t, w.App.SendSlip(t.Context(), network, codes[i], slip(fmt.Sprint("意见", i))))
	}

	if holds() == 0 {
		t.Fatal("nothing is found while slips come in: the test looks for the wrong thing")
	}

	_, _, err = w.App.CloseBatch(t.Context(), w.As("101").Actor, id)
	ok(t, err)
	if n := holds(); n != 0 {
		t.Errorf("%d pieces of codes and slips are still in the files", n)
	}
}

// No column of what was written leads to a code, a person who wrote, or a moment. docs/schema.sql is held against the
// migrations by a test of its own.
func TestTheTablesOfSlipsHaveNothingToJoinThemBy(t *testing.T) {
	schema, err := os.ReadFile("../../docs/schema.sql")
	ok(t, err)
	for table, want := range map[string]string{"opinion_code": "hash batch_id", "opinion_buffer": "id batch_id body", "opinion_sealed": "id batch_id body",
		"invitation": "id batch_id name class"} {
		_, rest, found := strings.Cut(string(schema), "CREATE TABLE "+table+" (\n")
		body, _, _ := strings.Cut(rest, "\n);")
		var columns []string
		for line := range strings.Lines(body) {
			columns = append(columns, strings.Fields(line)[0])
		}

		if got := strings.Join(columns, " "); !found || got != want {
			t.Errorf("%s has the columns %q, want %q: every further one could tell who wrote", table, got, want)
		}
	}
}

func TestWrongCodesAreTriedInVainAndThenNotAtAll(t *testing.T) {
	w := testkit.NewWorld(t, testkit.SQLite(t))
	tried := 0
	for ; tried < 200; tried++ {
		if _, err := w.App.ReadSlip(t.Context(), "10.9.9.9", auth.NewSlipCode()); err == nil || strings.Contains(err.Error(), "一小时后") {
			break
		}
	}

	if tried < 20 || tried == 200 {
		t.Errorf("%d codes could be tried from one network", tried)
	}

	_, left := gather(t, w, w.As("101"), gathering(w, "B11"))
	ok(t, w.App.SendSlip(t.Context(), network, left[0], slip("别处的人不受影响")))
}
