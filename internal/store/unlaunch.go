package store

import (
	"slices"

	"lingping/internal/domain/round"
	"lingping/internal/errs"
	"lingping/internal/i18n"
)

// launched are the tables that a launch fills for a round, and a hand-over or an accepted change of the roster goes on
// with. Taking a launch back empties them; a table that is missing here is found by app.TestALaunchTakenBackLeavesNothing.
var launched = slices.Concat(frozen, []string{"round_seat", "obligation", "decision", "gap", "counter", "day_counter", "counter_delta",
	"dossier_step", "commitment", "holding"})

// begun are the records that people make in a launched round, by the word for them, and which of them count; empty: all.
var begun = []struct {
	name         i18n.Word
	table, which string
}{
	{"登记表", "review", ""}, {"会议活动", "occasion", ""}, {"调研记录", "fieldwork", ""}, {"总结", "summary", ""},
	{"公开承诺", "commitment", ` AND at > (SELECT launched_at FROM round WHERE id = $1)`}, // those carried over are older
	{"点评方案", "arrangement", ""}, {"征求意见", "opinion_batch", ""}, {"抽取记录", "draw", ""}, {"通报", "notice", ""},
	{"对公开的意见", "notice_consent", ""}, {"经验和典型", "experience", ""}, {"推介", "promotion", ""}, {"整改事项", "action", ""}, {"帮助事项", "help", ""}, {"书面回复", "reply", ""},
	{"备案", "filing", ""}, {"移交任务", "handover", ""}, {"封存统计", "stats_copy", ""}, {"附件", "dossier_file", ""},
}

// Begun is what people have already made in a round: the first kind of it, or nothing.
func (tx *Tx) Begun(id round.ID) (b round.Begun, err error) {
	defer errs.Wrap(&err, "store.Begun %d", id)

	for _, kind := range begun {
		n, err := Count(tx, `SELECT COUNT(*) FROM `+kind.table+` WHERE round_id = $1`+kind.which, id)
		if err != nil {
			return b, err
		}

		if n > 0 {
			return round.Begun{Name: string(kind.name), Count: n}, nil
		}
	}

	return b, nil
}

// Unlaunch takes back all that the launch of a round made.
func (tx *Tx) Unlaunch(id round.ID) (err error) {
	defer errs.Wrap(&err, "store.Unlaunch %d", id)

	if err := tx.raise(id); err != nil {
		return err
	}

	for _, table := range launched {
		if _, err := tx.Exec(`DELETE FROM `+table+` WHERE round_id = $1`, id); err != nil {
			return err
		}
	}

	return nil
}
