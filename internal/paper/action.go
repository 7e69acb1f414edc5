package paper

import (
	"fmt"
	"strings"

	"lingping/internal/domain/org"
	"lingping/internal/domain/rectify"
	"lingping/internal/domain/review"
	"lingping/internal/domain/scheme"
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

// problem is a problem that stands on a sheet, numbered through it, with the review and its number there.
type problem struct {
	text   string
	number int
	review review.ID
	at     int
}

// problems are all on the sheet, those of the unit before those of its secretary.
func (s Sheet) problems() (all []problem) {
	for _, ofSecretary := range []bool{false, true} {
		for _, r := range s.Rows {
			if (r.Subject.Kind == scheme.Secretary) != ofSecretary {
				continue
			}
			for i, text := range r.Review.Text.Problems {
				all = append(all, problem{text, len(all) + 1, r.ID, i + 1})
			}
		}
	}
	return all
}

// of are the actions on the problem, each with it at its side.
func (p putRight) of(all []problem) (actions []store.ActionRow, on []problem) {
	for _, at := range all {
		for _, row := range p[at.review] {
			if row.Number == at.at && !row.Gone {
				actions, on = append(actions, row), append(on, at)
			}
		}
	}
	return actions, on
}

// measures are the problems of a sheet with what is done about each and what became of it 〔附件2、3〕.
func (p putRight) measures(all []problem) (out []office.Measure) {
	for _, at := range all {
		before := len(out)
		for _, row := range p[at.review] {
			if row.Number == at.at && !row.Gone {
				out = append(out, measureOf(at, row))
			}
		}

		if len(out) == before {
			out = append(out, office.Measure{Number: at.number, Problem: at.text})
		}
	}
	return out
}

// measureOf is one measure on a problem.
func measureOf(at problem, row store.ActionRow) office.Measure {
	m := office.Measure{Number: at.number, Problem: at.text, Text: row.Measure}
	if row.Measure != "" {
		m.Owner, m.Due = row.ResponsibleName, row.Deadline
	}

	m.Outcome = outcomeOf(row)
	return m
}

// outcomeOf is what became of an action, empty while nobody has reported on it.
func outcomeOf(row store.ActionRow) string {
	if row.Outcome == "" || row.State == rectify.Working {
		return ""
	}

	if row.State != rectify.Closed {
		return row.Outcome
	}

	return fmt.Sprintf("%s（%s验收销号）", strings.TrimRight(row.Outcome, "。；"), row.ClosedDay.Dotted())
}

// outcome is what was done, by the numbers of the problems, and the last days on which it was reported and answered in
// writing.
func (p putRight) outcome(all []problem) (text string, reported, replied org.Date) {
	var lines []string
	actions, on := p.of(all)
	for i, row := range actions {
		line := outcomeOf(row)
		if line == "" {
			continue
		}

		if len(all) > 1 {
			line = fmt.Sprintf("%d. %s", on[i].number, line)
		}

		lines = append(lines, line)
		reported = max(reported, row.ReportedDay)
		if row.ReplyState.Counts() {
			replied = max(replied, row.ReplyDay)
		}
	}

	return strings.Join(lines, "\n"), reported, replied
}
