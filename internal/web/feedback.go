package web

import (
	"lingping/internal/errs"
	"lingping/internal/i18n"
	"lingping/internal/web/view"
)

func (r *request) feedbackSend() error {
	r.unlisted()
	receipt, err := r.web.app.SendFeedback(r.Context(), r.actor, r.network(), r.PathValue("code"), r.text("class"), r.text("text"))
	if err != nil {
		return r.again(err, r.publicNotice)
	}
	return r.done("/n/receipt", "已收到。您的回执号是 %s，请抄下：只显示这一次，以后凭它在这一页看答复。", inFours(receipt))
}

// inFours writes a long number so that it can be copied by hand.
func inFours(number string) string {
	out := ""
	for i, digit := range number {
		if i > 0 && i%4 == 0 {
			out += " "
		}
		out += string(digit)
	}

	return out
}

func (r *request) receipt() error {
	r.unlisted()
	return r.render(view.ReceiptPage(r.openPage(r.T("凭回执号看答复")), view.Receipt{}))
}

// receiptRead answers with the page itself and changes nothing: the number is sent as a form so that it stands in no
// address and in no log.
func (r *request) receiptRead() error {
	r.unlisted()
	v := view.Receipt{Receipt: r.text("receipt")}
	p := r.openPage(r.T("凭回执号看答复"))
	var err error
	if v.Feedback, err = r.web.app.FeedbackAnswer(r.Context(), r.actor, r.network(), v.Receipt); err != nil {
		if !errs.Is(err, errs.NotFound) && !errs.Is(err, errs.Unavailable) {
			return err
		}
		p.Problem = i18n.Error(r.lang, err)
		r.status = statusOf(err)
		return r.render(view.ReceiptPage(p, v))
	}

	v.Found = true
	return r.render(view.ReceiptPage(p, v))
}

func (r *request) feedbackAnswer() error {
	id, err := r.noticeID()
	if err != nil {
		return err
	}

	feedback, err := r.id("feedback")
	if err != nil {
		return err
	}

	if err := r.web.app.AnswerFeedback(r.Context(), r.actor, id, feedback, r.text("disposition"), r.text("answer")); err != nil {
		return r.again(err, r.notice)
	}

	return r.done(view.NoticeHref(id, ""), "答复已保存，提意见的人凭回执号可以看到。")
}
