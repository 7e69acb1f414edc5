package ledger_test

import (
	"slices"
	"testing"

	"lingping/internal/domain/access"
	"lingping/internal/domain/ledger"
)

func TestOthersAreToldWhenItIsTheirTurnAndOfNothingElse(t *testing.T) {
	turns := []access.Action{
		access.LaunchRound, access.UnlaunchRound, access.CloseRound, access.HandOverSeat, access.ReturnReview, access.ConfirmReview, access.PaperReview,
		access.CorrectReview, access.RecallReview, access.HandInFiling, access.DecideFiling, access.NoteEveryday, access.MendEveryday,
	}
	for _, action := range access.Actions() {
		e := ledger.Entry{At: 5, Action: action, Object: "x:1", Round: 2, Actor: "钱芳", Detail: `{"a":1}`}
		told, tells := e.Tell()
		if tells != slices.Contains(turns, action) {
			t.Errorf("%s is told: %v", action, tells)
		}

		if want := (ledger.Told{At: 5, Action: action, Object: "x:1", Round: 2}); tells && told != want {
			t.Errorf("told is %+v", told)
		}
	}
}

func TestNothingAboutOpinionsIsEverTold(t *testing.T) {
	for _, action := range []access.Action{access.OpenOpinions, access.RunOpinions, access.WriteOpinion, access.ReadOpinions, access.DisposeOpinion} {
		if _, tells := (ledger.Entry{Action: action}).Tell(); tells {
			t.Errorf("%s is told", action)
		}
	}
}

func TestAMessageIsOneLineWithoutNames(t *testing.T) {
	text, err := ledger.Told{ID: 7, At: 5, Action: access.ConfirmReview, Object: "review:7", Round: 2}.Text()
	if want := `{"id":7,"at":5,"action":"review.confirm","object":"review:7","round":2}`; err != nil || text != want {
		t.Errorf("it says %s, %v; want %s", text, err, want)
	}
}
