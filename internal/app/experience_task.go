package app

import (
	"lingping/internal/domain/access"
	"lingping/internal/domain/publish"
	"lingping/internal/store"
)

// The tasks of experience, models and promotions, in the order of their way.
const (
	TaskExperienceAgree     TaskKind = "experience.agree" // one is named, and has not said anything to it
	TaskExperienceRecommend TaskKind = "experience.recommend"
	TaskExperienceJudge     TaskKind = "experience.judge"
	TaskPromotionMend       TaskKind = "promotion.mend" // sent back
	TaskPromotionCheck      TaskKind = "promotion.check"
	TaskPromotionApprove    TaskKind = "promotion.approve"
)

// experienceTasks are what somebody can do about what was marked. Of what he recommends or takes up one line a round names
// the first and how many there are.
func experienceTasks(_ *App, tx *store.Tx, asker taskAsker) (list []Task, err error) {
	waiting, err := tx.ExperienceFor(asker.asked, asker.Actor,
		[]publish.ExperienceState{publish.Marked, publish.Agreed, publish.SentBack, publish.Recommended})
	if err != nil {
		return nil, err
	}

	at := map[Task]int{} // of the line of a kind in a round
	for _, row := range waiting {
		d, err := experienceDeskOf(tx, asker.Actor, row)
		if err != nil {
			return nil, err
		}

		kind := d.task()
		line := Task{Kind: kind, Round: d.Round}
		if i, ok := at[line]; ok && kind != TaskExperienceAgree {
			list[i].Count++
			continue
		}

		if kind != "" {
			at[line] = len(list)
			list = append(list, Task{Kind: kind, Round: d.Round, Unit: d.Unit, Name: d.Name(), Ref: int64(d.ID), Count: 1})
		}
	}

	return list, nil
}

// task is what the actor can do about it now, empty for nothing.
func (d experienceDesk) task() TaskKind {
	switch {
	case d.State == publish.Marked && d.relations.Has(access.Subject) && d.may(access.AgreeExperience):
		return TaskExperienceAgree
	case d.may(access.RecommendExperience):
		return TaskExperienceRecommend
	case d.may(access.JudgeExperience):
		return TaskExperienceJudge
	}
	return ""
}

// promotionTasks are the issues that the asker can look through, approve or better now, one line each.
func promotionTasks(a *App, tx *store.Tx, asker taskAsker) (list []Task, err error) {
	open, err := tx.PromotionsOpen(asker.asked)
	if err != nil {
		return nil, err
	}

	for _, p := range open {
		d, err := a.promotionDesk(tx, asker.Actor, p)
		if err != nil {
			return nil, err
		}

		for _, step := range []struct {
			action access.Action
			kind   TaskKind
		}{
			{access.CheckPromotion, TaskPromotionCheck}, {access.ApprovePromotion, TaskPromotionApprove}, {access.ProposePromotion, TaskPromotionMend},
		} {
			if d.may(step.action) {
				list = append(list, Task{Kind: step.kind, Round: d.Promotion.Round, Name: d.Text.Title, Ref: int64(d.ID), Count: 1})
			}
		}
	}

	return list, nil
}
