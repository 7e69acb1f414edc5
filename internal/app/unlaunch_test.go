package app_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"lingping/internal/app"
	"lingping/internal/domain/access"
	"lingping/internal/domain/dossier"
	"lingping/internal/domain/round"
	"lingping/internal/errs"
	"lingping/internal/store"
	"lingping/internal/testkit"
)

// A launch that is taken back leaves every table as it was before it, but for the ledger, what others are told of it and
// why it was taken back; and the round can be launched again, with the same plan.
func TestALaunchTakenBackLeavesNothing(t *testing.T) {
	path := testkit.SQLiteURL(t)
	s, err := store.Open(t.Context(), path)
	ok(t, err)
	defer func() { ok(t, s.Close()) }()

	w := testkit.NewWorld(t, s)
	_, err = w.App.AddCommitment(t.Context(), w.As("103").Actor, dossier.Commitment{Round: w.Round,
		Key: dossier.Key{Unit: w.Unit("B11"), Person: w.Person("103")}, Kind: dossier.Pledge, Text: "每周答疑一次"})
	ok(t, err)
	id, err := w.App.OpenRound(t.Context(), operator, app.NewRound{Scheme: "chuangxian-2010", Name: "又一轮", From: "2011-07-01",
		To: "2011-12-31", Previous: w.Round}) // so that the launch carries something over
	ok(t, err)
	exempting := app.Exempting{Class: "年老体弱", Reason: "卧病", Approver: "校党委"}
	_, err = w.App.ExemptSubjects(t.Context(), operator, id, exempting)
	ok(t, err)
	but := []string{"ledger", "ledger_content", "ledger_pending", "job", "id_block", "round"}
	before := testkit.Tables(t, path, but...)
	gaps, err := w.App.LaunchRound(t.Context(), operator, id)
	ok(t, err)
	if cmp.Equal(before, testkit.Tables(t, path, but...)) {
		t.Error("a launch fills no table")
	}

	ok(t, w.App.UnlaunchRound(t.Context(), operator, id, " 选错了名册 "))
	if diff := cmp.Diff(before, testkit.Tables(t, path, but...)); diff != "" {
		t.Errorf("tables are not as before the launch (put them into store.launched):\n%s", diff)
	}

	v, err := w.App.Round(t.Context(), operator, id)
	ok(t, err)
	if v.State != round.Draft || v.LaunchedAt != 0 || v.Unlaunched != "选错了名册" {
		t.Errorf("the round is %+v", v.Round)
	}

	again, err := w.App.LaunchRound(t.Context(), operator, id)
	ok(t, err)
	if again != gaps {
		t.Errorf("launched again it has %d gaps, before %d", again, gaps)
	}

	if v, err = w.App.Round(t.Context(), operator, id); err != nil || v.Unlaunched != "" {
		t.Errorf("launched again it says %q, %v", v.Unlaunched, err)
	}
}

func TestARoundIsTakenBackOnlyWhileNothingIsBegun(t *testing.T) {
	worlds(t, func(t *testing.T, w *testkit.World) {
		id := anew(t, w, "")
		back := func(reason string) error { return w.App.UnlaunchRound(t.Context(), operator, id, reason) }
		conflict(t, "a round that was never launched", back("误启动"))
		_, err := w.App.LaunchRound(t.Context(), operator, id)
		ok(t, err)
		for _, reason := range []string{"", "  ", strings.Repeat("长", 201)} {
			if err := back(reason); !errs.Is(err, errs.Invalid) {
				t.Errorf("the reason %q: %v", reason, err)
			}
		}

		refused(t, "the secretary of the house", w.App.UnlaunchRound(t.Context(), w.As("001").Actor, id, "误启动"))
		ok(t, back(strings.Repeat("长", 200)))
		_, err = w.App.LaunchRound(t.Context(), operator, id)
		ok(t, err)
		w.Round = id
		d, err := w.As("102").Draft("member 103")
		ok(t, err)
		ok(t, w.As("102").Save("member 103", d))
		conflict(t, "a round in which somebody has a draft", back("误启动"))
	})
}

func TestACommitmentOfTheRoundKeepsItLaunched(t *testing.T) {
	worlds(t, func(t *testing.T, w *testkit.World) {
		_, err := w.App.AddCommitment(t.Context(), w.As("103").Actor, dossier.Commitment{Round: w.Round,
			Key: dossier.Key{Unit: w.Unit("B11"), Person: w.Person("103")}, Kind: dossier.Pledge, Text: "每周答疑一次"})
		ok(t, err)
		conflict(t, "a round in which somebody has promised something", w.App.UnlaunchRound(t.Context(), access.LocalOperator(), w.Round, "误启动"))
	})
}
