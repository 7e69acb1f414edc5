package app

import (
	"context"
	"fmt"
	"time"

	"lingping/internal/blob"
	"lingping/internal/domain/access"
	"lingping/internal/domain/filing"
	"lingping/internal/domain/org"
	"lingping/internal/domain/review"
	"lingping/internal/domain/round"
	"lingping/internal/domain/scheme"
	"lingping/internal/errs"
	"lingping/internal/store"
)

// FilingView is one of the packs that a unit hands in in a round: what goes into it, what is lacking, and what was handed in
// before; with where the others stand.
type FilingView struct {
	RoundView
	Unit      org.Place
	By        org.Place       // the unit above that files for it, when it does not itself
	All       []FilingRow     // every pack that the unit hands in; none where it does not file itself
	FilingRow                 // the one that is shown
	Versions  []filing.Filing // the newest first
	Sheets    []FilingSheet   // every form that goes into the pack, finished or not
	Lacking   int
	OpenLeft  int64
	Whole     bool // every record of the unit's subtree opens for the asker, so he may have packs
	MayHandIn bool
	MayDecide bool // receive and return
	MayList   bool // see the filings of all units
}

// FilingSheet is one form that goes into a pack.
type FilingSheet struct {
	ID       review.ID
	Form     int
	Unit     string
	Subject  string // empty: the unit and its secretary
	Reviewer string
	State    review.State // of the record on it that is furthest from counting
	Place    org.UnitID
	Opens    bool // for the asker, once it counts
}

// Filing is a unit's filing for a duty; number 0 of several: the first for which nothing waits or was received. Unit 0 is the
// round's own.
func (a *App) Filing(ctx context.Context, who access.Actor, id round.ID, key filing.Key) (v FilingView, err error) {
	err = a.read(ctx, func(tx *store.Tx) error {
		b, err := a.packBuild(tx, who, access.ReadFiling, id, key)
		if err != nil {
			return err
		}

		v, err = b.view(tx)
		if err != nil {
			return err
		}

		open, err := reachOf(tx, who, id, v.Unit.ID)
		if err != nil {
			return err
		}

		for i := range v.Sheets {
			v.Sheets[i].Opens = open.opens(v.Sheets[i].Place)
		}

		v.Whole = open.whole
		v.MayHandIn = v.Offers(access.HandInFiling)
		return v.decidable(tx, who)
	})
	return v, err
}

// decidable says whether the asker may receive and return, which is the right of the office of the whole round.
func (v *FilingView) decidable(tx *store.Tx, who access.Actor) error {
	relations, err := relationsToUnit(tx, who, v.ID, v.RoundView.Unit)
	if err != nil {
		return err
	}

	v.MayList = access.Allowed(access.ReadFilings, relations, stageOf(v.Round))
	v.MayDecide = offered(v.Round, access.DecideFiling, relations) &&
		notOfOwnUnit(tx, who, filing.Filing{Round: v.ID, Unit: v.Unit.ID}) == nil
	return nil
}

// HandInFiling builds the unit's pack for the duty from what counts now, keeps it as it is, and hands it in to the office. reason is
// needed when forms are lacking. The pack is of the moment in which it was read; it is made while nothing of the
// database is held, and what was corrected meanwhile shows as corrected since.
func (a *App) HandInFiling(ctx context.Context, who access.Actor, id round.ID, key filing.Key, reason string) (f filing.Filing, err error) {
	c, err := a.packContent(ctx, who, access.HandInFiling, id, key)
	if err != nil {
		return f, err
	}

	now := a.store.Now()
	made, err := c.handIn(who, reason, now, c.view.Last, c.view.Changed())
	if err != nil {
		return f, err
	}

	pack, held, err := c.build(made, now.Location(), nil)
	if err != nil {
		return f, err
	}

	err = a.writeAlone(ctx, who, access.HandInFiling, func(tx *store.Tx, allow allowFunc) (Entry, error) {
		relations, err := relationsToUnit(tx, who, id, c.top.ID)
		if err != nil {
			return Entry{}, err
		}

		stands, err := tx.Round(id)
		if err != nil {
			return Entry{}, err
		}

		if err := allow(relations, stageOf(stands)); err != nil {
			return Entry{}, err
		}

		last, changed, err := lastFiled(tx, id, c.duty.Key())
		if err != nil {
			return Entry{}, err
		}

		if f, err = c.handIn(who, reason, now, last, changed); err != nil {
			return Entry{}, err
		}

		if f.Version != made.Version {
			return Entry{}, errs.NewConflict("%s刚刚由别人报送过一次，请刷新后再看。", c.top.Name)
		}

		f.ID = filing.ID(tx.NewID())
		if f.Blob, err = tx.AddBlob(pack); err != nil {
			return Entry{}, err
		}

		f.Hash, f.Size = pack.Hash, int64(len(pack.Body))
		if _, err := sealStats(tx, who, c.stats); err != nil {
			return Entry{}, err
		}

		return filingEntry(f, map[string]any{"hash": f.Hash, "sheets": f.Sheets, "lacking": f.Lacking}), tx.AddFiling(f, held, c.lacks())
	})
	return f, err
}

// handIn is the filing that hands the pack in after the last one.
func (c packContent) handIn(who access.Actor, reason string, now time.Time, last filing.Filing, changed int) (filing.Filing, error) {
	return filing.HandIn(last, filing.Filing{
		Round: c.ID, Unit: c.top.ID, Duty: c.duty.Number, Sheets: len(c.view.Sheets) - c.view.Lacking, Lacking: c.view.Lacking, Reason: reason,
		Due: c.view.Due, Day: org.DateOf(now), At: now.UnixMilli(),
		By: filing.Hand{Account: who.Account, Person: who.Person, Name: who.Name},
	}, changed)
}

// FilingDone is what became of one pack in a bulk receipt.
type FilingDone struct {
	Filing filing.Filing
	Err    error
}

// ReceiveFilings gives each pack its receipt. One that can't be received does not keep the others from it.
func (a *App) ReceiveFilings(ctx context.Context, who access.Actor, ids []filing.ID) []FilingDone {
	out := make([]FilingDone, len(ids))
	for i, id := range ids {
		out[i].Filing, out[i].Err = a.decideFiling(ctx, who, id, func(tx *store.Tx, f *filing.Filing) error {
			year := org.DateOf(tx.Now).Time().Year()
			number, err := tx.NextReceipt(year)
			if err != nil {
				return err
			}

			return f.Receive(who, year, number, tx.Now.UnixMilli())
		})
	}

	return out
}

// ReturnFiling sends a pack back with a reason.
func (a *App) ReturnFiling(ctx context.Context, who access.Actor, id filing.ID, reason string) (filing.Filing, error) {
	return a.decideFiling(ctx, who, id, func(tx *store.Tx, f *filing.Filing) error {
		return f.Return(who, reason, tx.Now.UnixMilli())
	})
}

func (a *App) decideFiling(ctx context.Context, who access.Actor, id filing.ID, decide func(*store.Tx, *filing.Filing) error) (f filing.Filing, err error) {
	err = a.write(ctx, who, access.DecideFiling, func(tx *store.Tx, allow allowFunc) (Entry, error) {
		if f, err = tx.Filing(id); err != nil {
			return Entry{}, err
		}

		r, err := tx.Round(f.Round)
		if err != nil {
			return Entry{}, err
		}

		relations, err := relationsToUnit(tx, who, r.ID, r.Unit)
		if err != nil {
			return Entry{}, err
		}

		if err := allow(relations, stageOf(r)); err != nil {
			return Entry{}, err
		}

		if err := notOfOwnUnit(tx, who, f); err != nil {
			return Entry{}, err
		}

		if err := a.decided(tx, r, &f, decide); err != nil {
			return Entry{}, err
		}

		return filingEntry(f, map[string]any{"did": f.State, "receipt": f.Receipt()}), nil
	})
	return f, err
}

// decided keeps a decision, and counts the forms that the office has by it and did not have before.
func (a *App) decided(tx *store.Tx, r round.Round, f *filing.Filing, decide func(*store.Tx, *filing.Filing) error) error {
	plan, err := a.keptScheme(r)
	if err != nil {
		return err
	}

	before, err := tx.FiledForms(r.ID, plan, f.Unit)
	if err != nil {
		return err
	}

	if err := decide(tx, f); err != nil {
		return err
	}

	if err := tx.SaveFiling(*f); err != nil {
		return err
	}

	after, err := tx.FiledForms(r.ID, plan, f.Unit)
	if err != nil {
		return err
	}

	for unit, n := range before {
		after[unit] -= n
	}

	moved := map[org.UnitID]round.Tally{}
	for unit, n := range after {
		moved[unit] = round.Tally{round.Filed: n}
	}

	return tx.CountEach(r.ID, moved)
}

// notOfOwnUnit refuses to decide on the pack of a unit in which the actor sits, whoever handed it in.
func notOfOwnUnit(tx *store.Tx, who access.Actor, f filing.Filing) error {
	superiors, err := tx.Superiors(f.Round, f.Unit)
	if err == nil && who.Person != 0 && superiors.Sits(who.Person) {
		err = errs.NewConflict("不能收件或退回自己所在党组织的报送：请另一位收件的同志办理。")
	}
	return err
}

// FiledPack is a pack as it was handed in, with what is known of it.
type FiledPack struct {
	filing.Filing
	Round   round.Round
	Plan    *scheme.Scheme
	Unit    org.Place
	To      string
	Content blob.File
	Proof   KeptCheckpoint // of the ledger, as it stands on the receipt
}

// FiledPack is one pack that was handed in, the file as the office received it, for whom all that it holds opens.
func (a *App) FiledPack(ctx context.Context, who access.Actor, id filing.ID) (p FiledPack, err error) {
	err = a.read(ctx, func(tx *store.Tx) error {
		if p, err = a.filed(tx, who, id); err != nil {
			return err
		}

		if err := wholly(tx, who, p.Round.ID, p.Unit.ID); err != nil {
			return err
		}

		p.Content, err = tx.Pack(p.Filing)
		return err
	})
	return p, err
}

// FiledReceipt is what is known of a pack that was handed in, without the file.
func (a *App) FiledReceipt(ctx context.Context, who access.Actor, id filing.ID) (p FiledPack, err error) {
	err = a.read(ctx, func(tx *store.Tx) error {
		if p, err = a.filed(tx, who, id); err != nil {
			return err
		}
		p.Proof, err = a.lastCheckpoint(tx)
		return err
	})
	return p, err
}

func (a *App) filed(tx *store.Tx, who access.Actor, id filing.ID) (p FiledPack, err error) {
	if p.Filing, err = tx.Filing(id); err != nil {
		return p, err
	}

	v, unit, err := a.measured(tx, who, access.ReadFiling, p.Filing.Round, unitByID(p.Filing.Unit))
	if err != nil {
		return p, err
	}

	p.Round, p.Plan, p.Unit = v.Round, v.Plan, unit
	line, err := tx.FrozenLine(v.ID, unit.ID)
	if err != nil {
		return p, err
	}

	duties, _ := dutiesIn(v, line, p.Duty == 0)
	for _, d := range duties {
		if d.Key() == p.Filing.Key() {
			p.To = d.To()
		}
	}

	return p, nil
}

// wholly refuses whoever may not read every record of a unit's subtree.
func wholly(tx *store.Tx, who access.Actor, id round.ID, unit org.UnitID) error {
	superiors, err := tx.Superiors(id, unit)
	if err == nil && !superiors.Whole(who) {
		err = access.ErrRefused
	}
	return err
}

func filingEntry(f filing.Filing, detail map[string]any) Entry {
	detail["unit"], detail["duty"], detail["version"] = f.Unit, f.Duty, f.Version
	return Entry{Object: fmt.Sprintf("filing:%d", f.ID), Round: int64(f.Round), Detail: detail}
}
