package demo

import (
	"slices"
	"time"

	"lingping/internal/app"
	"lingping/internal/domain/org"
	"lingping/internal/domain/review"
	"lingping/internal/domain/scheme"
)

// arrangements lets every unit that makes a plan make one 〔五末 认真制定点评方案〕; in the running round some are with the
// office, some were sent back, some have not been made.
func (h *half) arrangements() (plans []task, err error) {
	var rows []app.ArrangementItem
	for list := (app.ArrangementList{Total: 1}); len(rows) < list.Total; rows = append(rows, list.Rows...) {
		if list, err = h.Arrangements(h.ctx, h.office(), h.id, h.under(), len(rows)); err != nil {
			return nil, err
		}
	}

	for _, row := range rows {
		if h.has(row.Unit.ID) {
			plans = append(plans, func(h *half) error { return h.arrange(row.Unit) })
		}
	}

	return plans, err
}

// arrange takes the plan of one unit as far as it gets.
func (h *half) arrange(unit org.Place) error {
	rng := h.rolls("方案", unit.Name)
	far := review.ArrangementAccepted
	if h.running && unit.Name != "中共江州大学"+trySchool+"总支部委员会" {
		far = []review.ArrangementState{review.ArrangementAccepted, review.ArrangementHandedIn, review.ArrangementReturned,
			review.ArrangementDrafting, ""}[stage(rng.IntN(100), 60, 75, 83, 92)]
	}

	if far == "" {
		return nil
	}

	b, who := h.at(h.day(between(rng, 0, 1), rng)), h.head(unit.ID)
	v, err := b.Arrangement(h.ctx, who, h.id, unit.ID)
	if err != nil || len(v.Lines) == 0 {
		return err
	}

	if err := b.SaveArrangement(h.ctx, who, h.id, unit.ID, v.Plan.Revision, h.lines(v)); err != nil || far == review.ArrangementDrafting {
		return err
	}

	if err := b.HandInArrangement(h.ctx, who, h.id, unit.ID); err != nil || far == review.ArrangementHandedIn {
		return err
	}

	reason := ""
	if far == review.ArrangementReturned {
		reason = h.writes("退回方案", unit.Name).say(about{}, "arranged.returned")
	}

	return h.at(h.day(2, rng)).DecideArrangement(h.ctx, h.office(), h.id, unit.ID, reason == "", reason)
}

// lines are the days of a plan: those on which the meetings will be held, and for some a day that was missed.
func (h *half) lines(v app.ArrangementView) (rows []review.Arranged) {
	words, rng := h.writes("方案", v.Unit.Name), h.rolls("方案的日子", v.Unit.Name)
	for _, line := range v.Lines {
		row := line.Arranged
		person := row.Kind == scheme.Member || row.Kind == scheme.CommitteeMember
		i := slices.IndexFunc(h.all, func(in *batch) bool {
			return in.owner == row.Owner && in.unit == row.Unit && (in.persons[0] != 0) == person
		})
		row.Day = org.DateOf(h.window.from.AddDate(0, 0, between(rng, 8, 20)))
		if i >= 0 {
			set := h.meet(h.id, h.window, h.all[i]).set
			row.Mode, row.Carrier, row.Place, row.Day = string(set.Modes), set.Carrier, set.Place, set.Day
			if h.far(h.all[i]) == untouched {
				row.Day = org.DateOf(ahead(h.now, between(rng, -3, 10)))
			}
		}

		if rng.IntN(3) == 0 {
			row.Note = words.say(about{unit: v.Unit.Name}, "arranged.note")
		}

		rows = append(rows, row)
	}

	return rows
}

// ahead is a working day that many days from now.
func ahead(now time.Time, days int) time.Time {
	day := now.AddDate(0, 0, days)
	for day.Weekday() == time.Saturday || day.Weekday() == time.Sunday {
		day = day.AddDate(0, 0, 1)
	}
	return day
}
