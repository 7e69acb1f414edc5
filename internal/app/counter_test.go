package app_test

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"lingping/internal/app"
	"lingping/internal/domain/access"
	"lingping/internal/domain/assign"
	"lingping/internal/domain/org"
	"lingping/internal/domain/review"
	"lingping/internal/domain/round"
	"lingping/internal/errs"
	"lingping/internal/store"
	"lingping/internal/testkit"
)

// deed is one thing that somebody tries; most are refused, which must change nothing.
type deed struct {
	Act    string
	Sheet  int // one of the first of all obligations, so that many deeds meet on one
	By     int // 0: its reviewer; 1, 2: its subject; 3: anybody
	Anyone int
	Mode   string
	Found  int // problems
}

func deeds() *rapid.Generator[[]deed] {
	one := rapid.Custom(func(t *rapid.T) deed {
		return deed{
			Act: rapid.SampledFrom(strings.Fields("save submit submit submit submit submit submit return confirm confirm confirm "+
				"confirm sign sign acknowledge acknowledge correct correct correct recall recall save exempt pass-on meet fold resnap")).Draw(t, "act"),
			Sheet: rapid.IntRange(0, 15).Draw(t, "sheet"), By: rapid.IntRange(0, 3).Draw(t, "by"), Anyone: rapid.IntRange(0, 21).Draw(t, "anyone"),
			Mode:  rapid.SampledFrom([]string{"collective", "individual", "collective,on-site", "random"}).Draw(t, "mode"),
			Found: rapid.IntRange(1, 4).Draw(t, "found"),
		}
	})
	return rapid.SliceOfN(one, 140, 140)
}

func TestCountersSayWhatTheRowsSayAfterAnythingThatPeopleDo(t *testing.T) {
	for seed := range 3 {
		t.Run(fmt.Sprintf("story %d", seed), func(t *testing.T) {
			worlds(t, func(t *testing.T, w *testkit.World) {
				cast := newCast(t, w)
				sound(t, w, "launching the round")
				done := map[string]int{}
				for i, d := range deeds().Example(seed) {
					err := cast.do(d)
					if err != nil && errs.KindOf(err) == errs.Internal {
						t.Fatalf("deed %d %+v: %v", i, d, err)
					}

					if err == nil {
						done[d.Act]++
					}

					sound(t, w, fmt.Sprintf("deed %d %+v: %v", i, d, err))
				}

				if len(done) < 10 {
					t.Errorf("the story is poor, only these deeds were possible: %v", done)
				}
			})
		})
	}
}

// sound wants the figures of every unit to be what a recount of the rows gives.
func sound(t *testing.T, w *testkit.World, after string) {
	t.Helper()
	var kept map[org.UnitID]round.Tally
	ok(t, w.Store.Read(t.Context(), func(tx *store.Tx) (err error) {
		if kept, err = tx.AllTallies(w.Round); err != nil {
			return err
		}

		counted, err := tx.Recount(w.Round)
		if err != nil {
			return err
		}

		for _, unit := range slices.Sorted(maps.Keys(counted)) {
			if !maps.Equal(kept[unit], counted[unit]) {
				t.Fatalf("after %s unit %d has the figures\n%v, want\n%v", after, unit, kept[unit], counted[unit])
			}
		}

		if len(kept) != len(counted) {
			t.Fatalf("after %s %d units have figures, want %d", after, len(kept), len(counted))
		}

		return nil
	}))

	headed(t, w, kept, after)
}

// cast is everybody in the world and all that is owed in it.
type cast struct {
	t       *testing.T
	w       *testkit.World
	sheets  []store.PlanRow
	numbers []string
}

func newCast(t *testing.T, w *testkit.World) *cast {
	c := &cast{t: t, w: w}
	ok(t, w.Store.Read(t.Context(), func(tx *store.Tx) error {
		top, err := tx.RootUnit()
		if err != nil {
			return err
		}

		for row, err := range tx.PlanRows(w.Round, top) {
			if err != nil {
				return err
			}
			c.sheets = append(c.sheets, row)
		}

		for p, err := range tx.EachPerson() {
			if err != nil {
				return err
			}
			c.numbers = append(c.numbers, p.Number)
		}

		return nil
	}))

	slices.Sort(c.numbers)
	return c
}

func (c *cast) do(d deed) error {
	ctx, a := c.t.Context(), c.w.App
	row := c.sheets[d.Sheet%len(c.sheets)]
	id := review.ID(row.Obligation)
	who := c.who(d, row)
	switch d.Act {
	case "save", "submit":
		draft, err := c.draft(who, id, d)
		if err != nil {
			return err
		}

		if d.Act == "save" {
			_, err = a.SaveDraft(ctx, who, id, draft)
			return err
		}

		_, err = a.Submit(ctx, who, id, draft)
		return err
	case "return":
		return a.Return(ctx, who, id, "请补充")
	case "confirm":
		return a.Confirm(ctx, who, id)
	case "sign":
		out, err := a.PaperMany(ctx, access.LocalOperator(), []review.ID{id}, app.Paper{Ref: "2011-7"})
		if err != nil {
			return err
		}
		return out[0].Err
	case "acknowledge":
		return a.Acknowledge(ctx, who, id, "")
	case "correct":
		draft, err := c.draft(who, id, d)
		if err != nil {
			return err
		}
		return a.Correct(ctx, who, id, draft, "原件有笔误")
	case "recall":
		return a.Recall(ctx, who, id, "写错了对象")
	case "exempt":
		_, err := a.ExemptSubjects(ctx, access.LocalOperator(), c.w.Round, app.Exempting{
			Subjects: []assign.Subject{{Kind: row.Kind, Unit: row.Unit, Person: row.Person}}, Reason: "长期病休", Approver: "陈建国"})
		return err
	case "pass-on":
		_, err := a.HandOverSeat(ctx, access.LocalOperator(), c.w.Round, round.HandOver{Extent: round.Everything, From: row.Owner,
			To: c.w.Person(c.numbers[d.Anyone]), Reason: "书记调整"})
		return err
	case "meet":
		return c.meet(who, d, row)
	case "fold":
		return c.w.Store.Write(ctx, func(tx *store.Tx) error {
			_, err := tx.FoldCounters(c.w.Round)
			return err
		})
	case "resnap":
		_, err := a.AcceptRosterChanges(ctx, access.LocalOperator(), c.w.Round, "", "十二月变动")
		return err
	}

	c.t.Fatalf("nobody does %q", d.Act)
	return nil
}

func (c *cast) who(d deed, row store.PlanRow) access.Actor {
	forReviewers := slices.Contains([]string{"return", "confirm", "correct", "recall"}, d.Act)
	switch {
	case d.By == 0 && d.Act != "acknowledge" || d.By < 3 && forReviewers:
		return c.w.As(row.OwnerNumber).Actor
	case d.By < 3 && row.Person != 0:
		return c.w.As(row.PersonNumber).Actor
	}

	return c.w.As(c.numbers[d.Anyone]).Actor
}

func (c *cast) draft(who access.Actor, id review.ID, d deed) (app.Draft, error) {
	v, err := c.w.App.Sheet(c.t.Context(), who, id)
	if err != nil {
		return app.Draft{}, err
	}

	draft := testkit.Filled(v)
	draft.Setting.Modes = review.Modes(d.Mode)
	for i := range draft.Parts {
		draft.Parts[i].Text.Problems = slices.Repeat([]string{"问题"}, d.Found)
	}

	return draft, nil
}

// meet holds an occasion in the unit, and another time corrects how many came.
func (c *cast) meet(who access.Actor, d deed, row store.PlanRow) error {
	o := review.Occasion{Round: c.w.Round, Unit: row.Unit, Title: "支部党员大会", Members: 5 + d.Found, Representatives: d.Found,
		Setting: review.Setting{Modes: review.Modes(d.Mode), Day: org.Date("2011-01-06")}}
	id, err := c.w.App.OpenOccasion(c.t.Context(), who, o)
	if err != nil {
		return err
	}

	o.ID, o.Revision, o.Members, o.Representatives = id, 1, 3, 0
	_, err = c.w.App.SaveOccasion(c.t.Context(), who, o)
	return err
}
