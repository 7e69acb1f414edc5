package app

import (
	"context"

	"lingping/internal/domain/access"
	"lingping/internal/domain/dossier"
	"lingping/internal/domain/org"
	"lingping/internal/domain/publish"
	"lingping/internal/store"
)

// over is what time has ended and whose end is not kept yet.
type over struct {
	notices  []publish.Notice
	batches  []dossier.Batch
	sessions int
}

// EndWhatIsOver keeps the end of what time has ended: displays of notices and gatherings of opinions after their last
// day, and sessions. What is kept is not worked out again, so that a clock that is set back opens nothing. Sessions are
// swept by their rows, so those are brought up to date first.
func (a *App) EndWhatIsOver(ctx context.Context, who access.Actor) error {
	if err := a.WriteFreshness(ctx); err != nil {
		return err
	}

	var found over
	err := a.read(ctx, func(tx *store.Tx) (err error) {
		found, err = whatIsOver(tx)
		return err
	})
	if err != nil || found.none() {
		return err
	}

	return a.write(ctx, who, access.EndOver, func(tx *store.Tx, allow allowFunc) (Entry, error) {
		if err := allow(who.Base(), access.NoStage); err != nil {
			return Entry{}, err
		}

		ended, err := whatIsOver(tx)
		if err != nil {
			return Entry{}, err
		}

		if err := tx.SweepSessions(tx.Now); err != nil {
			return Entry{}, err
		}

		notices, batches := []int64{}, []int64{}
		for _, n := range ended.notices {
			notices = append(notices, int64(n.ID))
			if err := tx.SaveNotice(n); err != nil {
				return Entry{}, err
			}
		}

		for _, b := range ended.batches {
			batches = append(batches, int64(b.ID))
			if err := tx.SaveBatch(b); err != nil {
				return Entry{}, err
			}
		}

		return Entry{Object: "house:over", Detail: map[string]any{"notices": notices, "opinions": batches},
			Nothing: len(notices)+len(batches) == 0}, nil
	})
}

// whatIsOver looks for it, each ended as it is to be kept.
func whatIsOver(tx *store.Tx) (found over, err error) {
	today := org.DateOf(tx.Now)
	notices, err := tx.PublicNotices()
	if err != nil {
		return found, err
	}

	for _, n := range notices {
		if n.End(today) {
			found.notices = append(found.notices, n.Notice)
		}
	}

	batches, err := tx.GatheringBatches()
	if err != nil {
		return found, err
	}

	for _, b := range batches {
		if b.Expire(today) {
			found.batches = append(found.batches, b)
		}
	}

	found.sessions, err = tx.OverSessions(tx.Now)
	return found, err
}

func (o over) none() bool { return len(o.notices)+len(o.batches)+o.sessions == 0 }
