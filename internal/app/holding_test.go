package app_test

import (
	"cmp"
	"path/filepath"
	"slices"
	"testing"

	"lingping/internal/app"
	"lingping/internal/domain/access"
	"lingping/internal/domain/org"
	"lingping/internal/domain/review"
	"lingping/internal/domain/round"
	"lingping/internal/domain/scheme"
	"lingping/internal/store"
	"lingping/internal/testkit"
)

// In the world 孙䶮 (103) led the general branch Z2 and its branch B21 until 2001, was in charge of Z2 until 2009 and sat in
// B22 until the month before the round; 卫超 (203) will lead Z1 and B11 from next September.
func TestAPostThatHasEndedOrIsStillToComeGivesNothing(t *testing.T) {
	worlds(t, func(t *testing.T, w *testkit.World) {
		everythingHappens(t, w)
		for number, own := range map[string]string{"103": "member 103", "203": "member 203"} {
			who := w.As(number).Actor
			h := must(w.App.Home(t.Context(), who, 0))(t)
			for _, task := range h.Tasks {
				if task.Kind != app.TaskSummary || task.Ref != int64(who.Person) {
					if task.Kind == app.TaskClaim || task.Kind == app.TaskReport {
						continue // of his own review
					}
					t.Errorf("home asks %s for %s of %s", number, task.Kind, task.Name)
				}
			}

			for _, s := range h.About {
				if s.Subject.Kind != scheme.Member || s.Subject.Person != who.Person {
					t.Errorf("home tells %s of the review of %s %s", number, s.Subject.Kind, s.Unit.Name)
				}
			}

			for _, a := range must(w.App.OwnActions(t.Context(), who, app.ActionFilter{}, 0))(t).Rows {
				if a.Action.Review != w.Of(own) {
					t.Errorf("%s is shown what is to be put right by %s: %q", number, a.UnitName, a.Problem)
				}
			}

			for _, help := range must(w.App.OwnHelps(t.Context(), who))(t).Rows {
				t.Errorf("%s is shown what is promised to %s", number, help.Helped())
			}

			list := must(w.App.Opinions(t.Context(), who, 0))(t)
			if len(list.Batches)+len(list.Shared) > 0 {
				t.Errorf("%s is shown the opinions on %+v %+v", number, list.Batches, list.Shared)
			}

			for _, place := range must(w.App.BatchPlaces(t.Context(), who, store.PlaceFilter{}))(t).List {
				t.Errorf("%s is offered to ask for opinions on %s", number, place.UnitName)
			}

			for _, l := range must(w.App.EverydayDesk(t.Context(), who))(t).Clocks {
				t.Errorf("%s is to see to %s", number, l.Unit.Name)
			}
		}
	})
}

// everythingHappens lets every review of the world's round be given, promises help beside the reviews of units, and asks
// for opinions on every unit.
func everythingHappens(t *testing.T, w *testkit.World) {
	t.Helper()
	for _, row := range planRows(t, w, w.Round) {
		if row.Kind == scheme.Secretary {
			continue // on the sheet of his unit
		}

		name := string(row.Kind) + " " + cmp.Or(row.PersonNumber, row.UnitCode) + " by " + row.OwnerNumber
		ok(t, w.As(row.OwnerNumber).Submit(name))
		if row.Kind == scheme.Unit {
			must(w.App.BeginHelp(t.Context(), w.As(row.OwnerNumber).Actor, w.Of(name), "协调一间活动室给"+row.UnitName, "2011-03-01"))(t)
			must(w.App.OpenBatch(t.Context(), w.As(row.OwnerNumber).Actor, gathering(w, row.UnitCode)))(t)
		}
	}
}

// planRows are what is owed in a round.
func planRows(t *testing.T, w *testkit.World, id round.ID) (rows []store.PlanRow) {
	t.Helper()
	ok(t, w.Store.Read(t.Context(), func(tx *store.Tx) error {
		top, err := tx.RootUnit()
		if err != nil {
			return err
		}

		for row, err := range tx.PlanRows(id, top) {
			if err != nil {
				return err
			}
			rows = append(rows, row)
		}

		return nil
	}))
	return rows
}

// holdingRows are how many rows say who holds what, in all rounds.
func holdingRows(t *testing.T, s *store.Store) (n int) {
	t.Helper()
	ok(t, s.Read(t.Context(), func(tx *store.Tx) (err error) {
		n, err = store.Count(tx, "SELECT COUNT(*) FROM holding")
		return err
	}))
	return n
}

func TestRoundsLaunchedBeforeThereWereHoldingsGetThemOnce(t *testing.T) {
	testkit.Released(t, "0.1.0", func(t *testing.T, s *store.Store) {
		a := app.New(s)
		a.OpenKeys(filepath.Join(t.TempDir(), "keys"))
		if n := len(must(a.Examine(t.Context(), operator))(t).Wrong); n < 3 {
			t.Errorf("the doctor finds %d faults before, want at least one for each of the two rounds and one for the words", n)
		}

		ok(t, a.Prepare(t.Context()))
		for _, wrong := range must(a.Examine(t.Context(), operator))(t).Wrong {
			t.Errorf("after: %v", wrong)
		}

		before := holdingRows(t, s)
		ok(t, a.Prepare(t.Context()))
		if after := holdingRows(t, s); before == 0 || after != before {
			t.Errorf("preparing twice makes %d rows of %d", after, before)
		}
	})
}

func TestTheDoctorSeesARoundWhoseHoldingsAreWrong(t *testing.T) {
	worlds(t, func(t *testing.T, w *testkit.World) {
		for what, change := range map[string]string{
			"one too few": "DELETE FROM holding WHERE way = 'lead' AND person_id = $1 AND unit_id = $2",
			"one moved":   "UPDATE holding SET person_id = person_id + 1 WHERE way = 'sit' AND person_id = $1 AND unit_id = $2",
			"all gone":    "DELETE FROM holding WHERE person_id <> $1 OR unit_id <> $2 OR way <> ''",
		} {
			healthy(t, w)
			ok(t, w.Store.Write(t.Context(), func(tx *store.Tx) error {
				n, err := tx.Exec(change, w.Person("101"), w.Unit("Z1"))
				if n == 0 {
					t.Errorf("%s: nothing changed", what)
				}
				return err
			}))

			if wrong := must(w.App.Examine(t.Context(), operator))(t).Wrong; len(wrong) != 1 {
				t.Errorf("%s: the doctor says %v", what, wrong)
			}

			ok(t, w.Store.Write(t.Context(), func(tx *store.Tx) error {
				r, err := tx.Round(w.Round)
				if err != nil {
					return err
				}
				return tx.KeepHoldings(r, nil)
			}))
		}
	})
}

// charged is the world with a further round in which 赵伟 (101), secretary of Z1, has a charge over B21 too, where he
// has given the reviews B11 and B21, with help promised beside it.
func charged(t *testing.T, w *testkit.World) *testkit.World {
	t.Helper()
	ok(t, w.Store.Write(t.Context(), func(tx *store.Tx) error {
		return tx.SaveCharge(org.Charge{ID: 990, Person: w.Person("101"), Unit: w.Unit("B21"), Kind: org.ContactPoint})
	}))
	next := *w
	next.Round = w.Launch("2011年上半年领导点评", "2011-01-05", "2011-06-30")
	for _, of := range []string{"unit B11 by 101", "unit B21 by 101"} {
		ok(t, next.As("101").Submit(of))
		must(next.App.BeginHelp(t.Context(), next.As("101").Actor, next.Of(of), "协调一间活动室", "2011-03-01"))(t)
	}

	return &next
}

func TestHandingOverChargesLeavesTheSecretarysSeatAlone(t *testing.T) {
	for _, c := range []struct {
		name         string
		over         round.HandOver
		seat, charge string // who speaks from the seat and by the charge afterwards
	}{
		{"charges", round.HandOver{Extent: round.Charges}, "101", "005"},
		{"the seat", round.HandOver{Extent: round.OneSeat}, "005", "101"},
		{"everything", round.HandOver{Extent: round.Everything}, "005", "005"},
	} {
		t.Run(c.name, func(t *testing.T) {
			worlds(t, func(t *testing.T, w *testkit.World) {
				w = charged(t, w)
				c.over.From, c.over.To, c.over.Reason = w.Person("101"), w.Person("005"), "分工调整"
				if c.over.Extent == round.OneSeat {
					c.over.Seat = w.Unit("Z1")
				}

				_, err := w.App.HandOverSeat(t.Context(), operator, w.Round, c.over)
				ok(t, err)

				var z1, b21 access.Superiors
				ok(t, w.Store.Read(t.Context(), func(tx *store.Tx) (err error) {
					if z1, err = tx.Superiors(w.Round, w.Unit("Z1")); err != nil {
						return err
					}
					b21, err = tx.Superiors(w.Round, w.Unit("B21"))
					return err
				}))

				for _, number := range []string{"101", "005"} {
					who := w.Person(number)
					if z1.Lead(who) != (number == c.seat) || z1.Sits(who) != (number == c.seat) || b21.InCharge(who) != (number == c.charge) {
						t.Errorf("%s leads Z1: %v, sits there: %v, is charged with B21: %v", number, z1.Lead(who), z1.Sits(who), b21.InCharge(who))
					}

					tasks := map[app.TaskKind]int{}
					for _, task := range must(tasksFor(t.Context(), w.App, w.As(number).Actor))(t) {
						if task.Round == w.Round {
							tasks[task.Kind]++
						}
					}

					if plans := tasks[app.TaskArrange] > 0; plans != (number == c.seat) {
						t.Errorf("%s is asked for the plan of Z1: %v", number, plans)
					}

					if hands := tasks[app.TaskFilingHandIn] > 0; hands != (number == c.seat) {
						t.Errorf("%s is asked for the pack of Z1: %v", number, hands)
					}
				}

				for _, row := range planRows(t, w, w.Round) {
					from := map[bool]string{true: c.charge, false: c.seat}[row.UnitCode == "B21"]
					if row.State == review.Confirmed {
						from = "101" // what is given stays with who gave it
					}

					if row.Reviewer == w.Person("101") && row.OwnerNumber != from {
						t.Errorf("%s %s is owed by %s, want %s", row.Kind, row.UnitCode, row.OwnerNumber, from)
					}
				}

				for unit, want := range map[string]string{"B11": c.seat, "B21": c.charge} {
					for _, a := range actionsOf(t, w, "unit "+unit+" by 101") {
						if a.Asker != w.Person(want) {
							t.Errorf("what was asked of %s is answered to %d, want %s", unit, a.Asker, want)
						}
					}

					var helps []store.HelpRow
					for _, number := range []string{"101", "005"} {
						for _, h := range must(w.App.OwnHelps(t.Context(), w.As(number).Actor))(t).Rows {
							if h.Round == w.Round && h.Subject.Unit == w.Unit(unit) && h.Leader == w.Person(number) {
								helps = append(helps, h)
							}
						}
					}

					if len(helps) != 1 || helps[0].Leader != w.Person(want) {
						t.Errorf("what was promised to %s is %+v, want it with %s", unit, helps, want)
					}
				}

				healthy(t, w)
			})
		})
	}
}

// unitTasks are what home asks somebody to do for a unit that he leads, in the round.
func unitTasks(t *testing.T, w *testkit.World, number, unit string) (out []app.TaskKind) {
	t.Helper()
	for _, task := range must(tasksFor(t.Context(), w.App, w.As(number).Actor))(t) {
		ofUnit := slices.Contains([]app.TaskKind{app.TaskNoticePropose, app.TaskClaim, app.TaskReply, app.TaskArrange, app.TaskFilingHandIn, app.TaskHelpClose}, task.Kind) ||
			task.Kind == app.TaskSummary && task.Ref == 0
		if ofUnit && task.Round == w.Round && (task.Unit == w.Unit(unit) || task.Unit == 0) {
			out = append(out, task.Kind)
		}
	}

	slices.Sort(out)
	return slices.Compact(out)
}

func TestWhatHomeAsksOfASeatItAsksOfWhoTookItOver(t *testing.T) {
	worlds(t, func(t *testing.T, w *testkit.World) {
		for _, c := range []struct {
			unit, from, to string
			want           []app.TaskKind
		}{
			{"Z2", "201", "005", []app.TaskKind{app.TaskArrange, app.TaskFilingHandIn, app.TaskSummary}},
			{"B11", "102", "303", []app.TaskKind{app.TaskClaim, app.TaskHelpClose, app.TaskNoticePropose, app.TaskReply}},
		} {
			if c.unit == "B11" {
				onlyRepliesLeft(t, w)
			}

			slices.Sort(c.want)
			if got := unitTasks(t, w, c.from, c.unit); !slices.Equal(got, c.want) {
				t.Errorf("home asks %s for %v of %s, want %v", c.from, got, c.unit, c.want)
			}

			_, err := w.App.HandOverSeat(t.Context(), operator, w.Round, round.HandOver{Extent: round.OneSeat, Seat: w.Unit(c.unit),
				From: w.Person(c.from), To: w.Person(c.to), Reason: "书记调整"})
			ok(t, err)
			if got := unitTasks(t, w, c.to, c.unit); !slices.Equal(got, c.want) {
				t.Errorf("after the hand-over home asks %s for %v of %s, want %v", c.to, got, c.unit, c.want)
			}

			for _, kind := range unitTasks(t, w, c.from, c.unit) {
				if kind != app.TaskClaim && kind != app.TaskReply { // of what was said of himself as its secretary
					t.Errorf("after the hand-over home still asks %s for %s of %s", c.from, kind, c.unit)
				}
			}
		}
	})
}

// onlyRepliesLeft gives every review in B11, promises it help, and reports one of its actions.
func onlyRepliesLeft(t *testing.T, w *testkit.World) {
	t.Helper()
	for of, by := range map[string]string{"unit B11": "101", "member 102": "101", "member 101": "102", "member 103": "102"} {
		ok(t, w.As(by).Submit(of))
	}

	id := must(w.App.BeginHelp(t.Context(), w.As("101").Actor, w.Of("unit B11"), "协调一间活动室", "2011-03-01"))(t)
	ok(t, w.App.ReportHelp(t.Context(), w.As("101").Actor, id, "已与后勤处谈妥"))
	putRight(t, w, w.As("102"), actionsOf(t, w, "unit B11")[0].ID)
}

// In the world 杨静 (302) acts in B31 beside its secretary 韩磊 (301).
func TestWhoActsBesideASecretarySitsAndDoesNotLead(t *testing.T) {
	worlds(t, func(t *testing.T, w *testkit.World) {
		everythingHappens(t, w)
		if got := unitTasks(t, w, "302", "B31"); !slices.Equal(got, []app.TaskKind{app.TaskClaim}) { // of his own review
			t.Errorf("home asks him for %v", got)
		}

		if got := unitTasks(t, w, "301", "B31"); !slices.Contains(got, app.TaskNoticePropose) {
			t.Errorf("home asks the secretary for %v only", got)
		}

		ok(t, w.Store.Read(t.Context(), func(tx *store.Tx) error {
			s, err := tx.Superiors(w.Round, w.Unit("B31"))
			if acting := w.Person("302"); s.Lead(acting) || !s.Sits(acting) {
				t.Errorf("he leads: %v, sits there: %v", s.Lead(acting), s.Sits(acting))
			}
			return err
		}))
	})
}
