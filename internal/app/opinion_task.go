package app

import (
	"context"

	"lingping/internal/domain/access"
	"lingping/internal/domain/dossier"
	"lingping/internal/domain/org"
	"lingping/internal/domain/round"
	"lingping/internal/store"
)

// Tasks about opinions.
const (
	TaskOpinionsClose TaskKind = "opinions-close" // slips are no longer taken: the batch is to be closed
	TaskOpinions      TaskKind = "opinions"       // opinions of which nobody said what becomes of them
	TaskRecheck       TaskKind = "recheck"        // to ask whether what was closed some weeks ago was put right
)

// opinionTasks are what a reviewer has still to do with the opinions on those whom he reviews.
func opinionTasks(_ *App, tx *store.Tx, asker taskAsker) (out []Task, err error) {
	if asker.Person == 0 || len(asker.rounds) == 0 {
		return nil, nil
	}

	rows, err := tx.OpinionsToDo(asker.rounds, asker.Person)
	for _, row := range rows {
		b := dossier.Batch{State: row.State, Until: row.Until}
		if row.Pool == 0 && !b.Waits(org.DateOf(tx.Now)) || !row.Ear.Hears(row.OfUnit, row.OfMembers) {
			continue
		}

		task := Task{Kind: TaskOpinions, Round: row.Round, Unit: row.Unit, Name: row.UnitName, Ref: int64(row.Pool), Count: row.Open}
		if row.Pool == 0 {
			task.Kind, task.Ref = TaskOpinionsClose, int64(row.Batch)
		}

		out = append(out, task)
	}

	return out, err
}

// recheckTasks are the units of which a reviewer can ask the masses now whether his demands were put right.
func recheckTasks(_ *App, tx *store.Tx, asker taskAsker) (out []Task, err error) {
	if asker.Person == 0 || len(asker.rounds) == 0 {
		return nil, nil
	}

	from, to := dossier.RecheckDays(org.DateOf(tx.Now))
	rows, err := tx.RechecksDue(asker.rounds, asker.Person, from, to)
	for _, row := range rows {
		out = append(out, Task{Kind: TaskRecheck, Round: row.Round, Unit: row.Unit, Name: row.UnitName, Count: row.Actions})
	}

	return out, err
}

// RecheckLines are the questions with which one can ask whether demands on a unit were put right: those closed some weeks
// ago. Who opens the batch words them as the masses may read them.
func (a *App) RecheckLines(ctx context.Context, who access.Actor, id round.ID, unit org.UnitID) (lines []string, err error) {
	err = a.read(ctx, func(tx *store.Tx) error {
		lines, err = recheckLines(tx, who, id, unit)
		return err
	})
	return lines, err
}

func recheckLines(tx *store.Tx, who access.Actor, id round.ID, unit org.UnitID) ([]string, error) {
	r, err := tx.Round(id)
	if err != nil {
		return nil, unseen(err)
	}

	h, err := hearing(tx, id, unit)
	if err != nil {
		return nil, err
	}

	if err := check(access.OpenOpinions, h.ToUnit(who), stageOf(r)); err != nil {
		return nil, err
	}

	from, to := dossier.RecheckDays(org.DateOf(tx.Now))
	demands, err := tx.ClosedDemands(id, unit, from, to)
	return dossier.RecheckLines(demands), err
}
