package app

import (
	"context"
	"fmt"

	"lingping/internal/domain/access"
	"lingping/internal/domain/dossier"
	"lingping/internal/domain/org"
	"lingping/internal/domain/round"
	"lingping/internal/errs"
	"lingping/internal/store"
)

// Commitments are what a unit or a member has taken upon itself in a round, as their page shows them.
type Commitments struct {
	Dossier
	List  []dossier.Commitment
	Write bool // the asker may add, change and report
	// Summary says that the asker may read, or write, the self-summary of the same dossier.
	Summary bool
}

// Kinds are the kinds that can be added.
func (c Commitments) Kinds() []dossier.CommitmentKind { return dossier.CommitmentKinds(c.Key) }

// Unpublished counts the promises that are not public yet.
func (c Commitments) Unpublished() (n int) {
	for _, one := range c.List {
		if one.Kind == dossier.Pledge && one.Published == "" {
			n++
		}
	}
	return n
}

// Commitments are those of the person, or of the unit when person is 0.
func (a *App) Commitments(ctx context.Context, who access.Actor, id round.ID, unit org.UnitID, person org.PersonID) (v Commitments, err error) {
	err = a.read(ctx, func(tx *store.Tx) error {
		if v.Dossier, err = a.openDossier(tx, who, id, unit, person); err != nil {
			return err
		}

		if err := check(access.ReadCommitment, v.relations, v.stage()); err != nil {
			return err
		}

		v.Write = access.Allowed(access.WriteCommitment, v.relations, v.stage())
		if v.List, err = tx.CommitmentsOf(id, v.Key); err != nil {
			return err
		}

		s, err := summaryIn(tx, v.Dossier)
		if err != nil && !errs.Is(err, errs.NotFound) {
			return err
		}

		v.Summary = err == nil && access.Allowed(access.ReadSummary, s.relations, s.stage())
		return nil
	})
	return v, err
}

// AddCommitment writes a new commitment into the dossier of a person, or of a unit when person is 0: the owner's side
// does, or for a member somebody who sits in his branch, from paper.
func (a *App) AddCommitment(ctx context.Context, who access.Actor, in dossier.Commitment) (id dossier.CommitmentID, err error) {
	err = a.write(ctx, who, access.WriteCommitment, func(tx *store.Tx, allow allowFunc) (Entry, error) {
		d, err := a.openDossier(tx, who, in.Round, in.Key.Unit, in.Key.Person)
		if err != nil {
			return Entry{}, err
		}

		if err := d.allow(allow, access.WriteCommitment); err != nil {
			return Entry{}, err
		}

		kept, err := tx.CommitmentsOf(in.Round, d.Key)
		if err != nil {
			return Entry{}, err
		}

		if len(kept) >= dossier.MaxCommitments {
			return Entry{}, errs.NewConflict("这里已有 %d 项，请合并后再加。", len(kept))
		}

		c := dossier.Commitment{ID: dossier.CommitmentID(tx.NewID()), Round: in.Round, Key: d.Key, Paper: d.Foreign}
		if err := c.Write(in, who.Name, tx.Now.UnixMilli()); err != nil {
			return Entry{}, err
		}

		id = c.ID
		return commitmentEntry(c, "write"), tx.SaveCommitment(c)
	})
	return id, err
}

// ChangeCommitment rewrites a commitment that is not public yet.
func (a *App) ChangeCommitment(ctx context.Context, who access.Actor, id dossier.CommitmentID, in dossier.Commitment) (dossier.Commitment, error) {
	return a.onCommitment(ctx, who, id, "write", func(tx *store.Tx, d Dossier, c *dossier.Commitment) error {
		c.Paper = d.Foreign
		return c.Write(in, who.Name, tx.Now.UnixMilli())
	})
}

// ReportCommitment says what became of a commitment.
func (a *App) ReportCommitment(ctx context.Context, who access.Actor, id dossier.CommitmentID, outcome dossier.Fulfilment, result string, day org.Date) (dossier.Commitment, error) {
	return a.onCommitment(ctx, who, id, "report", func(tx *store.Tx, _ Dossier, c *dossier.Commitment) error {
		return c.Report(outcome, result, day, who.Name, tx.Now.UnixMilli())
	})
}

// onCommitment does something to one commitment and keeps it with its figures.
func (a *App) onCommitment(ctx context.Context, who access.Actor, id dossier.CommitmentID, act string,
	do func(*store.Tx, Dossier, *dossier.Commitment) error) (c dossier.Commitment, err error) {
	err = a.write(ctx, who, access.WriteCommitment, func(tx *store.Tx, allow allowFunc) (Entry, error) {
		var d Dossier
		if c, d, err = a.loadCommitment(tx, who, id, allow); err != nil {
			return Entry{}, err
		}

		figures := c.Counted().Negated()
		if err := do(tx, d, &c); err != nil {
			return Entry{}, err
		}

		figures.Add(c.Counted())
		if err := tx.Count(c.Round, c.Key.Unit, figures); err != nil {
			return Entry{}, err
		}

		return commitmentEntry(c, act), tx.SaveCommitment(c)
	})
	return c, err
}

// loadCommitment reads a commitment with its dossier and asks whether the actor may write it.
func (a *App) loadCommitment(tx *store.Tx, who access.Actor, id dossier.CommitmentID, allow allowFunc) (c dossier.Commitment, d Dossier, err error) {
	if c, err = tx.Commitment(id); err != nil {
		return c, d, err
	}

	if d, err = a.openDossier(tx, who, c.Round, c.Key.Unit, c.Key.Person); err != nil {
		return c, d, err
	}

	return c, d, d.allow(allow, access.WriteCommitment)
}

// DropCommitment takes back a commitment that is not public; it gives the dossier whose it was.
func (a *App) DropCommitment(ctx context.Context, who access.Actor, id dossier.CommitmentID) (c dossier.Commitment, err error) {
	err = a.write(ctx, who, access.WriteCommitment, func(tx *store.Tx, allow allowFunc) (Entry, error) {
		if c, _, err = a.loadCommitment(tx, who, id, allow); err != nil {
			return Entry{}, err
		}

		if err := c.Droppable(); err != nil {
			return Entry{}, err
		}

		return commitmentEntry(c, "drop"), tx.DropCommitment(id)
	})
	return c, err
}

// PublishCommitments makes all promises of a dossier public from a day on, for everybody to read on the unit's page
// 〔公开承诺〕. It gives how many became public.
func (a *App) PublishCommitments(ctx context.Context, who access.Actor, id round.ID, unit org.UnitID, person org.PersonID, day org.Date) (n int, err error) {
	err = a.write(ctx, who, access.WriteCommitment, func(tx *store.Tx, allow allowFunc) (Entry, error) {
		n = 0
		d, err := a.openDossier(tx, who, id, unit, person)
		if err != nil {
			return Entry{}, err
		}

		if err := d.allow(allow, access.WriteCommitment); err != nil {
			return Entry{}, err
		}

		list, err := tx.CommitmentsOf(id, d.Key)
		if err != nil {
			return Entry{}, err
		}

		if n, err = makePublic(tx, who, list, day); err != nil {
			return Entry{}, err
		}

		if n == 0 {
			return Entry{}, errs.NewConflict("没有还未公开的承诺，不需要再公开。")
		}

		return Entry{Object: fmt.Sprintf("unit:%d", d.Key.Unit), Round: int64(id),
			Detail: map[string]any{"act": "publish", "count": n, "person": int64(d.Key.Person)}}, nil
	})
	return n, err
}

// makePublic makes the promises among the commitments of one dossier public.
func makePublic(tx *store.Tx, who access.Actor, list []dossier.Commitment, day org.Date) (n int, err error) {
	for _, c := range list {
		if c.Kind != dossier.Pledge || c.Published != "" {
			continue
		}

		if err := keepPublic(tx, c, day, who.Name); err != nil {
			return n, err
		}

		n++
	}
	return n, nil
}

// keepPublic makes one promise public and counts it; the first of a dossier counts the dossier too.
func keepPublic(tx *store.Tx, c dossier.Commitment, day org.Date, by string) error {
	before, err := tx.PublicPledges(c.Round, c.Key)
	if err != nil {
		return err
	}

	if err := c.Publish(day, by, tx.Now.UnixMilli()); err != nil {
		return err
	}

	figures := c.Counted()
	if before == 0 {
		figures.Add(c.Key.Pledged())
	}

	if err := tx.Count(c.Round, c.Key.Unit, figures); err != nil {
		return err
	}

	return tx.SaveCommitment(c)
}

func commitmentEntry(c dossier.Commitment, act string) Entry {
	return Entry{Object: fmt.Sprintf("commitment:%d", c.ID), Round: int64(c.Round),
		Detail: map[string]any{"act": act, "paper": c.Paper}}
}
