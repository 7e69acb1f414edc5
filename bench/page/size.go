package page

import (
	"context"
	"fmt"

	"lingping/bench/house"
	"lingping/internal/errs"
	"lingping/internal/store"
)

// Size is what everything costs in a house of N members.
type Size struct {
	N     int
	Names []string        // of what was measured, in its order
	Costs map[string]Cost // by name; what failed has none
	Wrong []string        // what failed, and why
}

// Measure fills the empty store with W(n) and measures every act and every page in it, with processor time and memory.
// spool is a folder for files; say is told what begins.
func Measure(ctx context.Context, s *store.Store, n int, spool string, say func(string)) (_ *Size, err error) {
	defer errs.Wrap(&err, "page.Measure W(%d)", n)

	size := &Size{N: n, Costs: map[string]Cost{}}
	var tally store.Tally
	h, err := house.Build(tally.On(ctx), s, n, func(act string, do func() error) (err error) {
		say(act)
		tally.Reset()
		before := Used()
		memory := peak(func() { err = do() })
		size.keep(act, Cost{Work: tally.Work(), CPU: Used() - before, Memory: memory, Often: often(&tally)}, err)
		return err
	})
	if err != nil {
		return nil, err
	}

	say("let people sign in")
	if err := h.SignIn(); err != nil {
		return nil, err
	}

	if err := h.Furnish(spool); err != nil {
		return nil, err
	}

	d, err := Open(h)
	if err != nil {
		return nil, err
	}

	say("measure")
	for _, a := range Acts() {
		c, err := d.Do(a, true)
		size.keep(a.Name, c, err)
	}

	for _, p := range Pages() {
		c, err := d.Ask(p, true)
		size.keep(p.Name(), c, err)
	}

	return size, h.Leave()
}

// keep notes a cost, or why there is none.
func (s *Size) keep(name string, c Cost, err error) {
	s.Names = append(s.Names, name)
	if err != nil {
		s.Wrong = append(s.Wrong, fmt.Sprintf("W(%d): %v", s.N, err))
		return
	}
	s.Costs[name] = c
}
