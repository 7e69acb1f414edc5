package app

import (
	"context"
	"fmt"
	"slices"

	"lingping/internal/domain/access"
	"lingping/internal/domain/dossier"
	"lingping/internal/domain/org"
	"lingping/internal/domain/review"
	"lingping/internal/domain/round"
	"lingping/internal/errs"
	"lingping/internal/store"
)

// HeardView is what enough slips said, as far as the asker may know it.
type HeardView struct {
	dossier.Pool
	UnitName string
	List     []store.OpinionRow
	Votes    []dossier.VoteCount
	Demands  map[org.PersonID][]store.Demand // what an opinion can become, by whom it is about; 0: the unit
	May      bool                            // he may dispose of them
}

// Heard are the opinions of a pool that the asker may read: never those about himself or about a unit in which he sits.
func (a *App) Heard(ctx context.Context, who access.Actor, id dossier.PoolID) (v HeardView, err error) {
	var relations access.Relation
	err = a.gathered(ctx, func(tx *store.Tx) error {
		v = HeardView{}
		p, err := poolFor(tx, who, id)
		if err != nil {
			return err
		}

		var may bool
		if relations, may = p.by(access.ReadOpinions); !may {
			return access.ErrRefused
		}

		v.Pool, v.UnitName, v.May = p.Pool, p.name, p.some(access.DisposeOpinion)
		all, err := tx.Opinions(id)
		if err != nil {
			return err
		}

		for _, o := range all {
			if access.Allowed(access.ReadOpinions, p.to(o.Opinion), access.Heard) {
				v.List = append(v.List, o)
			}
		}

		slices.SortStableFunc(v.List, func(x, y store.OpinionRow) int { return x.Before(y.Opinion) })
		if access.Allowed(access.ReadOpinions, p.toUnit(), access.Heard) {
			if v.Votes, err = tx.VoteCounts(id); err != nil {
				return err
			}
		}

		return v.demands(tx, who)
	})
	if err == nil {
		a.looked.read(look{who: who, action: access.ReadOpinions, relations: relations, stage: access.Heard, object: fmt.Sprintf("heard:%d", id),
			round: v.Round}, id, org.DateOf(a.Now()))
	}

	return v, err
}

// demands are what the opinions of the list can become.
func (v *HeardView) demands(tx *store.Tx, who access.Actor) (err error) {
	v.Demands = map[org.PersonID][]store.Demand{}
	if v.Shared() {
		return nil
	}

	all, err := tx.DemandsIn(v.Round, v.Unit, who.Person)
	for _, d := range all {
		if slices.ContainsFunc(v.List, func(o store.OpinionRow) bool { return o.Person == d.Person }) {
			v.Demands[d.Person] = append(v.Demands[d.Person], d)
		}
	}

	return err
}

// Dispose says what becomes of an opinion, and of one taken up which problem of a review it became; 0 while it is not
// written yet.
func (a *App) Dispose(ctx context.Context, who access.Actor, pool dossier.PoolID, id dossier.OpinionID, out dossier.Outcome) error {
	return a.write(ctx, who, access.DisposeOpinion, func(tx *store.Tx, allow allowFunc) (Entry, error) {
		p, err := poolFor(tx, who, pool)
		if err != nil {
			return Entry{}, err
		}

		list, err := tx.Opinions(pool)
		if err != nil {
			return Entry{}, err
		}

		i := slices.IndexFunc(list, func(o store.OpinionRow) bool { return o.ID == id })
		if i < 0 {
			return Entry{}, access.ErrRefused
		}

		o := list[i].Opinion
		if err := allow(p.to(o), access.Heard); err != nil {
			return Entry{}, err
		}

		if out.Review != 0 {
			if out.Demand, err = p.demand(tx, who, o, out); err != nil {
				return Entry{}, err
			}
		}

		out.ByName, out.Day = who.Name, org.DateOf(tx.Now)
		if err := o.Dispose(out); err != nil {
			return Entry{}, err
		}

		return Entry{Object: fmt.Sprintf("heard:%d", pool), Round: int64(p.Round),
			Detail: map[string]any{"disposition": string(o.Outcome.Disposition)}}, tx.SaveOpinion(o)
	})
}

// demand is the wording of the problem that the opinion became, when it is one that the actor can see.
func (p pool) demand(tx *store.Tx, who access.Actor, o dossier.Opinion, out dossier.Outcome) (string, error) {
	if p.Shared() {
		return "", errs.NewInvalid("合并整理的意见不能关联到某个单位的问题。")
	}

	all, err := tx.DemandsIn(p.Round, p.Unit, who.Person)
	if err != nil {
		return "", err
	}

	for _, d := range all {
		if d.Review == review.ID(out.Review) && d.Problem == out.Problem && d.Person == o.Person {
			return d.Text, nil
		}
	}

	return "", errs.NewInvalid("点评里没有这个问题，可能刚被改过：请刷新页面后重新选择。")
}

// AnswersView is what became of opinions: how many were disposed of in which way, and the sentences, never the texts.
type AnswersView struct {
	dossier.Pool
	UnitName  string
	Counts    map[dossier.Disposition]int
	Sentences []Answered
}

// Answered is what was said of how opinions are dealt with.
type Answered struct {
	Disposition dossier.Disposition
	Sentence    string
}

// Answers are what became of the opinions of a pool, for those about whom they are too, and to be made public.
func (a *App) Answers(ctx context.Context, who access.Actor, id dossier.PoolID) (v AnswersView, err error) {
	err = a.read(ctx, func(tx *store.Tx) error {
		p, err := poolFor(tx, who, id)
		if err != nil {
			return err
		}

		if !p.some(access.ReadAnswers) {
			return access.ErrRefused
		}

		v.Pool, v.UnitName, v.Counts = p.Pool, p.name, map[dossier.Disposition]int{}
		all, err := tx.Opinions(id)
		for _, o := range all {
			v.Counts[o.Outcome.Disposition] += o.Times
			one := Answered{o.Outcome.Disposition, o.Outcome.Sentence}
			if one.Sentence != "" && !slices.Contains(v.Sentences, one) {
				v.Sentences = append(v.Sentences, one)
			}
		}

		return err
	})
	return v, err
}

// citableOpinions are the opinions on a dossier that the asker may read, for a review that names them as evidence.
func citableOpinions(tx *store.Tx, who access.Actor, id round.ID, k dossier.Key) ([]store.OpinionRow, error) {
	h, err := hearing(tx, id, k.Unit)
	if err != nil {
		return nil, err
	}

	relations := h.ToUnit(who)
	if k.OfPerson() {
		relations = h.ToMember(who, k.Person)
	}

	if !access.Allowed(access.ReadOpinions, relations, access.Heard) {
		return nil, nil
	}

	return tx.OpinionsAbout(id, k)
}

// pool is a pool with what relations to it are decided from.
type pool struct {
	dossier.Pool
	who  access.Actor
	name string // of its unit
	h    access.Hearing
	sits bool // the actor sits in one of the units whose slips it holds
	held bool // it speaks of members
}

// poolFor loads a pool.
func poolFor(tx *store.Tx, who access.Actor, id dossier.PoolID) (p pool, err error) {
	p.who = who
	var units []org.UnitID
	if p.Pool, units, err = tx.Pool(id); err != nil {
		return p, err
	}

	place, err := tx.FrozenUnit(p.Round, p.Unit)
	if err != nil {
		return p, err
	}

	p.name = place.Name
	if p.h, err = hearing(tx, p.Round, p.Unit); err != nil || !p.Shared() {
		if err == nil {
			b, fault := tx.Batch(p.Batch)
			p.held, err = b.OfMembers, fault
		}
		return p, err
	}

	for _, unit := range units {
		superiors, err := tx.Superiors(p.Round, unit)
		if err != nil {
			return p, err
		}
		p.sits = p.sits || superiors.Sits(who.Person)
	}

	return p, nil
}

// toUnit is how the actor stands to what the pool says of units: of one, or of several below his own.
func (p pool) toUnit() access.Relation {
	switch {
	case !p.Shared():
		return p.h.ToUnit(p.who)
	case p.sits:
		return p.who.Base() | access.ReviewedSide
	}
	return p.h.Unit.Superiors.Relation(p.who)
}

// to is how the actor stands to one opinion.
func (p pool) to(o dossier.Opinion) access.Relation {
	if o.Person != 0 {
		return p.h.ToMember(p.who, o.Person)
	}
	return p.toUnit()
}

// some reports whether the actor may do it to anything that the pool may hold.
func (p pool) some(action access.Action) bool {
	_, may := p.by(action)
	return may
}

// by is the relation by which he may.
func (p pool) by(action access.Action) (relations access.Relation, may bool) {
	if relations = p.toUnit(); access.Allowed(action, relations, access.Heard) {
		return relations, true
	}

	if p.held {
		for member := range p.h.Members {
			if relations = p.h.ToMember(p.who, member); access.Allowed(action, relations, access.Heard) {
				return relations, true
			}
		}
	}

	return 0, false
}
