package app_test

import (
	"slices"
	"strings"
	"testing"

	"lingping/internal/app"
	"lingping/internal/domain/org"
	"lingping/internal/domain/review"
	"lingping/internal/domain/round"
	"lingping/internal/domain/scheme"
	"lingping/internal/store"
	"lingping/internal/testkit"
)

// asked are the groups under which the sheet of somebody asks.
func asked(t *testing.T, seat testkit.Seat, of string) []string {
	t.Helper()
	v, err := seat.Sheet(of)
	ok(t, err)
	var names []string
	for _, g := range v.Parts[0].Groups {
		names = append(names, g.Name)
	}

	return names
}

func TestOnlyWhoSitsInNoCommitteeIsAskedAboutAssignedDuties(t *testing.T) {
	worlds(t, func(t *testing.T, w *testkit.World) {
		for of, want := range map[string]struct {
			by     string
			groups []string
		}{
			"member 103": {"102", []string{org.GroupNoPost}},
			"member 101": {"102", []string{org.GroupLeader}}, // secretary of a general branch
			"member 102": {"101", nil},                       // secretary of a branch
			"member 302": {"301", nil},                       // on the committee of a branch
			"member 401": {"403", []string{org.GroupNoPost, org.GroupInfirm}},
		} {
			if got := asked(t, w.As(want.by), of); !slices.Equal(got, want.groups) {
				t.Errorf("%s is asked as %v, want %v", of, got, want.groups)
			}
		}
	})
}

func TestTheClassesOfMembersAreCountedApartAndTheDoctorAgrees(t *testing.T) {
	worlds(t, func(t *testing.T, w *testkit.World) {
		// 22 members, of them 6 leaders and 6 who sit in a 班子 without being leaders
		if got := w.Tally("W0"); got[round.LeadersDue] != 6 || got[round.NoPostDue] != 10 || got[round.InfirmDue] != 2 {
			t.Errorf("due are %d leaders, %d without a post, %d infirm, want 6, 10, 2", got[round.LeadersDue], got[round.NoPostDue], got[round.InfirmDue])
		}

		for of, by := range map[string]string{"member 101": "102", "member 102": "101", "member 103": "102"} {
			ok(t, w.As(by).Submit(of))
		}

		if got := w.Tally("Z1"); got[round.LeadersDone] != 1 || got[round.NoPostDone] != 1 || got[round.MembersDone] != 3 {
			t.Errorf("done are %d leaders, %d without a post of %d, want 1, 1 of 3", got[round.LeadersDone], got[round.NoPostDone], got[round.MembersDone])
		}

		healthy(t, w)
	})
}

func TestALeadersReviewIsRefusedWithTheClauseThatAsksForMore(t *testing.T) {
	worlds(t, func(t *testing.T, w *testkit.World) {
		qian := w.As("102")
		d, err := qian.Draft("member 101")
		ok(t, err)
		d.Parts[0].Text.Say(scheme.PartCauses, "")
		d.Parts[0].Text.Say(scheme.PartOverall, "")
		err = qian.SubmitAs("member 101", d)
		if err == nil || !strings.Contains(err.Error(), "五（三）") || !strings.Contains(err.Error(), "原因分析、总体评价") {
			t.Errorf("a leader's sheet without causes: %v", err)
		}

		d, err = qian.Draft("member 103")
		ok(t, err)
		d.Parts[0].Text.Say(scheme.PartCauses, "")
		d.Parts[0].Text.Say(scheme.PartOverall, "")
		ok(t, qian.SubmitAs("member 103", d))
	})
}

func TestTheFlexibleRouteOfTheElderlyCountsInFull(t *testing.T) {
	worlds(t, func(t *testing.T, w *testkit.World) {
		xu := w.As("403")
		v, err := xu.Sheet("member 401")
		ok(t, err)
		if modes := v.Modes; !slices.ContainsFunc(modes, func(m scheme.Mode) bool { return m.Key == "on-site" }) {
			t.Errorf("a call at home is not offered: %v", modes)
		}

		carriers := v.Parts[0].Groups[1].Carriers
		if !slices.Equal(carriers, []string{"上门走访", "电话", "委托送达"}) {
			t.Errorf("offered are %v", carriers)
		}

		ok(t, xu.SubmitAs("member 401", app.Draft{
			Setting: review.Setting{Modes: "individual", Selection: "all", Carrier: "电话", Day: "2011-01-05"},
			Parts:   []app.PartDraft{{ID: w.Of("member 401"), Text: review.Text{Parts: review.Parts{scheme.PartOverall: "身体不便，仍关心支部。", scheme.PartAdvice: "每月通一次电话，听他的意见。"}}}},
		}))
		if got := w.Tally("D2"); got[round.InfirmDone] != 1 || got[round.MembersDone] != 1 {
			t.Errorf("counted are %v", got)
		}
	})
}

func TestAUnitIsAskedByItsCategory(t *testing.T) {
	worlds(t, func(t *testing.T, w *testkit.World) {
		ok(t, w.Store.Write(t.Context(), func(tx *store.Tx) error {
			_, err := tx.Exec(`UPDATE unit SET category = '教工' WHERE code = 'B11'`)
			return err
		}))

		id, err := w.App.OpenRound(t.Context(), w.AsLocal().Actor, app.NewRound{Scheme: "方案.yaml", Name: "分类", From: "2011-01-01", To: "2011-06-30", Text: []byte(
			"name: own\nextends: chuangxian-2010\ngroups:\n  - name: 教工\n    text: 教工党支部重点看教学科研\n    clause: 五（三）\n    required: [causes]\n    ask: [教学任务完成情况]\n")})
		ok(t, err)
		_, err = w.App.LaunchRound(t.Context(), w.AsLocal().Actor, id)
		ok(t, err)
		w.Round = id
		zhao := w.As("101")
		if got := asked(t, zhao, "unit B11"); !slices.Equal(got, []string{"教工"}) {
			t.Errorf("the branch is asked as %v", got)
		}

		if got := asked(t, zhao, "unit B12 by 101"); got != nil {
			t.Errorf("a branch of no category is asked as %v", got)
		}

		d, err := zhao.Draft("unit B11")
		ok(t, err)
		d.Parts[0].Text.Say(scheme.PartCauses, "")
		if err := zhao.SubmitAs("unit B11", d); err == nil || !strings.Contains(err.Error(), "教工") {
			t.Errorf("the sheet without what its category demands: %v", err)
		}
	})
}
