package dossier_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"lingping/internal/domain/dossier"
	"lingping/internal/domain/org"
	"lingping/internal/errs"
)

// taken wants what was done to be taken.
func taken(t testing.TB, what string, err error) {
	t.Helper()
	if err != nil {
		t.Errorf("%s: %v", what, err)
	}
}

// refused wants what was done to be refused as the kind.
func refused(t testing.TB, what string, err error, kind errs.Kind) {
	t.Helper()
	if !errs.Is(err, kind) {
		t.Errorf("%s: %v, want it refused as %s", what, err, kind)
	}
}

// asked is a batch as somebody asks for it on the fifth of January.
func asked() dossier.Batch {
	return dossier.Batch{Kind: dossier.Gather, OfUnit: true, Title: "征求意见", Floor: dossier.OpinionFloor, Until: "2011-01-10"}
}

func TestABatchIsReadFromAsManySlipsAsWereAskedForOn(t *testing.T) {
	for _, floor := range []int{dossier.OpinionFloor, 8} {
		for sent, state := range map[int]dossier.BatchState{0: dossier.Few, floor - 1: dossier.Few, floor: dossier.Heard, floor + 1: dossier.Heard} {
			b := dossier.Batch{State: dossier.Gathering, Floor: floor}
			taken(t, "closing", b.Close(sent, "2011-01-11"))
			if b.State != state || b.Closed != "2011-01-11" {
				t.Errorf("with %d of %d slips it is %s on %s", sent, floor, b.State, b.Closed)
			}

			refused(t, "closing again", b.Close(sent+10, "2011-01-12"), errs.Conflict)
			if b.State != state {
				t.Errorf("closed again it is %s", b.State)
			}
		}
	}
}

func TestSlipsAreTakenAndPrintedToTheLastDay(t *testing.T) {
	for today, open := range map[org.Date]bool{"2011-01-09": true, "2011-01-10": true, "2011-01-11": false} {
		b := dossier.Batch{State: dossier.Gathering, Until: "2011-01-10"}
		takes, prints := b.Takes(today), b.Print(3, today)
		if !open {
			refused(t, "a slip on "+string(today), takes, errs.Conflict)
			refused(t, "printing on "+string(today), prints, errs.Conflict)
			continue
		}

		taken(t, "a slip on "+string(today), takes)
		taken(t, "printing on "+string(today), prints)
		taken(t, "printing more", b.Print(2, today))
		if b.Slips != 5 {
			t.Errorf("printed are %d slips, want those of both times", b.Slips)
		}
	}

	for _, s := range []dossier.BatchState{dossier.Heard, dossier.Few} {
		b := dossier.Batch{State: s, Until: "2011-01-10"}
		refused(t, "a slip when it is "+string(s), b.Takes("2011-01-05"), errs.Conflict)
	}

	for n, fits := range map[int]bool{-1: false, 0: false, 1: true, 500: true, 501: false} {
		b := dossier.Batch{State: dossier.Gathering, Until: "2011-01-10"}
		if err := b.Print(n, "2011-01-05"); (err == nil) != fits || !fits && b.Slips != 0 {
			t.Errorf("printing %d: %v, %d printed", n, err, b.Slips)
		}
	}
}

func TestABatchAsksNoFewerPeopleThanTheFloorAndEndsOnADayToCome(t *testing.T) {
	lines := func(n int) (out []string) {
		for i := range n {
			out = append(out, fmt.Sprint("问题", i))
		}
		return out
	}
	for what, c := range map[string]struct {
		change func(*dossier.Batch)
		lines  []string
		taken  bool
	}{
		"the floor":                       {func(b *dossier.Batch) { b.Floor = dossier.OpinionFloor }, nil, true},
		"one below the floor":             {func(b *dossier.Batch) { b.Floor = dossier.OpinionFloor - 1 }, nil, false},
		"a floor of 100":                  {func(b *dossier.Batch) { b.Floor = 100 }, nil, true},
		"a floor of 101":                  {func(b *dossier.Batch) { b.Floor = 101 }, nil, false},
		"an end today":                    {func(b *dossier.Batch) { b.Until = "2011-01-05" }, nil, true},
		"an end yesterday":                {func(b *dossier.Batch) { b.Until = "2011-01-04" }, nil, false},
		"an end that is no day":           {func(b *dossier.Batch) { b.Until = "2011-02-30" }, nil, false},
		"no end":                          {func(b *dossier.Batch) { b.Until = "" }, nil, false},
		"no kind":                         {func(b *dossier.Batch) { b.Kind = "" }, nil, false},
		"no title":                        {func(b *dossier.Batch) { b.Title = " " }, nil, false},
		"a title of 60 characters":        {func(b *dossier.Batch) { b.Title = strings.Repeat("题", 60) }, nil, true},
		"a title of 61 characters":        {func(b *dossier.Batch) { b.Title = strings.Repeat("题", 61) }, nil, false},
		"about nobody":                    {func(b *dossier.Batch) { b.OfUnit = false }, nil, false},
		"about members alone":             {func(b *dossier.Batch) { b.OfUnit, b.OfMembers = false, true }, nil, true},
		"20 questions":                    {func(b *dossier.Batch) {}, lines(18), true}, // two stand on every slip about a unit
		"21 questions":                    {func(b *dossier.Batch) {}, lines(19), false},
		"a question of 100 characters":    {func(b *dossier.Batch) {}, []string{strings.Repeat("问", 100)}, true},
		"a question of 101 characters":    {func(b *dossier.Batch) {}, []string{strings.Repeat("问", 101)}, false},
		"a recheck of nothing":            {func(b *dossier.Batch) { b.Kind = dossier.Recheck }, []string{" "}, false},
		"a recheck of one demand":         {func(b *dossier.Batch) { b.Kind = dossier.Recheck }, []string{"走访少"}, true},
		"a recheck that names no subject": {func(b *dossier.Batch) { b.Kind, b.OfUnit, b.OfMembers = dossier.Recheck, false, true }, []string{"走访少"}, true},
	} {
		in := asked()
		c.change(&in)
		b, err := dossier.OpenBatch(in, c.lines, "2011-01-05")
		if !c.taken {
			refused(t, what, err, errs.Invalid)
			continue
		}

		taken(t, what, err)
		if b.State != dossier.Gathering || b.Opened != "2011-01-05" {
			t.Errorf("%s: opened it is %+v", what, b)
		}

		if b.Kind == dossier.Recheck && (!b.OfUnit || b.OfMembers || len(b.Questions) != 1 || !b.Questions[0].Vote) {
			t.Errorf("%s: it asks %+v", what, b.Questions)
		}
	}
}

func TestASlipAsksOfTheUnitItsSecretaryAndTheMembersInThisOrder(t *testing.T) {
	in := asked()
	in.OfMembers = true
	b, err := dossier.OpenBatch(in, []string{" 食堂怎样？ ", " "}, "2011-01-05")
	taken(t, "opening", err)
	var about []dossier.Target
	for _, q := range b.Questions {
		about = append(about, q.About)
		if q.Vote {
			t.Errorf("%q is voted on", q.Text)
		}
	}

	if !slices.Equal(about, []dossier.Target{dossier.AboutUnit, dossier.AboutSecretary, dossier.AboutUnit, dossier.AboutMember}) || b.Questions[2].Text != "食堂怎样？" {
		t.Errorf("it asks %+v", b.Questions)
	}
}

func TestWhatWasClosedFourToTwelveWeeksAgoIsAskedAbout(t *testing.T) {
	if from, to := dossier.RecheckDays("2011-03-31"); from != "2011-01-06" || to != "2011-03-03" {
		t.Errorf("asked about is what was closed from %s to %s", from, to)
	}

	long := strings.Repeat("走", 100)
	lines := dossier.RecheckLines([]string{"走访  少\n了", "走访 少 了", long, long + "访"})
	if !slices.Equal(lines, []string{"走访 少 了", long, strings.Repeat("走", 99) + "…"}) {
		t.Errorf("asked are %q", lines)
	}

	var many []string
	for i := range 25 {
		many = append(many, fmt.Sprint(i))
	}

	if n := len(dossier.RecheckLines(many)); n != 20 {
		t.Errorf("asked are %d demands, want as many as a slip holds", n)
	}
}

// Two units with too few slips each are read together from as many as the more careful of them asked for on.
func TestSlipsOfSeveralUnitsAreReadTogetherFromTheHigherFloorOn(t *testing.T) {
	wait := func(unit org.UnitID, floor, slips int) dossier.Waiting {
		w := dossier.Waiting{Batch: dossier.Batch{Unit: unit, Floor: floor, Questions: []dossier.Question{{About: dossier.AboutUnit}, {About: dossier.AboutMember}}}}
		for range slips {
			w.Sent = append(w.Sent, dossier.Slip{Answers: []dossier.Answer{{Question: 0, Text: "好"}}})
		}
		return w
	}

	ofMembers := wait(3, 5, 0)
	for range 9 {
		ofMembers.Sent = append(ofMembers.Sent, dossier.Slip{Answers: []dossier.Answer{{Question: 1, Person: 7, Text: "好"}}})
	}

	for what, c := range map[string]struct {
		waiting []dossier.Waiting
		floor   int
		ok      bool
	}{
		"four and one of five":                {[]dossier.Waiting{wait(1, 5, 4), wait(2, 5, 1)}, 5, true},
		"three and one of five":               {[]dossier.Waiting{wait(1, 5, 3), wait(2, 5, 1)}, 5, false},
		"four and three, one asked for eight": {[]dossier.Waiting{wait(1, 5, 4), wait(2, 8, 3)}, 8, false},
		"four and four, one asked for eight":  {[]dossier.Waiting{wait(1, 5, 4), wait(2, 8, 4)}, 8, true},
		"one unit with two batches":           {[]dossier.Waiting{wait(1, 5, 4), wait(1, 5, 4)}, 5, false},
		"a unit whose slips say nothing":      {[]dossier.Waiting{wait(1, 5, 4), wait(2, 9, 0)}, 5, false},
		"a unit that speaks of members alone": {[]dossier.Waiting{wait(1, 5, 4), ofMembers}, 5, false},
		"nobody":                              {nil, 0, false},
	} {
		if floor, ok := dossier.Together(c.waiting); floor != c.floor || ok != c.ok {
			t.Errorf("%s: read together %v from %d on, want %v from %d", what, ok, floor, c.ok, c.floor)
		}
	}
}

func TestPeopleAreInvitedOnceAndFit(t *testing.T) {
	had := []dossier.Invitation{{Name: "钱芳", Class: dossier.OfMember}}
	fresh, err := dossier.Invite(had, dossier.OfMember, " 钱芳、孙䶮\n孙䶮；赵伟 ")
	taken(t, "inviting", err)
	if len(fresh) != 2 || fresh[0].Name != "孙䶮" || fresh[1].Name != "赵伟" {
		t.Errorf("new are %v", fresh)
	}

	fresh, err = dossier.Invite(had, dossier.OfMasses, "钱芳")
	taken(t, "inviting somebody of the same name among the masses", err)
	if len(fresh) != 1 {
		t.Errorf("new are %v", fresh)
	}

	_, err = dossier.Invite(had, "", "孙䶮")
	refused(t, "inviting nobody's class", err, errs.Invalid)
	_, err = dossier.Invite(had, dossier.OfMember, "钱芳")
	refused(t, "inviting nobody new", err, errs.Invalid)
	for n, fits := range map[int]bool{60: true, 61: false} {
		if _, err := dossier.Invite(nil, dossier.OfMember, strings.Repeat("名", n)); (err == nil) != fits {
			t.Errorf("a name of %d characters: %v", n, err)
		}
	}

	for n, fits := range map[int]bool{499: true, 500: false} {
		var names []string
		for i := range n {
			names = append(names, fmt.Sprint("人", i))
		}

		if _, err := dossier.Invite(had, dossier.OfMember, strings.Join(names, "\n")); (err == nil) != fits {
			t.Errorf("%d beside one who is invited: %v", n, err)
		}
	}
}

func TestAnOpinionIsDisposedOfWithASentence(t *testing.T) {
	long := strings.Repeat("句", 200)
	for what, c := range map[string]struct {
		out   dossier.Outcome
		taken bool
	}{
		"no disposition":       {dossier.Outcome{Sentence: "好"}, false},
		"one that is none":     {dossier.Outcome{Disposition: "ignored", Sentence: "好"}, false},
		"no sentence":          {dossier.Outcome{Disposition: dossier.Adopted, Sentence: " "}, false},
		"a sentence that fits": {dossier.Outcome{Disposition: dossier.Merged, Sentence: long}, true},
		"one that does not":    {dossier.Outcome{Disposition: dossier.Merged, Sentence: long + "句"}, false},
	} {
		var o dossier.Opinion
		if err := o.Dispose(c.out); c.taken {
			taken(t, what, err)
		} else {
			refused(t, what, err, errs.Invalid)
		}
	}

	for _, d := range dossier.Dispositions() {
		var o dossier.Opinion
		taken(t, string(d), o.Dispose(dossier.Outcome{Disposition: d, Sentence: " 好 ", Review: 7, Problem: 2, Demand: "走访少"}))
		if became := o.Outcome.Review == 7 && o.Outcome.Problem == 2 && o.Outcome.Demand == "走访少"; became != (d == dossier.Adopted) || o.Outcome.Sentence != "好" {
			t.Errorf("%s gives %+v", d, o.Outcome)
		}
	}
}
