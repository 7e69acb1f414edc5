package web

import (
	"context"
	"io"
	"strconv"

	"lingping/internal/app"
	"lingping/internal/domain/access"
	"lingping/internal/domain/org"
	"lingping/internal/domain/publish"
	"lingping/internal/i18n"
	"lingping/internal/web/view"
)

// issueForm is what was typed of an issue.
func (r *request) issueForm() view.IssueForm {
	return view.IssueForm{Title: r.text("title"), Day: r.text("day"), Chosen: r.texts("experience")}
}

// chosenExperience is what is to stand in an issue.
func (r *request) chosenExperience() ([]publish.ExperienceID, error) {
	var out []publish.ExperienceID
	for _, text := range r.texts("experience") {
		n, err := strconv.ParseInt(text, 10, 64)
		if err != nil {
			return nil, access.ErrRefused
		}
		out = append(out, publish.ExperienceID(n))
	}
	return out, nil
}

func (r *request) promotionPropose() error {
	id, err := r.roundID()
	if err != nil {
		return err
	}

	chosen, err := r.chosenExperience()
	if err != nil {
		return err
	}

	f := r.issueForm()
	issue, err := r.web.app.ProposePromotion(r.Context(), r.actor, id, f.Title, org.Date(f.Day), chosen)
	if err != nil {
		return r.again(err, r.experiences)
	}

	return r.done(view.PromotionHref(issue, ""), issueProposed)
}

// issueProposed says what comes after an issue was proposed.
const issueProposed i18n.Word = "推介已提出，内容已固定。下一步由另一人作保密审查，再由第三人批准。"

func (r *request) promotionAgain() error {
	chosen, err := r.chosenExperience()
	if err != nil {
		return err
	}

	f := r.issueForm()
	return r.onPromotion(func(ctx context.Context, id publish.PromotionID) error {
		return r.web.app.ReproposePromotion(ctx, r.actor, id, f.Title, org.Date(f.Day), chosen)
	}, issueProposed)
}

func (r *request) promotion() error {
	id, err := r.id("id")
	if err != nil {
		return err
	}

	v := view.Promotion{Excuse: r.text("reason"), Signer: r.text("signer"), Ref: r.text("ref"), Issue: r.issueForm()}
	if v.PromotionView, err = r.web.app.Promotion(r.Context(), r.actor, publish.PromotionID(id)); err != nil {
		return err
	}

	if r.problem == "" {
		v.Issue = view.IssueForm{Title: v.Text.Title, Day: string(v.Text.Day)}
	}

	return r.render(view.PromotionPage(r.page(r.T("推介"), "/rounds"), v))
}

// onPromotion does something to the issue in the address and says so there.
func (r *request) onPromotion(do func(ctx context.Context, id publish.PromotionID) error, said i18n.Word) error {
	return on(r, do, said, view.PromotionHref, r.promotion)
}

func (r *request) promotionCheck() error {
	return r.onPromotion(func(ctx context.Context, id publish.PromotionID) error {
		return r.web.app.CheckPromotion(ctx, r.actor, id)
	}, "保密审查已通过。下一步由另一人批准。")
}

func (r *request) promotionApprove() error {
	return r.onPromotion(func(ctx context.Context, id publish.PromotionID) error {
		return r.web.app.ApprovePromotion(ctx, r.actor, id)
	}, "已批准，从写明的日期起公开；可以下载简报印发。")
}

func (r *request) promotionPaper() error {
	return r.onPromotion(func(ctx context.Context, id publish.PromotionID) error {
		return r.web.app.PaperPromotion(ctx, r.actor, id, r.text("signer"), r.text("ref"))
	}, "纸面签字已登记，请把签字的原件存档。")
}

func (r *request) promotionReturn() error {
	return r.onPromotion(func(ctx context.Context, id publish.PromotionID) error {
		return r.web.app.ReturnPromotion(ctx, r.actor, id, r.text("reason"))
	}, "已退回，原因写在推介页上。改好以后可以重新提出。")
}

func (r *request) promotionWithdraw() error {
	return r.onPromotion(func(ctx context.Context, id publish.PromotionID) error {
		return r.web.app.WithdrawPromotion(ctx, r.actor, id, r.text("reason"))
	}, "已撤下，公开的网页不再显示。")
}

// promotionBulletin is an issue as a Word document.
func (r *request) promotionBulletin() error { return r.promotionAs(app.Word) }

// promotionBulletinPDF is the same as a PDF.
func (r *request) promotionBulletinPDF() error { return r.promotionAs(app.PDF) }

func (r *request) promotionAs(as app.PaperFormat) error {
	id, err := r.id("id")
	if err != nil {
		return err
	}

	return r.paper(as, func(w io.Writer) (string, error) {
		return r.web.app.PromotionBulletin(r.Context(), r.actor, publish.PromotionID(id), as, w)
	})
}

// publicPromotion is an issue as anybody reads it while it is on display.
func (r *request) publicPromotion() error {
	r.unlisted()
	one, err := r.web.app.PublicPromotion(r.Context(), r.actor, r.PathValue("code"))
	if err != nil {
		return err
	}
	return r.render(view.PublicPromotionPage(r.openPage(one.Text.Title), one))
}
