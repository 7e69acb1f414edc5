package filing_test

import (
	"maps"
	"testing"

	"pgregory.net/rapid"

	"lingping/internal/domain/filing"
	"lingping/internal/domain/org"
	"lingping/internal/domain/review"
	"lingping/internal/domain/round"
	"lingping/internal/domain/scheme"
)

// pack is the rows of a committee W with a general branch Z over a branch B, and a direct branch D. 31 is secretary of B
// and of D; B has two reviewers; 13 owes nothing but a review that was exempted.
func pack() filing.Data {
	seat := func(unit org.UnitID, kind scheme.SubjectKind, person org.PersonID) filing.SeatRow {
		return filing.SeatRow{Unit: unit, Kind: kind, Person: person}
	}
	given := func(id review.ID, unit org.UnitID, kind scheme.SubjectKind, person, by org.PersonID, s review.State, mode string, n int64) filing.ReviewRow {
		return filing.ReviewRow{ID: id, Unit: unit, Kind: kind, Person: person, Reviewer: by, State: s, Modes: review.Modes(mode), Problems: n}
	}

	return filing.Data{
		Format: filing.Format,
		Units: []filing.UnitRow{
			{ID: 1, Name: "党委", Kind: org.Committee, Other: round.Tally{round.Attended: 2}},
			{ID: 2, Parent: 1, Name: "党总支", Kind: org.GeneralBranch, Counts: true},
			{ID: 3, Parent: 2, Name: "教工党支部", Kind: org.Branch, Counts: true, Other: round.Tally{round.Attended: 3}},
			{ID: 4, Parent: 1, Name: "机关党支部", Kind: org.Branch, Direct: true, Counts: true},
		},
		Seats: []filing.SeatRow{seat(2, scheme.Secretary, 21), seat(2, scheme.CommitteeMember, 22), seat(3, scheme.Secretary, 31),
			seat(4, scheme.Secretary, 31)},
		Members: []filing.MemberRow{
			{Unit: 3, Person: 21, Standing: org.Formal, Leader: true, Posted: true},
			{Unit: 3, Person: 31, Standing: org.Formal, Posted: true},
			{Unit: 3, Person: 33, Standing: org.Probationary},
			{Unit: 4, Person: 41, Standing: org.Formal, Infirm: true},
		},
		Reviews: []filing.ReviewRow{
			given(1, 2, scheme.Unit, 0, 11, review.Confirmed, "collective", 2),
			given(2, 2, scheme.Secretary, 21, 11, review.Confirmed, "collective", 1),
			given(3, 3, scheme.Unit, 0, 21, review.Confirmed, "", 0),
			given(4, 3, scheme.Unit, 0, 12, review.Confirmed, "spot", 1),
			given(5, 3, scheme.Secretary, 31, 21, review.Owed, "", 0),
			given(6, 2, scheme.CommitteeMember, 22, 13, review.Exempt, "", 0),
			given(7, 4, scheme.Unit, 0, 11, review.Submitted, "collective", 4),
			given(8, 4, scheme.Secretary, 31, 11, review.Confirmed, "collective", 0),
			given(9, 3, scheme.Member, 21, 31, review.Confirmed, "", 3),
			given(10, 3, scheme.Member, 31, 21, review.Draft, "spot", 5),
			given(11, 3, scheme.Member, 33, 31, review.Exempt, "", 0),
			given(12, 4, scheme.Member, 41, 31, review.Confirmed, "", 0),
		},
	}
}

// counted is the line without the figures that are zero.
func counted(l filing.Line) filing.Line {
	l.Figures = maps.Clone(l.Figures)
	maps.DeleteFunc(l.Figures, func(_ round.Count, n int64) bool { return n == 0 })
	return l
}

func wants(t *testing.T, what string, got, want filing.Line) {
	t.Helper()
	got = counted(got)
	if got.Unit != want.Unit || got.Own != want.Own || got.Reviewers != want.Reviewers || got.Secretaries != want.Secretaries ||
		got.Committee != want.Committee || !maps.Equal(got.Figures, want.Figures) {
		t.Errorf("%s is %+v, want %+v", what, got, want)
	}
}

func TestAnnexOneIsCountedAnewFromTheRowsAlone(t *testing.T) {
	table := pack().Recount()
	if len(table.Rows) != 3 {
		t.Fatalf("%d rows, want the committee's own, the general branch and the direct branch", len(table.Rows))
	}

	wants(t, "the total", table.Total, filing.Line{Unit: 1,
		Reviewers: round.Part{Due: 4, Done: 2}, Secretaries: round.Part{Due: 2, Done: 1}, Committee: round.Part{Due: 1},
		Figures: round.Tally{
			round.UnitsDue: 3, round.UnitsDone: 2, round.GeneralDue: 2, round.GeneralDone: 1, round.BranchesDue: 1, round.BranchesDone: 1,
			round.SecretariesDue: 3, round.SecretariesDone: 2, round.CommitteeDue: 1, round.MembersDue: 4, round.MembersDone: 2,
			round.Probationary: 1, round.LeadersDue: 1, round.LeadersDone: 1, round.NoPostDue: 2, round.NoPostDone: 1,
			round.InfirmDue: 1, round.InfirmDone: 1, round.TimesDue: 12, round.TimesDone: 7, round.TimesExempt: 2, round.Problems: 7,
			round.ModeCount("collective"): 3, round.ModeCount("spot"): 1, round.Attended: 5,
		}})

	wants(t, "the committee's own row", table.Rows[0], filing.Line{Unit: 1, Own: true, Figures: round.Tally{round.Attended: 2}})
	wants(t, "the row of the general branch", table.Rows[1], filing.Line{Unit: 2,
		Reviewers: round.Part{Due: 4, Done: 3}, Secretaries: round.Part{Due: 2, Done: 1}, Committee: round.Part{Due: 1},
		Figures: round.Tally{
			round.UnitsDue: 2, round.UnitsDone: 2, round.GeneralDue: 1, round.GeneralDone: 1, round.BranchesDue: 1, round.BranchesDone: 1,
			round.SecretariesDue: 2, round.SecretariesDone: 1, round.CommitteeDue: 1, round.MembersDue: 3, round.MembersDone: 1,
			round.Probationary: 1, round.LeadersDue: 1, round.LeadersDone: 1, round.NoPostDue: 1,
			round.TimesDue: 9, round.TimesDone: 5, round.TimesExempt: 2, round.Problems: 7,
			round.ModeCount("collective"): 2, round.ModeCount("spot"): 1, round.Attended: 3,
		}})

	wants(t, "the row of the direct branch", table.Rows[2], filing.Line{Unit: 4,
		Reviewers: round.Part{Due: 2, Done: 1}, Secretaries: round.Part{Due: 1, Done: 1},
		Figures: round.Tally{
			round.UnitsDue: 1, round.GeneralDue: 1, round.SecretariesDue: 1, round.SecretariesDone: 1, round.MembersDue: 1, round.MembersDone: 1,
			round.NoPostDue: 1, round.NoPostDone: 1, round.InfirmDue: 1, round.InfirmDone: 1, round.TimesDue: 3, round.TimesDone: 2,
			round.ModeCount("collective"): 1,
		}})
}

func TestARowWithoutFiguresIsLeftOut(t *testing.T) {
	d := pack()
	d.Units[0].Other = nil
	d.Units = append(d.Units, filing.UnitRow{ID: 5, Parent: 1, Kind: org.GeneralBranch, Name: "空", Other: round.Tally{round.Attended: 0}})
	for _, l := range d.Recount().Rows {
		if l.Own || l.Unit == 5 {
			t.Errorf("there is a row %+v", l)
		}
	}
}

func TestWhatLiesDeepInASubtreeIsInTheRowOfItsUnitUnderTheTop(t *testing.T) {
	d := pack()
	d.Units = append(d.Units, filing.UnitRow{ID: 6, Parent: 3, Kind: org.Branch, Name: "小支部", Other: round.Tally{round.Attended: 4}})
	table := d.Recount()
	if n := table.Rows[1].Figures[round.Attended]; n != 7 {
		t.Errorf("the row of the general branch counts %d who came, want those of its branch's branch too", n)
	}
}

func TestTheFiguresThatTheRowsGiveAreKnown(t *testing.T) {
	for c := range pack().Recount().Total.Figures {
		if want := c != round.Attended; filing.Counted(c) != want {
			t.Errorf("%s is counted from the rows: %v", c, !want)
		}
	}

	if !filing.Counted(round.ModeCount("x")) {
		t.Error("a mode of one letter is not counted from the rows")
	}

	for _, c := range []round.Count{round.Gaps, round.Exempted, round.Pledges, round.Opinions, round.Filed, "mode", "mode.", "model"} {
		if filing.Counted(c) {
			t.Errorf("%s is counted from the rows", c)
		}
	}
}

// However reviews stand: what adds up adds up, nothing done exceeds what is due, and no row is lost.
func TestTheRowsOfARecountAddUp(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := pack()
		for i := range d.Reviews {
			d.Reviews[i].State = rapid.SampledFrom([]review.State{review.Owed, review.Draft, review.Submitted, review.Returned,
				review.Confirmed, review.Exempt}).Draw(t, "state")
		}

		table := d.Recount()
		sum := round.Tally{}
		for _, l := range table.Rows {
			sum.Add(l.Figures)
		}

		for c, n := range table.Total.Figures {
			if sum[c] != n {
				t.Fatalf("the rows give %s %d, the total says %d", c, sum[c], n)
			}
		}

		f := table.Total.Figures
		for due, done := range map[round.Count]round.Count{round.UnitsDue: round.UnitsDone, round.SecretariesDue: round.SecretariesDone,
			round.MembersDue: round.MembersDone, round.NoPostDue: round.NoPostDone, round.GeneralDue: round.GeneralDone} {
			if f[done] > f[due] {
				t.Fatalf("%s is %d, %s %d", done, f[done], due, f[due])
			}
		}

		if f[round.TimesDone]+f[round.TimesExempt] > f[round.TimesDue] || table.Total.Reviewers.Left() < 0 {
			t.Fatalf("%d given and %d exempted of %d owed", f[round.TimesDone], f[round.TimesExempt], f[round.TimesDue])
		}
	})
}

// A pack is counted as it was when it was made: before KindsApart a department stood among the 党组织 and was never done.
func TestAPackIsCountedAsInItsOwnEdition(t *testing.T) {
	d := filing.Data{
		Units: []filing.UnitRow{{ID: 1, Kind: org.Committee}, {ID: 2, Parent: 1, Kind: org.Department, Counts: true}},
		Seats: []filing.SeatRow{{Unit: 1, Kind: scheme.Outsider, Person: 9}},
		Reviews: []filing.ReviewRow{
			{ID: 1, Unit: 2, Kind: scheme.Department, Reviewer: 7, State: review.Confirmed},
			{ID: 2, Unit: 1, Kind: scheme.Outsider, Person: 9, Reviewer: 7, State: review.Confirmed},
			{ID: 3, Unit: 1, Kind: scheme.Committee, Reviewer: 7, State: review.Owed},
		},
	}

	times := round.Tally{round.TimesDue: 3, round.TimesDone: 2}
	for edition, want := range map[int]struct {
		figures   round.Tally
		outsiders round.Part
	}{
		0: {round.Tally{round.UnitsDue: 1, round.GeneralDue: 1}, round.Part{}},
		1: {round.Tally{round.UnitsDue: 1, round.GeneralDue: 1}, round.Part{}},
		2: {round.Tally{round.DepartmentsDue: 1, round.DepartmentsDone: 1, round.CommitteesDue: 1, round.OutsidersDue: 1, round.OutsidersDone: 1},
			round.Part{Due: 1, Done: 1}},
	} {
		d.Annex.Edition = edition
		want.figures.Add(times)
		if total := counted(d.Recount().Total); !maps.Equal(total.Figures, want.figures) || total.Outsiders != want.outsiders {
			t.Errorf("edition %d counts %v and outsiders %v, want %v and %v", edition, total.Figures, total.Outsiders, want.figures, want.outsiders)
		}
	}
}
