package web

import (
	"strconv"
	"strings"

	"lingping/internal/app"
	"lingping/internal/domain/org"
	"lingping/internal/domain/review"
	"lingping/internal/domain/round"
	"lingping/internal/errs"
	"lingping/internal/web/view"
)

func (r *request) occasionFinish() error {
	id, err := r.id("id")
	if err != nil {
		return err
	}

	if err := r.web.app.FinishOccasion(r.Context(), r.actor, review.OccasionID(id)); err != nil {
		return r.again(err, r.occasionAsKept)
	}

	return r.done(view.OccasionHref(review.OccasionID(id)), "已办结。改动活动记录后需要再办结一次。")
}

func (r *request) occasionFollow() error {
	id, err := r.id("id")
	if err != nil {
		return err
	}

	if err := r.web.app.FollowTalk(r.Context(), r.actor, review.OccasionID(id), r.text("result")); err != nil {
		return r.again(err, r.occasionAsKept)
	}

	return r.done(view.OccasionHref(review.OccasionID(id)), "已登记回访，这次约谈办结了。")
}

// occasionAsKept shows the occasion as it is kept, with the refusal above it: the refused form had none of its fields.
func (r *request) occasionAsKept() error {
	id, err := r.id("id")
	if err != nil {
		return err
	}

	v, err := r.web.app.Occasion(r.Context(), r.actor, review.OccasionID(id))
	if err != nil {
		return err
	}

	return r.render(view.OccasionPage(r.page(v.Title, "/occasions"), view.OccasionForm{View: &v, In: v.Occasion, Scheme: v.Scheme,
		Result: r.text("result")}))
}

func (r *request) meetings() error {
	id, unit, err := r.roundAndUnit()
	if err != nil {
		return err
	}

	list, err := r.web.app.Meetings(r.Context(), r.actor, id, unit)
	if err != nil {
		return err
	}

	return r.render(view.MeetingsPage(r.page(r.T("会议和约谈"), "/rounds"), list))
}

func (r *request) onSite() error {
	places, err := r.web.app.VisitPlaces(r.Context(), r.actor)
	if err != nil {
		return err
	}

	f := view.OnSiteForm{Places: places, At: r.text("at"), Key: r.text("key"), Strengths: r.text("strengths"), Problems: r.text("problems"),
		Place: r.text("place"), Carrier: r.text("carrier"), Day: org.Date(r.text("day")), Shared: r.visit.Shared}
	if r.problem == "" {
		f.Key = newKey()
	}

	if len(places) > 0 {
		if mode, ok := places[0].Round.Scheme.Mode("on-site"); ok {
			f.Carriers = mode.Carriers
		}
	}

	return r.render(view.OnSitePage(r.page(r.T("现场记一笔"), "/occasions"), f))
}

func (r *request) onSiteNote() error {
	var f errs.Faults
	place, err := placeOf(r.text("at"))
	f.Add("at", err)
	in := app.OnSpot{Round: place.Round, Unit: place.Unit, Leader: place.Leader, Key: r.text("key"),
		Setting: review.Setting{Selection: "all", Carrier: r.text("carrier"), Day: org.Date(r.text("day")),
			Place: r.text("place")},
		Strengths: review.SplitProblems(r.text("strengths")), Problems: review.SplitProblems(r.text("problems"))}

	f.Add("", in.Check())
	if err := f.Err(); err != nil {
		return r.again(err, r.onSite)
	}

	out, err := r.web.app.NoteOnSpot(r.Context(), r.actor, in)
	if err != nil {
		return r.again(err, r.onSite)
	}

	to := view.OccasionHref(out.Occasion)
	switch {
	case out.Again:
		return r.done(to, "这一笔先前已经记下了，没有重复登记。")
	case out.Sheet == 0:
		return r.done(to, "已记下这次现场点评。{登记表}已经交出，看到的情况留在活动记录里。")
	}

	return r.done(to, "已记下这次现场点评，并放进{登记表}的草稿，回去可以接着写。")
}

// placeOf reads the round, the unit and the leader that the key of a place names.
func placeOf(key string) (o review.Occasion, err error) {
	var numbers [3]int64
	for i, text := range strings.SplitN(key, ".", 3) {
		if numbers[i], err = strconv.ParseInt(text, 10, 64); err != nil {
			return o, errs.NewInvalid("请选择在哪个{党组织}开展。")
		}
	}

	return review.Occasion{Round: round.ID(numbers[0]), Unit: org.UnitID(numbers[1]), Leader: org.PersonID(numbers[2])}, nil
}
