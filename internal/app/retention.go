package app

import (
	"context"

	"lingping/internal/domain/access"
	"lingping/internal/domain/dossier"
	"lingping/internal/domain/org"
	"lingping/internal/domain/round"
	"lingping/internal/errs"
	"lingping/internal/store"
)

// KeptRound is a round in the archive, or one that could be put there.
type KeptRound struct {
	round.Round
	Kept round.Retention // Class empty: closed and not archived yet
	Due  bool            // its years are over: to be appraised
}

// KeptRounds are the rounds that ended, the newest first: those archived and those that are not yet.
func (a *App) KeptRounds(ctx context.Context, who access.Actor) (list []KeptRound, err error) {
	if err := check(access.ReadRound, who.Base(), access.NoStage); err != nil {
		return nil, err
	}

	err = a.read(ctx, func(tx *store.Tx) error {
		rounds, err := tx.Rounds()
		if err != nil {
			return err
		}

		kept, err := tx.Retentions()
		for _, r := range rounds {
			if r.State == round.Closed || r.State == round.Archived {
				list = append(list, KeptRound{Round: r, Kept: kept[r.ID], Due: kept[r.ID].Due(org.DateOf(tx.Now))})
			}
		}

		return err
	})
	return list, err
}

// RetentionView is a round's page in the archive.
type RetentionView struct {
	RoundView
	Kept    round.Retention
	Due     bool
	Figures store.ArchiveFigures
	Unread  int // gatherings whose slips never became enough and end with the round
}

// Retention is what a round keeps and for how long.
func (a *App) Retention(ctx context.Context, who access.Actor, id round.ID) (v RetentionView, err error) {
	err = a.read(ctx, func(tx *store.Tx) error {
		if v.RoundView, err = a.loadRound(tx, who, id); err != nil {
			return err
		}

		if err := check(access.ReadRetention, v.relations, stageOf(v.Round)); err != nil {
			return err
		}

		kept, err := tx.Retentions()
		if err != nil {
			return err
		}

		v.Kept, v.Due = kept[id], kept[id].Due(org.DateOf(tx.Now))
		if v.Figures, err = tx.ArchiveFigures(id, v.Unit); err != nil {
			return err
		}

		v.Unread, err = tx.WaitingBatches(id)
		return err
	})
	return v, err
}

// ArchiveRound puts a closed round into the archive, or sets the class of an archived one anew. Opinions that never became enough
// end with it. An error with a retention that has a class says that the round is archived and what of them could not be done away
// with yet.
func (a *App) ArchiveRound(ctx context.Context, who access.Actor, id round.ID, class round.RetentionClass, reason string) (kept round.Retention, err error) {
	var spent []dossier.Batch
	err = a.writeAlone(ctx, who, access.ArchiveRound, func(tx *store.Tx, allow allowFunc) (Entry, error) {
		v, err := a.loadRound(tx, who, id)
		if err != nil {
			return Entry{}, err
		}

		if err := allow(v.relations, stageOf(v.Round)); err != nil {
			if access.Allowed(access.ArchiveRound, v.relations, access.Ended) {
				_, err = v.Archive(class, reason, org.DateOf(tx.Now))
			}
			return Entry{}, err
		}

		if kept, err = v.Archive(class, reason, org.DateOf(tx.Now)); err != nil {
			return Entry{}, err
		}

		kept.By, kept.At = who.Name, tx.Now.UnixMilli()
		if err := tx.SaveRetention(id, kept); err != nil {
			return Entry{}, err
		}

		if spent, err = endUnread(tx, id); err != nil {
			return Entry{}, err
		}

		return roundEntry(v.Round, map[string]any{"keep": string(kept.Class.Word()), "until": kept.Until, "unread": len(spent)}), tx.SaveRoundState(v.Round)
	})
	if err != nil {
		return round.Retention{}, err
	}

	if len(spent) == 0 {
		return kept, nil
	}

	return kept, a.leaveNothing(ctx, spent)
}

// outlivesArchive reports whether the act is done to an archived round too: how long it is kept may still be decided, who
// looks at it is noted, and what is still public can be taken down, by those named in it too.
func outlivesArchive(action access.Action) bool {
	return action == access.ArchiveRound || action == access.MakeExport || action == access.ReadOpinions ||
		action == access.AgreeExperience || action == access.WithdrawPromotion || action == access.WithdrawNotice
}

// closed refuses whatever would change an archived round, whichever use case it is.
func closed(tx *store.Tx, action access.Action, id int64) error {
	if id == 0 || outlivesArchive(action) {
		return nil
	}

	name, err := tx.InArchive(id)
	if err != nil || name == "" {
		return err
	}

	return errs.NewConflict("“%s”已经归档，只能查看和输出，内容不能再改。", name)
}
