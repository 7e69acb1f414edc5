package app

import (
	"context"
	"fmt"

	"lingping/internal/domain/access"
	"lingping/internal/domain/publish"
	"lingping/internal/domain/review"
	"lingping/internal/errs"
	"lingping/internal/store"
)

// SayConsent records what a member says to his review being made public: himself on screen, or from paper by his
// reviewer. A notice on display drops the sheet of who objects at once.
func (a *App) SayConsent(ctx context.Context, who access.Actor, id review.ID, wish publish.Wish) error {
	return a.write(ctx, who, access.WishNotice, func(tx *store.Tx, allow allowFunc) (Entry, error) {
		o, err := tx.Obligation(id)
		if err != nil {
			return Entry{}, err
		}

		relations, err := relationsToReview(tx, who, o.Obligation)
		if err != nil {
			return Entry{}, err
		}

		if err := allow(relations, access.Stage(o.State)); err != nil {
			if access.Allowed(access.WishNotice, relations, access.Confirmed) {
				return Entry{}, errs.NewConflict("点评还没有确认，确认之后再表示是否同意公开。")
			}
			return Entry{}, err
		}

		if !publish.ByWish(o.Subject.Kind) {
			return Entry{}, errs.NewInvalid("{党组织}、{书记}和{班子成员}的点评按规定通报，不需要征得本人同意。")
		}

		c := publish.Consent{Person: o.Subject.Person, Wish: wish, How: review.OnPaper, By: who.Name, At: tx.Now.UnixMilli()}
		if relations.Has(access.Subject) {
			c.How = review.OnScreen
		}

		if err := c.Check(); err != nil {
			return Entry{}, err
		}

		before, err := tx.Consent(o.Round, c.Person)
		if err != nil {
			return Entry{}, err
		}

		if err := before.Yields(c); err != nil {
			return Entry{}, err
		}

		if err := tx.SaveConsent(o.Round, c); err != nil {
			return Entry{}, err
		}

		entry := Entry{Object: fmt.Sprintf("review:%d", o.ID), Round: int64(o.Round), Detail: map[string]any{"wish": string(wish)}}
		r, plan, err := a.roundUnder(tx, o.Round)
		if err != nil {
			return Entry{}, err
		}

		return entry, doubtNotice(tx, plan, r.ID, o.Subject.Unit)
	})
}
