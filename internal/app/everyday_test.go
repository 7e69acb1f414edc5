package app_test

import (
	"testing"
	"time"

	"lingping/internal/app"
	"lingping/internal/domain/access"
	"lingping/internal/domain/org"
	"lingping/internal/domain/review"
	"lingping/internal/domain/round"
	"lingping/internal/domain/scheme"
	"lingping/internal/errs"
	"lingping/internal/store"
	"lingping/internal/testkit"
)

// talked is a short review as somebody notes it after a talk.
func talked(day org.Date) review.EverydayText {
	return review.EverydayText{Day: day, Place: "实验楼", Mode: "individual", Good: "开放实验室", Problems: "台账没有更新", Advice: "月底前补齐台账"}
}

// note notes an everyday review by the person with the 工号; whom is a 工号, empty for the unit.
func note(t *testing.T, w *testkit.World, by string, kind scheme.SubjectKind, unit, whom string, text review.EverydayText) (review.EverydayID, error) {
	t.Helper()
	in := review.Everyday{Kind: kind, Unit: w.Unit(unit), Said: text}
	if whom != "" {
		in.Person = w.Person(whom)
	}
	return w.App.NoteEveryday(t.Context(), w.As(by).Actor, in)
}

func TestAnEverydayReviewIsGivenByWhoeverWouldReviewByPostsAndCharges(t *testing.T) {
	worlds(t, func(t *testing.T, w *testkit.World) {
		for _, c := range []struct {
			what, by string
			kind     scheme.SubjectKind
			unit     string
			whom     string
			may      bool
		}{
			{"the branch secretary of a member", "102", scheme.Member, "B11", "103", true},
			{"the general branch's secretary of a member below", "101", scheme.Member, "B11", "103", true},
			{"the general branch's secretary of a branch", "101", scheme.Unit, "B11", "", true},
			{"and of its secretary", "101", scheme.Secretary, "B11", "102", true},
			{"the leader in charge of the general branch", "002", scheme.Unit, "Z1", "", true},
			{"the contact leader of a branch", "003", scheme.Unit, "B12", "", true},
			{"the secretary of the house of everything below", "001", scheme.Unit, "B22", "", true},
			{"a secretary of his own branch", "102", scheme.Unit, "B11", "", false},
			{"a secretary of himself", "102", scheme.Secretary, "B11", "102", false},
			{"a secretary of himself as a member", "101", scheme.Member, "B11", "101", false},
			{"a member of another", "103", scheme.Member, "B11", "101", false},
			{"the secretary of another branch", "202", scheme.Member, "B11", "103", false},
			{"the leader in charge of another general branch", "003", scheme.Unit, "Z1", "", false},
			{"of a committee member as such", "101", scheme.CommitteeMember, "Z1", "104", false},
			{"of a member in a branch that is not his", "101", scheme.Member, "B12", "103", false},
		} {
			_, err := note(t, w, c.by, c.kind, c.unit, c.whom, talked("2011-01-04"))
			if c.may {
				if err != nil {
					t.Errorf("%s: %v", c.what, err)
				}
				continue
			}

			refused(t, c.what, err)
		}

		_, err := note(t, w, "101", scheme.Secretary, "B11", "103", talked("2011-01-04"))
		conflict(t, "a review of somebody as the secretary who he is not", err)
		_, err = w.App.NoteEveryday(t.Context(), w.AsOffice().Actor, review.Everyday{Kind: scheme.Unit, Unit: w.Unit("B11"), Said: talked("2011-01-04")})
		refused(t, "the office of a branch", err)
		healthy(t, w)
	})
}

func TestAnEverydayReviewCannotHaveBeenGivenTomorrowOrSayNothing(t *testing.T) {
	worlds(t, func(t *testing.T, w *testkit.World) {
		for what, change := range map[string]func(*review.EverydayText){
			"no day":          func(s *review.EverydayText) { s.Day = "" },
			"tomorrow":        func(s *review.EverydayText) { s.Day = "2011-01-06" },
			"a day of none":   func(s *review.EverydayText) { s.Day = "2011-02-30" },
			"nothing":         func(s *review.EverydayText) { s.Good, s.Problems, s.Advice = " ", "", "" },
			"an unknown mode": func(s *review.EverydayText) { s.Mode = "telepathy" },
		} {
			text := talked("2011-01-04")
			change(&text)
			if _, err := note(t, w, "102", scheme.Member, "B11", "103", text); !errs.Is(err, errs.Invalid) {
				t.Errorf("%s: %v, want it refused with a sentence", what, err)
			}
		}
	})
}

func TestAnEverydayReviewIsReadAcknowledgedAndCorrectedAsANewVersion(t *testing.T) {
	worlds(t, func(t *testing.T, w *testkit.World) {
		qian, sun := w.As("102"), w.As("103")
		id, err := note(t, w, "102", scheme.Member, "B11", "103", talked("2011-01-04"))
		ok(t, err)
		for who, seat := range map[string]testkit.Seat{"its subject": sun, "the line": w.As("101"), "the office": w.AsOffice()} {
			v, err := w.App.Everyday(t.Context(), seat.Actor, id)
			if err != nil || v.Said != talked("2011-01-04") || v.SubjectName() != "孙䶮" || v.ReviewerName != "钱芳" {
				t.Errorf("%s reads %+v, %v", who, v.Said, err)
			}
		}

		_, err = w.App.Everyday(t.Context(), w.As("203").Actor, id)
		refused(t, "somebody of another general branch", err)
		refused(t, "acknowledging for another", w.App.AckEveryday(t.Context(), qian.Actor, id))
		ok(t, w.App.AckEveryday(t.Context(), sun.Actor, id))
		conflict(t, "acknowledging twice", w.App.AckEveryday(t.Context(), sun.Actor, id))

		better := talked("2011-01-04")
		better.Problems = "一月的台账没有更新"
		refused(t, "correcting what another wrote", w.App.CorrectEveryday(t.Context(), w.As("101").Actor, id, 1, better, "补充"))
		if err := w.App.CorrectEveryday(t.Context(), qian.Actor, id, 1, better, " "); !errs.Is(err, errs.Invalid) {
			t.Errorf("correcting without a reason: %v", err)
		}

		ok(t, w.App.CorrectEveryday(t.Context(), qian.Actor, id, 1, better, "写明是哪一个月"))
		conflict(t, "correcting what one has not read", w.App.CorrectEveryday(t.Context(), qian.Actor, id, 1, talked("2011-01-04"), "再改"))
		v, err := w.App.Everyday(t.Context(), sun.Actor, id)
		ok(t, err)
		if len(v.Versions) != 2 || v.Said != better || v.Versions[1].Said != talked("2011-01-04") || v.Versions[0].Reason != "写明是哪一个月" {
			t.Errorf("both versions and the reason stay: %+v", v.Versions)
		}

		if v.AcknowledgedAt != 0 || !v.Allowed[access.AckEveryday] {
			t.Error("a corrected review is not to be acknowledged anew")
		}

		refused(t, "a paper receipt by the subject himself", w.App.AckEverydayOnPaper(t.Context(), sun.Actor, id))
		ok(t, w.App.AckEverydayOnPaper(t.Context(), qian.Actor, id))
	})
}

func TestAUnitsEverydayReviewIsAcknowledgedByWhoLeadsIt(t *testing.T) {
	worlds(t, func(t *testing.T, w *testkit.World) {
		id, err := note(t, w, "101", scheme.Unit, "B11", "", talked("2011-01-04"))
		ok(t, err)
		refused(t, "a member of the branch", w.App.AckEveryday(t.Context(), w.As("103").Actor, id))
		ok(t, w.App.AckEveryday(t.Context(), w.As("102").Actor, id))
	})
}

func TestEverydayReviewsLieBesideTheSheetOfTheRoundForItsReviewerOnly(t *testing.T) {
	worlds(t, func(t *testing.T, w *testkit.World) {
		_, err := note(t, w, "101", scheme.Member, "B11", "103", talked("2011-01-04"))
		ok(t, err)
		_, err = note(t, w, "101", scheme.Member, "B11", "103", talked("2010-06-01"))
		ok(t, err)
		v, err := w.As("102").Sheet("member 103")
		ok(t, err)
		if got := v.Parts[0].Everyday; len(got) != 1 || got[0].Said.Problems != "台账没有更新" || got[0].ReviewerName != "赵伟" {
			t.Errorf("beside the sheet lie %+v, want the one of the last half year", got)
		}

		for what, seat := range map[string]testkit.Seat{"its subject": w.As("103")} {
			v, err := seat.Sheet("member 103")
			ok(t, err)
			if len(v.Parts[0].Everyday) != 0 {
				t.Errorf("%s sees material of the reviewer", what)
			}
		}
	})
}

// clocks are the states of the house's clocks by "kind code".
func clocks(t *testing.T, w *testkit.World, who access.Actor, unit org.UnitID) map[string]app.ClockLine {
	t.Helper()
	v, err := w.App.Clocks(t.Context(), who, app.ClockFilter{Unit: unit})
	ok(t, err)
	out := map[string]app.ClockLine{}
	for _, part := range v.Parts {
		for _, l := range part.Lines {
			out[string(l.Kind)+" "+l.Unit.Code] = l
		}
	}

	return out
}

func TestTheRollingHalfYearCountsReviewsOfRoundsAndEverydayReviews(t *testing.T) {
	worlds(t, func(t *testing.T, w *testkit.World) {
		office := w.AsOffice().Actor
		first := clocks(t, w, office, 0)
		if len(first) != 19 || first["unit W0"].Kind != "" || first["unit B11"].State != round.ClockNever {
			t.Fatalf("%d clocks, want those of 10 units and 9 secretaries below the root, never reviewed: %v", len(first), first)
		}

		ok(t, w.As("101").Submit("unit B11"))
		_, err := note(t, w, "101", scheme.Unit, "B12", "", talked("2010-07-10"))
		ok(t, err)
		_, err = note(t, w, "003", scheme.Secretary, "B12", "104", talked("2010-06-30"))
		ok(t, err)
		_, err = note(t, w, "101", scheme.Member, "B12", "105", talked("2011-01-04"))
		ok(t, err)
		now := clocks(t, w, office, 0)
		for key, want := range map[string]round.Clock{
			"unit B11":      {Last: "2011-01-05", Due: "2011-07-05", State: round.ClockFine},
			"secretary B11": {Last: "2011-01-05", Due: "2011-07-05", State: round.ClockFine},
			"unit B12":      {Last: "2010-07-10", Due: "2011-01-10", State: round.ClockSoon},
			"secretary B12": {Last: "2010-06-30", Due: "2010-12-30", State: round.ClockOver},
			"unit B21":      {State: round.ClockNever},
		} {
			if now[key].Clock != want {
				t.Errorf("the clock of %s is %+v, want %+v", key, now[key].Clock, want)
			}
		}

		if below := clocks(t, w, w.As("101").Actor, w.Unit("Z1")); len(below) != 6 {
			t.Errorf("the general branch sees %d clocks, want its own and those of its two branches", len(below))
		}

		_, err = w.App.Clocks(t.Context(), w.As("101").Actor, app.ClockFilter{Unit: w.Unit("Z2")})
		refused(t, "the clocks of another general branch", err)
		_, err = w.App.Clocks(t.Context(), w.As("103").Actor, app.ClockFilter{})
		refused(t, "the clocks to a member", err)
	})
}

func TestALeaderSeesTheClocksForWhichHeAnswers(t *testing.T) {
	worlds(t, func(t *testing.T, w *testkit.World) {
		for number, want := range map[string][]string{
			"101": {"unit B11", "secretary B11", "unit B12", "secretary B12"},
			"002": {"unit Z1", "secretary Z1", "unit D2", "secretary D2"},
			"003": {"unit B12", "secretary B12", "unit Z2", "secretary Z2"},
			// R6: what is below the root and in nobody's charge; and the branch whose secretary leads Z3 above it too
			"001": {"unit D1", "secretary D1", "unit Z3", "secretary Z3", "unit B31", "secretary B31"},
			"301": nil,
			"103": nil,
		} {
			desk, err := w.App.EverydayDesk(t.Context(), w.As(number).Actor)
			ok(t, err)
			got := map[string]bool{}
			for _, l := range desk.Clocks {
				got[string(l.Kind)+" "+l.Unit.Code] = true
			}

			if len(got) != len(want) {
				t.Errorf("%s answers for %v, want %v", number, got, want)
			}

			for _, key := range want {
				if !got[key] {
					t.Errorf("%s does not answer for %s", number, key)
				}
			}
		}
	})
}

func TestWhoActsForASecretaryHasAClockOnlyWhereThereIsNone(t *testing.T) {
	worlds(t, func(t *testing.T, w *testkit.World) {
		ok(t, w.Store.Write(t.Context(), func(tx *store.Tx) error {
			for i, p := range []org.Post{
				{Person: w.Person("103"), Unit: w.Unit("B11"), Kind: org.Acting},
				{Person: w.Person("203"), Unit: w.Unit("B22"), Kind: org.Acting, From: "2010-12-01"},
				{Person: w.Person("204"), Unit: w.Unit("B22"), Kind: org.Secretary, To: "2010-11-30"},
			} {
				p.ID = org.PostID(900 + i)
				if err := tx.SavePost(p); err != nil {
					return err
				}
			}
			return nil
		}))

		now := clocks(t, w, w.AsOffice().Actor, 0)
		if now["secretary B11"].PersonName != "钱芳" {
			t.Errorf("the secretary of B11 is %s", now["secretary B11"].PersonName)
		}

		if l := now["secretary B22"]; l.PersonName != "卫超" || l.State != round.ClockFine || l.Due != "2011-06-01" {
			t.Errorf("who acts in B22 since December has the clock %+v of %s", l.Clock, l.PersonName)
		}
	})
}

// tasks are how many things of each kind somebody is told to do.
func tasks(t *testing.T, a *app.App, who access.Actor) map[app.TaskKind]app.Task {
	t.Helper()
	list, err := tasksFor(t.Context(), a, who)
	ok(t, err)
	out := map[app.TaskKind]app.Task{}
	for _, one := range list {
		out[one.Kind] = one
	}

	return out
}

func TestHomeTellsOfClocksThatNoSheetOfARunningRoundAsksForAndOfReceipts(t *testing.T) {
	worlds(t, func(t *testing.T, w *testkit.World) {
		zhao := w.As("101")
		if told := tasks(t, w.App, zhao.Actor); told[app.TaskClock].Count != 0 {
			t.Errorf("told of %d clocks whose sheets are on his list", told[app.TaskClock].Count)
		}

		ok(t, zhao.Submit("unit B11"))
		august := w.App.At(func() time.Time { return time.Date(2011, 8, 1, 9, 0, 0, 0, time.UTC) })
		if told := tasks(t, august, zhao.Actor)[app.TaskClock]; told.Count != 2 || told.Deadline != "2011-07-05" {
			t.Errorf("in August he is told %+v, want the branch and its secretary", told)
		}

		id, err := note(t, w, "101", scheme.Secretary, "B11", "102", talked("2011-01-04"))
		ok(t, err)
		if told := tasks(t, w.App, w.As("102").Actor)[app.TaskEveryday]; told.Count != 1 || told.Ref != int64(id) || told.Name != "赵伟" {
			t.Errorf("the secretary is told %+v", told)
		}

		ok(t, w.App.AckEveryday(t.Context(), w.As("102").Actor, id))
		if told := tasks(t, w.App, w.As("102").Actor)[app.TaskEveryday]; told.Count != 0 {
			t.Errorf("and after he acknowledged %+v", told)
		}
	})
}

func TestAProblemCanCiteAnEverydayReview(t *testing.T) {
	worlds(t, func(t *testing.T, w *testkit.World) {
		id, err := note(t, w, "101", scheme.Member, "B11", "103", talked("2011-01-04"))
		ok(t, err)
		qian := w.As("102")
		d, err := qian.Draft("member 103")
		ok(t, err)
		d.Parts[0].Text.Citations = []review.Citation{{Problem: 1, Kind: review.CiteEveryday, Ref: int64(id)}}
		ok(t, qian.SubmitAs("member 103", d))
		v, err := w.As("103").Sheet("member 103")
		ok(t, err)
		if got := v.Parts[0].Review.Text.Citations; len(got) != 1 || got[0].Label != "2011-01-04" {
			t.Errorf("the subject reads the citations %+v", got)
		}
	})
}

// A clerk notes what his leader said, in his leader's name; of nobody else, and never of himself or of his own unit.
func TestAClerkNotesAnEverydayReviewForHisLeader(t *testing.T) {
	worlds(t, func(t *testing.T, w *testkit.World) {
		clerk, leader := w.As("303"), w.As("101")
		_, err := note(t, w, "303", scheme.Unit, "B11", "", talked("2011-01-04"))
		refused(t, "somebody who writes for nobody", err)
		ok(t, w.App.AppointClerk(t.Context(), leader.Actor, w.Person("101"), w.Person("303")))
		form, err := w.App.EverydayForm(t.Context(), clerk.Actor, app.EverydaySubject{})
		ok(t, err)
		offered := false
		for _, s := range form.Subjects {
			offered = offered || s.Kind == scheme.Unit && s.Unit == w.Unit("B11") && s.For == w.Person("101") && s.ForName == "赵伟"
		}

		if !offered {
			t.Errorf("the clerk is offered %+v", form.Subjects)
		}

		id, err := note(t, w, "303", scheme.Unit, "B11", "", talked("2011-01-04"))
		ok(t, err)
		v, err := w.App.Everyday(t.Context(), leader.Actor, id)
		ok(t, err)
		if v.Reviewer != w.Person("101") || v.ReviewerName != "赵伟" || v.By != "朱明" {
			t.Errorf("given by %s, noted by %s", v.ReviewerName, v.By)
		}

		desk, err := w.App.EverydayDesk(t.Context(), clerk.Actor)
		ok(t, err)
		if len(desk.Given) != 1 || desk.Given[0].ID != id {
			t.Errorf("the clerk finds %+v again", desk.Given)
		}

		ok(t, w.App.CorrectEveryday(t.Context(), clerk.Actor, id, 1, talked("2011-01-03"), "日期写错"))
		_, err = note(t, w, "303", scheme.Unit, "B21", "", talked("2011-01-04"))
		refused(t, "of a branch that his leader does not review", err)
		in := review.Everyday{Kind: scheme.Unit, Unit: w.Unit("B11"), Reviewer: w.Person("002"), Said: talked("2011-01-04")}
		_, err = w.App.NoteEveryday(t.Context(), clerk.Actor, in)
		refused(t, "in the name of a leader for whom he does not write", err)

		came, err := w.App.EverydayForm(t.Context(), clerk.Actor, app.EverydaySubject{Kind: scheme.Unit, Unit: w.Unit("B11")})
		ok(t, err)
		if first := came.Subjects[0]; first.For != w.Person("101") || first.Unit != w.Unit("B11") {
			t.Errorf("coming from a page the clerk is offered %+v", first)
		}

		ok(t, w.App.AppointClerk(t.Context(), leader.Actor, w.Person("101"), w.Person("102")))
		_, err = note(t, w, "102", scheme.Unit, "B11", "", talked("2011-01-04"))
		refused(t, "a clerk who leads the unit", err)
		_, err = note(t, w, "102", scheme.Secretary, "B11", "102", talked("2011-01-04"))
		refused(t, "a clerk of himself", err)
		healthy(t, w)
	})
}
