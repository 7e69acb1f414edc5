package app

import (
	"context"

	"lingping/internal/blob"
	"lingping/internal/domain/access"
	"lingping/internal/domain/review"
	"lingping/internal/errs"
	"lingping/internal/store"
)

// Outcome is what became of one sheet of a batch.
type Outcome struct {
	ID   review.ID
	Name string // of its subject; empty where the asker may not know it
	Err  error  // nil: done
}

// Paper is a signed paper: its file number, its scan, or both.
type Paper struct {
	Ref      string
	ScanName string
	Scan     []byte
}

// ConfirmMany confirms sheets one by one and tells of each what became of it. A sheet that is refused does not keep the
// others back.
func (a *App) ConfirmMany(ctx context.Context, who access.Actor, ids []review.ID) []Outcome {
	return each(ctx, ids, func(id review.ID) (acted, error) { return a.confirm(ctx, who, id) })
}

// PaperMany records for sheets that their reviewer signed the paper; one paper may hold the signatures of many. It
// tells of each what became of it.
func (a *App) PaperMany(ctx context.Context, who access.Actor, ids []review.ID, paper Paper) ([]Outcome, error) {
	var scan blob.File
	if len(paper.Scan) > 0 {
		var err error
		if scan, err = blob.Scan(paper.ScanName, paper.Scan); err != nil {
			return nil, err
		}
	}

	var kept int64 // the scan lies in the database once
	return each(ctx, ids, func(id review.ID) (acted, error) {
		var on *store.Tx
		var file int64
		done, err := a.act(ctx, who, access.PaperReview, id, func(tx *store.Tx, s sheet, p *part) error {
			if on != tx { // a transaction that is tried again begins anew
				on, file = tx, kept
			}

			if len(scan.Body) > 0 && file == 0 {
				var err error
				if file, err = tx.AddBlob(scan); err != nil {
					return err
				}
			}

			if err := p.review.ConfirmOnPaper(paper.Ref, file, tx.Now.UnixMilli()); err != nil {
				return err
			}

			return s.count(tx, p)
		})
		if err == nil {
			kept = file
		}

		return done, err
	}), nil
}

// AcknowledgeOnPaper records for sheets that their subjects signed the paper; dissent is what the subject of a single one
// wrote on it against the review.
func (a *App) AcknowledgeOnPaper(ctx context.Context, who access.Actor, ids []review.ID, dissent string) ([]Outcome, error) {
	if dissent != "" && len(ids) > 1 {
		return nil, errs.NewInvalid("不同意见是各人自己的：请打开那一张{登记表}，单独登记。")
	}
	return each(ctx, ids, func(id review.ID) (acted, error) {
		return a.act(ctx, who, access.AckOnPaper, id, func(tx *store.Tx, s sheet, p *part) error {
			return s.acknowledge(tx, p, review.OnPaper, dissent)
		})
	}), nil
}

// each does something to sheets one after the other, each in a transaction of its own. An obligation whose sheet was
// done with an earlier one of the batch shares its outcome.
func each(ctx context.Context, ids []review.ID, do func(review.ID) (acted, error)) []Outcome {
	done := map[review.ID]string{}
	out := make([]Outcome, 0, len(ids))
	for _, id := range ids {
		if name, ok := done[id]; ok {
			out = append(out, Outcome{ID: id, Name: name})
			continue
		}

		if ctx.Err() != nil {
			out = append(out, Outcome{ID: id, Err: context.Cause(ctx)})
			continue
		}

		with, err := do(id)
		for _, part := range with.ids {
			if err == nil {
				done[part] = with.name
			}
		}

		out = append(out, Outcome{ID: id, Name: with.name, Err: err})
	}

	return out
}

// PaperScan is the scan of the signed paper of a review.
func (a *App) PaperScan(ctx context.Context, who access.Actor, id review.ID) (file blob.File, err error) {
	err = a.read(ctx, func(tx *store.Tx) error {
		s, err := a.openSheet(tx, who, id)
		if err != nil {
			return err
		}

		p, err := s.part(id)
		if err != nil {
			return err
		}

		file, err = tx.Blob(p.review.PaperBlob)
		return err
	})
	return file, err
}
