package paper

import (
	"fmt"
	"strings"

	"lingping/internal/domain/org"
	"lingping/internal/domain/rectify"
	"lingping/internal/domain/review"
	"lingping/internal/office"
	"lingping/internal/store"
)

// putRight is what forms say of what was put right after a review.
type putRight map[review.ID][]store.ActionRow

// newPutRight leaves out what was cancelled.
func newPutRight(actions map[review.ID][]store.ActionRow) putRight {
	out := putRight{}
	for id, rows := range actions {
		for _, row := range rows {
			if row.State != rectify.Cancelled {
				out[id] = append(out[id], row)
			}
		}
	}

	return out
}

// measures are the problems of a review with what is done about each 〔附件2、3〕.
func (p putRight) measures(id review.ID, problems []string) (out []office.Measure) {
	for i, problem := range problems {
		before := len(out)
		for _, row := range p[id] {
			if row.Number == i+1 && !row.Gone {
				m := office.Measure{Problem: problem, Text: row.Measure}
				if row.Measure != "" {
					m.Owner, m.Due = row.ResponsibleName, row.Deadline
				}
				out = append(out, m)
			}
		}

		if len(out) == before {
			out = append(out, office.Measure{Problem: problem})
		}
	}
	return out
}

// outcome is what was done, and the last days on which it was reported and answered in writing.
func (p putRight) outcome(ids ...review.ID) (text string, reported, replied org.Date) {
	var lines []string
	for _, id := range ids {
		for _, row := range p[id] {
			if row.Outcome == "" || row.State == rectify.Working {
				continue
			}

			line := row.Outcome
			if row.State == rectify.Closed {
				line += fmt.Sprintf("（%s验收销号）", row.ClosedDay.Dotted())
			}

			lines = append(lines, line)
			reported = max(reported, row.ReportedDay)
			if row.ReplyState.Counts() {
				replied = max(replied, row.ReplyDay)
			}
		}
	}

	return strings.Join(lines, "\n"), reported, replied
}
