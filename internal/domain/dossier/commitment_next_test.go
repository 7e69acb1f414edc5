package dossier_test

import (
	"testing"

	"lingping/internal/domain/dossier"
)

func TestWhatWasNotKeptGoesOnAndADutyAlwaysDoes(t *testing.T) {
	for _, c := range []struct {
		kind    dossier.CommitmentKind
		outcome dossier.Fulfilment
		goesOn  bool
	}{
		{dossier.Pledge, dossier.Kept, false}, {dossier.Pledge, dossier.Keeping, true}, {dossier.Pledge, dossier.PartlyKept, true},
		{dossier.Pledge, dossier.Unkept, true}, {dossier.Task, dossier.Kept, false}, {dossier.Duty, dossier.Kept, true},
	} {
		old := dossier.Commitment{ID: 7, Round: 1, Kind: c.kind, Text: "修好门", Published: "2010-09-01", Outcome: c.outcome, Result: "做了", ResultDay: "2010-12-01"}
		next, goesOn := old.Next(2, dossier.Key{Unit: 5, Person: 9})
		if goesOn != c.goesOn {
			t.Errorf("a %s that is %q goes on: %v", c.kind, c.outcome, goesOn)
		}

		if goesOn && (next.From != 7 || next.ID != 0 || next.Round != 2 || next.Key.Unit != 5 || next.Outcome != dossier.Keeping ||
			next.Result != "" || next.Published != "2010-09-01" || next.Text != "修好门") {
			t.Errorf("it goes on as %+v", next)
		}
	}
}
