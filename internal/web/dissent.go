package web

import (
	"lingping/internal/web/view"
)

// dissentAnswer puts the reviewer's sentence beside what the subject said against the review.
func (r *request) dissentAnswer() error {
	id, err := r.reviewID()
	if err != nil {
		return err
	}

	if err := r.web.app.AnswerDissent(r.Context(), r.actor, id, r.text("answer")); err != nil {
		return r.again(err, r.review)
	}

	return r.done(view.ReviewHref(id, ""), "答复已写在不同意见旁边，对方能看到，不能再改。")
}
