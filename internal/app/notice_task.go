package app

import (
	"lingping/internal/domain/org"
	"lingping/internal/domain/publish"
	"lingping/internal/domain/round"
	"lingping/internal/domain/scheme"
	"lingping/internal/store"
)

// The tasks of notices, in the order of their way.
const (
	TaskNoticePropose TaskKind = "notice.propose" // of a unit whose reviews all count
	TaskNoticeMend    TaskKind = "notice.mend"    // sent back
	TaskNoticeCheck   TaskKind = "notice.check"
	TaskNoticeApprove TaskKind = "notice.approve"
	TaskNoticePublish TaskKind = "notice.publish"
	TaskNoticeAnswer  TaskKind = "notice.answer" // feedback
	TaskNoticeRenew   TaskKind = "notice.renew"  // shows what was recalled or corrected since: to be renewed or taken down
)

// noticeTasks are what somebody can do about notices now. Of those that he checks, approves or answers, of which an
// office may have hundreds, one line a round names the first and how many there are.
func noticeTasks(a *App, tx *store.Tx, asker taskAsker) (list []Task, err error) {
	led, err := asker.led(tx)
	if err != nil {
		return nil, err
	}

	for _, l := range led {
		if step, asked := asker.by[l.Round].Scheme.Step(scheme.StepNotice); l.NoticeDue && asked && step.Concerns(scheme.Unit) {
			list = append(list, Task{Kind: TaskNoticePropose, Round: l.Round, Unit: l.Unit.ID, Name: l.Unit.Name,
				Deadline: asker.noticeDay(l.Round, l.Unit.ID)})
		}
	}

	waiting, err := tx.NoticesWaiting(asker.rounds, asker.Actor)
	if err != nil {
		return nil, err
	}

	at := map[Task]int{} // of the line of a kind in a round
	for _, w := range waiting {
		kind, many := noticeTask(w)
		line := Task{Kind: kind, Round: w.Round}
		if i, ok := at[line]; ok && many {
			list[i].Count++
			continue
		}

		if kind == "" {
			continue
		}

		at[line] = len(list)
		list = append(list, Task{Kind: kind, Round: w.Round, Unit: w.Unit, Name: w.UnitName, Ref: int64(w.ID), Count: 1,
			Deadline: asker.noticeDay(w.Round, w.Unit)})
	}

	return list, nil
}

// noticeDay is the day by which a unit is to have made its notice public.
func (t taskAsker) noticeDay(id round.ID, unit org.UnitID) org.Date {
	return t.by[id].Deadlines.Of(scheme.StepNotice, scheme.Unit, unit)
}

// noticeTask is what the asker can do about a notice now, empty for nothing, and whether such things go onto one line.
// The rules are those of access.Notice and publish.Hand; what their pages refuse is not offered here.
func noticeTask(w store.NoticeWaiting) (kind TaskKind, many bool) {
	decides := !w.Leads && !w.About
	switch {
	case w.State == publish.Proposed && decides && !w.Took:
		return TaskNoticeCheck, true
	case w.State == publish.Checked && decides && !w.Took:
		return TaskNoticeApprove, true
	case w.State == publish.Approved && (w.Leads || w.Proposed):
		return TaskNoticePublish, false
	case w.State == publish.Returned && (w.Leads || w.Proposed):
		return TaskNoticeMend, false
	case w.Doubted != "" && (w.Leads || w.Proposed || decides):
		return TaskNoticeRenew, decides
	case w.Unanswered > 0 && decides && w.Shown > 0:
		return TaskNoticeAnswer, true
	}

	return "", false
}
