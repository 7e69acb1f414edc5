package web

import (
	"context"

	"lingping/internal/app"
	"lingping/internal/domain/publish"
	"lingping/internal/i18n"
	"lingping/internal/web/view"
)

// experienceMark marks a passage of a review, or whom it reviews.
func (r *request) experienceMark() error {
	id, err := r.reviewID()
	if err != nil {
		return err
	}

	if err := r.web.app.MarkExperience(r.Context(), r.actor, id, publish.ExperienceKind(r.text("kind")), r.text("text")); err != nil {
		return r.again(err, r.review)
	}

	return r.done(view.ReviewHref(id, "#experience"), "已标注。点评生效后由本人表示是否同意，同意以后再逐级推荐。")
}

func (r *request) experience() error {
	id, err := r.id("id")
	if err != nil {
		return err
	}

	v := view.Experience{Typed: r.text("sentence"), Excuse: r.text("reason")}
	if v.ExperienceView, err = r.web.app.Experience(r.Context(), r.actor, publish.ExperienceID(id)); err != nil {
		return err
	}

	return r.render(view.ExperiencePage(r.page(r.T("经验和典型"), "/rounds"), v))
}

// onExperience does something to what was marked and says so there.
func (r *request) onExperience(do func(ctx context.Context, id publish.ExperienceID) error, said i18n.Word) error {
	return on(r, do, said, view.ExperienceHref, r.experience)
}

func (r *request) experienceConsent() error {
	wish, said := publish.Wish(r.text("wish")), i18n.Word("已记下：同意推介。")
	if wish == publish.Objects {
		said = "已记下：不同意推介。到此为止，公开的马上不再显示。"
	}

	return r.onExperience(func(ctx context.Context, id publish.ExperienceID) error {
		return r.web.app.SayExperience(ctx, r.actor, id, wish)
	}, said)
}

func (r *request) experienceRecommend() error {
	return r.onExperience(func(ctx context.Context, id publish.ExperienceID) error {
		return r.web.app.RecommendExperience(ctx, r.actor, id, r.text("sentence"))
	}, "已推荐，等{活动办}决定是否采用。")
}

// experienceTake takes it up for a promotion.
func (r *request) experienceTake() error {
	return r.onExperience(func(ctx context.Context, id publish.ExperienceID) error {
		return r.web.app.TakeExperience(ctx, r.actor, id)
	}, "已采用，可以在本轮的经验和典型页上编成一期。")
}

func (r *request) experienceReturn() error {
	return r.onExperience(func(ctx context.Context, id publish.ExperienceID) error {
		return r.web.app.ReturnExperience(ctx, r.actor, id, r.text("reason"))
	}, "已退回，原因写在这一页上。改好以后可以重新推荐。")
}

// experienceWithdraw takes a mark back.
func (r *request) experienceWithdraw() error {
	return r.onExperience(func(ctx context.Context, id publish.ExperienceID) error {
		return r.web.app.WithdrawExperience(ctx, r.actor, id)
	}, "已收回，不再推介；要推介可以重新标注。")
}

// experiences is a round's page about experience, models and promotions.
func (r *request) experiences() error {
	id, err := r.roundID()
	if err != nil {
		return err
	}

	v := view.RoundExperience{Issue: r.issueForm()}
	from := r.from()
	if v.RoundExperience, err = r.web.app.RoundExperience(r.Context(), r.actor, id, from); err != nil {
		return err
	}

	v.Pager = pager(view.RoundHref(id, "/experience"), nil, from, len(v.List), v.Listed, app.ExperienceEach)

	if v.Issue.Day == "" {
		v.Issue.Day = string(v.Today)
	}

	return r.render(view.RoundExperiencePage(r.page(r.T("经验和典型"), "/rounds"), v))
}
