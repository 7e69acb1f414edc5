package app

import (
	"slices"

	"lingping/internal/domain/assign"
	"lingping/internal/domain/org"
	"lingping/internal/domain/review"
	"lingping/internal/domain/round"
	"lingping/internal/domain/scheme"
	"lingping/internal/errs"
	"lingping/internal/store"
)

// mergeRound is what becomes of one round.
type mergeRound struct {
	round.Round
	given      []review.GivenUp
	again      []assign.Subject // exempted in one of the two only
	united     bool             // both stand in its frozen roster
	stay, goes store.Seated
}

// readRound settles what both are owed and owe in a round.
func (p *mergePlan) readRound(tx *store.Tx, r round.Round) error {
	claims, err := tx.Claims(r.ID, p.Merge)
	if err != nil {
		return err
	}

	m := mergeRound{Round: r, again: review.OwedAgain(p.renamed(claims))}
	if p.What == store.MergedPerson {
		if claims, err = p.seat(tx, &m, claims); err != nil {
			return err
		}
	}

	given, err := review.Settle(p.renamed(claims), r.Name)
	if err != nil {
		return err
	}

	m.given = append(m.given, given...)
	for _, g := range m.given {
		p.GivenUp++
		if g.State == review.Draft {
			p.Drafts++
		}
	}

	p.OwedAgain += len(m.again)
	p.rounds = append(p.rounds, m)
	return nil
}

// renamed are claims as they are when who stays is in the place of who is gone.
func (p *mergePlan) renamed(claims []review.Claim) []review.Claim {
	claims = slices.Clone(claims)
	for i := range claims {
		p.rename(&claims[i])
	}
	return claims
}

// rename puts who stays in the place of who is gone.
func (p *mergePlan) rename(c *review.Claim) {
	if p.What == store.MergedUnit {
		if c.Subject.Unit == org.UnitID(p.Gone) {
			c.Subject.Unit = org.UnitID(p.Kept)
		}
		return
	}

	for _, id := range []*org.PersonID{&c.Subject.Person, &c.Reviewer, &c.Owner} {
		if *id == org.PersonID(p.Gone) {
			*id = org.PersonID(p.Kept)
		}
	}
}

// seat finds out as which of the two the person stands in the frozen roster, and gives up what the other is owed elsewhere.
// It gives the claims that are left.
func (p *mergePlan) seat(tx *store.Tx, m *mergeRound, claims []review.Claim) (left []review.Claim, err error) {
	seated, err := tx.SeatedIn(m.ID, p.Merge)
	if err != nil || len(seated) < 2 {
		return claims, err
	}

	m.united, m.stay, m.goes = true, seated[0], seated[1]
	if m.stay.Person != org.PersonID(p.Kept) {
		m.stay, m.goes = m.goes, m.stay
	}

	asMember := func(person org.PersonID) (own []review.Claim) {
		for _, c := range claims {
			if c.Subject.Kind == scheme.Member && c.Subject.Person == person {
				own = append(own, c)
			}
		}
		return own
	}
	stayGone, err := review.Seats(asMember(org.PersonID(p.Kept)), asMember(org.PersonID(p.Gone)), m.Name)
	if err != nil {
		return nil, err
	}

	if stayGone {
		m.stay, m.goes = m.goes, m.stay
	}

	for _, c := range claims {
		if c.Subject.Kind == scheme.Member && c.Subject.Person == m.goes.Person && c.Subject.Unit != m.stay.Branch {
			m.given = append(m.given, review.GivenUp{Claim: c})
			continue
		}
		left = append(left, c)
	}

	return left, nil
}

// prepare makes room in a round: for each thing that would stand twice, one.
func (m *mergeRound) prepare(tx *store.Tx, merge store.Merge) error {
	for _, g := range m.given {
		if err := tx.GiveUp(g); err != nil {
			return err
		}
	}

	switch {
	case merge.What == store.MergedUnit:
		return tx.UniteFrozenUnits(m.ID, merge)
	case m.united:
		return tx.UniteSeated(m.ID, m.stay, m.goes)
	}
	return nil
}

// settle makes the figures of a round and who holds what in it anew.
func (m *mergeRound) settle(tx *store.Tx, merge store.Merge) error {
	if err := tx.KeepHoldings(m.Round, nil); err != nil {
		return err
	}

	for _, s := range m.again {
		if err := tx.EndExemption(m.ID, s); err != nil {
			return err
		}
	}

	if m.State == round.Launched {
		if err := m.checkOwn(tx, merge); err != nil {
			return err
		}

		if err := markDrawn(tx, m.ID); err != nil {
			return err
		}
	}

	return tx.RecountRound(m.ID)
}

// checkOwn refuses a merge after which somebody would review what he leads himself.
func (m *mergeRound) checkOwn(tx *store.Tx, merge store.Merge) error {
	own, err := 0, error(nil)
	if merge.What == store.MergedUnit {
		own, err = tx.OwedByItsLeader(m.ID, org.UnitID(merge.Kept))
	} else {
		own, err = tx.OwedToHimself(m.ID, org.PersonID(merge.Kept))
	}

	switch {
	case err != nil || own == 0:
		return err
	case merge.What == store.MergedUnit:
		return errs.NewConflict("在“%s”中，合并以后有人要点评他自己负责的党组织，不能合并；请先在“移交任务”中把他的点评任务移交给别人。", m.Name)
	}
	return errs.NewConflict("在“%s”中，合并以后他要点评他自己负责的党组织，不能合并；请先在“移交任务”中把其中一人的点评任务移交给别人。", m.Name)
}
