package web_test

import (
	"testing"

	"lingping/internal/domain/access"
	"lingping/internal/domain/publish"
	"lingping/internal/store"
	"lingping/internal/testkit"
)

var (
	experienceStages = []access.Stage{access.Marked, access.Agreed, access.Declined, access.Recommended, access.Returned, access.Taken}
	promotionStages  = []access.Stage{access.Proposed, access.Checked, access.Published, access.Returned, access.Withdrawn}
)

// experienceKind is a member of the branch as a model, marked by its secretary.
func experienceKind() kind {
	return kind{stages: experienceStages, base: access.Marked, cast: append(everybody(0),
		casting{relation: access.Reviewer, who: "qian", holds: always(member | access.Reviewer), beyond: member},
		casting{relation: access.Clerk, who: "wu", holds: always(member | access.Clerk), beyond: member},
		casting{relation: access.Subject, who: "sun", holds: always(member | access.Subject), beyond: member},
		casting{relation: access.Line, who: "zhao", holds: always(member | access.Line), beyond: member},
		casting{relation: access.Office, who: "officeZ1", holds: always(member | access.Office), beyond: member})}
}

// promotionKind is an issue of the whole house; from outside asks who has the same part in one general branch only.
func promotionKind() kind {
	return kind{stages: promotionStages, base: access.Returned, cast: append(everybody(0),
		casting{relation: access.Line, who: "chen", outer: "zhao", holds: always(member | access.Line), beyond: member},
		casting{relation: access.Office, who: "office", outer: "officeZ1", holds: always(member | access.Office), beyond: member})}
}

// experience brings a model of each of two branches to every stage, in a round of its own, and an issue to every stage.
func (sc *scene) experience(t *testing.T, w *testkit.World) {
	t.Helper()
	before := w.Round
	w.Round = w.Launch("经验和典型", "2010-12-27", "2011-01-12")
	for side, at := range map[string][3]string{"inner": {"102", "103", "101"}, "outer": {"202", "203", "201"}} {
		check(t, w.As(at[0]).Submit("member "+at[1]))
		for _, stage := range experienceStages {
			e := sc.model(t, w, at, stage)
			sc.objects["experience "+string(stage)+" "+side] = object{"experience": id(int64(e)), "round": id(int64(w.Round))}
		}
	}

	for _, stage := range promotionStages {
		o := sc.issue(t, w, sc.model(t, w, [3]string{"102", "103", "101"}, access.Taken), stage)
		sc.objects["promotion "+string(stage)+" inner"], sc.objects["promotion "+string(stage)+" outer"] = o, o
	}

	w.Round = before
}

// model leads a member, marked by his secretary and recommended by who leads the general branch, to a stage.
func (sc *scene) model(t *testing.T, w *testkit.World, at [3]string, stage access.Stage) publish.ExperienceID {
	t.Helper()
	ctx, office, by := t.Context(), w.AsOffice().Actor, w.As(at[0]).Actor
	check(t, w.App.MarkExperience(ctx, by, w.Of("member "+at[1]), publish.Model, "二十年如一日"))
	v := must(w.App.ReadSheet(ctx, by, w.Of("member "+at[1])))(t)
	e := v.Model.Marked[len(v.Model.Marked)-1].ID
	if stage == access.Declined {
		check(t, w.App.SayExperience(ctx, w.As(at[1]).Actor, e, publish.Objects))
		return e
	}

	steps := []func() error{
		func() error { return w.App.SayExperience(ctx, w.As(at[1]).Actor, e, publish.Agrees) },
		func() error { return w.App.RecommendExperience(ctx, w.As(at[2]).Actor, e, "值得学习。") },
		func() error { return w.App.TakeExperience(ctx, office, e) },
	}
	if stage == access.Returned {
		steps[2] = func() error { return w.App.ReturnExperience(ctx, office, e, "请核对") }
	}

	for _, step := range steps[:map[access.Stage]int{access.Agreed: 1, access.Recommended: 2, access.Returned: 3, access.Taken: 3}[stage]] {
		check(t, step())
	}

	return e
}

// issue leads an issue with the experience in it to a stage.
func (sc *scene) issue(t *testing.T, w *testkit.World, e publish.ExperienceID, stage access.Stage) object {
	t.Helper()
	ctx, one, two := t.Context(), w.AsOffice().Actor, w.AsOffice().Actor
	two.Account++
	p := must(w.App.ProposePromotion(ctx, one, w.Round, "经验交流", "2011-01-05", []publish.ExperienceID{e}))(t)
	steps := []func() error{
		func() error { return w.App.CheckPromotion(ctx, two, p) },
		func() error { return w.App.ApprovePromotion(ctx, w.As("001").Actor, p) },
		func() error { return w.App.WithdrawPromotion(ctx, two, p, "请核对") },
	}
	if stage == access.Returned {
		steps[0] = func() error { return w.App.ReturnPromotion(ctx, two, p, "请核对") }
	}

	for _, step := range steps[:map[access.Stage]int{access.Checked: 1, access.Returned: 1, access.Published: 2, access.Withdrawn: 3}[stage]] {
		check(t, step())
	}

	o := object{"promotion": id(int64(p)), "experience": id(int64(e)), "round": id(int64(w.Round))}
	check(t, w.Store.Read(ctx, func(tx *store.Tx) error {
		kept, err := tx.Promotion(p)
		o["code"] = kept.Code
		return err
	}))
	return o
}
