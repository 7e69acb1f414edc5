package app_test

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"lingping/internal/app"
	"lingping/internal/domain/dossier"
	"lingping/internal/errs"
	"lingping/internal/store"
	"lingping/internal/testkit"
)

// keysOf are the files of keys in the world's folder.
func keysOf(t *testing.T, w *testkit.World) (paths []string) {
	t.Helper()
	paths, err := filepath.Glob(filepath.Join(w.Keys, "*.key"))
	ok(t, err)
	return paths
}

// findings are what doctor says is wrong with opinions.
func findings(t *testing.T, w *testkit.World) string {
	t.Helper()
	h, err := w.App.Examine(t.Context(), w.AsLocal().Actor)
	ok(t, err)
	return fmt.Sprint(errors.Join(append(h.Wrong, h.Notes...)...))
}

// batchOf is a batch as it is kept, and how many slips wait in it.
func batchOf(t *testing.T, w *testkit.World, id dossier.BatchID) (b dossier.Batch, waiting int) {
	t.Helper()
	ok(t, w.Store.Read(t.Context(), func(tx *store.Tx) (err error) {
		if b, err = tx.Batch(id); err == nil {
			waiting, err = tx.SealedCount(id)
		}
		return err
	}))
	return b, waiting
}

func TestEveryBatchHasAKeyOfItsOwnUntilWhatCameInIsRead(t *testing.T) {
	worlds(t, func(t *testing.T, w *testkit.World) {
		zhao := w.As("101")
		first, _ := gather(t, w, zhao, gathering(w, "B11"), five("一")...)
		second, _ := gather(t, w, zhao, gathering(w, "B11"), "二一", "二二")
		third, _ := gather(t, w, zhao, gathering(w, "B12"))
		if n := len(keysOf(t, w)); n != 3 {
			t.Fatalf("%d keys for three batches", n)
		}

		for _, step := range []struct {
			close dossier.BatchID
			keys  int
			why   string
		}{{first, 2, "it was read"}, {second, 2, "its slips wait"}, {third, 1, "nothing came in"}} {
			_, _, err := w.App.CloseBatch(t.Context(), zhao.Actor, step.close)
			ok(t, err)
			if n := len(keysOf(t, w)); n != step.keys {
				t.Errorf("%d keys are left, want %d: %s", n, step.keys, step.why)
			}
		}

		fourth, _ := gather(t, w, zhao, gathering(w, "B12"), "四一", "四二", "四三")
		_, together, err := w.App.CloseBatch(t.Context(), zhao.Actor, fourth)
		ok(t, err)
		if left := keysOf(t, w); !together || len(left) != 0 {
			t.Errorf("read together: %v; keys left: %v", together, left)
		}

		if _, waiting := batchOf(t, w, second); waiting != 0 {
			t.Errorf("%d slips of the second still lie there", waiting)
		}
		sound(t, w, "roll-up")
	})
}

func TestAnOpeningThatIsRefusedLeavesNoKey(t *testing.T) {
	w := testkit.NewWorld(t, testkit.SQLite(t))
	in := gathering(w, "B11")
	_, err := w.App.OpenBatch(t.Context(), w.As("103").Actor, in)
	refused(t, "a member opening a batch", err)
	in.Title = ""
	if _, err := w.App.OpenBatch(t.Context(), w.As("101").Actor, in); !errs.Is(err, errs.Invalid) {
		t.Errorf("a batch without a title: %v", err)
	}

	if left := keysOf(t, w); len(left) != 0 {
		t.Errorf("there are %v", left)
	}
}

func TestALostKeyLosesItsBatchAndNothingElse(t *testing.T) {
	worlds(t, func(t *testing.T, w *testkit.World) {
		zhao := w.As("101")
		lost, codes := gather(t, w, zhao, gathering(w, "B11"), five("丢")...)
		ok(t, os.Remove(keysOf(t, w)[0]))
		other, _ := gather(t, w, zhao, gathering(w, "B11"), five("在")...)
		_, _, err := w.App.CloseBatch(t.Context(), zhao.Actor, lost)
		if !errs.Is(err, errs.Unavailable) || !strings.Contains(err.Error(), "密钥不在") {
			t.Errorf("closing it: %v, want to hear of the key", err)
		}

		if err := w.App.SendSlip(t.Context(), network, codes[0], slip("再来")); !errs.Is(err, errs.Unavailable) {
			t.Errorf("a slip that nobody could read: %v, want it refused", err)
		}

		v, err := w.App.Batch(t.Context(), zhao.Actor, lost)
		ok(t, err)
		if said := findings(t, w); v.Box != app.BoxLost || !strings.Contains(said, "“点评前征求意见”（机械学院教工党支部）的密钥不在") {
			t.Errorf("the box is %v; doctor says %s", v.Box, said)
		}

		conflict(t, "losing one whose key is there", w.App.LoseBatch(t.Context(), zhao.Actor, other))
		refused(t, "the secretary losing it", w.App.LoseBatch(t.Context(), w.As("102").Actor, lost))
		ok(t, w.App.LoseBatch(t.Context(), zhao.Actor, lost))
		if b, waiting := batchOf(t, w, lost); b.State != dossier.Lost || waiting != 0 || b.Closed == "" {
			t.Errorf("it is %s with %d slips", b.State, waiting)
		}

		refused(t, "losing it twice", w.App.LoseBatch(t.Context(), zhao.Actor, lost))
		heard, _, err := w.App.CloseBatch(t.Context(), zhao.Actor, other)
		ok(t, err)
		if !heard {
			t.Error("the other batch is not heard")
		}
		sound(t, w, "a lost batch")
	})
}

// A batch with too few slips whose key is lost holds up none of those beside it.
func TestTooFewSlipsWithoutAKeyHoldUpNoOthers(t *testing.T) {
	worlds(t, func(t *testing.T, w *testkit.World) {
		zhao := w.As("101")
		first, _ := gather(t, w, zhao, gathering(w, "B11"), "甲一", "甲二", "甲三")
		_, _, err := w.App.CloseBatch(t.Context(), zhao.Actor, first)
		ok(t, err)
		ok(t, os.Remove(keysOf(t, w)[0]))
		again, _ := gather(t, w, zhao, gathering(w, "B11"), "乙一", "乙二", "乙三")
		_, _, err = w.App.CloseBatch(t.Context(), zhao.Actor, again)
		ok(t, err)
		beside, _ := gather(t, w, zhao, gathering(w, "B12"), "丙一", "丙二")
		_, together, err := w.App.CloseBatch(t.Context(), zhao.Actor, beside)
		ok(t, err)
		if !together {
			t.Error("three and two slips are not read together")
		}
	})
}

func TestAFolderOfKeysThatIsAwayLosesNothing(t *testing.T) {
	w := testkit.NewWorld(t, testkit.SQLite(t))
	zhao := w.As("101")
	id, codes := gather(t, w, zhao, gathering(w, "B11"), five("稍后")...)
	ok(t, os.Rename(w.Keys, w.Keys+"-away"))
	_, _, err := w.App.CloseBatch(t.Context(), zhao.Actor, id)
	if !errs.Is(err, errs.Unavailable) || !strings.Contains(err.Error(), "打不开存放意见密钥的文件夹") {
		t.Errorf("closing: %v", err)
	}

	conflict(t, "losing it", w.App.LoseBatch(t.Context(), zhao.Actor, id))
	ok(t, w.App.SendSlip(t.Context(), network, codes[0], slip("照收")))
	if said := findings(t, w); !strings.Contains(said, "打不开文件夹") {
		t.Errorf("doctor says %s", said)
	}

	ok(t, os.Rename(w.Keys+"-away", w.Keys))
	heard, _, err := w.App.CloseBatch(t.Context(), zhao.Actor, id)
	ok(t, err)
	if !heard {
		t.Error("nothing was heard")
	}
}

// What closing could not destroy is named until it is gone.
func TestAKeyThatOutlivesItsBatchIsNamedAndDestroyed(t *testing.T) {
	w := testkit.NewWorld(t, testkit.SQLite(t))
	zhao, operator := w.As("101"), w.AsLocal().Actor
	id, _ := gather(t, w, zhao, gathering(w, "B11"), five("完")...)
	path := keysOf(t, w)[0]
	key, err := os.ReadFile(path)
	ok(t, err)
	_, _, err = w.App.CloseBatch(t.Context(), zhao.Actor, id)
	ok(t, err)
	if said := findings(t, w); strings.Contains(said, "密钥") {
		t.Errorf("of a closed batch doctor says %s", said)
	}

	ok(t, os.WriteFile(path, key, 0o644))
	if said := findings(t, w); !strings.Contains(said, "没有销毁") || !strings.Contains(said, "别人也能看") {
		t.Errorf("doctor says %s", said)
	}

	ok(t, w.App.DestroySpentKeys(t.Context(), operator))
	if left := keysOf(t, w); len(left) != 0 {
		t.Errorf("left are %v", left)
	}

	ok(t, os.Mkdir(path, 0o700)) // something that can't be overwritten
	if err := w.App.DestroySpentKeys(t.Context(), operator); !errs.Is(err, errs.Unavailable) {
		t.Errorf("a key that can't be destroyed: %v, want to hear of it", err)
	}

	stray := filepath.Join(w.Keys, strings.Repeat("ab", 32)+".key")
	ok(t, errors.Join(os.Remove(path), os.WriteFile(stray, key, 0o600)))
	ok(t, w.App.DestroySpentKeys(t.Context(), operator))
	if said := findings(t, w); !strings.Contains(said, "有 1 个密钥不属于这个数据库") || len(keysOf(t, w)) != 1 {
		t.Errorf("of a key of another database doctor says %s", said)
	}
}

// Inside a transaction that is undone nothing is destroyed.
func TestAClosingThatIsUndoneKeepsItsKey(t *testing.T) {
	w := testkit.NewWorld(t, testkit.SQLite(t))
	zhao := w.As("101")
	id, _ := gather(t, w, zhao, gathering(w, "B11"), five("回")...)
	undone := errors.New("undone")
	err := w.App.Together(t.Context(), func(a *app.App) error {
		if _, _, err := a.CloseBatch(t.Context(), zhao.Actor, id); err != nil {
			return err
		}
		return undone
	})
	if !errors.Is(err, undone) {
		t.Fatal(err)
	}

	heard, _, err := w.App.CloseBatch(t.Context(), zhao.Actor, id)
	ok(t, err)
	if !heard {
		t.Error("nothing was heard")
	}

	if left := keysOf(t, w); len(left) != 0 {
		t.Errorf("left are %v", left)
	}
}

// Whoever can write into the database can put something into a box; it is not taken for a slip, and closing counts it.
func TestWhatWasPutIntoTheDatabaseByHandIsNoSlip(t *testing.T) {
	worlds(t, func(t *testing.T, w *testkit.World) {
		zhao := w.As("101")
		id, _ := gather(t, w, zhao, gathering(w, "B11"), "甲", "乙", "丙", "丁")
		ok(t, w.Store.Write(t.Context(), func(tx *store.Tx) error {
			all, err := tx.Sealed(id)
			if err != nil {
				return err
			}

			bent := bytes.Clone(all[0])
			bent[len(bent)-1] ^= 1
			return errors.Join(tx.PutSealed(1, id, bent), tx.PutSealed(2, id, []byte("{}")), tx.PutSealed(3, id, store.Sealed{}))
		}))
		heard, _, err := w.App.CloseBatch(t.Context(), zhao.Actor, id)
		ok(t, err)
		if heard {
			t.Error("four slips and three forgeries are heard as seven")
		}
	})
}

// A house of an earlier version has slips in plain text; the first start of this one locks them away.
func TestSlipsOfAnEarlierVersionAreSealedAtTheFirstStart(t *testing.T) {
	path := testkit.SQLiteURL(t)
	for engine, at := range map[string]string{"SQLite": path, "PostgreSQL": testkit.PostgresURL(t)} {
		t.Run(engine, func(t *testing.T) {
			s, err := store.Open(t.Context(), at)
			ok(t, err)
			t.Cleanup(func() { ok(t, s.Close()) })
			w := testkit.NewWorld(t, s)
			zhao := w.As("101")
			open, left := gather(t, w, zhao, gathering(w, "B11"), "新一", "新二")
			few, _ := gather(t, w, zhao, gathering(w, "B12"), "少一")
			_, _, err = w.App.CloseBatch(t.Context(), zhao.Actor, few)
			ok(t, err)
			ok(t, w.Store.Write(t.Context(), func(tx *store.Tx) error { // as the earlier version kept them
				for i, id := range []dossier.BatchID{open, open, few} {
					_, err := tx.Exec(`INSERT INTO opinion_buffer (id, batch_id, body) VALUES ($1, $2, $3)`, i+1, id,
						fmt.Sprintf(`{"class":"","answers":[{"question":0,"text":"旧版第%d份"}]}`, i))
					if err != nil {
						return err
					}
				}
				_, err := tx.Exec(`UPDATE opinion_batch SET lock = ''`)
				return errors.Join(err, tx.DropSealed(open), tx.DropSealed(few))
			}))
			for _, key := range keysOf(t, w) {
				ok(t, os.Remove(key))
			}

			if said := findings(t, w); !strings.Contains(said, "还没有加密") {
				t.Errorf("before the start doctor says %s", said)
			}

			ok(t, w.App.Prepare(t.Context()))
			ok(t, w.App.Prepare(t.Context())) // to the second there is nothing to do
			if n := len(keysOf(t, w)); n != 2 {
				t.Errorf("%d keys for two batches", n)
			}

			if engine == "SQLite" {
				for _, name := range []string{path, path + "-wal"} {
					content, err := os.ReadFile(name)
					ok(t, err)
					if bytes.Contains(content, []byte("旧版第")) {
						t.Errorf("%s still holds plain text", filepath.Base(name))
					}
				}
			}

			for _, code := range left {
				ok(t, w.App.SendSlip(t.Context(), network, code, slip("新的")))
			}

			_, together, err := w.App.CloseBatch(t.Context(), zhao.Actor, open)
			ok(t, err)
			if !together {
				t.Fatal("four and one slips are not read together")
			}

			list, err := w.App.Opinions(t.Context(), zhao.Actor, 0)
			ok(t, err)
			v, err := w.App.Heard(t.Context(), zhao.Actor, list.Shared[0].ID)
			ok(t, err)
			var texts []string
			for _, o := range v.List {
				texts = append(texts, fmt.Sprint(o.Times, o.Text))
			}

			slices.Sort(texts)
			if got := strings.Join(texts, " "); got != "1旧版第0份 1旧版第1份 1旧版第2份 2新的" {
				t.Errorf("heard are %s", got)
			}
		})
	}
}

// A slip of any words that its form takes has room, and all of a batch are of one length.
func TestEverySlipOfABatchTakesTheSameRoom(t *testing.T) {
	w := testkit.NewWorld(t, testkit.SQLite(t))
	in := gathering(w, "B11")
	in.OfMembers = true
	id, codes := gather(t, w, w.AsOffice(), in, "短")
	long := dossier.Slip{Class: dossier.OfMasses}
	for q := range 2 {
		long.Answers = append(long.Answers, dossier.Answer{Question: q, Text: strings.Repeat("𠮷", 1000)})
	}

	for range dossier.MembersOnSlip {
		long.Answers = append(long.Answers, dossier.Answer{Question: 2, Person: w.Person("103"), Text: strings.Repeat("<意\n", 333) + "见"})
	}

	ok(t, w.App.SendSlip(t.Context(), network, codes[0], long))
	more := long
	more.Answers = append(slices.Clone(long.Answers), dossier.Answer{Question: 2, Person: w.Person("103"), Text: "多"})
	if err := w.App.SendSlip(t.Context(), network, codes[1], more); !errs.Is(err, errs.Invalid) {
		t.Errorf("a slip with more answers than places: %v", err)
	}

	ok(t, w.Store.Read(t.Context(), func(tx *store.Tx) error {
		all, err := tx.Sealed(id)
		if len(all) != 2 || len(all[0]) != len(all[1]) {
			t.Errorf("two slips take %d and %d bytes", len(all[0]), len(all[len(all)-1]))
		}
		return err
	}))
}
