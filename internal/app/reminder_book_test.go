package app_test

import (
	"bytes"
	"maps"
	"strconv"
	"testing"

	"github.com/xuri/excelize/v2"

	"lingping/internal/app"
	"lingping/internal/domain/round"
	"lingping/internal/domain/scheme"
	"lingping/internal/store"
	"lingping/internal/testkit"
)

// reminderBookOf is how much the workbook speaks of by each reviewer, and by each unit by which they are reminded.
func reminderBookOf(t *testing.T, a *app.App, id round.ID, f app.ReminderFilter) (owners, parts map[string]int, total int) {
	t.Helper()
	var out bytes.Buffer
	ok(t, a.ReminderBook(t.Context(), operator, id, f, &out, nil))
	book, err := excelize.OpenReader(&out)
	ok(t, err)
	rows, err := book.GetRows("催办单")
	ok(t, err)
	owners, parts = map[string]int{}, map[string]int{}
	for _, row := range rows[1:] {
		n, err := strconv.Atoi(row[3])
		if err != nil || row[5] == "" || row[6] == "" || row[7] == "" {
			t.Errorf("the row %q does not say who owes how much of what by when: %v", row, err)
		}
		owners[row[1]] += n
		parts[row[0]] += n
		total += n
	}

	return owners, parts, total
}

// The workbook holds what the pages of reminders speak of, whatever is chosen.
func TestTheReminderBookSpeaksOfWhatThePagesSpeakOf(t *testing.T) {
	worlds(t, func(t *testing.T, w *testkit.World) {
		handInPlan(t, w, w.As("101"), "Z1", "2011-01-07")
		drawn := pool(w, "B21", scheme.Member, 1)
		drawn.Due = "2011-01-08"
		castNow(t, w, drawn)
		for _, f := range []app.ReminderFilter{{}, {By: "2011-01-06"}, {By: "2011-01-07"}, {By: "2011-01-08"}, {By: "2011-01-12"}, {Late: true},
			{Owner: "1"}, {Owner: "102"}, {Owner: "无此人"}, {Unit: w.Unit("Z1")}, {Unit: w.Unit("B11"), By: "2011-01-07"}} {
			owners, parts, total := reminderBookOf(t, w.App, w.Round, f)
			want := remindedOf(t, w, f)
			page, err := w.App.Reminders(t.Context(), operator, w.Round, f, 0)
			ok(t, err)
			under := map[string]int{}
			for _, part := range page.Parts {
				if part.Reviews > 0 {
					under[part.Unit.Name] += part.Reviews
				}
			}

			if total != want.total || !maps.Equal(owners, want.owners) || !maps.Equal(parts, under) {
				t.Errorf("%+v: the book has %v under %v, the pages %v under %v", f, owners, parts, want.owners, under)
			}
		}
	})
}

// Of a house of many branches the book is read some units at a time, and holds all that is owed.
func TestTheReminderBookOfAWholeTreeIsReadInParts(t *testing.T) {
	testkit.Stores(t, func(t *testing.T, s *store.Store) {
		w := testkit.NewTown(t, s, 3000)
		page, err := w.App.Reminders(t.Context(), operator, w.Round, app.ReminderFilter{}, 0)
		ok(t, err)
		if _, _, total := reminderBookOf(t, w.App, w.Round, app.ReminderFilter{}); total != page.Total || total < 3000 {
			t.Errorf("the book has %d, the page says %d", total, page.Total)
		}

		var tally store.Tally
		var out bytes.Buffer
		said := [2]int{}
		ok(t, w.App.ReminderBook(tally.On(t.Context()), operator, w.Round, app.ReminderFilter{}, &out, func(done, total int) { said = [2]int{done, total} }))
		if work := tally.Work(); work.Transactions < 4 || said[0] != said[1] || said[0] < 150 {
			t.Errorf("it takes %+v, and says at the end %d of %d", work, said[0], said[1])
		}
	})
}
