package web

import (
	"lingping/internal/app"
	"lingping/internal/domain/access"
	"lingping/internal/domain/review"
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
	return r.done(reviewHref(id, ""), "答复已写在不同意见旁边，对方能看到，不能再改。")
}

// dissentAgainst is what was said against a version of the record; its text is empty where nothing was.
func dissentAgainst(part app.SheetPart, version int) review.Dissent {
	for _, d := range part.Dissents {
		if d.Version == version {
			return d
		}
	}
	return review.Dissent{Review: part.ID, Version: version}
}

// present is the dissent against what the record says now.
func present(part app.SheetPart) review.Dissent { return dissentAgainst(part, part.Review.Version) }

// unanswered are the records of a sheet whose dissent waits for the reviewer's sentence.
func unanswered(v reviewView) []app.SheetPart {
	var out []app.SheetPart
	for _, part := range v.Parts {
		if d := present(part); v.Allowed[access.AnswerDissent] && d.Text != "" && d.Answer == "" {
			out = append(out, part)
		}
	}
	return out
}
