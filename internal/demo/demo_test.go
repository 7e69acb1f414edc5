package demo_test

import (
	"bytes"
	"context"
	"errors"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"lingping/internal/app"
	"lingping/internal/demo"
	"lingping/internal/domain/access"
	"lingping/internal/domain/org"
	"lingping/internal/domain/review"
	"lingping/internal/domain/round"
	"lingping/internal/errs"
	"lingping/internal/office"
	"lingping/internal/testkit"
)

// today is a day in the middle of a half-year.
func today() time.Time { return time.Date(2026, time.November, 22, 14, 30, 0, 0, time.UTC) }

func ok(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func workbook(t *testing.T, now time.Time) []byte {
	t.Helper()
	var file bytes.Buffer
	ok(t, demo.WriteWorkbook(&file, now))
	return file.Bytes()
}

func TestOneDayMakesOneWorkbook(t *testing.T) {
	first := workbook(t, today())
	if !bytes.Equal(first, workbook(t, today())) {
		t.Error("the same day makes another workbook")
	}

	if bytes.Equal(first, workbook(t, today().AddDate(1, 0, 0))) {
		t.Error("a year later the students are the same")
	}
}

func TestTheWorkbookIsImportedWithoutFaultsOnAnyDayOfTheYear(t *testing.T) {
	a := app.New(testkit.SQLite(t))
	a.OpenKeys(filepath.Join(t.TempDir(), "keys"))
	for _, day := range []time.Time{today(), today().AddDate(0, 4, 9), today().AddDate(0, 8, 0)} {
		file := workbook(t, day)
		sheets, err := office.ReadRoster(t.Context(), "demo.xlsx", bytes.NewReader(file), int64(len(file)), office.DefaultLimits(), office.Reading{})
		ok(t, err)
		im, _, err := a.At(func() time.Time { return day }).ImportRoster(t.Context(), access.LocalOperator(), sheets, app.ImportOptions{DryRun: true})
		ok(t, err)
		if !im.Ready(false) {
			t.Errorf("%s: %v", day, im.Notes.List)
		}

		if warnings := im.Notes.Count(org.Warning); warnings > 5 {
			t.Errorf("%s: %d warnings, the first: %v", day, warnings, im.Notes.List[0].Sentence())
		}
	}
}

func TestTheUniversityHasTheShapeOfOne(t *testing.T) {
	r := demo.Roster(1, today(), demo.Whole)
	kinds, members, probationary, students := map[org.UnitKind]int{}, 0, 0, 0
	for _, u := range r.Units {
		kinds[u.Kind]++
	}

	names, unnumbered := "", 0
	for _, p := range r.Persons {
		if p.Standing.IsMember() {
			members++
		}

		if p.InGroup(org.GroupStudent) {
			students++
			if p.Standing == org.Probationary {
				probationary++
			}
		}

		if p.Number == "" {
			unnumbered++
		}

		names += p.Name + " "
		if p.Phone != "" || p.IDNumber != "" {
			t.Errorf("%s has a telephone or identity number, which may be somebody's", p.Name)
		}
	}

	branches := kinds[org.Branch] + kinds[org.JointBranch] + kinds[org.TempBranch]
	if kinds[org.Committee] != 1 || kinds[org.GeneralBranch] < 20 || branches < 190 || kinds[org.JointBranch] == 0 || kinds[org.TempBranch] == 0 {
		t.Errorf("units by kind: %v", kinds)
	}

	if members < 4300 || members > 5000 {
		t.Errorf("%d members", members)
	}

	if share := 100 * probationary / students; share < 30 || share > 55 {
		t.Errorf("%d %% of the students are probationary", share)
	}

	for _, rare := range []string{"䶮", "㛃", "𬱖", "·"} {
		if !strings.Contains(names, rare) {
			t.Errorf("nobody has %s in his name", rare)
		}
	}

	if unnumbered == 0 || unnumbered > 10 {
		t.Errorf("%d persons without a number", unnumbered)
	}
}

// The small one is for who has no time: everything of the whole is in it, fewer times.
func TestTheSmallUniversityLacksNoKindOfThing(t *testing.T) {
	whole, small := kindsIn(demo.Roster(1, today(), demo.Whole)), kindsIn(demo.Roster(1, today(), demo.Small))
	for kind := range whole {
		if small[kind] == 0 {
			t.Errorf("the small university has no %s", kind)
		}
	}

	if n := small["person"]; n < 1700 || n > 2300 {
		t.Errorf("the small university has %d persons", n)
	}
}

// kindsIn counts units, posts, charges and persons by their kinds, all persons as "person".
func kindsIn(r *org.Roster) map[string]int {
	n := map[string]int{"person": len(r.Persons)}
	for _, u := range r.Units {
		n["unit "+string(u.Kind)+" "+u.Category]++
	}

	for _, p := range r.Posts {
		n["post "+string(p.Kind)]++
	}

	for _, c := range r.Charges {
		n["charge "+string(c.Kind)]++
	}

	for _, p := range r.Persons {
		n["standing "+string(p.Standing)]++
		for _, g := range p.Groups {
			n["group "+g]++
		}
	}

	return n
}

func TestTheDemoIsBuiltWholeAndItsFiguresAreRight(t *testing.T) {
	a := app.New(testkit.SQLite(t))
	a.OpenKeys(filepath.Join(t.TempDir(), "keys"))
	var steps demo.Progress
	accounts, err := demo.Build(t.Context(), a, today(), demo.Whole, func(p demo.Progress) { steps = p })
	ok(t, err)
	if steps.At() != len(steps.Steps) || len(steps.Accounts) != len(accounts) {
		t.Errorf("in the end it tells %v", steps)
	}

	rounds, err := a.Rounds(t.Context(), access.LocalOperator())
	ok(t, err)
	if len(rounds) != 2 || rounds[0].State != round.Launched || rounds[1].State != round.Closed {
		t.Fatalf("rounds: %v", rounds)
	}

	t.Run("nothing of it is unsound", func(t *testing.T) {
		health, err := a.Examine(t.Context(), access.LocalOperator())
		ok(t, err)
		if len(health.Wrong) > 0 {
			t.Errorf("%d wrong, the first: %v", len(health.Wrong), health.Wrong[0])
		}
	})

	t.Run("the running round has its gaps: a branch without secretary, a member without branch", func(t *testing.T) {
		p, err := a.Plan(t.Context(), access.LocalOperator(), rounds[0].ID)
		ok(t, err)
		homeless, vacant := 0, map[string]bool{}
		for _, g := range p.Gaps {
			if g.Subject.UnitName == "" {
				homeless++
				continue
			}

			vacant[g.Subject.UnitName] = true
			if g.Propose.Name == "" {
				t.Errorf("%s has no remedy", g.Subject.Name)
			}
		}

		if homeless != 1 || len(vacant) != 1 || !vacant["材料工程学院高分子系教工党支部"] {
			t.Errorf("gaps: %d without a branch, in %v", homeless, vacant)
		}
	})

	t.Run("the running round is about half way", func(t *testing.T) { halfWay(t, a, rounds[0].ID) })
	t.Run("the finished round shows all five steps", func(t *testing.T) { finishedSteps(t, a, rounds[1].ID) })
	t.Run("what is written is believable", func(t *testing.T) { believable(t, a, rounds[1].ID); believable(t, a, rounds[0].ID) })
	t.Run("the running round has something to decide for everybody", func(t *testing.T) { runningSteps(t, a, rounds[0].ID) })
	t.Run("opened again it is the same", func(t *testing.T) {
		again, err := demo.Build(t.Context(), a, today().AddDate(0, 1, 0), demo.Whole, func(p demo.Progress) { t.Errorf("again %v", p) })
		ok(t, err)
		for i, account := range accounts {
			if again[i].Login != account.Login || !strings.HasPrefix(account.Who, again[i].Who) {
				t.Errorf("%v was %v", again[i], account)
			}
		}
	})

	t.Run("every account opens with its password", func(t *testing.T) {
		for _, account := range accounts {
			in, err := a.SignIn(t.Context(), app.SignIn{Login: account.Login, Password: account.Password, Network: account.Login})
			ok(t, err)
			if in.Account.MustChange {
				t.Errorf("%s has to change the password first", account.Login)
			}
		}
	})
}

// A house with people's own data in it is left alone.
func TestNoDemoIsBuiltInAHouseThatIsInUse(t *testing.T) {
	a := app.New(testkit.SQLite(t))
	a.OpenKeys(filepath.Join(t.TempDir(), "keys"))
	_, err := a.InitHouse(t.Context(), access.LocalOperator(), app.NewHouse{Login: "admin"})
	ok(t, err)
	if _, err := demo.Build(t.Context(), a, today(), demo.Small, nil); !errs.Is(err, errs.Conflict) {
		t.Errorf("the answer is %v", err)
	}

	if state, err := demo.Look(t.Context(), a); !errs.Is(err, errs.Conflict) {
		t.Errorf("it is said to be %q, %v", state, err)
	}
}

// Wherever the building is stopped, what is there is known as the beginning of a demo and never taken for a whole one.
func TestAHouseThatWasNotBuiltToItsEndIsKnownAsSuch(t *testing.T) {
	for at := range demo.Start().Steps[:5] {
		a := app.New(testkit.SQLite(t))
		a.OpenKeys(filepath.Join(t.TempDir(), "keys"))
		if state, err := demo.Look(t.Context(), a); err != nil || state != demo.Empty {
			t.Errorf("a new house is %q, %v", state, err)
		}

		ctx, stop := context.WithCancel(t.Context())
		_, err := demo.Build(ctx, a, today(), demo.Small, func(p demo.Progress) {
			if p.At() == at+1 {
				stop()
			}
		})
		if !errors.Is(err, context.Canceled) {
			t.Errorf("stopped after step %d it says %v", at+1, err)
		}

		if state, err := demo.Look(t.Context(), a); err != nil || state != demo.Begun {
			t.Errorf("stopped after step %d it is %q, %v", at+1, state, err)
		}

		if _, err := demo.Build(t.Context(), a, today(), demo.Small, nil); !errs.Is(err, errs.Conflict) {
			t.Errorf("built on after step %d: %v", at+1, err)
		}

		house, err := a.House(t.Context())
		if ok(t, err); !strings.Contains(house.Name, "还没有建完") {
			t.Errorf("stopped after step %d it calls itself %s", at+1, house.Name)
		}
	}
}

// halfWay wants reviews in every state that a running round has.
func halfWay(t *testing.T, a *app.App, id round.ID) {
	count := func(f app.OwedFilter) int {
		list, err := a.Owed(t.Context(), access.LocalOperator(), id, f, 0)
		ok(t, err)
		return list.Total
	}

	done := count(app.OwedFilter{State: app.ListDone})
	if share := 100 * done / count(app.OwedFilter{State: app.ListAll}); share < 30 || share > 60 {
		t.Errorf("%d %% are reviewed", share)
	}

	c, err := a.Coverage(t.Context(), access.LocalOperator(), id, "")
	ok(t, err)
	states := map[review.State]int{}
	for _, row := range c.Owed {
		states[row.State]++
	}

	for _, state := range []review.State{review.Owed, review.Draft, review.Submitted, review.Returned} {
		if states[state] == 0 {
			t.Errorf("nothing is %s: %v", state, states)
		}
	}

	stats, err := a.Stats(t.Context(), access.LocalOperator(), id, "")
	ok(t, err)
	if stats.Total.Tally[round.Attended] == 0 {
		t.Error("nobody came to a meeting")
	}
}
