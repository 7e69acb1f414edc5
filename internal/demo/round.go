package demo

import (
	"math/rand/v2"
	"time"

	"lingping/internal/app"
	"lingping/internal/domain/access"
	"lingping/internal/domain/assign"
	"lingping/internal/domain/org"
	"lingping/internal/domain/round"
)

// half is a round of the demo while it is being filled, on behalf of the units of one part.
type half struct {
	*builder
	id      round.ID
	window  window
	all     []*batch
	part    []*batch // of all, those that are being filled
	running bool
	heard   map[*batch]heard // of whose opinions something has to become
}

// open launches the round after the one before, 0 for none, lets everybody who owes reviews have an account, and leaves
// out with a reason, in the round that is over, who could not be reached.
func (b *builder) open(w window, before round.ID, running bool) (*half, error) {
	h := &half{builder: b, window: w, running: running, heard: map[*batch]heard{}}
	var err error
	if h.id, err = b.at(w.from).launch(w, before); err != nil {
		return nil, err
	}

	later := 1
	if running {
		later = 0
	}

	if err := b.at(w.from.AddDate(0, 0, later)).openAccounts(h.id); err != nil {
		return nil, err
	}

	if !running {
		if err := h.leaveOut(); err != nil {
			return nil, err
		}
	}

	all, gaps, err := b.batches(h.id)
	h.all, h.part = all, all
	if err == nil && !running {
		err = b.exempt(h.id, gaps, w)
	}

	if err == nil {
		err = h.draw() // before anybody is reviewed
	}

	return h, err
}

// leaveOut exempts those who can't be reached.
func (h *half) leaveOut() error {
	for _, class := range []string{org.GroupLostContact, org.GroupAbroad} {
		if _, err := h.at(h.window.from.AddDate(0, 0, 2)).ExemptSubjects(h.ctx, access.LocalOperator(), h.id, app.Exempting{
			Class: class, Reason: "联系不上或不在国内，返回后补点评", Approver: "校党委组织部"}); err != nil {
			return err
		}
	}
	return nil
}

// fill lets the units of a part do all that they do before, in and after their meetings, as far as they get.
func (h *half) fill(part string) error {
	p := *h
	p.part = h.of(part)
	steps := []func() ([]task, error){p.fieldwork, p.opinions, p.summaries, p.hold, p.outcomes, p.notices, p.actions, p.helps}
	if h.running {
		return p.take(append([]func() ([]task, error){p.arrangements, p.commitments}, steps...)...)
	}

	return p.take(append([]func() ([]task, error){p.arrangements}, append(steps, p.everyday)...)...)
}

// end is what is done once for the whole round, when its units have done what they do: the round that is over closes.
func (h *half) end() error {
	if err := h.experience(); err != nil {
		return err
	}

	if h.running {
		if err := h.take(h.filings); err != nil {
			return err
		}
		return h.FoldCounters(h.ctx, access.LocalOperator())
	}

	if err := h.close(); err != nil {
		return err
	}

	return h.take(h.filings)
}

// close ends the round on its last day.
func (h *half) close() error {
	end := h.at(h.window.to)
	if err := end.FoldCounters(h.ctx, access.LocalOperator()); err != nil {
		return err
	}
	return end.CloseRound(h.ctx, access.LocalOperator(), h.id)
}

// exempt leaves out those for whom no reviewer could be found.
func (b *builder) exempt(id round.ID, gaps []assign.Subject, w window) error {
	if len(gaps) == 0 {
		return nil
	}
	_, err := b.at(w.from.AddDate(0, 0, 4)).ExemptSubjects(b.ctx, access.LocalOperator(), id, app.Exempting{
		Subjects: gaps, Reason: "组织关系正在转接，落实所在党支部后补点评", Approver: "校党委组织部"})
	return err
}

// far is how far a batch gets: in a round that is over, to its end.
func (h *half) far(in *batch) progress {
	if !h.running {
		return complete
	}

	roll := int(seedOf("进度", in.ownerName, in.unitName) % 100)
	switch {
	case in.members && in.unitName == tryBranch:
		return partial
	case in.persons[0] == 0: // a unit and its secretary
		return []progress{complete, waiting, returned, begun, untouched}[stage(roll, 36, 46, 51, 60)]
	case in.members:
		return []progress{complete, partial, begun, untouched}[stage(roll, 33, 52, 56)]
	}

	return []progress{complete, untouched}[stage(roll, 40)]
}

// stage is the first of the limits that the roll is under.
func stage(roll int, limits ...int) int {
	for i, limit := range limits {
		if roll < limit {
			return i
		}
	}
	return len(limits)
}

// hold gives batches one after the other, each as far as it gets. Side by side they would win little on SQLite, which
// has one writer, and get into each other's way on PostgreSQL.
func (h *half) hold() ([]task, error) {
	return each(h.part, func(h *half, in *batch) error { return h.meet(h.id, h.window, in).give(h.far(in)) }), nil
}

// head is who leads a unit, at his account; the machine's operator where nobody does.
func (h *half) head(unit org.UnitID) access.Actor {
	found := access.LocalOperator()
	for _, in := range h.all {
		if in.unit != unit || in.persons[0] == 0 {
			continue
		}

		found = h.actor(in.owner, in.ownerName)
		if in.members {
			break // of a branch, not who reviews its secretary as a member
		}
	}

	return found
}

// rolls are the chances of what goes by these words in this round.
func (h *half) rolls(words ...string) *rand.Rand {
	return rand.New(rand.NewPCG(seedOf(append(words, h.window.name)...), 5))
}

// writes is one who writes in this round what goes by these words.
func (h *half) writes(words ...string) *author {
	return h.library.author(seedOf(append(words, h.window.name)...), h.window.from.Month())
}

// eve is the evening of a day shortly before a batch is given, within the round.
func (h *half) eve(in *batch, rng *rand.Rand) time.Time {
	day := h.meet(h.id, h.window, in).set.Day.Time().AddDate(0, 0, -between(rng, 1, 6))
	if first := h.window.from; day.Before(first) {
		day = first
	}
	return time.Date(day.Year(), day.Month(), day.Day(), 17, between(rng, 0, 59), 0, 0, h.now.Location())
}

// daytime is a moment of a working day.
func (h *half) daytime(rng *rand.Rand) time.Duration {
	return 9*time.Hour + time.Duration(between(rng, 0, 8*60))*time.Minute
}

// day is a moment of the round's n-th day, the last of them an hour before now.
func (h *half) day(n int, rng *rand.Rand) time.Time {
	t := h.window.from.AddDate(0, 0, n).Add(time.Duration(between(rng, 0, 8*60)) * time.Minute)
	if last := h.now.Add(-time.Hour); t.After(last) {
		return last
	}
	return t
}

func earlier(a, b time.Time) time.Time {
	if a.Before(b) {
		return a
	}
	return b
}
