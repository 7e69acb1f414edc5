package web_test

import (
	"cmp"
	"lingping/internal/domain/filing"
	"testing"

	"lingping/internal/app"
	"lingping/internal/domain/access"
	"lingping/internal/domain/dossier"
	"lingping/internal/domain/org"
	"lingping/internal/domain/rectify"
	"lingping/internal/domain/review"
	"lingping/internal/domain/round"
	"lingping/internal/domain/scheme"
	"lingping/internal/store"
	"lingping/internal/testkit"
)

// halfYearBranches are where something happens.
var halfYearBranches = []string{"B11", "B12", "B21", "B31", "D1", "D2"}

// halfYear lets everything happen in the round, each at some stage: reviews are owed, drafted, handed in, sent back and
// count; what they found wrong is claimed, reported and answered; help is promised and asked for; opinions are gathered,
// meetings held, units visited, notices proposed, plans and packs handed in.
func (l *lists) halfYear(t *testing.T) {
	t.Helper()
	for _, branch := range halfYearBranches {
		l.draw(t, branch)
	}

	for i, row := range l.planRows(t) {
		l.review(t, i, row)
	}

	for i, row := range l.planRows(t) {
		if row.State == review.Confirmed && row.Kind != scheme.Secretary {
			l.putRight(t, i, row)
		}
	}

	for _, branch := range halfYearBranches {
		l.inBranch(t, branch)
	}

	for _, top := range []string{"Z1", "Z2"} {
		must(l.App.HandInFiling(t.Context(), access.LocalOperator(), l.Round, filing.Key{Unit: l.Unit(top)}, "先报"))(t)
	}
}

// draw chooses one of the members of a branch at random, before anybody is reviewed.
func (l *lists) draw(t *testing.T, branch string) {
	t.Helper()
	ctx, unit, operator := t.Context(), l.Unit(branch), access.LocalOperator()
	d := must(l.App.FreezeDraw(ctx, operator, app.NewDraw{Round: l.Round, Filter: round.DrawFilter{Unit: unit, Kind: scheme.Member}, Want: 1, Source: "双色球"}))(t)
	check(t, l.App.CastDraw(ctx, operator, d, round.Casting{Public: "7", Second: "梅花三弄"}))
}

// review leads a sheet to a stage. Those of branches, and all of B11, count.
func (l *lists) review(t *testing.T, i int, row store.PlanRow) {
	t.Helper()
	of, owner := sheetName(row), l.As(row.OwnerNumber)
	name := row.UnitName
	if row.Person != 0 {
		name = row.PersonName
	}

	l.spoken = append(l.spoken, spoken{name + "深入学生宿舍的次数偏少", row})
	switch stage := i % 5; {
	case row.Kind == scheme.Secretary: // on the sheet of his unit
	case row.Kind == scheme.Unit || row.UnitCode == "B11" || row.UnitCode == "B21" || stage == 0:
		check(t, owner.Submit(of))
	case stage == 1:
		check(t, owner.Save(of, must(owner.Draft(of))(t)))
	case stage == 2:
		check(t, l.AsLocal().Submit(of))
	case stage == 3:
		check(t, l.AsLocal().Submit(of))
		check(t, owner.Return(of, row.PersonName+"请补充事例"))
	}
}

// putRight leads what a review found wrong some way.
func (l *lists) putRight(t *testing.T, i int, row store.PlanRow) {
	t.Helper()
	ctx, of := t.Context(), sheetName(row)
	owner := access.LocalOperator()
	var list []rectify.Action
	check(t, l.Store.Read(ctx, func(tx *store.Tx) (err error) {
		list, err = tx.ActionsOfReview(l.Of(of))
		return err
	}))

	must(l.App.BeginHelp(ctx, l.As(row.OwnerNumber).Actor, l.Of(of), "协调一间活动室", "2011-03-01"))(t)
	if i%3 == 0 || len(list) == 0 {
		return
	}

	check(t, l.App.ClaimAction(ctx, owner, list[0].ID, rectify.Plan{Responsible: cmp.Or(row.Person, l.Person(l.secretaryOf(row.UnitCode))), Measure: "走访"}))
	if i%3 == 1 {
		return
	}

	check(t, l.App.ReportAction(ctx, owner, list[0].ID, "", "走访了六次"))
	letter := must(l.App.ReplyOf(ctx, owner, list[0].Sheet))(t)
	must(l.App.SaveReply(ctx, owner, list[0].Sheet, letter.Reply, i%2 == 0))(t)
}

// inBranch lets what happens in a branch happen there.
func (l *lists) inBranch(t *testing.T, branch string) {
	t.Helper()
	ctx, unit, operator := t.Context(), l.Unit(branch), access.LocalOperator()
	secretary := l.secretaryOf(branch)
	for _, of := range [][2]bool{{true, false}, {false, true}, {true, true}} {
		must(l.App.OpenBatch(ctx, operator, app.NewBatch{Batch: dossier.Batch{Round: l.Round, Unit: unit, Kind: dossier.Gather,
			OfUnit: of[0], OfMembers: of[1], Title: "征求意见", Floor: dossier.OpinionFloor, Until: "2011-01-10"}}))(t)
	}

	must(l.App.OpenOccasion(ctx, l.As(secretary).Actor, review.Occasion{Round: l.Round, Unit: unit, Title: "组织生活会",
		Setting: review.Setting{Modes: "collective", Selection: "all", Carrier: "组织生活会", Day: "2011-01-05", Place: "会议室"}}))(t)
	must(l.App.AddCommitment(ctx, operator, dossier.Commitment{Round: l.Round, Key: dossier.Key{Unit: unit}, Kind: dossier.Pledge, Text: "每周答疑一次"}))(t)
	for _, p := range testkit.Roster().Persons {
		if p.Branch == unit && p.ID != l.Person(secretary) {
			must(l.App.NoteEveryday(ctx, l.As(secretary).Actor, review.Everyday{Kind: scheme.Member, Unit: unit, Person: p.ID,
				Said: review.EverydayText{Day: "2011-01-04", Good: "踏实"}}))(t)
		}
	}

	if branch == "B11" || branch == "B21" {
		must(l.App.ProposeNotice(ctx, l.As(secretary).Actor, l.Round, unit, []scheme.SubjectKind{scheme.Unit, scheme.Secretary, scheme.Member}))(t)
	}
}

// secretaryOf is the 工号 of who leads the unit on the day of the round; of a branch without one, of a member.
func (l *lists) secretaryOf(branch string) string {
	return map[string]string{"B11": "102", "B12": "104", "B21": "202", "B31": "301", "D1": "004", "D2": "403",
		"Z1": "101", "Z2": "201", "Z3": "301", "B22": "204"}[branch]
}

// handed is what passes on in the round: from, to, and from which seat; charges without one.
var handed = [][3]string{{"102", "303", "B11"}, {"003", "005", ""}, {"201", "204", "Z2"}}

func (l *lists) passOn(t *testing.T) {
	t.Helper()
	for _, h := range handed {
		over := round.HandOver{Extent: round.Charges, From: l.Person(h[0]), To: l.Person(h[1]), Reason: "调整"}
		if h[2] != "" {
			over.Extent, over.Seat = round.OneSeat, l.Unit(h[2])
		}
		must(l.App.HandOverSeat(t.Context(), access.LocalOperator(), l.Round, over))(t)
	}
}

// tookOver reports whether something passed on to the person, or he writes for somebody.
func (l *lists) tookOver(person org.PersonID) bool {
	for _, h := range handed {
		if l.Person(h[1]) == person {
			return true
		}
	}
	return person == l.Person("105") || person == l.Person("205")
}
