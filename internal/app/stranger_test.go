package app_test

import (
	"errors"
	"testing"

	"lingping/internal/app"
	"lingping/internal/domain/access"
	"lingping/internal/domain/assign"
	"lingping/internal/domain/org"
	"lingping/internal/domain/review"
	"lingping/internal/domain/round"
	"lingping/internal/domain/scheme"
	"lingping/internal/errs"
	"lingping/internal/store"
	"lingping/internal/testkit"
)

func TestAStrangerHearsNothingOfASheetWhateverHeSends(t *testing.T) {
	worlds(t, func(t *testing.T, w *testkit.World) {
		ok(t, w.As("102").Submit("member 103"))
		meeting, err := w.App.OpenOccasion(t.Context(), w.As("102").Actor, review.Occasion{Round: w.Round, Unit: w.Unit("B11"),
			Title: "组织生活会", Setting: review.Setting{Day: "2011-01-05"}})
		ok(t, err)
		for _, of := range []string{"member 102", "member 103", "unit Z2"} {
			id := w.Of(of)
			for what, d := range map[string]app.Draft{
				"nothing":           {},
				"no such mode":      {Setting: review.Setting{Modes: "none"}, Parts: []app.PartDraft{{ID: id}}},
				"a meeting":         {Occasion: meeting, Parts: []app.PartDraft{{ID: id}}},
				"the record twice":  {Parts: []app.PartDraft{{ID: id, Revision: 1}, {ID: id, Revision: 1}}},
				"a mode alone":      {Setting: review.Setting{Modes: "none"}},
				"another's record":  {Parts: []app.PartDraft{{ID: w.Of("member 203")}}},
				"a day that isn't":  {Setting: review.Setting{Day: "gestern"}, Parts: []app.PartDraft{{ID: id}}},
				"no such occasion":  {Occasion: 4711, Parts: []app.PartDraft{{ID: id}}},
				"a revision before": {Parts: []app.PartDraft{{ID: id, Revision: 7}}},
			} {
				stranger := w.As("303").Actor
				_, err := w.App.SaveDraft(t.Context(), stranger, id, d)
				refused(t, "saving "+what+" in "+of, err)
				_, err = w.App.Submit(t.Context(), stranger, id, d)
				refused(t, "handing in "+what+" in "+of, err)
				_, err = w.App.Hints(t.Context(), stranger, id, d)
				refused(t, "asking for hints on "+what+" in "+of, err)
				refused(t, "correcting "+what+" in "+of, w.App.Correct(t.Context(), stranger, id, d, ""))
			}
		}
	})
}

// A unit and its secretary stand on one sheet, and each record has its own side.
func TestTheReviewedSideHandsInItsOwnRecordsOnly(t *testing.T) {
	worlds(t, func(t *testing.T, w *testkit.World) {
		reviewer, side := w.As("002"), w.As("104") // 104 sits in the committee of Z1
		d, err := reviewer.Draft("unit Z1")
		ok(t, err)
		unit, secretary := d.Parts[0], d.Parts[1]
		d.Parts = []app.PartDraft{{ID: secretary.ID, Text: review.Text{Parts: review.Parts{scheme.PartAchievements: "还没有想好怎样写"}}}}
		ok(t, reviewer.Save("unit Z1", d))
		d.Parts = []app.PartDraft{{ID: unit.ID, Revision: 7}}
		_, err = w.App.SaveDraft(t.Context(), side.Actor, unit.ID, d)
		if stale, is := errors.AsType[*app.Stale](err); !is || len(stale.Theirs.Parts) != 1 || stale.Theirs.Parts[0].ID != unit.ID {
			t.Errorf("a save that comes too late shows %+v, want the unit's part alone", err)
		}

		d.Parts = []app.PartDraft{unit}
		_, err = w.App.Submit(t.Context(), side.Actor, unit.ID, d)
		ok(t, err)
		v, err := reviewer.Sheet("unit Z1")
		ok(t, err)
		if got := v.Parts[1].Review.State; got != review.Draft {
			t.Errorf("what the reviewer drafts of the secretary is %q after the reviewed side handed in the unit's part", got)
		}

		if got := v.Parts[0].Review.State; got != review.Submitted {
			t.Errorf("the unit's part is %q", got)
		}

		ok(t, reviewer.Confirm("unit Z1"))
		d.Parts = []app.PartDraft{{ID: unit.ID, Revision: 1}, {ID: unit.ID, Revision: 1}}
		_, err = w.App.SaveDraft(t.Context(), side.Actor, unit.ID, d)
		conflict(t, "saving twice over what counts, beside a record of which one knows nothing", err)
	})
}

func TestAnOfficeAppointsNobodyOutsideTheUnitsOfItsRound(t *testing.T) {
	worlds(t, func(t *testing.T, w *testkit.World) {
		jiang := w.Person("204")
		ok(t, w.Store.Write(t.Context(), func(tx *store.Tx) error {
			return tx.SavePost(org.Post{ID: 900, Person: jiang, Unit: w.Unit("B22"), Kind: org.DeputySecretary})
		}))
		id, err := w.App.OpenRound(t.Context(), operator, app.NewRound{Scheme: "chuangxian-2010", Name: "机械学院", From: "2011-01-01",
			To: "2011-06-30", Unit: "Z1"})
		ok(t, err)
		office := access.Actor{Account: 900, Name: "机械学院活动办", Roles: []access.Role{{Kind: access.RoleOffice, Unit: w.Unit("Z1")}}}
		refused(t, "appointing in another general branch", w.App.AppointActing(t.Context(), office, id, w.Unit("B22"), jiang))
		refused(t, "appointing in no unit", w.App.AppointActing(t.Context(), office, id, 4711, jiang))
		err = w.App.AppointActing(t.Context(), office, id, w.Unit("B12"), jiang)
		conflict(t, "appointing in a branch of its own that has a secretary", err)
	})
}

func TestARosterIsFrozenOnADayOnly(t *testing.T) {
	worlds(t, func(t *testing.T, w *testkit.World) {
		for _, day := range []org.Date{"9", "2011", "heute", "2011-02-30", "2011-01-05x"} {
			if _, err := w.App.RosterChanges(t.Context(), operator, w.Round, day, app.ChangeFilter{}); !errs.Is(err, errs.Invalid) {
				t.Errorf("looking at the roster of %q: %v", day, err)
			}
			if _, err := w.App.AcceptRosterChanges(t.Context(), operator, w.Round, day, "转接"); !errs.Is(err, errs.Invalid) {
				t.Errorf("accepting the roster of %q: %v", day, err)
			}
		}
	})
}

// What remains of a sheet when the secretary's own record is exempted is still about what he leads.
func TestNobodyIsHandedTheReviewOfTheUnitThatHeLeads(t *testing.T) {
	worlds(t, func(t *testing.T, w *testkit.World) {
		_, err := w.App.ExemptSubjects(t.Context(), operator, w.Round, app.Exempting{
			Subjects: []assign.Subject{w.Subject("secretary 101")}, Reason: "刚到任", Approver: "校党委"})
		ok(t, err)
		over := round.HandOver{Extent: round.Everything, From: w.Person("002"), To: w.Person("101"), Reason: "调动"}
		_, err = w.App.HandOverSeat(t.Context(), operator, w.Round, over)
		conflict(t, "handing the review of Z1 to its secretary", err)
		over.To = w.Person("301")
		_, err = w.App.HandOverSeat(t.Context(), operator, w.Round, over)
		ok(t, err)
	})
}
