package app_test

import (
	"testing"

	"lingping/internal/domain/access"
	"lingping/internal/errs"
	"lingping/internal/store"
	"lingping/internal/testkit"
)

func TestWhatIsSomebodyElsesTurnWaitsInTheOutboxUntilItIsDelivered(t *testing.T) {
	testkit.Stores(t, func(t *testing.T, s *store.Store) {
		w := testkit.NewWorld(t, s)
		local := access.LocalOperator()
		before, _, err := w.App.Outbox(t.Context(), local)
		if err != nil {
			t.Fatal(err)
		}

		d, err := w.As("102").Draft("member 103")
		if err != nil {
			t.Fatal(err)
		}

		if err := w.As("102").Save("member 103", d); err != nil {
			t.Fatal(err)
		}

		if err := w.As("101").Submit("member 101"); err != nil { // his side fills it in
			t.Fatal(err)
		}

		if err := w.As("102").Confirm("member 101"); err != nil {
			t.Fatal(err)
		}

		after, all, err := w.App.Outbox(t.Context(), local)
		if err != nil || all != len(after) {
			t.Fatalf("%d of %d messages, %v", len(after), all, err)
		}

		if len(after) != len(before)+1 {
			t.Errorf("%d messages more, want one: of the confirmation, not of drafts", len(after)-len(before))
		}

		for _, told := range after[len(before):] {
			if told.ID == 0 || told.At == 0 || told.Object == "" || told.Round != int64(w.Round) {
				t.Errorf("a message says %+v", told)
			}
		}

		last := after[len(after)-1].ID
		if n, err := w.App.Delivered(t.Context(), local, last); err != nil || n != int64(all) {
			t.Errorf("%d cleared, %v; want %d", n, err, all)
		}

		if _, all, _ := w.App.Outbox(t.Context(), local); all != 0 {
			t.Errorf("%d are left", all)
		}

		if _, _, err := w.App.Outbox(t.Context(), w.AsOffice().Actor); !errs.Is(err, errs.NotFound) {
			t.Errorf("the office reads the outbox: %v", err)
		}
	})
}
