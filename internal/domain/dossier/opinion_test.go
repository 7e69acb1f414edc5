package dossier_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"lingping/internal/domain/dossier"
	"lingping/internal/domain/org"
)

// question is a batch's only one.
var question = []dossier.Question{{About: dossier.AboutUnit, Text: "对党组织的意见和建议"}}

// slips say different things.
func slips(word string, n int) (out []dossier.Slip) {
	for i := range n {
		out = append(out, dossier.Slip{Class: dossier.OfMember, Answers: []dossier.Answer{{Text: fmt.Sprint(word, i)}}})
	}
	return out
}

// Whoever knows in which order slips were sent, and sees what is read, guesses no better than by chance.
func TestTheOrderInWhichOpinionsAreReadSaysNothingOfThatInWhichTheyCame(t *testing.T) {
	const people, rounds = 6, 3000
	draw := rand.New(rand.NewPCG(2010, 1227))
	place := [people][people]int{}
	for range rounds {
		opinions, _ := dossier.Hear(question, slips("", people), dossier.OpinionFloor, draw)
		for at, o := range opinions {
			var sent int
			fmt.Sscan(o.Text, &sent)
			place[sent][at]++
		}
	}

	mean, sigma3 := rounds/people, 3*21 // of a binomial with 3000 and 1/6: 20.4
	worst := 0
	for _, row := range place {
		for _, n := range row {
			worst = max(worst, max(n-mean, mean-n))
		}
	}

	if worst > sigma3+sigma3/3 { // the worst of 36 places lies somewhat further out
		t.Errorf("one place is %d away from chance in %d rounds: %v", worst, rounds, place)
	}
}

func TestWhoWritesIsShownOnlyWhereEnoughOfEachWrote(t *testing.T) {
	mixed := func(masses int) []dossier.Slip {
		all := slips("甲", 6)
		for i := range masses {
			all[i].Class = dossier.OfMasses
		}
		return all
	}

	for masses, shown := range map[int]bool{0: true, 1: false, 5: false} {
		opinions, _ := dossier.Hear(question, mixed(masses), dossier.OpinionFloor, rand.New(rand.NewPCG(1, 2)))
		if (opinions[0].Class != "") != shown {
			t.Errorf("%d of 6 from the masses: class shown %v, want %v", masses, !shown, shown)
		}
	}

	both := append(slips("甲", 5), slips("乙", 5)...)
	for i := range 5 {
		both[i].Class = dossier.OfMasses
	}

	if opinions, _ := dossier.Hear(question, both, dossier.OpinionFloor, rand.New(rand.NewPCG(1, 2))); opinions[0].Class == "" {
		t.Error("five of each class are enough to say which is which")
	}
}

func TestVotesBelowTheFloorAreHiddenAndCannotBeReckoned(t *testing.T) {
	for v, want := range map[dossier.VoteCount][3]int{
		{Yes: 9, Partly: 6, No: 1}:  {9, -1, -1},
		{Yes: 9, Partly: 6, No: 7}:  {9, 6, 7},
		{Yes: 2, Partly: 2, No: 11}: {-1, -1, -1},
		{Yes: 5}:                    {5, -1, -1},
	} {
		if got := v.Shown(dossier.OpinionFloor, v.Yes+v.Partly+v.No); got != want {
			t.Errorf("%+v is shown as %v, want %v", v, got, want)
		}
	}
}

// In whatever order batches of whatever size under one unit are closed, what can be seen, and every figure made of it,
// grows by nothing or by at least as many people as the floor asks for, from more than one unit where it was put together.
func TestNoTwoViewsDifferByFewerPeopleThanTheFloor(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var waiting []dossier.Waiting
		for i := range rapid.IntRange(1, 12).Draw(t, "batches") {
			b := dossier.Batch{ID: dossier.BatchID(i + 1), Unit: org.UnitID(rapid.IntRange(1, 4).Draw(t, "unit")), State: dossier.Gathering,
				Floor: rapid.IntRange(dossier.OpinionFloor, 8).Draw(t, "floor"), Questions: question}
			sent := rapid.IntRange(0, 9).Draw(t, "sent")
			if err := b.Close(sent, "2011-01-05"); err != nil {
				t.Fatal(err)
			}

			if b.State == dossier.Heard {
				if sent < b.Floor {
					t.Fatalf("%d slips are heard where %d are asked for", sent, b.Floor)
				}
				continue
			}

			waiting = append(waiting, dossier.Waiting{Batch: b, Sent: slips(fmt.Sprint(i, "-"), sent)})
			floor, ok := dossier.Together(waiting)
			if !ok {
				continue
			}

			opinions, people := dossier.HearTogether(waiting, rand.New(rand.NewPCG(uint64(i), 7)))
			largest, units := 0, map[org.UnitID]int{}
			for _, w := range waiting {
				if len(w.Sent) == 0 {
					continue
				}
				units[w.Unit] += len(w.Sent)
				largest = max(largest, w.Floor)
			}

			if people < floor || floor < largest || len(units) < 2 || len(opinions) != people {
				t.Fatalf("%d people of %d units are read together at a floor of %d, the largest asked for %d", people, len(units), floor, largest)
			}

			waiting = nil
		}
	})
}

func TestWhatIsSaidOfSingleMembersIsNeverPutTogether(t *testing.T) {
	asked := []dossier.Question{{About: dossier.AboutMember}, {About: dossier.AboutUnit, Text: "食堂", Vote: true}}
	about := dossier.Slip{Class: dossier.OfMasses, Answers: []dossier.Answer{{Person: 7, Text: "热心"}, {Question: 1, Vote: dossier.Yes}}}
	waiting := []dossier.Waiting{
		{Batch: dossier.Batch{Unit: 1, Floor: 5, Questions: asked}, Sent: slices.Repeat([]dossier.Slip{about}, 4)},
		{Batch: dossier.Batch{Unit: 2, Floor: 5, Questions: question}, Sent: slips("乙", 4)},
	}
	if _, ok := dossier.Together(waiting); ok {
		t.Error("slips on members only make up for those that are lacking")
	}

	waiting[1].Sent = append(waiting[1].Sent, slips("丙", 1)...)
	waiting = append(waiting, dossier.Waiting{Batch: dossier.Batch{Unit: 3, Floor: 5, Questions: question}, Sent: slips("丁", 1)})
	opinions, people := dossier.HearTogether(waiting, rand.New(rand.NewPCG(3, 4)))
	if people != 6 || slices.ContainsFunc(opinions, func(o dossier.Opinion) bool { return o.Text == "热心" || o.Person != 0 || o.Class != "" }) {
		t.Errorf("%d people say %+v", people, opinions)
	}
}

func TestASlipSaysOnlyWhatWasAsked(t *testing.T) {
	b := dossier.Batch{Questions: []dossier.Question{{About: dossier.AboutUnit}, {About: dossier.AboutMember}, {About: dossier.AboutUnit, Vote: true}}}
	members := []org.PersonID{7}
	for what, a := range map[string]dossier.Answer{
		"a question that is not there": {Question: 3, Text: "好"},
		"a person not asked about":     {Question: 1, Person: 8, Text: "好"},
		"nobody chosen":                {Question: 1, Text: "好"},
		"a person for the unit":        {Question: 0, Person: 7, Text: "好"},
		"a vote where there is none":   {Question: 0, Vote: dossier.Yes},
		"a vote of one's own":          {Question: 2, Vote: "maybe"},
	} {
		if _, err := b.Check(dossier.Slip{Answers: []dossier.Answer{a}}, members); err == nil {
			t.Errorf("%s is taken", what)
		}
	}

	got, err := b.Check(dossier.Slip{Class: "chief", Answers: []dossier.Answer{{Text: " "}, {Question: 1, Person: 7, Text: " 好 "}}}, members)
	if err != nil || got.Class != "" || len(got.Answers) != 1 || got.Answers[0].Text != "好" {
		t.Errorf("the slip is kept as %+v (%v)", got, err)
	}
}
