package app_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"lingping/internal/domain/dossier"
	"lingping/internal/errs"
	"lingping/internal/store"
	"lingping/internal/testkit"
)

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

// What is sealed can't be changed when two persons turn out to be one: it is when it is opened.
func TestASlipOnSomebodyWhoWasMergedIsAboutWhoStays(t *testing.T) {
	worlds(t, func(t *testing.T, w *testkit.World) {
		zhang := w.As("004")
		in := gathering(w, "D1")
		in.OfUnit, in.OfMembers = false, true
		id, err := w.App.OpenBatch(t.Context(), zhang.Actor, in)
		ok(t, err)
		_, codes, err := w.App.PrintSlips(t.Context(), zhang.Actor, id, 5)
		ok(t, err)
		for i, code := range codes {
			ok(t, w.App.SendSlip(t.Context(), network, code, dossier.Slip{Answers: []dossier.Answer{{Person: w.Person("005"), Text: fmt.Sprint("热心", i)}}}))
		}

		ok(t, w.Store.Write(t.Context(), func(tx *store.Tx) error {
			return tx.AddMerged(store.Merge{What: store.MergedPerson, Gone: int64(w.Person("005")), Kept: int64(w.Person("003"))}, "周平", "005", "活动办")
		}))
		_, _, err = w.App.CloseBatch(t.Context(), zhang.Actor, id)
		ok(t, err)
		v, err := w.App.Heard(t.Context(), zhang.Actor, poolOf(t, w, id))
		ok(t, err)
		for _, o := range v.List {
			if o.Person != w.Person("003") {
				t.Errorf("an opinion is about %d", o.Person)
			}
		}

		if len(v.List) != 5 {
			t.Errorf("there are %d opinions", len(v.List))
		}
	})
}
