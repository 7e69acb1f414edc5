package app

import (
	"context"

	"lingping/internal/domain/access"
	"lingping/internal/domain/dossier"
	"lingping/internal/domain/org"
	"lingping/internal/domain/review"
	"lingping/internal/domain/round"
	"lingping/internal/domain/scheme"
	"lingping/internal/errs"
	"lingping/internal/store"
)

// UnitRound is a running round as it stands for one unit.
type UnitRound struct {
	View    RoundView // the same, with what the asker may do for the unit
	Round   round.Round
	Plan    *scheme.Scheme
	State   review.State // of the review of the unit itself; empty when it is not reviewed in this round
	Review  review.ID    // that review, 0 without one
	Strip   dossier.Strip
	Figures round.Coverage // of its subtree; of secretaries and committee members seats
	Notice  NoticeWay

	Pledges, Summaries bool // the lists of its tasks, duties and promises, and of self-summaries, open for the asker
}

// unitRounds are the running rounds in which the unit takes part, for those who may see their boards.
func (a *App) unitRounds(tx *store.Tx, who access.Actor, unit org.UnitID) (out []UnitRound, err error) {
	running, err := runningRounds(tx)
	if err != nil {
		return nil, err
	}

	keys := map[round.ID][]dossier.Key{}
	for _, id := range running {
		keys[id] = []dossier.Key{{Unit: unit}}
	}

	stands, err := tx.UnitRounds(running, unit)
	if err != nil {
		return nil, err
	}

	if err := tx.NoticesAhead(running, unit); err != nil {
		return nil, err
	}

	if err := tx.DossiersAhead(keys); err != nil {
		return nil, err
	}

	steps, err := tx.StepsAcross(keys)
	if err != nil {
		return nil, err
	}

	for _, id := range running {
		v, top, err := a.measured(tx, who, access.ReadBoard, id, unitByID(unit))
		if errs.Is(err, errs.NotFound) {
			continue // not in this round, or not his to see
		}
		if err != nil {
			return nil, err
		}

		u, err := a.unitRound(tx, who, v, top, stands[id], steps[id])
		if err != nil {
			return nil, err
		}

		if u.Notice, err = a.noticeWay(tx, who, id, top.ID); err != nil {
			return nil, err
		}

		out = append(out, u)
	}

	return out, nil
}

func (a *App) unitRound(tx *store.Tx, who access.Actor, v RoundView, top org.Place, stands store.UnitRound, steps store.Steps) (u UnitRound, err error) {
	u = UnitRound{View: v, Round: v.Round, Plan: v.Plan, Figures: round.CoverageOf(stands.Tally)}
	for _, c := range stands.States {
		if u.State == "" || nearer(c.State, u.State) {
			u.State, u.Review = c.State, review.ID(c.Review)
		}
	}

	c := store.SubjectState{Kind: scheme.Unit, State: u.State, Review: int64(u.Review)}
	l := v.line(c, steps, dossier.Key{Unit: top.ID}, org.DateOf(tx.Now))
	if err := a.opened(tx, who, &l, 0); err != nil {
		return u, err
	}

	u.Strip = l.Strip
	d, err := a.openDossier(tx, who, v.ID, top.ID, 0)
	u.Pledges = access.Allowed(access.ReadCommitment, d.relations, d.stage())
	u.Summaries = access.Allowed(access.ListSummaries, d.relations, d.stage())
	return u, err
}

// MembersBelow counts the members in the subtree of each child of a unit, of the roots under 0.
func (a *App) MembersBelow(ctx context.Context, who access.Actor, parent org.UnitID) (counts map[org.UnitID]int, err error) {
	if err := check(access.ReadRoster, who.Base(), access.NoStage); err != nil {
		return nil, err
	}

	err = a.read(ctx, func(tx *store.Tx) error {
		counts, err = tx.MembersBelow(parent)
		return err
	})
	return counts, err
}
