package app_test

import (
	"testing"

	"lingping/internal/app"
	"lingping/internal/domain/access"
	"lingping/internal/domain/review"
	"lingping/internal/domain/scheme"
	"lingping/internal/testkit"
)

// branchSeries names what the secretary with the 工号 owes to the members of a branch.
func branchSeries(w *testkit.World, secretary, branch string) app.SeriesKey {
	return app.SeriesKey{Round: w.Round, Owner: w.Person(secretary), Kind: scheme.Member, Unit: w.Unit(branch)}
}

func TestASeriesLeadsThroughABranch(t *testing.T) {
	worlds(t, func(t *testing.T, w *testkit.World) {
		zhang := w.As("004")
		ok(t, zhang.Submit("member 002"))
		s, err := w.App.Series(t.Context(), zhang.Actor, branchSeries(w, "004", "D1"))
		ok(t, err)
		if len(s.Sheets) != 4 || s.Left() != 3 || s.OwnerName != "张敏" {
			t.Fatalf("the series has %d sheets, %d left, of %q; want 4, 3 left, of 张敏", len(s.Sheets), s.Left(), s.OwnerName)
		}

		before, after := s.Beside(w.Of("member 002"))
		if before.Name != "陈建国" || after.Name != "刘强" {
			t.Errorf("beside 王丽 stand %q and %q", before.Name, after.Name)
		}

		if first, _ := s.Beside(w.Of("member 001")); first != nil {
			t.Errorf("%q stands before the first", first.Name)
		}

		if next := s.NextOpen(w.Of("member 001")); next.Name != "刘强" {
			t.Errorf("after 陈建国 the next to be written is %q, want 刘强: 王丽 is done", next.Name)
		}

		if next := s.NextOpen(w.Of("member 005")); next.Name != "陈建国" {
			t.Errorf("after the last the next to be written is %q, want the first", next.Name)
		}

		if s.Usual.Place != "第一会议室" {
			t.Errorf("the usual place is %q, want that of the sheet saved last", s.Usual.Place)
		}

		for _, of := range []string{"member 001", "member 003", "member 005"} {
			ok(t, zhang.Submit(of))
		}

		s, err = w.App.SeriesOf(t.Context(), zhang.Actor, w.Of("member 005"))
		ok(t, err)
		if next := s.NextOpen(w.Of("member 005")); next != nil || s.Left() != 0 {
			t.Errorf("with all written %d are left", s.Left())
		}
	})
}

func TestWhatWasReturnedComesLastInASeries(t *testing.T) {
	s := app.Series{Sheets: []app.HomeSheet{{IDs: []review.ID{1}}, {IDs: []review.ID{2}}}}
	s.Sheets[0].State, s.Sheets[1].State = review.Returned, review.Owed
	if next := s.NextOpen(0); next.IDs[0] != 2 {
		t.Error("the reviewer is led to the sheet that he has just sent back")
	}

	if next := s.NextOpen(2); next == nil || next.IDs[0] != 1 {
		t.Error("the returned sheet is never reached")
	}
}

func TestASeriesIsForTheReviewerAndHisClerks(t *testing.T) {
	worlds(t, func(t *testing.T, w *testkit.World) {
		key := branchSeries(w, "102", "B11")
		for _, stranger := range []string{"101", "103", "104"} {
			_, err := w.App.Series(t.Context(), w.As(stranger).Actor, key)
			refused(t, stranger+" reading the series of 102", err)
		}

		ok(t, w.App.AppointClerkNamed(t.Context(), w.As("102").Actor, w.Person("102"), "孙䶮"))
		s, err := w.App.Series(t.Context(), w.As("103").Actor, key)
		ok(t, err)
		if len(s.Sheets) != 1 || s.Sheets[0].Name != "赵伟" {
			t.Errorf("the clerk is shown %d sheets; his own must not be among them", len(s.Sheets))
		}

		mine, err := w.App.WritesFor(t.Context(), w.As("103").Actor)
		ok(t, err)
		if len(mine) != 1 || mine[0].ReviewerName != "钱芳" {
			t.Errorf("he writes for %v, want 钱芳", mine)
		}

		refused(t, "a member appointing a clerk for his secretary",
			w.App.AppointClerkNamed(t.Context(), w.As("101").Actor, w.Person("403"), "101"))
	})
}

func TestUnitsAreASeriesOfTheSeatFromWhichTheyAreReviewed(t *testing.T) {
	worlds(t, func(t *testing.T, w *testkit.World) {
		s, err := w.App.SeriesOf(t.Context(), w.As("101").Actor, w.Of("secretary 102"))
		ok(t, err)
		if len(s.Sheets) != 2 || s.Key.Unit != w.Unit("Z1") || len(s.Sheets[0].IDs) != 2 {
			t.Fatalf("the branches of Z1 are %d sheets under seat %d", len(s.Sheets), s.Key.Unit)
		}

		home, err := w.App.Home(t.Context(), w.As("101").Actor, 0)
		ok(t, err)
		held := 0
		for _, g := range home.Groups {
			if g.Key() == s.Key && g.Holds(s.Sheets[0]) {
				held++
			}
		}

		if held != 1 {
			t.Errorf("%d groups of the home page are this series, want one", held)
		}

		s, err = w.App.SeriesOf(t.Context(), w.As("102").Actor, w.Of("unit B11"))
		ok(t, err)
		if len(s.Sheets) != 0 {
			t.Errorf("the reviewed side is shown %d sheets of its reviewer", len(s.Sheets))
		}
	})
}

func TestOwnOccasionsAreThoseOneLedOrWritesFor(t *testing.T) {
	worlds(t, func(t *testing.T, w *testkit.World) {
		in := review.Occasion{Round: w.Round, Unit: w.Unit("B11"), Title: "支部党员大会",
			Setting: review.Setting{Modes: "collective", Day: "2011-01-05"}}
		_, err := w.App.OpenOccasion(t.Context(), w.As("102").Actor, in)
		ok(t, err)
		ok(t, w.App.AppointClerk(t.Context(), access.LocalOperator(), w.Person("102"), w.Person("105")))
		for number, want := range map[string]int{"102": 1, "105": 1, "103": 0, "101": 0} {
			list, err := w.App.OwnOccasions(t.Context(), w.As(number).Actor)
			ok(t, err)
			if len(list.List) != want {
				t.Errorf("%s is shown %d occasions, want %d", number, len(list.List), want)
			}
		}
	})
}

func TestVersionsThatNeverCountedAreTheirWritersBusiness(t *testing.T) {
	worlds(t, func(t *testing.T, w *testkit.World) {
		ok(t, w.App.AppointClerk(t.Context(), access.LocalOperator(), w.Person("102"), w.Person("105")))
		wu, qian, sun := w.As("105"), w.As("102"), w.As("103")
		ok(t, wu.Submit("member 103"))
		ok(t, qian.Return("member 103", "请写得具体些"))
		ok(t, wu.Submit("member 103"))
		ok(t, qian.Confirm("member 103"))
		versions := func(seat testkit.Seat) int {
			v, err := seat.Sheet("member 103")
			ok(t, err)
			return len(v.Parts[0].Versions)
		}
		if versions(qian) != 2 || versions(sun) != 1 {
			t.Errorf("the reviewer is shown %d versions, the member %d; want 2, and the member only what counts", versions(qian), versions(sun))
		}

		d, err := qian.Draft("member 103")
		ok(t, err)
		d.Parts[0].Text.Say(scheme.PartAdvice, "请每周走访一次宿舍。")
		ok(t, w.App.Correct(t.Context(), qian.Actor, w.Of("member 103"), d, "原文写错了"))
		if versions(sun) != 2 {
			t.Errorf("after a correction the member is shown %d versions, want the one that counted too", versions(sun))
		}
	})
}
