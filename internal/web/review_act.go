package web

import (
	"context"
	"errors"
	"strconv"
	"strings"

	"lingping/internal/app"
	"lingping/internal/domain/review"
	"lingping/internal/errs"
	"lingping/internal/i18n"
	"lingping/internal/web/view"
)

// scanLimit is the most that a form with a scan may send.
const scanLimit = 10 << 20

// mostTicked is how many sheets one form may name; each is a save of its own.
const mostTicked = 3000

// errNoneTicked is the answer to a batch of nothing.
var errNoneTicked = errs.NewInvalid("没有选中{登记表}：请先在前面打勾。")

func (r *request) reviewReturn() error {
	id, err := r.reviewID()
	if err != nil {
		return err
	}

	if err := r.web.app.Return(r.Context(), r.actor, id, r.text("reason")); err != nil {
		return r.again(err, r.review)
	}

	return r.done(r.backTo("/"), "已退回，填写的人会在首页看到原因；改好后会再交给您确认。")
}

func (r *request) reviewConfirm() error {
	id, err := r.reviewID()
	if err != nil {
		return err
	}

	if err := r.web.app.Confirm(r.Context(), r.actor, id); err != nil {
		return r.again(err, r.review)
	}

	return r.done(r.backTo(view.ReviewHref(id, "")), "已确认，这张{登记表}生效了；对方可以阅读并签收。")
}

func (r *request) reviewAcknowledge() error {
	id, err := r.reviewID()
	if err != nil {
		return err
	}

	dissent := r.text("dissent")
	if err := r.web.app.Acknowledge(r.Context(), r.actor, id, dissent); err != nil {
		return r.again(err, r.review)
	}

	if dissent != "" {
		return r.done(view.ReviewHref(id, ""), "已签收，您的不同意见已写在{登记表}上，{点评人}能看到。")
	}

	return r.done(view.ReviewHref(id, ""), "已签收。")
}

func (r *request) reviewRecall() error {
	id, err := r.reviewID()
	if err != nil {
		return err
	}

	if err := r.web.app.Recall(r.Context(), r.actor, id, r.text("recall")); err != nil {
		return r.again(err, r.review)
	}

	return r.done(view.ReviewHref(id, ""), "已撤回，不再计入已点评；原来的内容保留在下面。改好后请重新提交。")
}

// reviewsConfirm confirms the ticked sheets.
func (r *request) reviewsConfirm() error {
	return r.batch(i18n.Word("确认"), func(ctx context.Context, ids []review.ID) ([]app.Outcome, error) {
		return r.web.app.ConfirmMany(ctx, r.actor, ids), nil
	})
}

// reviewsSigned records for the ticked sheets that their reviewer signed the paper.
func (r *request) reviewsSigned() error {
	name, scan, err := r.upload("scan")
	if err != nil {
		return err
	}

	return r.batch(i18n.Word("登记点评人签字"), func(ctx context.Context, ids []review.ID) ([]app.Outcome, error) {
		return r.web.app.PaperMany(ctx, r.actor, ids, app.Paper{Ref: r.text("ref"), ScanName: name, Scan: scan})
	})
}

// reviewsReceived records for the ticked sheets that their subjects signed the paper.
func (r *request) reviewsReceived() error {
	return r.batch(i18n.Word("登记本人签收"), func(ctx context.Context, ids []review.ID) ([]app.Outcome, error) {
		return r.web.app.AcknowledgeOnPaper(ctx, r.actor, ids, r.text("dissent"))
	})
}

// ticked are the sheets chosen in a form.
func (r *request) ticked() []review.ID {
	var ids []review.ID
	for _, text := range r.texts("sheet") {
		if id, err := strconv.ParseInt(text, 10, 64); err == nil {
			ids = append(ids, review.ID(id))
		}
	}

	return ids
}

// batch does something to the ticked sheets and says what became of each: how many were done, and why the others were
// not. When none was done, the first refusal is the answer.
func (r *request) batch(act i18n.Word, do func(context.Context, []review.ID) ([]app.Outcome, error)) error {
	ids := r.ticked()
	if len(ids) == 0 {
		return errNoneTicked
	}
	if len(ids) > mostTicked {
		return errs.NewInvalid("一次最多办理 %d 张{登记表}，请分几次。", mostTicked)
	}

	outcomes, err := do(r.Context(), ids)
	if err != nil {
		return err
	}

	done, refused, err := r.told(outcomes)
	if err != nil {
		return err
	}

	said := r.T("%s：%d 张已办好。", act, done)
	if len(refused) > 0 {
		said = r.frame().Join(said, r.T("另有 %d 张没有办：%s", len(refused), strings.Join(refused, " ")))
	}

	r.flash(said)
	return r.redirect(r.backTo("/"))
}

// told counts what was done to many, and words why others were refused. When none was done, the first refusal is the
// error; a fault of ours is one at once.
func (r *request) told(outcomes []app.Outcome) (done int, refused []string, err error) {
	for _, o := range outcomes {
		switch {
		case o.Err == nil:
			done++
		case errs.KindOf(o.Err) == errs.Internal || errors.Is(o.Err, context.Canceled):
			return done, refused, o.Err
		default:
			if err == nil {
				err = o.Err
			}
			refused = append(refused, strings.TrimSpace(o.Name+" "+r.refusal(o.Err)))
		}
	}

	if done > 0 {
		err = nil
	}

	return done, refused, err
}

// backTo is the page of ours on which the form stood, as the form says.
func (r *request) backTo(otherwise string) string {
	if to := r.URL.Query().Get("back"); to != "" {
		return local(to)
	}
	return otherwise
}
