package view

import (
	"lingping/internal/app"
	"lingping/internal/domain/access"
	"lingping/internal/domain/review"
)

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
func unanswered(v Review) []app.SheetPart {
	var out []app.SheetPart
	for _, part := range v.Parts {
		if d := present(part); v.Allowed[access.AnswerDissent] && d.Text != "" && d.Answer == "" {
			out = append(out, part)
		}
	}

	return out
}
