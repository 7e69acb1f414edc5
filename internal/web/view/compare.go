package view

import (
	"strconv"

	"lingping/internal/domain/round"
	"lingping/internal/domain/scheme"
	"lingping/internal/i18n"
	"lingping/internal/web/ui"
)

// measure is one line of the comparison: what is counted, as words and as shares of a tally.
type measure struct {
	Name i18n.Word
	Part func(round.Tally) round.Part
}

// measures are what both rounds are compared by.
func measures() []measure {
	of := func(due, done round.Count) func(round.Tally) round.Part {
		return func(t round.Tally) round.Part { return round.Part{Due: t[due], Done: t[done]} }
	}
	units := func(step scheme.StepKey) func(round.Tally) round.Part {
		return func(t round.Tally) round.Part {
			return round.Part{Due: t.EveryUnit().Due, Done: t[round.StepDone(step, false)]}
		}
	}
	return []measure{
		{"{党组织}已点评", of(round.UnitsDue, round.UnitsDone)},
		{"{书记}已点评", of(round.SecretariesDue, round.SecretariesDone)},
		{"{党员}已点评", of(round.MembersDue, round.MembersDone)},
		{"{党组织}交了情况汇报", units(scheme.StepSummary)},
		{"{党员}交了情况汇报", of(round.MembersDue, round.StepDone(scheme.StepSummary, true))},
		{"点评意见已通报的{党组织}", units(scheme.StepNotice)},
		{"整改都已办结的{党组织}", units(scheme.StepAction)},
	}
}

// doneOf is a part as done / due.
func doneOf(p ui.Page, part round.Part) string {
	if part.Due == 0 {
		return "—"
	}
	return strconv.FormatInt(part.Done, 10) + " / " + strconv.FormatInt(part.Due, 10)
}
