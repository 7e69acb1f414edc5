package app

import (
	"context"
	"errors"

	"lingping/internal/domain/access"
	"lingping/internal/domain/dossier"
	"lingping/internal/domain/org"
	"lingping/internal/domain/round"
	"lingping/internal/errs"
	"lingping/internal/store"
)

// endUnread takes away the slips of a round that never became enough, as they are, and gives their batches.
func endUnread(tx *store.Tx, id round.ID) (spent []dossier.Batch, err error) {
	batches, err := tx.UnreadBatches(id)
	if err != nil || len(batches) == 0 {
		return nil, err
	}

	for _, b := range batches {
		if err := b.EndWithRound(b.UnitName); err != nil {
			return nil, err
		}

		if err := tx.DropSealed(b.ID); err != nil {
			return nil, err
		}

		spent = append(spent, b.Batch)
	}

	tx.Erase()
	return spent, nil
}

// LoseBatch ends a batch whose key is lost: nobody can ever read what came in, and it is deleted.
func (a *App) LoseBatch(ctx context.Context, who access.Actor, id dossier.BatchID) error {
	err := a.writeAlone(ctx, who, access.RunOpinions, func(tx *store.Tx, allow allowFunc) (Entry, error) {
		b, err := allowedBatch(tx, who, id, allow)
		if err != nil {
			return Entry{}, err
		}

		if a.boxOf(b) != BoxLost {
			return Entry{}, errs.NewConflict("这次征求意见的密钥没有丢，请照常截止并整理。")
		}

		if err := b.Lose(org.DateOf(tx.Now)); err != nil {
			return Entry{}, err
		}

		if err := errors.Join(tx.DropSealed(id), tx.DropCodes(id)); err != nil {
			return Entry{}, err
		}

		tx.Erase()
		return batchEntry(b, map[string]any{"slips": b.Slips, "lost": true}), tx.SaveBatch(b)
	})
	if err != nil {
		return err
	}

	return a.leaveNothing(ctx, nil)
}
