package app

import (
	"context"

	"lingping/internal/domain/access"
	"lingping/internal/domain/org"
	"lingping/internal/domain/review"
	"lingping/internal/domain/round"
	"lingping/internal/store"
)

// The tasks that occasions bring.
const (
	TaskFill   TaskKind = "occasion-fill"   // fill in the sheets of a meeting that was held
	TaskFollow TaskKind = "occasion-follow" // look again at what a special talk demanded
)

// FinishOccasion says that the record of an occasion is complete. Where the scheme demands a quorum and it was missed it
// is refused, and nothing that was written is lost.
func (a *App) FinishOccasion(ctx context.Context, who access.Actor, id review.OccasionID) error {
	return a.onOccasion(ctx, who, id, "finish", func(tx *store.Tx, r round.Round, o *review.Occasion) error {
		s, err := a.keptScheme(r)
		if err != nil {
			return err
		}
		return o.Finish(s.Attendance, tx.Now.UnixMilli(), org.DateOf(tx.Now))
	})
}

// FollowTalk notes what was found when a special talk was followed up 〔督促整改提高〕.
func (a *App) FollowTalk(ctx context.Context, who access.Actor, id review.OccasionID, result string) error {
	return a.onOccasion(ctx, who, id, "follow", func(tx *store.Tx, _ round.Round, o *review.Occasion) error {
		return o.Follow(result, who.Name, tx.Now.UnixMilli())
	})
}

// onOccasion is the frame of what is done with an occasion: act decides, here it is asked and saved.
func (a *App) onOccasion(ctx context.Context, who access.Actor, id review.OccasionID, name string,
	act func(*store.Tx, round.Round, *review.Occasion) error) error {
	return a.write(ctx, who, access.WriteOccasion, func(tx *store.Tx, allow allowFunc) (Entry, error) {
		o, r, relations, err := loadOccasion(tx, who, id)
		if err != nil {
			return Entry{}, err
		}

		if err := allow(relations, stageOf(r)); err != nil {
			if access.Allowed(access.WriteOccasion, relations, access.Launched) {
				return Entry{}, r.Running()
			}
			return Entry{}, err
		}

		if err := act(tx, r, &o); err != nil {
			return Entry{}, err
		}

		entry := occasionEntry(o)
		entry.Detail["act"] = name
		return entry, tx.SaveOccasion(o)
	})
}

// occasionTasks are the meetings whose sheets are not filled in and the talks to be followed up, of the asker and of
// those for whom he writes.
func occasionTasks(_ *App, tx *store.Tx, asker taskAsker) (list []Task, err error) {
	if asker.Person == 0 {
		return nil, nil
	}

	leaders, err := speaksFor(tx, asker.Person)
	if err != nil {
		return nil, err
	}

	open, err := tx.UnfilledLed(asker.rounds, leaders, org.DateOf(tx.Now))
	if err != nil {
		return nil, err
	}

	for _, o := range open {
		list = append(list, Task{Kind: TaskFill, Round: o.Round, Unit: o.Unit, Name: o.Title, Ref: int64(o.ID), Count: o.Open,
			Deadline: o.FillBy(), Mild: true})
	}

	talks, err := tx.TalksLed(asker.rounds, leaders)
	for _, o := range talks {
		list = append(list, Task{Kind: TaskFollow, Round: o.Round, Unit: o.Unit, Name: o.UnitName, Ref: int64(o.ID), Deadline: o.Talk.FollowUp})
	}

	return list, err
}

// MeetingList is what was held under a unit and is not finished: meetings without their sheets, and special talks.
type MeetingList struct {
	RoundView
	Unit     org.Place
	Line     []org.Place
	Unfilled []store.UnfilledRow
	Talks    []store.OccasionRow
}

// Meetings lists the meetings under a unit (0: the round's own) whose sheets are not filled in, and the special talks.
func (a *App) Meetings(ctx context.Context, who access.Actor, id round.ID, unit org.UnitID) (l MeetingList, err error) {
	err = a.read(ctx, func(tx *store.Tx) error {
		v, top, err := a.measured(tx, who, access.ReadBoard, id, unitByID(unit))
		if err != nil {
			return err
		}

		l = MeetingList{RoundView: v, Unit: top}
		if l.Line, err = lineTo(tx, who, v, top); err != nil {
			return err
		}

		if l.Unfilled, err = tx.UnfilledIn(id, top, org.DateOf(tx.Now)); err != nil {
			return err
		}

		l.Talks, err = tx.TalksIn(id, top)
		return err
	})
	return l, err
}
