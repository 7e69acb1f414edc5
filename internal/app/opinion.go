package app

import (
	"context"
	"fmt"
	"maps"
	"slices"

	"lingping/internal/auth"
	"lingping/internal/domain/access"
	"lingping/internal/domain/dossier"
	"lingping/internal/domain/org"
	"lingping/internal/domain/round"
	"lingping/internal/domain/scheme"
	"lingping/internal/letterbox"
	"lingping/internal/store"
)

// NewBatch is what is asked for a new gathering of opinions.
type NewBatch struct {
	dossier.Batch
	Lines []string // further questions, of a recheck what was to be put right
}

// BatchView is a batch as those see it who run it: never what came in, nor how much while slips still come.
type BatchView struct {
	dossier.Batch
	UnitName string
	Invited  []dossier.Invitation
	Pool     dossier.PoolID // what enough slips said; 0: nothing can be read
	Box      BoxState       // of one that is not closed
	Allowed  map[access.Action]bool
	Plan     *scheme.Scheme // the words of its round
}

// OpenBatch opens a gathering of opinions on a unit, its members, or both 〔四(二) 广泛听取意见建议〕.
func (a *App) OpenBatch(ctx context.Context, who access.Actor, in NewBatch) (id dossier.BatchID, err error) {
	var lock letterbox.Lock
	defer func() {
		if refusedFor(err) {
			_ = a.keys.Destroy(lock) // it locks nothing; doctor tells of it when it stays
		}
	}()

	err = a.write(ctx, who, access.OpenOpinions, func(tx *store.Tx, allow allowFunc) (Entry, error) {
		r, err := tx.Round(in.Round)
		if err != nil {
			return Entry{}, unseen(err)
		}

		h, err := hearing(tx, r.ID, in.Unit)
		if err != nil {
			return Entry{}, err
		}

		if err := allow(h.To(who, in.OfUnit || in.Kind == dossier.Recheck, in.OfMembers), stageOf(r)); err != nil {
			return Entry{}, err
		}

		b, err := dossier.OpenBatch(in.Batch, in.Lines, org.DateOf(tx.Now))
		if err != nil {
			return Entry{}, err
		}

		if lock == "" {
			if lock, err = a.keys.New(); err != nil {
				return Entry{}, err
			}
		}

		b.ID, b.Slips, b.Lock, b.ByName = dossier.BatchID(tx.NewID()), 0, string(lock), who.Name
		id = b.ID
		return batchEntry(b, map[string]any{"kind": string(b.Kind), "floor": b.Floor, "until": string(b.Until)}), tx.SaveBatch(b)
	})
	return id, err
}

// PrintSlips makes n one-time codes. They are given out this once, to be printed and drawn from a bowl; only their
// hashes are kept, and not to whom they went.
func (a *App) PrintSlips(ctx context.Context, who access.Actor, id dossier.BatchID, n int) (b dossier.Batch, codes []string, err error) {
	err = a.write(ctx, who, access.RunOpinions, func(tx *store.Tx, allow allowFunc) (Entry, error) {
		if b, err = allowedBatch(tx, who, id, allow); err != nil {
			return Entry{}, err
		}

		if err := b.Print(n, org.DateOf(tx.Now)); err != nil {
			return Entry{}, err
		}

		codes = nil
		var hashes []string
		for range n {
			printed := auth.NewSlipCode()
			code, _ := auth.SlipCode(printed)
			codes, hashes = append(codes, printed), append(hashes, auth.SlipHash(code))
		}

		if err := tx.AddCodes(id, hashes); err != nil {
			return Entry{}, err
		}

		return batchEntry(b, map[string]any{"slips": n}), tx.SaveBatch(b)
	})
	return b, codes, err
}

// Invite puts names on the list of those asked to a batch 〔四末 邀请部分普通党员、基层群众代表〕.
func (a *App) Invite(ctx context.Context, who access.Actor, id dossier.BatchID, class dossier.Class, names string) (n int, err error) {
	err = a.write(ctx, who, access.RunOpinions, func(tx *store.Tx, allow allowFunc) (Entry, error) {
		b, err := allowedBatch(tx, who, id, allow)
		if err != nil {
			return Entry{}, err
		}

		list, err := tx.Invitations(id)
		if err != nil {
			return Entry{}, err
		}

		fresh, err := dossier.Invite(list, class, names)
		if err != nil {
			return Entry{}, err
		}

		n = len(fresh)
		return batchEntry(b, map[string]any{"invited": n}), tx.AddInvitations(id, fresh)
	})
	return n, err
}

// Batch is the page of a batch.
func (a *App) Batch(ctx context.Context, who access.Actor, id dossier.BatchID) (v BatchView, err error) {
	err = a.read(ctx, func(tx *store.Tx) error {
		var relations access.Relation
		if v.Batch, relations, err = batchFor(tx, who, id); err != nil {
			return err
		}

		if err := check(access.ReadBatch, relations, batchStage(v.Batch)); err != nil {
			return err
		}

		unit, err := tx.FrozenUnit(v.Round, v.Unit)
		if err != nil {
			return err
		}

		v.UnitName = unit.Name
		if v.Plan, err = a.commonWords(tx, v.Round); err != nil {
			return err
		}

		if v.Invited, err = tx.Invitations(id); err != nil {
			return err
		}

		v.Allowed = map[access.Action]bool{}
		for _, action := range []access.Action{access.RunOpinions, access.ReadOpinions} {
			v.Allowed[action] = access.Allowed(action, relations, batchStage(v.Batch))
		}

		if v.Allowed[access.RunOpinions] {
			v.Box = a.boxOf(v.Batch)
		}

		v.Pool, err = tx.PoolOfBatch(id)
		return err
	})
	return v, err
}

// OpinionList is what of the running rounds concerns somebody: gatherings, the newest first, and what several units said
// together.
type OpinionList struct {
	Batches []store.BatchRow
	Before  dossier.BatchID // the last that was looked at, when there are older ones; else 0
	Shared  []store.PoolRow
	Open    bool           // there is a unit on which the asker can begin one
	Words   *scheme.Scheme // in which the page speaks of these rounds
}

// Opinions are the gatherings in the asker's part of the running rounds before the one with a number, 0 for the newest.
func (a *App) Opinions(ctx context.Context, who access.Actor, before dossier.BatchID) (list OpinionList, err error) {
	err = a.gathered(ctx, func(tx *store.Tx) error {
		list = OpinionList{}
		rounds, err := runningRounds(tx)
		if err != nil {
			return err
		}

		if err := list.batches(tx, rounds, who, before); err != nil {
			return err
		}

		if list.Shared, err = tx.SharedPools(rounds, who); err != nil {
			return err
		}

		list.Shared = slices.DeleteFunc(list.Shared, func(p store.PoolRow) bool { return p.Sits })
		places, err := placesFor(tx, rounds, who, store.PlaceFilter{}, 1)
		if list.Open = len(places) > 0; err != nil {
			return err
		}

		list.Words, err = a.commonWords(tx, rounds...)
		return err
	})
	return list, err
}

// batches fills the page with those that the asker hears, however many lie between them that he does not.
func (l *OpinionList) batches(tx *store.Tx, rounds []round.ID, who access.Actor, before dossier.BatchID) error {
	for more := true; more && len(l.Batches) < store.BatchesEach; {
		var rows []store.BatchRow
		var err error
		if rows, more, err = tx.Batches(rounds, who, before); err != nil {
			return err
		}

		for _, b := range rows {
			if before = b.ID; b.Ear.Hears(b.OfUnit, b.OfMembers) {
				l.Batches = append(l.Batches, b)
			}
		}

		l.Before = 0
		if more {
			l.Before = before
		}
	}

	return nil
}

// BatchPlaces are units on which the asker may gather opinions in a running round, at most UnitsEach of those that the
// filter chooses.
type BatchPlaces struct {
	store.PlaceFilter
	List []store.PlaceRow
	More bool // there are more
}

// BatchPlaces are the units on which the asker may gather opinions in a running round.
func (a *App) BatchPlaces(ctx context.Context, who access.Actor, f store.PlaceFilter) (p BatchPlaces, err error) {
	err = a.gathered(ctx, func(tx *store.Tx) error {
		p, err = batchPlaces(tx, who, f)
		return err
	})
	return p, err
}

func batchPlaces(tx *store.Tx, who access.Actor, f store.PlaceFilter) (p BatchPlaces, err error) {
	p.PlaceFilter = f
	rounds, err := runningRounds(tx)
	if err != nil {
		return p, err
	}

	p.List, err = placesFor(tx, rounds, who, f, UnitsEach+1)
	if p.More = len(p.List) > UnitsEach; p.More {
		p.List = p.List[:UnitsEach]
	}

	return p, err
}

// BatchStart is what the form of a new gathering of opinions offers.
type BatchStart struct {
	BatchPlaces
	Lines []string // what was closed some weeks ago, to ask whether it was put right
}

// RecheckOf is a unit in a round of which one asks whether what was closed was put right.
type RecheckOf struct {
	Round round.ID
	Unit  org.UnitID
}

// BatchStart is BatchPlaces, with the lines of RecheckLines where it is asked for those of a unit in a round.
func (a *App) BatchStart(ctx context.Context, who access.Actor, f store.PlaceFilter, recheck *RecheckOf) (s BatchStart, err error) {
	err = a.gathered(ctx, func(tx *store.Tx) error {
		if s.BatchPlaces, err = batchPlaces(tx, who, f); err != nil || recheck == nil {
			return err
		}

		s.Lines, err = recheckLines(tx, who, recheck.Round, recheck.Unit)
		return err
	})
	return s, err
}

// placesFor are at most so many units that are offered to the asker.
func placesFor(tx *store.Tx, rounds []round.ID, who access.Actor, f store.PlaceFilter, most int) (places []store.PlaceRow, err error) {
	for p, err := range tx.PlacesInScope(rounds, who, f) {
		if err != nil {
			return nil, err
		}
		if p.Offers() {
			places = append(places, p)
		}
		if len(places) == most {
			break
		}
	}

	return places, nil
}

// allowedBatch loads a batch and asks for it.
func allowedBatch(tx *store.Tx, who access.Actor, id dossier.BatchID, allow allowFunc) (dossier.Batch, error) {
	b, relations, err := batchFor(tx, who, id)
	if err != nil {
		return b, err
	}
	return b, allow(relations, batchStage(b))
}

// batchFor is a batch and how the actor stands to all of it.
func batchFor(tx *store.Tx, who access.Actor, id dossier.BatchID) (dossier.Batch, access.Relation, error) {
	b, err := tx.Batch(id)
	if err != nil {
		return b, 0, err
	}
	h, err := hearing(tx, b.Round, b.Unit)
	return b, h.To(who, b.OfUnit, b.OfMembers), err
}

// batchStage is where a batch is in its life, as far as rights depend on it.
func batchStage(b dossier.Batch) access.Stage {
	switch b.State {
	case dossier.Heard:
		return access.Heard
	case dossier.Few, dossier.Lost: // either way nobody can read it
		return access.Few
	}
	return access.Gathering
}

// hearing gathers what relations to opinions on a unit and its members are decided from. Who leads the unit is reviewed
// as a member by somebody above it, and nobody is asked about him here.
func hearing(tx *store.Tx, id round.ID, unit org.UnitID) (h access.Hearing, err error) {
	if h.Unit, err = accessDossier(tx, id, dossier.Key{Unit: unit}); err != nil {
		return h, err
	}

	h.Members, err = tx.MembersAsked(id, unit)
	maps.DeleteFunc(h.Members, func(p org.PersonID, _ []org.PersonID) bool {
		return slices.Contains(h.Unit.Superiors.Principals(unit), p)
	})
	return h, err
}

func batchEntry(b dossier.Batch, detail map[string]any) Entry {
	return Entry{Object: fmt.Sprintf("opinions:%d", b.ID), Round: int64(b.Round), Detail: detail}
}
