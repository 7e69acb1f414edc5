package web

import (
	"fmt"

	"lingping/internal/domain/dossier"
	"lingping/internal/errs"
	"lingping/internal/web/view"
)

func (r *request) poolID() (dossier.PoolID, error) {
	id, err := r.id("id")
	return dossier.PoolID(id), err
}

func (r *request) heard() error {
	id, err := r.poolID()
	if err != nil {
		return err
	}

	v, err := r.web.app.Heard(r.Context(), r.actor, id)
	if err != nil {
		return err
	}

	return r.render(view.HeardPage(r.page(view.PoolTitle(r.frame(), v.Pool, v.UnitName), "/opinions"), v))
}

func (r *request) heardDispose() error {
	id, err := r.poolID()
	if err != nil {
		return err
	}

	opinion, err := r.number("opinion")
	if err != nil {
		return err
	}

	out := dossier.Outcome{Disposition: dossier.Disposition(r.text("disposition")), Sentence: r.text("sentence")}
	if demand := r.text("demand"); demand != "" {
		if _, err := fmt.Sscanf(demand, "%d.%d", &out.Review, &out.Problem); err != nil {
			return r.again(errs.NewInvalid("请选择采纳后写成了哪一条问题。"), r.heard)
		}
	}

	if err := r.web.app.Dispose(r.Context(), r.actor, id, dossier.OpinionID(opinion), out); err != nil {
		return r.again(err, r.heard)
	}

	return r.done(view.HeardHref(id, ""), "处理结果已记下。对外只公布各类条数和处理说明，不公布意见原文。")
}

func (r *request) heardAnswers() error {
	id, err := r.poolID()
	if err != nil {
		return err
	}

	v, err := r.web.app.Answers(r.Context(), r.actor, id)
	if err != nil {
		return err
	}

	return r.render(view.AnswersPage(r.page(r.T("意见处理情况"), "/opinions"), v))
}
