package dossier_test

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"lingping/internal/domain/dossier"
	"lingping/internal/domain/org"
)

// people are those among whom the writer of what somebody sees is hidden: the slips, by their names, from which it was made.
type people map[string]bool

// few reports whether one is the other and a few people more, who then stand alone.
func few(a, b people, floor int) bool {
	if len(a) > len(b) {
		a, b = b, a
	}

	for name := range a {
		if !b[name] {
			return false
		}
	}

	return len(b) > len(a) && len(b)-len(a) < floor
}

// Whatever was answered, the numbers that are shown, any of them together, and all slips never differ by a few people.
func TestNumbersOfAnswersLeaveNobodyStandingAlone(t *testing.T) {
	for floor := dossier.OpinionFloor; floor <= dossier.OpinionFloor+1; floor++ {
		for yes := range 13 {
			for partly := range 13 {
				for no := range 13 {
					for silent := range 8 {
						v := dossier.VoteCount{Yes: yes, Partly: partly, No: no}
						slips := yes + partly + no + silent
						if slips < floor {
							continue
						}

						left := slips
						for _, n := range v.Shown(floor, slips) {
							if n >= 0 {
								left -= n
							}
							if n >= 0 && n < floor {
								t.Fatalf("%+v of %d: shown is %d", v, slips, n)
							}
						}

						if left > 0 && left < floor {
							t.Fatalf("%+v of %d slips, shown as %v: %d stand alone", v, slips, v.Shown(floor, slips), left)
						}
					}
				}
			}
		}
	}
}

// small is an institution with a general branch and branches below it, whose batches are closed one after the other as
// app.CloseBatch closes them.
type small struct {
	t       rapid.TB
	draw    *rand.Rand
	waiting []dossier.Waiting
	read    map[org.UnitID]people // what was said on a unit and counted, 0: on the general branch with all below
	views   []people              // all that anybody has seen, in the order of time
	pools   []people
}

func newSmall(t rapid.TB) *small {
	return &small{t: t, draw: rand.New(rand.NewPCG(3, 4)), read: map[org.UnitID]people{}}
}

// sent are slips of a batch, each saying only its name.
func sent(unit org.UnitID, batch, n int, class func(i int) dossier.Class) (slips []dossier.Slip) {
	for i := range n {
		slips = append(slips, dossier.Slip{Class: class(i), Answers: []dossier.Answer{{Text: fmt.Sprintf("%d-%d-%d", unit, batch, i)}}})
	}
	return slips
}

// close ends a batch.
func (s *small) close(b dossier.Batch, slips []dossier.Slip) {
	b.State, b.Questions = dossier.Gathering, []dossier.Question{{About: dossier.AboutUnit}}
	if err := b.Close(len(slips), "2011-01-11"); err != nil {
		s.t.Fatal(err)
	}

	if b.State == dossier.Heard {
		opinions, _ := dossier.Hear(b.Questions, slips, b.Floor, s.draw)
		s.keep(b.Unit, opinions, b.Floor)
		return
	}

	if len(slips) > 0 {
		s.waiting = append(s.waiting, dossier.Waiting{Batch: b, Sent: slips})
	}

	floor, enough := dossier.Together(s.waiting)
	if !enough {
		return
	}

	opinions, _ := dossier.HearTogether(s.waiting, s.draw)
	s.waiting = nil
	s.keep(0, opinions, floor)
}

// keep shows a pool: all of it, what each class said, and the figures of its unit and of the whole.
func (s *small) keep(unit org.UnitID, opinions []dossier.Opinion, floor int) {
	pool, classes := people{}, map[dossier.Class]people{}
	for _, o := range opinions {
		if classes[o.Class] == nil {
			classes[o.Class] = people{}
		}
		pool[o.Text], classes[o.Class][o.Text] = true, true
	}

	for _, of := range []org.UnitID{unit, 0} {
		grown := maps.Clone(s.read[of])
		if grown == nil {
			grown = people{}
		}
		maps.Copy(grown, pool)
		s.read[of] = grown
		s.views = append(s.views, grown)
	}

	s.pools = append(s.pools, pool)
	s.views = append(append(s.views, pool), slices.Collect(maps.Values(classes))...)
	for _, v := range s.views {
		if len(v) < floor && len(v) < dossier.OpinionFloor {
			s.t.Fatalf("seen is what %d people said", len(v))
		}
	}
}

// alone fails when two views differ by a few people, or somebody was read twice.
func (s *small) alone(what string) {
	s.views = append(s.views, people{})
	for i, a := range s.views {
		for _, b := range s.views[:i] {
			if few(a, b, dossier.OpinionFloor) {
				s.t.Fatalf("%s: one sees what %d people said, and what %d of them said", what, max(len(a), len(b)), min(len(a), len(b)))
			}
		}
	}

	once := people{}
	for _, pool := range s.pools {
		for name := range pool {
			if once[name] {
				s.t.Fatalf("%s: %s stands in two pools", what, name)
			}
			once[name] = true
		}
	}
}

// Two units with two batches each, whatever came in, in whatever order they are closed: at no time do two things that can be
// seen, by whoever and of whatever part, differ by a few people.
func TestInSmallWorldsNoTwoViewsDifferByAFewPeople(t *testing.T) {
	sizes := []int{0, 1, 2, 4, 5, 6}
	orders := [][]int{{0, 1, 2, 3}, {0, 2, 1, 3}, {2, 0, 3, 1}, {3, 2, 1, 0}, {1, 3, 0, 2}}
	unsaid := func(int) dossier.Class { return "" }
	for n := range len(sizes) * len(sizes) * len(sizes) * len(sizes) {
		of := [4]int{sizes[n%6], sizes[n/6%6], sizes[n/36%6], sizes[n/216]}
		for _, order := range orders {
			s := newSmall(t)
			for _, batch := range order {
				unit := org.UnitID(batch/2 + 1)
				s.close(dossier.Batch{Unit: unit, Floor: dossier.OpinionFloor}, sent(unit, batch, of[batch], unsaid))
			}
			s.alone(fmt.Sprintf("%v slips, closed in the order %v", of, order))
		}
	}
}

// The same in larger worlds, with floors of their own and with people who say what they are.
func TestInNoWorldDoTwoViewsDifferByAFewPeople(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := newSmall(t)
		for batch := range rapid.IntRange(1, 12).Draw(t, "batches") {
			unit := org.UnitID(rapid.IntRange(1, 4).Draw(t, "unit"))
			classes := rapid.SliceOfN(rapid.SampledFrom([]dossier.Class{dossier.OfMember, dossier.OfMasses, ""}), 12, 12).Draw(t, "classes")
			slips := sent(unit, batch, rapid.IntRange(0, 12).Draw(t, "slips"), func(i int) dossier.Class { return classes[i] })
			s.close(dossier.Batch{Unit: unit, Floor: rapid.IntRange(dossier.OpinionFloor, 9).Draw(t, "floor")}, slips)
		}
		s.alone("some world")
	})
}
