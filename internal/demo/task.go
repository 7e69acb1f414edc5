package demo

import (
	"time"

	"lingping/internal/app"
	"lingping/internal/clock"
	"lingping/internal/domain/org"
)

// task is a small piece of a round's work. It may be done twice when the first time was undone.
type task func(h *half) error

// breath is for how long tasks are done in one transaction: others who write wait that long at most.
const breath = 100 * time.Millisecond

// take lets one step after the other say its tasks and does them, as many as a breath allows in one transaction.
func (h *half) take(steps ...func() ([]task, error)) error {
	for _, step := range steps {
		todo, err := step()
		if err != nil {
			return err
		}

		for len(todo) > 0 {
			var did int
			if err := h.Together(h.ctx, func(a *app.App) (err error) {
				did, err = h.in(a).some(todo)
				return err
			}); err != nil {
				return err
			}

			todo = todo[did:]
		}
	}
	return nil
}

// in is the round within a transaction.
func (h *half) in(a *app.App) *half {
	b, other := *h.builder, *h
	b.App, other.builder = a, &b
	return &other
}

// some does tasks for a breath and gives how many.
func (h *half) some(todo []task) (did int, err error) {
	for began := clock.Running(); did < len(todo) && clock.Running().Sub(began) < breath; did++ {
		if err := todo[did](h); err != nil {
			return did, err
		}
	}
	return did, nil
}

// each makes a task of each batch.
func each(all []*batch, do func(*half, *batch) error) []task {
	tasks := make([]task, len(all))
	for i, in := range all {
		tasks[i] = func(h *half) error { return do(h, in) }
	}
	return tasks
}

// firsts are the first batches of the units that are reviewed in them: a unit has several reviewers and speaks once.
func firsts(all []*batch) map[*batch]bool {
	first, done := map[*batch]bool{}, map[org.UnitID]bool{}
	for _, in := range all {
		if in.persons[0] == 0 && !done[in.unit] {
			first[in], done[in.unit] = true, true
		}
	}

	return first
}

// parts are the names of the general branches, each with all under it, the school to try first; the last, empty, is for
// all that belongs to none.
func (b *builder) parts() []string {
	names := []string{tryGeneral}
	for _, u := range b.made.Units {
		if u.Kind == org.GeneralBranch && u.Name != tryGeneral {
			names = append(names, u.Name)
		}
	}

	return append(names, "")
}

// of are the batches of a part.
func (h *half) of(part string) (some []*batch) {
	for _, in := range h.all {
		if h.top(in.unitName) == part {
			some = append(some, in)
		}
	}
	return some
}

// top is the name of the general branch to which a unit belongs; empty for those that belong to none.
func (b *builder) top(unit string) string {
	for u := b.units[unit]; u.Parent != 0; u = b.made.Units[u.Parent-1] {
		if u.Kind == org.GeneralBranch {
			return u.Name
		}
	}
	return ""
}

// under is the unit under which all of the part stand, 0 for the round's own.
func (h *half) under() org.UnitID {
	for _, in := range h.part {
		if in.unitName == h.top(in.unitName) {
			return in.unit
		}
	}
	return 0
}

// has reports whether a unit belongs to the part.
func (h *half) has(unit org.UnitID) bool {
	for _, in := range h.part {
		if in.unit == unit {
			return true
		}
	}
	return false
}

// inTurn does one thing after the other.
func inTurn(steps ...func() error) error {
	for _, step := range steps {
		if err := step(); err != nil {
			return err
		}
	}
	return nil
}
