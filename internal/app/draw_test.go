package app_test

import (
	"crypto/sha256"
	"fmt"
	"strings"
	"testing"

	"lingping/internal/app"
	"lingping/internal/domain/access"
	"lingping/internal/domain/org"
	"lingping/internal/domain/round"
	"lingping/internal/domain/scheme"
	"lingping/internal/errs"
	"lingping/internal/testkit"
)

// pool is what is said of a draw of want in the unit.
func pool(w *testkit.World, unit string, kind scheme.SubjectKind, want int) app.NewDraw {
	return app.NewDraw{Round: w.Round, Filter: round.DrawFilter{Unit: w.Unit(unit), Kind: kind}, Want: want, Source: "1月6日双色球", Second: "梅花三弄"}
}

func TestADrawIsFrozenBeforeItsNumberIsKnownAndDrawnOnce(t *testing.T) {
	worlds(t, func(t *testing.T, w *testkit.World) {
		zhao := w.As("101").Actor
		in := pool(w, "Z1", scheme.Member, 2)
		in.Exclude = []app.LeftOut{{Ref: "104", Reason: "刚点评过"}}
		id, err := w.App.FreezeDraw(t.Context(), zhao, in)
		ok(t, err)
		v, err := w.App.Draw(t.Context(), zhao, id)
		ok(t, err)
		file := "101\n102\n103\n105\n106\n"
		if v.Pool() != file || v.Count != 5 || v.PoolHash != fmt.Sprintf("%x", sha256.Sum256([]byte(file))) || v.DrawnAt != 0 {
			t.Fatalf("the pool is %q of %d with the hash %s", v.Pool(), v.Count, v.PoolHash)
		}

		refused(t, "a member asking what is not yet drawn", second(w.App.Draw(t.Context(), w.As("103").Actor, id)))
		ok(t, w.App.CastDraw(t.Context(), zhao, id, public("08 12 17")))
		conflict(t, "a second draw from one pool", w.App.CastDraw(t.Context(), zhao, id, public("08 12 18")))
		v, err = w.App.Draw(t.Context(), zhao, id)
		ok(t, err)
		best := ""
		for ref := range strings.Lines(file) {
			ref = strings.TrimSpace(ref)
			ticket := fmt.Sprintf("%x", sha256.Sum256([]byte("pub=08 12 17;pool="+v.PoolHash+","+ref)))
			if best == "" || ticket+ref < best {
				best = ticket + ref
			}
		}

		if v.Lots[0].Place != 1 || v.Lots[0].Ticket+v.Lots[0].Ref != best || v.Lots[1].Place != 2 || v.Lots[2].Place != 0 {
			t.Errorf("drawn are %+v, want the smallest tickets", v.Lots)
		}

		first, next := v.Lots[0].Ref, v.Lots[1].Ref
		ok(t, w.App.RaiseDraw(t.Context(), zhao, id, 3))
		ok(t, w.App.ReplaceLot(t.Context(), zhao, id, first, "住院"))
		v, err = w.App.Draw(t.Context(), zhao, id)
		ok(t, err)
		if v.Lots[0].Ref != next || v.Lots[2].Place != 3 || v.Lots[3].Place != 0 {
			t.Errorf("after one is replaced %+v are drawn", v.Lots)
		}

		healthy(t, w)
	})
}

// public is what is typed to hold a draw of the office, or of somebody else.
func public(text string) round.Casting { return round.Casting{Public: text, Second: "梅花三弄"} }

func second[T any](_ T, err error) error { return err }

func TestThoseDrawnSeeThatTheyWereAndNothingOfTheOthers(t *testing.T) {
	worlds(t, func(t *testing.T, w *testkit.World) {
		in := pool(w, "B11", scheme.Member, 1)
		in.Exclude = []app.LeftOut{{Ref: "101", Reason: "出差"}, {Ref: "102", Reason: "书记"}}
		id, err := w.App.FreezeDraw(t.Context(), w.AsOffice().Actor, in)
		ok(t, err)
		ok(t, w.App.CastDraw(t.Context(), w.AsOffice().Actor, id, public("7")))
		sun := w.As("103").Actor
		v, err := w.App.Draw(t.Context(), sun, id)
		ok(t, err)
		if len(v.Lots) != 1 || v.Lots[0].Ref != "103" || v.Whole || v.Allowed[access.HoldDraw] {
			t.Errorf("who was drawn sees %+v", v.Lots)
		}

		if mine := must(w.App.Home(t.Context(), sun, 0))(t).Drawn; len(mine) != 1 || mine[0].ID != id {
			t.Errorf("his home shows %v", mine)
		}

		refused(t, "the whole list to who was drawn", second(w.App.DrawPool(t.Context(), sun, id)))
		refused(t, "the record to somebody else", second(w.App.Draw(t.Context(), w.As("105").Actor, id)))
		refused(t, "holding a draw as a member", second(w.App.FreezeDraw(t.Context(), sun, pool(w, "B11", scheme.Member, 1))))
		refused(t, "holding a draw in another's part", second(w.App.FreezeDraw(t.Context(), w.As("101").Actor, pool(w, "Z2", scheme.Member, 1))))
		if other := must(w.App.Home(t.Context(), w.As("102").Actor, 0))(t).Drawn; len(other) != 0 {
			t.Errorf("somebody left out is told that he was drawn: %v", other)
		}
	})
}

func TestTheSheetOfAUnitDrawnOpensWithRandomModeAndSample(t *testing.T) {
	worlds(t, func(t *testing.T, w *testkit.World) {
		in := pool(w, "Z1", scheme.Unit, 1)
		in.Filter.UnitKind = org.Branch
		in.Exclude = []app.LeftOut{{Ref: "B12", Reason: "上月已现场点评"}}
		id, err := w.App.FreezeDraw(t.Context(), w.AsOffice().Actor, in)
		ok(t, err)
		v, err := w.As("101").Sheet("unit B11")
		ok(t, err)
		if v.Drawn != 0 {
			t.Error("a frozen list counts as a draw")
		}

		ok(t, w.App.CastDraw(t.Context(), w.AsOffice().Actor, id, public("7")))
		for of, want := range map[string]round.DrawID{"unit B11": id, "unit B12 by 101": 0} {
			v, err := w.As("101").Sheet(of)
			ok(t, err)
			if v.Drawn != want {
				t.Errorf("the sheet of %s was chosen by draw %d, want %d", of, v.Drawn, want)
			}
		}

		if told := must(w.App.Home(t.Context(), w.As("102").Actor, 0))(t).Drawn; len(told) != 1 {
			t.Errorf("the secretary of the unit drawn hears of %d draws", len(told))
		}

		record, err := w.App.Draw(t.Context(), w.AsOffice().Actor, id)
		ok(t, err)
		if record.Left != 3 {
			t.Errorf("%d units are still to be reviewed, want all 3 below Z1: a draw exempts nobody", record.Left)
		}
	})
}

func TestADrawIsRepeatedOnlyWithAReasonAndTheOldRecordStays(t *testing.T) {
	worlds(t, func(t *testing.T, w *testkit.World) {
		office := w.AsOffice().Actor
		id, err := w.App.FreezeDraw(t.Context(), office, pool(w, "B11", scheme.Member, 3))
		ok(t, err)
		ok(t, w.App.CastDraw(t.Context(), office, id, public("7")))
		again := pool(w, "B11", scheme.Member, 1)
		again.Again = id
		if _, err := w.App.FreezeDraw(t.Context(), office, again); !errs.Is(err, errs.Invalid) {
			t.Errorf("a repetition without a reason: %v", err)
		}

		again.Reason = "名单漏了转入的党员"
		next, err := w.App.FreezeDraw(t.Context(), office, again)
		ok(t, err)
		conflict(t, "drawing more from a draw that was repeated", w.App.RaiseDraw(t.Context(), office, id, 4))
		conflict(t, "repeating it twice", second(w.App.FreezeDraw(t.Context(), office, again)))
		ok(t, w.App.CastDraw(t.Context(), office, next, public("8")))
		old, err := w.App.Draw(t.Context(), office, id)
		ok(t, err)
		if old.After != next || old.Lots[0].Place != 1 {
			t.Errorf("the old record leads to %d and shows %+v", old.After, old.Lots[0])
		}

		elsewhere := pool(w, "B12", scheme.Member, 1)
		elsewhere.Again, elsewhere.Reason = id, "换一个支部"
		refused(t, "repeating the draw of another unit", second(w.App.FreezeDraw(t.Context(), office, elsewhere)))
	})
}

func TestAPoolIsOfTheFrozenRosterAndLeavesOutWhoIsExempted(t *testing.T) {
	worlds(t, func(t *testing.T, w *testkit.World) {
		_, err := w.App.ExemptSubjects(t.Context(), w.AsOffice().Actor, w.Round, app.Exempting{Class: org.GroupInfirm, Reason: "住院", Approver: "校党委"})
		ok(t, err)
		in := pool(w, "W0", scheme.Member, 1)
		in.Filter.Group = org.GroupInfirm
		if _, err := w.App.FreezeDraw(t.Context(), w.AsOffice().Actor, in); !errs.Is(err, errs.Invalid) {
			t.Errorf("a pool of exempted members only: %v", err)
		}

		in.Filter.Group = org.GroupStudent
		id, err := w.App.FreezeDraw(t.Context(), w.AsOffice().Actor, in)
		ok(t, err)
		v, err := w.App.Draw(t.Context(), w.AsOffice().Actor, id)
		ok(t, err)
		if v.Pool() != "105\n106\n" {
			t.Errorf("the students are %q", v.Pool())
		}

		for _, l := range v.Lots {
			if (l.Ref == "205") != (l.Excluded == "本轮没有人点评") {
				t.Errorf("%s is left out because of %q: nobody is to review 205", l.Ref, l.Excluded)
			}
		}

		in = pool(w, "W0", scheme.Member, 1)
		in.Exclude = []app.LeftOut{{Ref: "999", Reason: "x"}}
		if _, err := w.App.FreezeDraw(t.Context(), w.AsOffice().Actor, in); !errs.Is(err, errs.Invalid) {
			t.Errorf("leaving out somebody who is not there: %v", err)
		}
	})
}

func TestADrawMarksWhatIsOwedOfThoseDrawnAndAReviewAtAMeetingCountsAsRandomToo(t *testing.T) {
	worlds(t, func(t *testing.T, w *testkit.World) {
		zhao := w.As("101").Actor
		in := pool(w, "B11", scheme.Member, 1)
		in.Due = "2011-01-08"
		in.Exclude = []app.LeftOut{{Ref: "101", Reason: "出差"}, {Ref: "102", Reason: "书记"}}
		id := must(w.App.FreezeDraw(t.Context(), zhao, in))(t)
		ok(t, w.App.CastDraw(t.Context(), zhao, id, public("7")))
		if due := w.Tally("B11")[round.DrawnDue]; due != 1 {
			t.Errorf("the draw marked %d reviews, want one", due)
		}

		v := must(w.As("102").Sheet("member 103"))(t)
		if v.Drawn != id || v.DrawNumber != 1 || v.Deadline != "2011-01-08" {
			t.Errorf("the sheet was chosen by draw %d, number %d, and is due on %s", v.Drawn, v.DrawNumber, v.Deadline)
		}

		ok(t, w.As("102").Submit("member 103"))
		tally := w.Tally("B11")
		if tally[round.DrawnDone] != 1 || tally[round.ModeCount(round.RandomMode)] != 1 || tally[round.ModeCount("collective")] != 1 {
			t.Errorf("given at a meeting it counts %v", tally)
		}

		record := must(w.App.Draw(t.Context(), zhao, id))(t)
		if record.Marked != 1 || record.Given != 1 {
			t.Errorf("the record says %d marked and %d given", record.Marked, record.Given)
		}

		again := pool(w, "B11", scheme.Member, 1)
		again.Again, again.Reason = id, "名单漏了人"
		next := must(w.App.FreezeDraw(t.Context(), zhao, again))(t)
		if v := must(w.App.Draw(t.Context(), zhao, next))(t); v.Count != 2 {
			t.Errorf("the pool after it holds %d, want the two who are not yet reviewed", v.Count)
		}

		ok(t, w.App.CastDraw(t.Context(), zhao, next, public("8")))
		if tally := w.Tally("B11"); tally[round.DrawnDue] != 2 || tally[round.DrawnDone] != 1 {
			t.Errorf("repeated, %d are marked and %d given: what was given because of a draw stays so", tally[round.DrawnDue], tally[round.DrawnDone])
		}

		healthy(t, w)
	})
}

func TestAReplacedLotLosesItsMarkAndTheNextGetsOne(t *testing.T) {
	worlds(t, func(t *testing.T, w *testkit.World) {
		zhao := w.As("101").Actor
		in := pool(w, "B11", scheme.Member, 1)
		in.Exclude = []app.LeftOut{{Ref: "102", Reason: "书记"}}
		id := must(w.App.FreezeDraw(t.Context(), zhao, in))(t)
		ok(t, w.App.CastDraw(t.Context(), zhao, id, public("7")))
		first := must(w.App.Draw(t.Context(), zhao, id))(t).Lots[0]
		ok(t, w.App.ReplaceLot(t.Context(), zhao, id, first.Ref, "住院"))
		second := must(w.App.Draw(t.Context(), zhao, id))(t).Lots[0]
		for ref, want := range map[string]round.DrawID{first.Ref: 0, second.Ref: id} {
			if v := must(w.As("102").Sheet("member " + ref))(t); v.Drawn != want {
				t.Errorf("the review of %s is marked by %d, want %d", ref, v.Drawn, want)
			}
		}

		healthy(t, w)
	})
}

func TestTheOfficeDrawsOnlyWithWhatASecondPersonWroteBefore(t *testing.T) {
	worlds(t, func(t *testing.T, w *testkit.World) {
		office := w.AsOffice().Actor
		in := pool(w, "Z1", scheme.Member, 2)
		in.Second = ""
		if _, err := w.App.FreezeDraw(t.Context(), office, in); !errs.Is(err, errs.Invalid) {
			t.Errorf("the office alone: %v", err)
		}

		id := must(w.App.FreezeDraw(t.Context(), office, pool(w, "Z1", scheme.Member, 5)))(t)
		before := must(w.App.DrawRecord(t.Context(), office, id))(t)
		if before.Sealed[0].Text != "" || before.Sealed[0].Hash == "" || before.Sealed[1].Hash == "" {
			t.Errorf("before the draw the record tells %+v", before.Sealed)
		}

		if err := w.App.CastDraw(t.Context(), office, id, round.Casting{Public: "7", Second: "梅花"}); !errs.Is(err, errs.Invalid) {
			t.Errorf("another text of the second person: %v", err)
		}

		ok(t, w.App.CastDraw(t.Context(), office, id, public("7")))
		record := must(w.App.DrawRecord(t.Context(), office, id))(t)
		if wrong := record.Check(); len(wrong) > 0 || len(record.Drawn) != 5 {
			t.Errorf("a true record of %d: %v", len(record.Drawn), wrong)
		}

		for what, spoil := range map[string]func(*round.DrawRecord){
			"another number":      func(r *round.DrawRecord) { r.Public = "8" },
			"one drawn exchanged": func(r *round.DrawRecord) { r.Drawn = []string{r.Drawn[1], r.Drawn[0]} },
			"one taken away":      func(r *round.DrawRecord) { r.Pool = r.Pool[1:] },
			"another text":        func(r *round.DrawRecord) { r.Sealed[1].Text = "梅花" },
			"no texts":            func(r *round.DrawRecord) { r.Sealed[0].Text, r.Sealed[1].Text = "", "" },
			"no number":           func(r *round.DrawRecord) { r.Public = "" },
		} {
			r := record
			r.Pool, r.Drawn = append([]string{}, record.Pool...), append([]string{}, record.Drawn...)
			if spoil(&r); len(r.Check()) == 0 {
				t.Errorf("a record with %s passes", what)
			}
		}
	})
}

func TestFromEachLayerTheSameNumberIsDrawnAtOnce(t *testing.T) {
	worlds(t, func(t *testing.T, w *testkit.World) {
		in := pool(w, "W0", scheme.Member, 1)
		in.Layers = round.LayersByPart
		office := w.AsOffice().Actor
		id := must(w.App.FreezeDraw(t.Context(), office, in))(t)
		ok(t, w.App.CastDraw(t.Context(), office, id, public("7")))
		v := must(w.App.Draw(t.Context(), office, id))(t)
		if len(v.Beside) < 2 {
			t.Fatalf("there are %d layers", len(v.Beside))
		}

		names := map[string]bool{}
		for _, layer := range v.Beside {
			names[layer.Layer] = true
			if layer.DrawnAt == 0 || layer.Want != 1 {
				t.Errorf("of layer %q %d are drawn at %d", layer.Layer, layer.Want, layer.DrawnAt)
			}
		}

		if len(names) != len(v.Beside) {
			t.Errorf("%d layers have %d names", len(v.Beside), len(names))
		}

		fresh := pool(w, "W0", scheme.Member, 1)
		fresh.Filter.Fresh = true
		next := must(w.App.FreezeDraw(t.Context(), office, fresh))(t)
		all := -len(v.Beside)
		for _, layer := range v.Beside {
			all += layer.Count
		}

		if got := must(w.App.Draw(t.Context(), office, next))(t).Count; got != all {
			t.Errorf("a fresh pool has %d, want %d", got, all)
		}

		healthy(t, w)
	})
}
