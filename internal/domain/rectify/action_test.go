package rectify_test

import (
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"lingping/internal/domain/dossier"
	"lingping/internal/domain/org"
	"lingping/internal/domain/rectify"
	"lingping/internal/domain/round"
	"lingping/internal/domain/scheme"
)

func born(t interface{ Fatalf(string, ...any) }, problems ...string) []rectify.Action {
	fresh, _, _ := rectify.Born(rectify.Birth{Review: 1, Kind: scheme.Member, Unit: 11, Person: 103, Asker: 102,
		Owner: dossier.Key{Unit: 11, Person: 103}, Day: "2011-01-05", Problems: problems}, nil)
	if len(fresh) != len(problems) {
		t.Fatalf("%d problems made %d actions", len(problems), len(fresh))
	}

	for i := range fresh {
		fresh[i].ID = rectify.ID(i + 1)
	}

	return fresh
}

func hand(person org.PersonID, owner bool) rectify.Hand {
	return rectify.Hand{Person: person, Name: "某人", Owner: owner, Day: "2011-01-06", At: 1}
}

// Whatever people try, in whatever order: an action closes only after a measure, an outcome, an accepted letter and the
// word of somebody else; it never leaves Cancelled; and what it looks like is one of the lights.
func TestNoOrderOfActsClosesAnActionWithoutWhatItNeeds(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a := born(t, "走访偏少")[0]
		accepted := false
		for range rapid.IntRange(1, 60).Draw(t, "steps") {
			before := a
			owner := rapid.Bool().Draw(t, "owner")
			h := hand(102, false)
			if owner {
				h = hand(103, true)
			}

			var err error
			var event rectify.Event
			act := rapid.SampledFrom([]string{"claim", "change", "report", "answer", "accept", "redraft", "return", "close", "reopen",
				"cancel", "ask", "grant", "vanish", "renew", "note", "suggest"}).Draw(t, "act")
			switch act {
			case "claim":
				event, err = a.Claim(rectify.Plan{Measure: "走访"}, h)
			case "change":
				event, err = a.Change(rectify.Plan{Measure: "多走访", Revision: a.Revision}, h)
			case "report":
				event, err = a.Report("", "走访了", true, h)
			case "answer":
				event, err = a.Answered(7, h)
			case "accept":
				accepted = a.Reply != 0
				continue
			case "redraft":
				event, err = a.Redraft("改", h)
			case "return":
				event, err = a.Return("没改好", h)
			case "close":
				event, err = a.Close("已改好", true, accepted && a.Reply != 0, h)
			case "reopen":
				event, err = a.Reopen("反弹", "", h)
			case "cancel":
				event, err = a.Cancel("重复", h)
			case "ask":
				event, err = a.Ask(a.Deadline.AddDays(5), "放假", h)
			case "grant":
				event, err = a.Decide(true, "", h)
			case "vanish":
				event, err = a.Vanish(h)
			case "renew":
				event, err = a.Renew(h)
			case "note":
				event, err = a.Note("进展", h)
			case "suggest":
				event, err = a.Suggest("多走访", "", h)
			}

			if err != nil && a.State != before.State {
				t.Fatalf("%s was refused and still moved %s to %s", act, before.State, a.State)
			}

			if err == nil && (event.State != a.State || a.Revision <= before.Revision) {
				t.Fatalf("%s says %s of an action that is %s, revision %d after %d", act, event.State, a.State, a.Revision, before.Revision)
			}

			if before.State == rectify.Cancelled && a.State != rectify.Cancelled {
				t.Fatalf("%s led out of cancelled", act)
			}

			if a.State == rectify.Closed && before.State != rectify.Closed &&
				(owner || !accepted || a.Reply == 0 || a.Measure == "" || a.Outcome == "" || a.Verdict == "") {
				t.Fatalf("closed by %s: %+v", act, a)
			}

			if a.State.Live() != (a.Clock != "") {
				t.Fatalf("%s has the clock %q", a.State, a.Clock)
			}
		}
	})
}

// The sets by which lists are asked for a light are the light itself, on every day and in every state.
func TestEveryActionShowsExactlyOneLight(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		today := org.Date("2011-02-01")
		day := func(label string) org.Date { return today.AddDays(rapid.IntRange(-20, 20).Draw(t, label)) }
		a := rectify.Action{State: rapid.SampledFrom(rectify.States()).Draw(t, "state"), Deadline: day("deadline"), Clock: day("clock")}
		switch a.State {
		case rectify.Unclaimed:
			a.Clock = min(a.Clock, a.Deadline)
		case rectify.Working:
			a.Clock = a.Deadline
		}

		light, want := a.Light(today), rectify.Calm
		switch begun := a.State == rectify.Unclaimed || a.State == rectify.Working; {
		case a.State == rectify.Closed:
			want = rectify.Put
		case a.State == rectify.Cancelled:
			want = rectify.Off
		case begun && a.Deadline < today:
			want = rectify.Overdue
		case a.Clock < today:
			want = rectify.Behind
		case a.Clock <= today.AddDays(7):
			want = rectify.Soon
		}

		if light != want {
			t.Fatalf("%+v shows %q, want %q", a, light, want)
		}
	})
}

func TestACorrectionKeepsWhatItStillNamesAndTakesUpWhatCameBack(t *testing.T) {
	list := born(t, "走访偏少", "记录不全")
	again := rectify.Birth{Review: 1, Day: "2011-01-05", Problems: []string{"记录不全", "会议迟到"}}
	fresh, gone, _ := rectify.Born(again, list)
	if len(fresh) != 1 || fresh[0].Problem != "会议迟到" || !slices.Equal(gone, []rectify.ID{1}) {
		t.Errorf("fresh %+v, gone %v", fresh, gone)
	}

	list[0].State = rectify.Working
	if _, err := list[0].Vanish(hand(102, false)); err != nil || !list[0].Gone {
		t.Fatal(err)
	}

	again.Problems = []string{"走访偏少", "记录不全"}
	if fresh, gone, back := rectify.Born(again, list); len(fresh)+len(gone) != 0 || !slices.Equal(back, []rectify.ID{1}) {
		t.Errorf("named again: fresh %v, gone %v, back %v", fresh, gone, back)
	}
}

func TestTheSameProblemNamedTwiceIsTwoActions(t *testing.T) {
	list := born(t, "走访偏少", "走访偏少")
	fresh, gone, _ := rectify.Born(rectify.Birth{Problems: []string{"走访偏少", "走访偏少"}}, list)
	if len(fresh)+len(gone) != 0 {
		t.Errorf("asked again there are %d fresh and %d gone", len(fresh), len(gone))
	}
}

func TestFiguresCountProblemsThatArePutRightOnce(t *testing.T) {
	list := []rectify.Action{
		{Number: 1, State: rectify.Closed, Measure: "一"}, {Number: 1, State: rectify.Working, Measure: "二"},
		{Number: 2, State: rectify.Closed, Measure: "三"}, {Number: 2, State: rectify.Closed, Measure: "四"},
		{Number: 3, State: rectify.Unclaimed}, {Number: 4, State: rectify.Cancelled, Measure: "五"},
	}

	got := rectify.Counted(list)
	if got[round.Measures] != 4 || got[round.ActionsClosed] != 1 || got[round.ActionsCourse] != 1 {
		t.Errorf("counted %v", got)
	}
}

func TestTheCellOfTheStripFollowsFromTheActions(t *testing.T) {
	open := rectify.Action{ID: 1, State: rectify.Working, Deadline: "2011-02-04"}
	closed := rectify.Action{ID: 2, State: rectify.Closed, ClosedDay: "2011-01-20"}
	for _, c := range []struct {
		name      string
		actions   []rectify.Action
		confirmed bool
		want      dossier.State
		ref       int64
	}{
		{"nothing yet", nil, false, dossier.Empty, 0}, {"no problem named", nil, true, dossier.NotNeeded, 0},
		{"one open", []rectify.Action{closed, open}, true, dossier.InCourse, 1}, {"all closed", []rectify.Action{closed}, false, dossier.Done, 2},
	} {
		if got := rectify.Step(c.actions, c.confirmed); got.State != c.want || got.Ref != c.ref {
			t.Errorf("%s: %+v", c.name, got)
		}
	}
}

func TestALetterIsWordedFromTheLedger(t *testing.T) {
	var items []rectify.Item
	for range 21 {
		items = append(items, rectify.Item{Problem: "走访偏少。", Measure: "每周走访", Outcome: "走访六次", Files: 2})
	}

	r := rectify.DraftReply("钱芳", "孙䶮", false, "2010年下半年", items, "2011-03-01")
	for _, want := range []string{"一、关于“走访偏少”", "二十一、关于", "（附佐证材料 2 份）"} {
		if !strings.Contains(r.Body, want) {
			t.Errorf("the letter does not say %q:\n%s", want, r.Body)
		}
	}

	if err := r.Save(r, "孙䶮", 1); err != nil {
		t.Fatal(err)
	}

	stale := r
	stale.Revision = 0
	if err := r.Save(stale, "孙䶮", 2); err == nil {
		t.Error("a text was saved over one that its writer had not seen")
	}
}
