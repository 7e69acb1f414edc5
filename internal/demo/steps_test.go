package demo_test

import (
	"testing"

	"lingping/internal/app"
	"lingping/internal/demo"
	"lingping/internal/domain/access"
	"lingping/internal/domain/dossier"
	"lingping/internal/domain/filing"
	"lingping/internal/domain/rectify"
	"lingping/internal/domain/review"
	"lingping/internal/domain/round"
	"lingping/internal/domain/scheme"
)

// finishedSteps wants every step of the round that is over to be filled.
func finishedSteps(t *testing.T, a *app.App, id round.ID) {
	stats, err := a.Stats(t.Context(), access.LocalOperator(), id, "")
	ok(t, err)
	units := stats.Total.Tally[round.UnitsDue]
	for figure, least := range map[round.Count]int64{
		round.PledgedUnits: units - 5, round.PledgedMembers: 4000, round.PledgesKept: 100, round.Opinions: 30, round.Replies: 100,
		round.ActionsClosed: 300, round.Filed: 100, round.StepDone(scheme.StepSummary, false): units - 5,
		round.StepDone(scheme.StepSummary, true): 4000, round.StepDone(scheme.StepFieldwork, false): units - 5,
	} {
		if n := stats.Total.Tally[figure]; n < least {
			t.Errorf("%s: %d, want at least %d", figure, n, least)
		}
	}

	plans, err := a.Arrangements(t.Context(), access.LocalOperator(), id, 0, 0)
	ok(t, err)
	if n := plans.Count(review.ArrangementAccepted); n < plans.Total-2 {
		t.Errorf("%d of %d plans are accepted", n, plans.Total)
	}

	filed, err := a.Filings(t.Context(), access.LocalOperator(), id, 0)
	ok(t, err)
	late := 0
	for from := 0; from < filed.Total; from += app.FilingEach {
		list, err := a.Filings(t.Context(), access.LocalOperator(), id, from)
		ok(t, err)
		for _, row := range list.Rows {
			if row.Last.Late() > 0 {
				late++
			}
		}
	}

	if filed.Count(filing.Received) != filed.Total || late != 1 {
		t.Errorf("%d of %d packs were received, %d late", filed.Count(filing.Received), filed.Total, late)
	}
}

// runningSteps wants something of every kind to be decided in the round that runs.
func runningSteps(t *testing.T, a *app.App, id round.ID) {
	a = a.At(today)
	plans, err := a.Arrangements(t.Context(), access.LocalOperator(), id, 0, 0)
	ok(t, err)
	for _, state := range []review.ArrangementState{review.ArrangementAccepted, review.ArrangementHandedIn, review.ArrangementReturned, ""} {
		if plans.Count(state) == 0 {
			t.Errorf("no plan is %q", state)
		}
	}

	filed, err := a.Filings(t.Context(), access.LocalOperator(), id, 0)
	ok(t, err)
	for _, state := range []filing.State{filing.Received, filing.Handed, filing.Returned} {
		if filed.Count(state) == 0 {
			t.Errorf("no pack is %q", state)
		}
	}

	for _, light := range []rectify.Light{rectify.Overdue, rectify.Behind, rectify.Soon} {
		list, err := a.Actions(t.Context(), access.LocalOperator(), id, app.ActionFilter{Light: light}, 0)
		ok(t, err)
		if list.Total == 0 {
			t.Errorf("no action is %q", light)
		}
	}

	for _, state := range rectify.States() {
		list, err := a.Actions(t.Context(), access.LocalOperator(), id, app.ActionFilter{State: state}, 0)
		ok(t, err)
		if list.Total == 0 && state != rectify.Cancelled {
			t.Errorf("no action is %q", state)
		}
	}

	office, err := a.SignIn(t.Context(), app.SignIn{Login: "office", Password: demo.Password, Network: "office"})
	ok(t, err)
	shown, err := a.PublicNotices(t.Context(), access.Actor{}, 0, 10)
	ok(t, err)
	public := shown.Notices
	if len(public) == 0 {
		t.Error("no notice is on display")
	}

	heard, err := a.Opinions(t.Context(), office.Account.Actor(), 0)
	ok(t, err)
	states := map[dossier.BatchState]int{}
	for _, b := range heard.Batches {
		states[b.State]++
	}

	if states[dossier.Gathering] != 1 || states[dossier.Few] != 1 || states[dossier.Heard] < 5 {
		t.Errorf("gatherings of opinions: %v", states)
	}
}
