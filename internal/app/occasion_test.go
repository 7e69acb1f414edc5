package app_test

import (
	"testing"

	"lingping/internal/domain/access"
	"lingping/internal/domain/review"
	"lingping/internal/domain/round"
	"lingping/internal/domain/scheme"
	"lingping/internal/errs"
	"lingping/internal/testkit"
)

// meeting is what is written of a branch's meeting.
func meeting(w *testkit.World, unit string) review.Occasion {
	return review.Occasion{
		Round: w.Round, Unit: w.Unit(unit), Title: "支部党员大会", Expected: 3, Members: 3, Representatives: 2,
		Setting: review.Setting{Modes: "collective", Selection: "all", Carrier: "组织生活会", Day: "2011-01-06", Place: "第二教室"},
	}
}

func TestOneMeetingMakesManyDifferentSheets(t *testing.T) {
	worlds(t, func(t *testing.T, w *testkit.World) {
		qian := w.As("102")
		id, err := w.App.OpenOccasion(t.Context(), qian.Actor, meeting(w, "B11"))
		ok(t, err)
		v, err := w.App.Occasion(t.Context(), qian.Actor, id)
		ok(t, err)
		var names []string
		for _, s := range v.Sheets {
			names = append(names, s.SubjectName())
		}

		if len(names) != 2 || names[0] != "赵伟" || names[1] != "孙䶮" || v.UnitName != "机械学院教工党支部" || v.LeaderName != "钱芳" {
			t.Fatalf("the meeting in %s under %s is about %v", v.UnitName, v.LeaderName, names)
		}

		if before, after := v.Beside(v.Sheets[0].ID); before != 0 || after != v.Sheets[1].ID {
			t.Errorf("beside the first sheet stand %d and %d", before, after)
		}

		for _, of := range []string{"member 101", "member 103"} {
			d, err := qian.Draft(of)
			ok(t, err)
			d.Occasion, d.Setting = id, review.Setting{}
			ok(t, qian.SubmitAs(of, d))
			sheet, err := qian.Sheet(of)
			ok(t, err)
			if sheet.Setting != meeting(w, "B11").Setting || sheet.Occasion != id {
				t.Errorf("the sheet of %s has the common cells %+v", of, sheet.Setting)
			}
		}

		if tally := w.Tally("Z1"); tally[round.Attended] != 3 || tally[round.Representatives] != 2 || tally[round.ModeCount("collective")] != 2 {
			t.Errorf("the general branch counts %v, want who came and two collective reviews", tally)
		}
	})
}

func TestACopiedTextInOneMeetingIsNamedBeforeItIsHandedIn(t *testing.T) {
	worlds(t, func(t *testing.T, w *testkit.World) {
		qian := w.As("102")
		first, err := qian.Draft("member 101")
		ok(t, err)
		ok(t, qian.Save("member 101", first))
		second, err := qian.Draft("member 103")
		ok(t, err)
		second.Parts[0].Text = first.Parts[0].Text
		advice, err := w.App.Hints(t.Context(), qian.Actor, w.Of("member 103"), second)
		ok(t, err)
		if len(advice) != 1 || len(advice[0].Hints) != 1 || advice[0].Hints[0].Args[0] != "赵伟" {
			t.Fatalf("hints %+v, want the sheet of 赵伟 named", advice)
		}

		ok(t, qian.SubmitAs("member 103", second))
	})
}

func TestChangingAMeetingChangesItsOpenSheetsAndLosesNothing(t *testing.T) {
	worlds(t, func(t *testing.T, w *testkit.World) {
		qian := w.As("102")
		o := meeting(w, "B11")
		id, err := w.App.OpenOccasion(t.Context(), qian.Actor, o)
		ok(t, err)
		for _, of := range []string{"member 101", "member 103"} {
			d, err := qian.Draft(of)
			ok(t, err)
			d.Occasion = id
			ok(t, qian.Save(of, d))
		}

		done, err := qian.Draft("member 101")
		ok(t, err)
		ok(t, qian.SubmitAs("member 101", done))
		writing, err := qian.Draft("member 103")
		ok(t, err)
		o.ID, o.Revision, o.Setting.Place, o.Members = id, 1, "图书馆", 2
		open, err := w.App.SaveOccasion(t.Context(), qian.Actor, o)
		ok(t, err)
		if open != 1 {
			t.Errorf("%d open sheets changed, want 1", open)
		}

		for of, place := range map[string]string{"member 101": "第二教室", "member 103": "图书馆"} {
			v, err := qian.Sheet(of)
			ok(t, err)
			if v.Setting.Place != place {
				t.Errorf("the sheet of %s was given in %s, want %s", of, v.Setting.Place, place)
			}
		}

		writing.Parts[0].Text.Say(scheme.PartOverall, "正在写的一句")
		ok(t, qian.Save("member 103", writing))
		if n := w.Tally("W0")[round.Attended]; n != 2 {
			t.Errorf("%d came, want the corrected 2", n)
		}

		_, err = w.App.SaveOccasion(t.Context(), qian.Actor, o)
		conflict(t, "saving an occasion over an unseen save", err)
	})
}

func TestSheetsBegunBeforeAMeetingCanBeTakenIntoIt(t *testing.T) {
	worlds(t, func(t *testing.T, w *testkit.World) {
		qian := w.As("102")
		for _, of := range []string{"member 101", "member 103"} {
			d, err := qian.Draft(of)
			ok(t, err)
			d.Setting = review.Setting{}
			ok(t, qian.Save(of, d))
		}

		id, err := w.App.OpenOccasion(t.Context(), qian.Actor, meeting(w, "B11"))
		ok(t, err)
		n, err := w.App.AttachSheets(t.Context(), qian.Actor, id, []review.ID{w.Of("member 101"), w.Of("member 103"), w.Of("member 105")})
		ok(t, err)
		if v, err := qian.Sheet("member 103"); err != nil || n != 2 || v.Occasion != id || v.Setting.Day != "2011-01-06" {
			t.Errorf("%d sheets taken in, one of them reads %+v (%v)", n, v.Setting, err)
		}
	})
}

func TestWhoMayHoldAndSeeAMeeting(t *testing.T) {
	worlds(t, func(t *testing.T, w *testkit.World) {
		o := meeting(w, "B11")
		_, err := w.App.OpenOccasion(t.Context(), w.As("104").Actor, o)
		if !errs.Is(err, errs.Invalid) {
			t.Errorf("a meeting led by somebody who owes nobody there a review: %v, want it refused", err)
		}

		o.Leader = w.Person("102")
		_, err = w.App.OpenOccasion(t.Context(), w.As("104").Actor, o)
		refused(t, "a stranger opening the secretary's meeting", err)
		_, err = w.App.OpenOccasion(t.Context(), w.AsOffice().Actor, o)
		refused(t, "the office opening it", err)
		ok(t, w.App.AppointClerk(t.Context(), w.As("102").Actor, w.Person("102"), w.Person("103")))
		id, err := w.App.OpenOccasion(t.Context(), w.As("103").Actor, o)
		ok(t, err)
		for number, may := range map[string]bool{"102": true, "103": true, "101": true, "001": true, "104": false, "201": false} {
			_, err := w.App.Occasion(t.Context(), w.As(number).Actor, id)
			if (err == nil) != may {
				t.Errorf("%s seeing the meeting: %v, want %v", number, err, may)
			}

			list, err := w.App.Occasions(t.Context(), w.As(number).Actor, w.Round, w.Unit("B11"))
			ok(t, err)
			if (len(list) == 1) != (may && number != "103") {
				t.Errorf("%s has %d meetings of the branch in the list", number, len(list))
			}
		}

		d, err := w.As("201").Draft("member 201")
		ok(t, err)
		d.Occasion = id
		if err := w.As("201").Save("member 201", d); !errs.Is(err, errs.Invalid) {
			t.Errorf("a sheet of another reviewer in the meeting: %v, want it refused", err)
		}
	})
}

func TestASecretaryReviewsBranchesAndTheirSecretariesInOneMeeting(t *testing.T) {
	worlds(t, func(t *testing.T, w *testkit.World) {
		id, err := w.App.OpenOccasion(t.Context(), w.As("101").Actor, meeting(w, "Z1"))
		ok(t, err)
		v, err := w.App.Occasion(t.Context(), w.As("101").Actor, id)
		ok(t, err)
		counts := map[int]int{}
		for _, s := range v.Sheets {
			counts[len(s.IDs)]++
		}

		// 李娜 as a member of the committee, two branches with their secretaries, two secretaries as members.
		if len(v.Sheets) != 5 || counts[2] != 2 {
			t.Errorf("the meeting has %d sheets, %d of them with two records", len(v.Sheets), counts[2])
		}
	})
}

func TestAClerkWritesAndTheReviewerConfirms(t *testing.T) {
	worlds(t, func(t *testing.T, w *testkit.World) {
		wei, xing := w.As("102"), w.As("303")
		refused(t, "somebody making himself a clerk", w.App.AppointClerk(t.Context(), xing.Actor, w.Person("102"), w.Person("303")))
		if err := w.App.AppointClerk(t.Context(), wei.Actor, w.Person("102"), w.Person("102")); !errs.Is(err, errs.Invalid) {
			t.Errorf("a reviewer as his own clerk: %v, want it refused", err)
		}

		ok(t, w.App.AppointClerk(t.Context(), wei.Actor, w.Person("102"), w.Person("303")))
		ok(t, w.App.AppointClerk(t.Context(), w.AsOffice().Actor, w.Person("102"), w.Person("103")))
		ok(t, xing.Submit("member 103"))
		if got := state(t, wei, "member 103"); got != review.Submitted {
			t.Errorf("written by the clerk it is %q, want that it waits for the reviewer", got)
		}

		refused(t, "the clerk confirming it", xing.Confirm("member 103"))
		_, err := w.As("103").Sheet("member 103")
		refused(t, "the other clerk reading the draft about himself", err)
		ok(t, wei.Confirm("member 103"))
		clerks, err := w.App.Clerks(t.Context(), wei.Actor, w.Person("102"))
		ok(t, err)
		if len(clerks) != 2 {
			t.Errorf("%d clerks, want 2", len(clerks))
		}

		ok(t, w.App.DismissClerk(t.Context(), wei.Actor, w.Person("102"), w.Person("303")))
		refused(t, "a dismissed clerk writing", xing.Submit("member 101"))
	})
}

func TestEveryObligationAnswersWhyMe(t *testing.T) {
	worlds(t, func(t *testing.T, w *testkit.World) {
		why, err := w.App.Why(t.Context(), w.As("103").Actor, w.Of("member 103"))
		ok(t, err)
		if why.OwnerName != "钱芳" || why.Decision.Rules[0] != "R3" || len(why.Rules) != 1 || why.Rules[0].Clause != "二（二）" || why.Given != "" {
			t.Errorf("the member reads %+v", why)
		}

		_, err = w.App.Why(t.Context(), w.As("105").Actor, w.Of("member 103"))
		refused(t, "a stranger asking why", err)
		_, err = w.App.HandOverSeat(t.Context(), access.LocalOperator(), w.Round, round.HandOver{
			Extent: round.OneSeat, Seat: w.Unit("B11"), From: w.Person("102"), To: w.Person("303"), Reason: "书记调整"})
		ok(t, err)
		why, err = w.App.Why(t.Context(), w.As("303").Actor, w.Of("member 103"))
		ok(t, err)
		if why.OwnerName != "朱明" || why.Given != "钱芳" {
			t.Errorf("after the hand-over %s owes it, the rules gave %q", why.OwnerName, why.Given)
		}

		ok(t, w.As("303").Submit("member 103"))
		refused(t, "the old secretary writing after the hand-over", w.As("102").Submit("member 101"))
	})
}

func TestTheLastRoundStandsBesideTheSheet(t *testing.T) {
	worlds(t, func(t *testing.T, w *testkit.World) {
		ok(t, w.As("102").Submit("member 103"))
		ok(t, w.As("101").Submit("unit B11"))
		next := w.Launch("2011年上半年领导点评", "2011-06-01", "2011-06-30")
		for of, words := range map[string]string{"member 103": "孙䶮践诺情况较好。", "unit B11": "机械学院教工党支部践诺情况较好。"} {
			reviewer := map[string]string{"member 103": "102", "unit B11": "101"}[of]
			v, err := w.App.Sheet(t.Context(), w.As(reviewer).Actor, w.OfRound(next, of))
			ok(t, err)
			last := v.Parts[0].Last
			if len(last) != 1 || last[0].Text.Parts[scheme.PartOverall] != words || last[0].Round != "2010年下半年领导点评" {
				t.Errorf("beside %s stands %+v", of, last)
			}
		}

		v, err := w.As("102").Sheet("member 101")
		ok(t, err)
		if len(v.Parts[0].Last) != 0 {
			t.Errorf("beside a first review stands %+v", v.Parts[0].Last)
		}
	})
}

func TestAnOccasionIsNotKeptWithoutNameAndDay(t *testing.T) {
	worlds(t, func(t *testing.T, w *testkit.World) {
		for what, change := range map[string]func(*review.Occasion){
			"no title":             func(o *review.Occasion) { o.Title = " " },
			"no day":               func(o *review.Occasion) { o.Setting.Day = "" },
			"a day that is none":   func(o *review.Occasion) { o.Setting.Day = "2011-02-30" },
			"more came than could": func(o *review.Occasion) { o.Members = 9 },
			"an unknown mode":      func(o *review.Occasion) { o.Setting.Modes = "by-mail" },
		} {
			o := meeting(w, "B11")
			change(&o)
			if _, err := w.App.OpenOccasion(t.Context(), w.As("102").Actor, o); !errs.Is(err, errs.Invalid) {
				t.Errorf("%s: %v, want it refused", what, err)
			}
		}
		if tally := w.Tally("B11"); tally[round.Attended] != 0 {
			t.Errorf("refused meetings count %d who came", tally[round.Attended])
		}
	})
}
