package dossier

import (
	"cmp"
	"math/rand/v2"
	"slices"

	"lingping/internal/domain/org"
	"lingping/internal/domain/round"
)

// PoolID names a pool.
type PoolID int64

// Pool is what at least as many slips as were asked for said together, read as one: the slips of one batch, or, where
// several units below one had too few each, those of all of them.
type Pool struct {
	ID     PoolID
	Round  round.ID
	Unit   org.UnitID // whose batch it was; of a pool from several units the one above them
	Batch  BatchID    // 0: from several units
	Title  string
	Floor  int
	Slips  int // that came in, never less than Floor
	Count  int // opinions in it 征求意见条数, each as often as it was said
	Closed org.Date
}

// Shared reports whether the pool was put together from several units.
func (p Pool) Shared() bool { return p.Batch == 0 }

// OpinionID names an opinion. It is drawn at random when the batch is closed and says nothing of when it came.
type OpinionID int64

// Opinion is one thing that was said. Answers of one slip are no longer beside each other.
type Opinion struct {
	ID       OpinionID
	Pool     PoolID
	About    Target
	Person   org.PersonID // of AboutMember
	Question string
	Class    Class // empty where too few of one class wrote
	Text     string
	Times    int // how many slips said just this
	Outcome  Outcome
}

// VoteCount is how a question of a recheck was answered.
type VoteCount struct {
	Question        string
	Yes, Partly, No int
}

// Shown are the three numbers as they may be shown: -1 where it is "fewer than floor". When one of them is hidden, the
// least of the others is too, or what is left over would tell it.
//
// Nor may the slips that are in none of them be few: those who answered otherwise, or not at all, would stand alone.
func (v VoteCount) Shown(floor, slips int) [3]int {
	shown := [3]int{v.Yes, v.Partly, v.No}
	hidden := 0
	for i, n := range shown {
		if n < floor {
			shown[i] = -1
			hidden++
		}
	}

	for left := rest(shown, slips); hidden == 1 || 0 < left && left < floor; left = rest(shown, slips) {
		least := -1
		for i, n := range shown {
			if n >= 0 && (least < 0 || n < shown[least]) {
				least = i
			}
		}

		if least < 0 {
			break
		}

		shown[least] = -1
		hidden++
	}

	return shown
}

// rest is how many of the slips are in none of the numbers that are shown.
func rest(shown [3]int, slips int) int {
	for _, n := range shown {
		slips -= max(n, 0)
	}
	return slips
}

// Hear takes slips apart into opinions in an order drawn anew. The same words twice are one opinion said twice. Who
// writes is kept only where each class that wrote has at least floor slips.
func Hear(qs []Question, slips []Slip, floor int, draw *rand.Rand) ([]Opinion, []VoteCount) {
	classes := map[Class]int{}
	for _, s := range slips {
		classes[s.Class]++
	}

	classed := true
	for _, n := range classes {
		classed = classed && n >= floor
	}

	at := map[Opinion]int{}
	var out []Opinion
	votes := make([]VoteCount, len(qs))
	for _, s := range slips {
		for _, a := range s.Answers {
			votes[a.Question].add(a.Vote)
			if a.Text == "" {
				continue
			}

			o := Opinion{About: qs[a.Question].About, Person: a.Person, Question: qs[a.Question].Text, Text: a.Text}
			if classed {
				o.Class = s.Class
			}

			if i, ok := at[o]; ok {
				out[i].Times++
				continue
			}

			at[o] = len(out)
			o.Times = 1
			out = append(out, o)
		}
	}

	draw.Shuffle(len(out), func(i, j int) { out[i], out[j] = out[j], out[i] })
	var counts []VoteCount
	for i, q := range qs {
		if q.Vote {
			votes[i].Question = q.Text
			counts = append(counts, votes[i])
		}
	}

	return out, counts
}

func (v *VoteCount) add(vote Vote) {
	switch vote {
	case Yes:
		v.Yes++
	case Partly:
		v.Partly++
	case No:
		v.No++
	}
}

// Waiting is a closed batch with too few slips, and the slips.
type Waiting struct {
	Batch
	Sent []Slip
}

// Together decides whether slips that wait below one unit can be read together, and gives the floor that they keep: no
// less than any of their batches asked for. They are taken all at once and from at least two units, and what is read
// once is never added to: so no two things that can be seen differ by fewer people than the floor.
func Together(waiting []Waiting) (floor int, ok bool) {
	sent := 0
	var units []org.UnitID
	for _, w := range waiting {
		n := len(w.general())
		if n == 0 {
			continue
		}

		floor, sent = max(floor, w.Floor), sent+n
		if !slices.Contains(units, w.Unit) {
			units = append(units, w.Unit)
		}
	}

	return floor, len(units) >= 2 && sent >= floor
}

// HearTogether takes the waiting slips apart as Hear does, and says how many they are. Neither question nor unit nor
// class stays with an opinion, and what was said of single members is left out: it would tell the unit.
func HearTogether(waiting []Waiting, draw *rand.Rand) (opinions []Opinion, slips int) {
	var all []Slip
	for _, w := range waiting {
		all = append(all, w.general()...)
	}
	opinions, _ = Hear([]Question{{About: AboutUnit}}, all, OpinionFloor, draw)
	return opinions, len(all)
}

// general are the slips that say something of the unit, without their classes, their votes and what they say of single
// members. What a slip says to several questions stays one slip.
func (w Waiting) general() (out []Slip) {
	for _, s := range w.Sent {
		var g Slip
		for _, a := range s.Answers {
			if w.Questions[a.Question].About != AboutMember && a.Text != "" {
				g.Answers = append(g.Answers, Answer{Text: a.Text})
			}
		}

		if len(g.Answers) > 0 {
			out = append(out, g)
		}
	}
	return out
}

// Count is how often something was said in the opinions.
func Count(opinions []Opinion) (n int) {
	for _, o := range opinions {
		n += o.Times
	}
	return n
}

// Before is the order in which opinions are read: of the unit, of its secretary, of one member after the other. Among
// those of one question the drawn order stays.
func (o Opinion) Before(other Opinion) int {
	rank := func(o Opinion) int { return slices.Index([]Target{AboutUnit, AboutSecretary, AboutMember}, o.About) }
	return cmp.Or(cmp.Compare(rank(o), rank(other)), cmp.Compare(o.Person, other.Person), cmp.Compare(o.Question, other.Question))
}
