package app

import (
	"context"
	"io"
	"slices"

	"lingping/internal/domain/access"
	"lingping/internal/domain/org"
	"lingping/internal/domain/publish"
	"lingping/internal/errs"
	"lingping/internal/paper"
	"lingping/internal/store"
)

// PromotionBulletin writes an issue that was approved as a bulletin and gives a name for the file.
func (a *App) PromotionBulletin(ctx context.Context, who access.Actor, id publish.PromotionID, as PaperFormat, w io.Writer) (name string, err error) {
	v, err := a.Promotion(ctx, who, id)
	if err != nil {
		return "", err
	}

	if v.State != publish.Published {
		return "", errs.NewConflict("这一期还没有批准，或者已撤下，不能印发。")
	}

	return paper.PromotionName(v.Read, as), paper.WritePromotion(w, v.Number, v.Read, v.UnitName, as)
}

// PublicPromotion is an issue as anybody reads it while it is on display: without what those named no longer agree to.
func (a *App) PublicPromotion(ctx context.Context, who access.Actor, code string) (p publish.Promotion, err error) {
	if err := check(access.ReadPublic, who.Base(), access.NoStage); err != nil {
		return p, err
	}

	err = a.read(ctx, func(tx *store.Tx) error {
		if p, err = tx.PublicPromotion(code); err != nil {
			return err
		}

		if !p.OnDisplay(org.DateOf(tx.Now)) {
			return access.ErrRefused
		}

		held, err := tx.ExperienceIn(p.ID)
		p.Text = p.Text.Without(promotionDesk{Promotion: p, held: held}.declined())
		return err
	})
	return p, err
}

// promotionsOnDisplay are the issues on display on the day, the newest first.
func promotionsOnDisplay(tx *store.Tx, today org.Date) ([]publish.Promotion, error) {
	list, err := tx.PublicPromotions(publish.PromotionDays(today))
	return slices.DeleteFunc(list, func(p publish.Promotion) bool { return !p.OnDisplay(today) }), err
}
