package app_test

import (
	"strings"
	"testing"

	"lingping/internal/app"
	"lingping/internal/domain/access"
	"lingping/internal/domain/dossier"
	"lingping/internal/domain/org"
	"lingping/internal/domain/scheme"
	"lingping/internal/errs"
	"lingping/internal/store"
	"lingping/internal/testkit"
)

// morning is a visit to some branches with a problem found there.
func morning(w *testkit.World, units ...string) dossier.Fieldwork {
	f := dossier.Fieldwork{Round: w.Round, Kind: dossier.Visit, Day: "2011-01-04", Place: "机电楼", Members: 5, Masses: 3,
		Findings: []dossier.Finding{{Kind: dossier.Problem, Text: "台账不全"}, {Kind: dossier.Strength, Text: "责任区划得清楚"}, {Kind: dossier.Problem, Text: " "}}}
	for _, code := range units {
		f.Units = append(f.Units, dossier.Seen{Unit: w.Unit(code)})
	}
	return f
}

// cell is the place of the strip of a unit's dossier.
func cell(t *testing.T, w *testkit.World, code string, step scheme.StepKey) dossier.Step {
	t.Helper()
	k := dossier.Key{Unit: w.Unit(code)}
	var all store.Steps
	ok(t, w.Store.Read(t.Context(), func(tx *store.Tx) (err error) {
		all, err = tx.StepsOf(w.Round, []dossier.Key{k})
		return err
	}))
	return all[k][step]
}

func TestOneMorningIsFieldworkOfSeveralUnits(t *testing.T) {
	worlds(t, func(t *testing.T, w *testkit.World) {
		zhao := w.As("101")
		id, err := w.App.OpenFieldwork(t.Context(), zhao.Actor, morning(w, "B11", "B12", "B11"))
		ok(t, err)
		sound(t, w, "a visit")
		for _, code := range []string{"B11", "B12"} {
			if s := cell(t, w, code, scheme.StepFieldwork); s.State != dossier.Done || s.Day != "2011-01-04" || s.Ref != int64(id) {
				t.Errorf("the cell 调研 of %s is %+v", code, s)
			}
		}

		v, err := w.App.ReadFieldwork(t.Context(), zhao.Actor, id)
		ok(t, err)
		if len(v.Units) != 2 || len(v.Findings) != 2 || !v.Whole || !v.Write || v.LeaderName != "赵伟" {
			t.Errorf("the record shows %+v", v)
		}

		changed := morning(w, "B12")
		changed.ID, changed.Revision = id, 1
		changed.Findings = []dossier.Finding{{Kind: dossier.Problem, Text: "新的一条"}, {Kind: dossier.Problem, Text: "台账不全"}, {Kind: dossier.Strength, Text: "责任区划得很清楚"}}
		ok(t, w.App.SaveFieldwork(t.Context(), zhao.Actor, changed))
		conflict(t, "saving over an unseen save", w.App.SaveFieldwork(t.Context(), zhao.Actor, changed))
		sound(t, w, "taking a unit out")
		if s := cell(t, w, "B11", scheme.StepFieldwork); s.State != dossier.Empty {
			t.Errorf("a unit taken out of the record still has its cell %+v", s)
		}

		now, err := w.App.ReadFieldwork(t.Context(), zhao.Actor, id)
		ok(t, err)
		if now.Findings[1].ID != v.Findings[0].ID || now.Findings[2].ID != v.Findings[1].ID || now.Findings[0].ID == 0 {
			t.Errorf("lines lost their numbers: %+v after %+v", now.Findings, v.Findings)
		}
	})
}

func TestFieldworkThatCannotHaveBeenIsRefused(t *testing.T) {
	worlds(t, func(t *testing.T, w *testkit.World) {
		for what, change := range map[string]func(*dossier.Fieldwork){
			"no kind":           func(f *dossier.Fieldwork) { f.Kind = "" },
			"no day":            func(f *dossier.Fieldwork) { f.Day = "" },
			"a day to come":     func(f *dossier.Fieldwork) { f.Day = "2011-02-01" },
			"no unit":           func(f *dossier.Fieldwork) { f.Units = nil },
			"fewer than nobody": func(f *dossier.Fieldwork) { f.Members = -1 },
			"another's unit":    func(f *dossier.Fieldwork) { f.Units = []dossier.Seen{{Unit: w.Unit("B21")}} },
			"no unit at all":    func(f *dossier.Fieldwork) { f.Units = []dossier.Seen{{Unit: 999}} },
			"his own unit":      func(f *dossier.Fieldwork) { f.Units = []dossier.Seen{{Unit: w.Unit("Z1")}}; f.Leader = w.Person("104") },
		} {
			f := morning(w, "B11")
			change(&f)
			who := w.As("101")
			if f.Leader != 0 {
				who = w.As("104")
			}

			if _, err := w.App.OpenFieldwork(t.Context(), who.Actor, f); !errs.Is(err, errs.Invalid) {
				t.Errorf("%s: %v, want it refused", what, err)
			}
		}
	})
}

func TestWhoMayEnterAndReadFieldwork(t *testing.T) {
	worlds(t, func(t *testing.T, w *testkit.World) {
		f := morning(w, "B11")
		f.Leader = w.Person("101")
		_, err := w.App.OpenFieldwork(t.Context(), w.As("103").Actor, f)
		refused(t, "a stranger entering the leader's visit", err)
		_, err = w.App.OpenFieldwork(t.Context(), w.AsOffice().Actor, f)
		refused(t, "the office entering it", err)
		ok(t, w.App.AppointClerk(t.Context(), w.As("101").Actor, w.Person("101"), w.Person("105")))
		id, err := w.App.OpenFieldwork(t.Context(), w.As("105").Actor, f)
		ok(t, err)
		for number, may := range map[string]struct{ see, whole bool }{
			"101": {true, true}, "105": {true, true}, "001": {true, false}, "002": {false, false}, "102": {false, false}, "103": {false, false}, "201": {false, false},
		} {
			v, err := w.App.ReadFieldwork(t.Context(), w.As(number).Actor, id)
			if (err == nil) != may.see || v.Whole != may.whole || !may.whole && len(v.Findings)+len(v.Met) > 0 {
				t.Errorf("%s reads %+v (%v), want %+v", number, v.Findings, err, may)
			}
		}

		if v, err := w.App.ReadFieldwork(t.Context(), w.AsOffice().Actor, id); err != nil || v.Whole {
			t.Errorf("the office sees whole %v (%v), want that it took place only", v.Whole, err)
		}

		_, err = w.App.Fieldwork(t.Context(), w.As("102").Actor, w.Round, w.Unit("B11"))
		refused(t, "the unit's own secretary listing who was there", err)
		l, err := w.App.Fieldwork(t.Context(), w.As("001").Actor, w.Round, w.Unit("B11"))
		ok(t, err)
		if len(l.Of) != 1 || l.Of[0].LeaderName != "赵伟" || len(l.Own) != 0 {
			t.Errorf("above the unit one sees %+v", l.Of)
		}

		f.ID, f.Revision = id, 1
		refused(t, "the line above changing it", w.App.SaveFieldwork(t.Context(), w.As("001").Actor, f))
	})
}

func TestASecretaryLooksAtHisOwnMembersWithoutDoingHisUnitsStep(t *testing.T) {
	worlds(t, func(t *testing.T, w *testkit.World) {
		id, err := w.App.OpenFieldwork(t.Context(), w.As("102").Actor, morning(w, "B11"))
		ok(t, err)
		v, err := w.App.ReadFieldwork(t.Context(), w.As("102").Actor, id)
		ok(t, err)
		if !v.Units[0].Own || cell(t, w, "B11", scheme.StepFieldwork).State != dossier.Empty {
			t.Errorf("his own talk counts as somebody's look from above: %+v", v.Units)
		}
	})
}

func TestTheFormOfAUnitSaysThatItsReviewerWasThere(t *testing.T) {
	worlds(t, func(t *testing.T, w *testkit.World) {
		_, err := w.App.OpenFieldwork(t.Context(), w.As("101").Actor, morning(w, "B11"))
		ok(t, err)
		if strings.Contains(form(t, w, w.As("101"), w.Of("unit B11")), "实地走访（") {
			t.Error("the form of a review that does not count says what went before it")
		}

		ok(t, w.As("101").Submit("unit B11"))
		text := form(t, w, w.As("102"), w.Of("unit B11"))
		if !strings.Contains(text, "2011年1月4日实地走访（机电楼），听取党员5人、群众3人意见。") || strings.Contains(text, "台账不全") {
			t.Error("annex 2 does not say that the reviewer was there, or says what he found")
		}
	})
}

func TestHomeSaysHowManyUnitsAreStillToBeSeen(t *testing.T) {
	worlds(t, func(t *testing.T, w *testkit.World) {
		tasks := func(who access.Actor) []app.Task {
			all, err := tasksFor(t.Context(), w.App, who)
			ok(t, err)
			var out []app.Task
			for _, one := range all {
				if one.Kind == app.TaskFieldwork {
					out = append(out, one)
				}
			}

			return out
		}

		zhao := w.As("101")
		if got := tasks(zhao.Actor); len(got) != 1 || got[0].Count != 2 || got[0].Deadline == org.Date("") {
			t.Fatalf("the general-branch secretary's tasks are %+v, want two branches to be seen", got)
		}

		if got := tasks(w.As("102").Actor); len(got) != 0 {
			t.Errorf("a branch secretary, who reviews members only, is told %+v", got)
		}

		_, err := w.App.OpenFieldwork(t.Context(), zhao.Actor, morning(w, "B11"))
		ok(t, err)
		if got := tasks(zhao.Actor); len(got) != 1 || got[0].Count != 1 {
			t.Errorf("after one visit: %+v, want one branch left", got)
		}
	})
}

func TestAClerkReadsNoFindingsAboutTheUnitThatHeLeads(t *testing.T) {
	worlds(t, func(t *testing.T, w *testkit.World) {
		id, err := w.App.OpenFieldwork(t.Context(), w.As("101").Actor, morning(w, "B11", "B12"))
		ok(t, err)
		ok(t, w.App.AppointClerk(t.Context(), w.As("101").Actor, w.Person("101"), w.Person("102")))
		_, err = w.App.ReadFieldwork(t.Context(), w.As("102").Actor, id)
		refused(t, "the secretary of B11, who writes for the leader, reading what he found there", err)
		changed := morning(w, "B12")
		changed.ID, changed.Revision = id, 1
		refused(t, "changing it", w.App.SaveFieldwork(t.Context(), w.As("102").Actor, changed))
		named := morning(w, "B11")
		named.Leader = w.Person("101")
		_, err = w.App.OpenFieldwork(t.Context(), w.As("102").Actor, named)
		invalid(t, "writing down for the leader what he found in the unit of who writes", err)
	})
}
