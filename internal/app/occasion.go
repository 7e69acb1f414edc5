package app

import (
	"context"
	"fmt"
	"slices"

	"lingping/internal/domain/access"
	"lingping/internal/domain/assign"
	"lingping/internal/domain/org"
	"lingping/internal/domain/review"
	"lingping/internal/domain/round"
	"lingping/internal/domain/scheme"
	"lingping/internal/errs"
	"lingping/internal/store"
)

// OccasionView is an occasion with the sheets that can be given on it.
type OccasionView struct {
	review.Occasion
	Round      round.Round
	Scheme     *scheme.Scheme
	UnitName   string
	LeaderName string
	Sheets     []OccasionSheet // in the order in which a meeting would take them
	Allowed    map[access.Action]bool
	Gives      bool              // the asker gives its reviews, or writes for who does
	Short      []assign.Sentence // in which way it is not attended as the scheme demands

	asker org.PersonID
}

// OccasionSheet is one sheet that can be given on an occasion.
type OccasionSheet struct {
	store.ObligationRow                   // the first record on it: the unit, where its secretary stands there too
	IDs                 []review.ID       // of all records on it
	On                  review.OccasionID // the occasion on which it is given now; 0: none
}

// Beside are the sheets before and after the one with the record, 0 where there is none: for going through a meeting
// person by person.
func (v OccasionView) Beside(id review.ID) (before, after review.ID) {
	at := slices.IndexFunc(v.Sheets, func(s OccasionSheet) bool { return slices.Contains(s.IDs, id) })
	if at > 0 {
		before = v.Sheets[at-1].ID
	}

	if at >= 0 && at+1 < len(v.Sheets) {
		after = v.Sheets[at+1].ID
	}

	return before, after
}

// OpenOccasion keeps a new occasion: where it is held (Unit), who gives the reviews (Leader; the actor himself when 0)
// and its common cells. It gives the occasion's number.
func (a *App) OpenOccasion(ctx context.Context, who access.Actor, in review.Occasion) (id review.OccasionID, err error) {
	err = a.write(ctx, who, access.WriteOccasion, func(tx *store.Tx, allow allowFunc) (Entry, error) {
		o := review.Occasion{ID: review.OccasionID(tx.NewID()), Round: in.Round, Unit: in.Unit, Leader: in.Leader, Kind: in.Kind}
		if o.Leader == 0 {
			o.Leader = who.Person
		}

		id = o.ID
		r, err := tx.Round(in.Round)
		if err != nil {
			return Entry{}, unseen(err)
		}

		subjects, err := tx.OnOccasion(o)
		if err != nil {
			return Entry{}, err
		}

		if err := a.keepOccasion(tx, who, r, &o, in, allow); err != nil {
			return Entry{}, err
		}

		if len(subjects) == 0 && o.Kind != review.SpecialTalk {
			return Entry{}, errs.NewInvalid("在这个{党组织}没有要由主持人点评的对象，请核对{党组织}和主持人。")
		}

		if err := tx.Count(r.ID, o.Unit, o.Counted()); err != nil {
			return Entry{}, err
		}

		return a.attendedEntry(r, o)
	})
	return id, err
}

// SaveOccasion changes an occasion. Its common cells go onto every sheet of it that is still open; sheets that count
// stay as they are. open is how many sheets were changed.
func (a *App) SaveOccasion(ctx context.Context, who access.Actor, in review.Occasion) (open int64, err error) {
	err = a.write(ctx, who, access.WriteOccasion, func(tx *store.Tx, allow allowFunc) (Entry, error) {
		o, err := tx.Occasion(in.ID)
		if err != nil {
			return Entry{}, err
		}

		r, err := tx.Round(o.Round)
		if err != nil {
			return Entry{}, err
		}

		figures := o.Counted().Negated()
		if err := a.keepOccasion(tx, who, r, &o, in, allow); err != nil {
			return Entry{}, err
		}

		figures.Add(o.Counted())
		if err := tx.Count(r.ID, o.Unit, figures); err != nil {
			return Entry{}, err
		}

		if open, err = tx.SpreadSetting(o); err != nil {
			return Entry{}, err
		}

		return a.attendedEntry(r, o)
	})
	return open, err
}

// keepOccasion asks, checks and saves what was written of an occasion.
func (a *App) keepOccasion(tx *store.Tx, who access.Actor, r round.Round, o *review.Occasion, in review.Occasion, allow allowFunc) error {
	relations, err := relationsToOccasion(tx, who, *o)
	if err != nil {
		return err
	}

	if err := allow(relations, stageOf(r)); err != nil {
		if access.Allowed(access.WriteOccasion, relations, access.Launched) {
			return r.Running()
		}
		return err
	}

	s, err := a.keptScheme(r)
	if err != nil {
		return err
	}

	if err := checkSetting(s, in.Setting.Clean()); err != nil {
		return err
	}

	if err := o.Save(in.Revision, in, who.Name, tx.Now.UnixMilli()); err != nil {
		return err
	}

	return tx.SaveOccasion(*o)
}

// AttachSheets says of sheets already begun that they are given on the occasion, and writes its common cells onto them.
// It gives how many records it took; those that count already, or are another reviewer's, are left.
func (a *App) AttachSheets(ctx context.Context, who access.Actor, id review.OccasionID, sheets []review.ID) (n int64, err error) {
	err = a.write(ctx, who, access.WriteOccasion, func(tx *store.Tx, allow allowFunc) (Entry, error) {
		o, r, relations, err := loadOccasion(tx, who, id)
		if err != nil {
			return Entry{}, err
		}

		if err := allow(relations, stageOf(r)); err != nil {
			return Entry{}, err
		}

		n, err = tx.AttachSheets(o, sheets)
		entry := occasionEntry(o)
		entry.Detail["sheets"], entry.Nothing = n, n == 0
		return entry, err
	})
	return n, err
}

// Occasion is one occasion with the sheets that can be given on it.
func (a *App) Occasion(ctx context.Context, who access.Actor, id review.OccasionID) (v OccasionView, err error) {
	err = a.read(ctx, func(tx *store.Tx) error {
		v, err = a.occasion(tx, who, id)
		return err
	})
	return v, err
}

func (a *App) occasion(tx *store.Tx, who access.Actor, id review.OccasionID) (v OccasionView, err error) {
	var relations access.Relation
	if v.Occasion, v.Round, relations, err = loadOccasion(tx, who, id); err != nil {
		return v, err
	}

	if err := check(access.ReadOccasion, relations, stageOf(v.Round)); err != nil {
		return v, err
	}

	if v.Scheme, err = a.keptScheme(v.Round); err != nil {
		return v, err
	}

	v.Gives, v.asker = relations&(access.Reviewer|access.Clerk) != 0, who.Person
	v.Allowed = map[access.Action]bool{
		access.WriteOccasion: access.Allowed(access.WriteOccasion, relations, stageOf(v.Round)),
	}
	return v, v.load(tx)
}

func (v *OccasionView) load(tx *store.Tx) error {
	unit, err := tx.FrozenUnit(v.Round.ID, v.Unit)
	if err != nil {
		return err
	}

	leader, err := tx.Person(v.Leader)
	if err != nil {
		return err
	}

	v.UnitName, v.LeaderName, v.Short = unit.Name, leader.Name, v.Occasion.Short(v.Scheme.Attendance)
	rows, err := tx.OnOccasion(v.Occasion)
	if err != nil {
		return err
	}

	on, err := tx.GivenOn(v.Round.ID, v.Leader)
	if err != nil {
		return err
	}

	v.Sheets = sheetsOf(v.Scheme, rows, on)
	return nil
}

// sheetsOf puts obligations of one reviewer onto their sheets.
func sheetsOf(s *scheme.Scheme, rows []store.ObligationRow, on map[review.ID]review.OccasionID) []OccasionSheet {
	var out []OccasionSheet
	for _, o := range rows {
		if last := len(out) - 1; last >= 0 && review.OneSheet(s, out[last].Obligation, o.Obligation) {
			out[last].IDs = append(out[last].IDs, o.ID)
			continue
		}
		out = append(out, OccasionSheet{ObligationRow: o, IDs: []review.ID{o.ID}, On: on[o.ID]})
	}

	return out
}

// Occasions are the occasions held in a unit in a round, the newest first.
func (a *App) Occasions(ctx context.Context, who access.Actor, id round.ID, unit org.UnitID) (list []store.OccasionRow, err error) {
	err = a.read(ctx, func(tx *store.Tx) error {
		relations, err := relationsToOccasion(tx, who, review.Occasion{Round: id, Unit: unit})
		if err != nil {
			return err
		}

		all, err := tx.OccasionsIn(id, unit)
		if err != nil {
			return err
		}

		for _, o := range all {
			if o.Leader == who.Person || access.Allowed(access.ReadOccasion, relations, access.NoStage) {
				list = append(list, o)
			}
		}

		return nil
	})
	return list, err
}

// loadOccasion reads an occasion with its round, and how the actor stands to it. It asks no permission.
func loadOccasion(tx *store.Tx, who access.Actor, id review.OccasionID) (o review.Occasion, r round.Round, relations access.Relation, err error) {
	if o, err = tx.Occasion(id); err != nil {
		return o, r, 0, err
	}

	if r, err = tx.Round(o.Round); err != nil {
		return o, r, 0, err
	}

	relations, err = relationsToOccasion(tx, who, o)
	return o, r, relations, err
}

// relationsToOccasion is how the actor stands to an occasion: its leader, the leader's clerk, or as to its unit.
func relationsToOccasion(tx *store.Tx, who access.Actor, o review.Occasion) (access.Relation, error) {
	relations, err := relationsToUnit(tx, who, o.Round, o.Unit)
	if err != nil || who.Person == 0 || o.Leader == 0 {
		return relations, err
	}
	if who.Person == o.Leader {
		return relations | access.Reviewer, nil
	}

	clerks, err := tx.ClerksOf(o.Leader)
	if slices.Contains(clerks, who.Person) {
		relations |= access.Clerk
	}

	return relations, err
}

// attendedEntry is what the ledger says of an occasion, with in how many ways too few came.
func (a *App) attendedEntry(r round.Round, o review.Occasion) (Entry, error) {
	entry := occasionEntry(o)
	s, err := a.keptScheme(r)
	if err != nil {
		return entry, err
	}

	if n := len(o.Short(s.Attendance)); n > 0 {
		entry.Detail["short"] = n
	}

	return entry, nil
}

func occasionEntry(o review.Occasion) Entry {
	return Entry{Object: fmt.Sprintf("occasion:%d", o.ID), Round: int64(o.Round), Detail: map[string]any{"revision": o.Revision}}
}
