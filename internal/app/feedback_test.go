package app_test

import (
	"strings"
	"testing"

	"lingping/internal/domain/access"
	"lingping/internal/domain/publish"
	"lingping/internal/domain/scheme"
	"lingping/internal/errs"
	"lingping/internal/testkit"
)

func TestFeedbackIsReadByWhoIsNotReviewedAndAnsweredByReceipt(t *testing.T) {
	worlds(t, func(t *testing.T, w *testkit.World) {
		branchReviewed(t, w)
		ctx := t.Context()
		id := proposed(t, w, allKinds...)
		approved(t, w, id)
		code := func() string {
			v, err := w.App.Notice(ctx, w.As("102").Actor, id)
			ok(t, err)
			return v.Code
		}()

		_, err := w.App.SendFeedback(ctx, access.Actor{}, "10.0.0.1", code, "群众", "实验室还没有开放。")
		refused(t, "feedback to what is not on display", err)
		ok(t, w.App.PublishNotice(ctx, w.As("102").Actor, id, online()))
		if _, err := w.App.SendFeedback(ctx, access.Actor{}, "10.0.0.1", code, "", strings.Repeat("多", publish.MaxFeedback+1)); !errs.Is(err, errs.Invalid) {
			t.Errorf("feedback that is too long: %v", err)
		}

		receipt, err := w.App.SendFeedback(ctx, access.Actor{}, "10.0.0.1", code, "群众", "实验室还没有开放。")
		ok(t, err)
		for number, may := range map[string]bool{"102": false, "001": true} {
			v, err := w.App.Notice(ctx, w.As(number).Actor, id)
			ok(t, err)
			if (len(v.Feedback) == 1) != may || v.Heard != 1 {
				t.Errorf("%s reads %d of %d pieces of feedback", number, len(v.Feedback), v.Heard)
			}
		}

		v, err := w.App.Notice(ctx, w.As("001").Actor, id)
		ok(t, err)
		refused(t, "the reviewed secretary answering", w.App.AnswerFeedback(ctx, w.As("102").Actor, id, v.Feedback[0].ID, "解释", "三月开放。"))
		ok(t, w.App.AnswerFeedback(ctx, w.As("001").Actor, id, v.Feedback[0].ID, "采纳", "三月起每周开放两次。"))
		f, err := w.App.FeedbackAnswer(ctx, access.Actor{}, "10.0.0.1", receipt[:4]+" "+receipt[4:])
		ok(t, err)
		if f.Answer != "三月起每周开放两次。" || f.Disposition != "采纳" || f.Text != "" {
			t.Errorf("by the receipt stands %+v, want the answer and not the text", f)
		}

		_, err = w.App.FeedbackAnswer(ctx, access.Actor{}, "10.0.0.1", "0000000000000000")
		if !errs.Is(err, errs.NotFound) {
			t.Errorf("a wrong receipt number: %v", err)
		}

		for range 40 {
			_, err = w.App.SendFeedback(ctx, access.Actor{}, "10.0.0.2", code, "", "又一条")
		}

		conflict(t, "a flood from one place", err)
		_, err = w.App.SendFeedback(ctx, access.Actor{}, "10.0.0.3", code, "", "别处的一条")
		ok(t, err)
	})
}

func TestFeedbackToAnEarlierTextIsNotReadByWhoWasReviewedInIt(t *testing.T) {
	worlds(t, func(t *testing.T, w *testkit.World) {
		branchReviewed(t, w)
		ctx := t.Context()
		id := proposed(t, w, allKinds...)
		approved(t, w, id)
		ok(t, w.App.PublishNotice(ctx, w.As("102").Actor, id, online()))
		v, err := w.App.Notice(ctx, w.As("102").Actor, id)
		ok(t, err)
		_, err = w.App.SendFeedback(ctx, access.Actor{}, "10.0.0.1", v.Code, "群众", "赵伟很少来支部。")
		ok(t, err)
		proposed(t, w, scheme.Unit, scheme.Secretary) // 赵伟, who leads the general branch, is not in the newer text
		v, err = w.App.Notice(ctx, w.As("101").Actor, id)
		if err == nil && (len(v.Feedback) > 0 || v.Allowed[access.AnswerFeedback]) {
			t.Errorf("who was reviewed in the text on display reads %d pieces of feedback to it", len(v.Feedback))
		}

		v, err = w.App.Notice(ctx, w.As("001").Actor, id)
		ok(t, err)
		refused(t, "answering feedback about himself", w.App.AnswerFeedback(ctx, w.As("101").Actor, id, v.Feedback[0].ID, "解释", "会多来。"))
		refused(t, "looking a later text through", w.App.CheckNotice(ctx, w.As("101").Actor, id))
	})
}
