package app

import (
	"lingping/internal/domain/org"
	"lingping/internal/store"
)

// Tasks about opinions.
const (
	TaskOpinionsClose TaskKind = "opinions-close" // slips are no longer taken: the batch is to be closed
	TaskOpinions      TaskKind = "opinions"       // opinions of which nobody said what becomes of them
)

// opinionTasks are what a reviewer has still to do with the opinions on those whom he reviews.
func opinionTasks(_ *App, tx *store.Tx, asker taskAsker) (out []Task, err error) {
	if asker.Person == 0 || len(asker.rounds) == 0 {
		return nil, nil
	}
	rows, err := tx.OpinionsToDo(asker.rounds, asker.Person, org.DateOf(tx.Now))
	for _, row := range rows {
		task := Task{Kind: TaskOpinions, Round: row.Round, Unit: row.Unit, Name: row.UnitName, Ref: int64(row.Pool), Count: row.Open}
		if row.Pool == 0 {
			task.Kind, task.Ref = TaskOpinionsClose, int64(row.Batch)
		}
		out = append(out, task)
	}
	return out, err
}
