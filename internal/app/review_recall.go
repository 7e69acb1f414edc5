package app

import (
	"context"

	"lingping/internal/domain/access"
	"lingping/internal/domain/review"
	"lingping/internal/store"
)

// Recall takes a sheet that counts back to its draft, with the reason: all its records or none.
func (a *App) Recall(ctx context.Context, who access.Actor, id review.ID, reason string) error {
	_, err := a.act(ctx, who, access.RecallReview, id, func(tx *store.Tx, s sheet, p *part) error {
		filed, err := filedAlready(tx, p.Obligation)
		if err != nil {
			return err
		}

		before := p.review
		if err := p.review.Recall(reason, filed); err != nil {
			return err
		}

		if err := s.uncount(tx, p, &before); err != nil {
			return err
		}

		return markDrawn(tx, s.round.ID)
	})
	return err
}

// filedAlready reports whether the office has received the filing in which the review stands 〔五末〕.
func filedAlready(tx *store.Tx, o review.Obligation) (bool, error) { return tx.IsFiled(o.ID) }

// uncount keeps a record that does not count any more and takes it out of the figures; before is how it counted.
func (s sheet) uncount(tx *store.Tx, p *part, before *review.Review) error {
	others, err := tx.CountedBefore(p.Obligation)
	if err != nil {
		return err
	}

	heads, err := headsOf(tx, p.Obligation, others)
	if err != nil {
		return err
	}

	if err := headcounting(tx, s.round.ID, heads, func() error {
		return tx.SaveReview(s.round.ID, s.first(), p.review)
	}); err != nil {
		return err
	}

	if err := tx.Count(s.round.ID, p.Subject.Unit, before.Counted(p.Facts(), !others, p.Drawn != 0).Negated()); err != nil {
		return err
	}

	if err := s.unanswer(tx, p, before); err != nil {
		return err
	}

	if err := doubtNotice(tx, s.scheme, s.round.ID, p.Subject.Unit); err != nil {
		return err
	}

	return bornActions(tx, s, p) // of a text that does not count nothing is to be put right
}
