package app_test

import (
	"slices"
	"testing"

	"lingping/internal/app"
	"lingping/internal/domain/access"
	"lingping/internal/domain/review"
	"lingping/internal/domain/round"
	"lingping/internal/domain/scheme"
	"lingping/internal/testkit"
)

func home(t *testing.T, w *testkit.World, number string) app.Home {
	t.Helper()
	h, err := w.App.Home(t.Context(), w.As(number).Actor, 0)
	ok(t, err)
	return h
}

// names are the subjects of sheets.
func names(sheets []app.HomeSheet) []string {
	var out []string
	for _, s := range sheets {
		out = append(out, s.SubjectName())
	}
	return out
}

func TestHomeSaysWhatIOweByWhen(t *testing.T) {
	worlds(t, func(t *testing.T, w *testkit.World) {
		h := home(t, w, "102")
		if len(h.Groups) != 1 || h.Groups[0].UnitName != "机械学院教工党支部" || h.Groups[0].Sheets != 2 || h.Groups[0].Left() != 2 || h.Groups[0].Deadline != "2011-01-12" {
			t.Errorf("the branch secretary's groups: %+v", h.Groups)
		}

		if got := names(h.Sheets); !slices.Equal(got, []string{"赵伟", "孙䶮"}) || h.Left != 0 {
			t.Errorf("he owes %v and %d more", got, h.Left)
		}

		ok(t, w.As("102").Submit("member 101"))
		h = home(t, w, "102")
		if got := names(h.Sheets); !slices.Equal(got, []string{"孙䶮"}) || h.Groups[0].Done != 1 {
			t.Errorf("after one review he owes %v, group %+v", got, h.Groups[0])
		}
	})
}

func TestHomePutsAUnitAndItsSecretaryOnOneLine(t *testing.T) {
	worlds(t, func(t *testing.T, w *testkit.World) {
		h := home(t, w, "101")
		for _, g := range h.Groups {
			if slices.Contains(g.Kinds, scheme.Unit) && (g.Sheets != 2 || g.UnitName != "中共临海学院机械学院总支部委员会") {
				t.Errorf("the branches are %d sheets under %s, want 2 under the general branch", g.Sheets, g.UnitName)
			}
		}

		two := 0
		for _, s := range h.Sheets {
			if len(s.IDs) == 2 {
				two++
			}
		}

		if two != 2 || len(h.Sheets) != 5 {
			t.Errorf("%d lines, %d of them with two records; want 5 and 2", len(h.Sheets), two)
		}
	})
}

func TestHomeSaysWhatOthersOweMe(t *testing.T) {
	worlds(t, func(t *testing.T, w *testkit.World) {
		// 李娜: member, secretary of a branch, member of the committee, and her branch by two reviewers.
		h := home(t, w, "104")
		kinds := map[scheme.SubjectKind]int{}
		for _, s := range h.About {
			kinds[s.Subject.Kind]++
		}

		if kinds[scheme.Member] != 1 || kinds[scheme.CommitteeMember] != 1 || kinds[scheme.Unit]+kinds[scheme.Secretary] < 2 {
			t.Errorf("others owe her %v", kinds)
		}

		if len(home(t, w, "105").About) != 1 {
			t.Errorf("others owe a member %v, want his own review alone", names(home(t, w, "105").About))
		}
	})
}

func TestWhatWaitsForMeAndWhatCameBack(t *testing.T) {
	worlds(t, func(t *testing.T, w *testkit.World) {
		ok(t, w.As("103").Submit("member 103"))
		h := home(t, w, "102")
		if got := names(h.Confirm); !slices.Equal(got, []string{"孙䶮"}) || h.Groups[0].Waiting != 1 {
			t.Errorf("waiting for the reviewer: %v", got)
		}

		ok(t, w.As("102").Return("member 103", "请写实"))
		h = home(t, w, "103")
		if got := names(h.Returned); !slices.Equal(got, []string{"孙䶮"}) || h.Returned[0].ReturnReason != "请写实" {
			t.Errorf("came back to the member: %v", got)
		}

		ok(t, w.App.AppointClerk(t.Context(), w.As("102").Actor, w.Person("102"), w.Person("303")))
		ok(t, w.As("303").Submit("member 101"))
		ok(t, w.As("102").Return("member 101", "太短"))
		h = home(t, w, "303")
		if got := names(h.Returned); !slices.Equal(got, []string{"赵伟"}) {
			t.Errorf("came back to the clerk: %v", got)
		}

		if len(h.Writing) != 2 || h.Groups[len(h.Groups)-1].OwnerName != "钱芳" {
			t.Errorf("the clerk has %v to write, in groups %+v", names(h.Writing), h.Groups)
		}

		if about := home(t, w, "101").About; about[0].ReturnReason != "" {
			t.Errorf("the subject reads why the reviewer's side sent a text back: %q", about[0].ReturnReason)
		}
	})
}

func TestAnAccountThatIsNobodyOwesNothing(t *testing.T) {
	worlds(t, func(t *testing.T, w *testkit.World) {
		h, err := w.App.Home(t.Context(), w.AsOffice().Actor, 0)
		ok(t, err)
		if len(h.Groups)+len(h.Sheets)+len(h.About) != 0 {
			t.Errorf("the office's home has %+v", h)
		}

		_, err = w.App.Home(t.Context(), access.Actor{}, 0)
		refused(t, "the public asking for a home page", err)
	})
}

func TestASecondRoundStandsAfterTheOneThatEndsFirst(t *testing.T) {
	worlds(t, func(t *testing.T, w *testkit.World) {
		next := w.Launch("2011年上半年领导点评", "2011-06-01", "2011-06-30")
		h := home(t, w, "102")
		var rounds []round.ID
		for _, s := range h.Sheets {
			rounds = append(rounds, s.Obligation.Round)
		}

		if !slices.Equal(rounds, []round.ID{w.Round, w.Round, next, next}) {
			t.Errorf("sheets of the rounds %v, want those of %d before those of %d", rounds, w.Round, next)
		}

		if h.Sheets[0].State != review.Owed {
			t.Errorf("the first is %s", h.Sheets[0].State)
		}
	})
}
