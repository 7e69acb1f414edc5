package app

import (
	"lingping/internal/domain/org"
	"lingping/internal/domain/publish"
	"lingping/internal/domain/rectify"
	"lingping/internal/domain/review"
	"lingping/internal/domain/round"
	"lingping/internal/domain/scheme"
	"lingping/internal/errs"
	"lingping/internal/store"
)

// said is what the reviews of a unit say now, as the public would read them.
type said struct {
	sheets  map[review.ID]publish.Sheet // of the reviews that count
	days    map[review.ID]org.Date      // on which they were given
	objects map[review.ID]bool          // whose member does not want it public
	actions map[review.ID][]rectify.Action
}

func sheetsNow(tx *store.Tx, plan *scheme.Scheme, n publish.Notice) (now said, err error) {
	rows, actions, err := publishables(tx, n.Round, n.Unit)
	now = said{sheets: map[review.ID]publish.Sheet{}, days: map[review.ID]org.Date{}, objects: map[review.ID]bool{}, actions: actions}
	for _, row := range rows {
		now.sheets[row.ID] = publicSheet(plan, row, actions[row.ID])
		now.days[row.ID], now.objects[row.ID] = row.Setting.Day, !included(row)
	}

	return now, err
}

// holds reports whether the text still says what the reviews say, and of nobody who objects.
func (now said) holds(text publish.Text) bool {
	for _, s := range text.Sheets {
		if now.objects[s.Review] {
			return false
		}
	}
	return len(text.Doubts(now.sheets)) == 0
}

// publishables are the reviews of a unit that count, with what is being put right of each.
func publishables(tx *store.Tx, id round.ID, unit org.UnitID) ([]store.Publishable, map[review.ID][]rectify.Action, error) {
	rows, err := tx.Publishables(id, unit)
	if err != nil {
		return nil, nil, err
	}

	var ids []review.ID
	for _, row := range rows {
		ids = append(ids, row.ID)
	}

	found, err := tx.ActionsOfReviews(ids)
	actions := map[review.ID][]rectify.Action{}
	for of, list := range found {
		for _, a := range list {
			actions[of] = append(actions[of], a.Action)
		}
	}

	return rows, actions, err
}

// doubtNotice looks whether the notice of a unit still shows what holds, after one of its reviews was recalled, corrected
// or came to count anew, or somebody said what he thinks of being in it. What does not hold is marked at once, for the
// public and for whoever decides whether it is taken down or renewed.
func doubtNotice(tx *store.Tx, plan *scheme.Scheme, id round.ID, unit org.UnitID) error {
	n, err := tx.NoticeOf(id, unit)
	if errs.Is(err, errs.NotFound) || err == nil && n.Shown == 0 {
		return nil
	}
	if err != nil {
		return err
	}

	text, _, err := tx.Edition(n.ID, n.Shown)
	if err != nil {
		return err
	}

	now, err := sheetsNow(tx, plan, n)
	if err != nil {
		return err
	}

	n.Doubt(!now.holds(text), org.DateOf(tx.Now))
	return tx.SaveNotice(n) // a version of its own, whatever came of it: the page shows which of its sheets hold
}
