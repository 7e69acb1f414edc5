package demo

import (
	"lingping/internal/app"
	"lingping/internal/domain/access"
	"lingping/internal/domain/assign"
	"lingping/internal/domain/org"
	"lingping/internal/domain/round"
)

// lastRound gives everything that was owed, leaves out with a reason who could not be reached, and closes.
func (b *builder) lastRound(w window) error {
	id, err := b.at(w.from).launch(w)
	if err != nil {
		return err
	}
	if err := b.at(w.from.AddDate(0, 0, 1)).openAccounts(id); err != nil {
		return err
	}
	for _, class := range []string{org.GroupLostContact, org.GroupAbroad} {
		if _, err := b.at(w.from.AddDate(0, 0, 2)).ExemptSubjects(b.ctx, access.LocalOperator(), id, app.Exempting{
			Class: class, Reason: "联系不上或不在国内，返回后补点评", Approver: "校党委组织部"}); err != nil {
			return err
		}
	}
	all, gaps, err := b.batches(id)
	if err != nil {
		return err
	}
	if err := b.exempt(id, gaps, w); err != nil {
		return err
	}
	if err := b.hold(id, w, all, func(*batch) progress { return complete }); err != nil {
		return err
	}
	end := b.at(w.to)
	if err := end.FoldCounters(b.ctx, access.LocalOperator()); err != nil {
		return err
	}
	return end.CloseRound(b.ctx, access.LocalOperator(), id)
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

// runningRound is half way: some branches are done, some at work, some have not begun.
func (b *builder) runningRound(w window) error {
	id, err := b.at(w.from).launch(w)
	if err != nil {
		return err
	}
	if err := b.at(w.from).openAccounts(id); err != nil {
		return err
	}
	all, _, err := b.batches(id)
	if err != nil {
		return err
	}
	if err := b.hold(id, w, all, b.halfWay); err != nil {
		return err
	}
	return b.FoldCounters(b.ctx, access.LocalOperator())
}

// halfWay is how far a batch of the running round is.
func (b *builder) halfWay(in *batch) progress {
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
func (b *builder) hold(id round.ID, w window, all []*batch, far func(*batch) progress) error {
	for _, one := range all {
		if err := b.meet(id, w, one).give(far(one)); err != nil {
			return err
		}
	}
	return nil
}
