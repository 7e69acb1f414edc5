package app

import (
	"lingping/internal/domain/org"
	"lingping/internal/domain/rectify"
	"lingping/internal/store"
)

// The tasks about what is to be put right.
const (
	TaskClaim       TaskKind = "action.claim"
	TaskReport      TaskKind = "action.report"
	TaskReply       TaskKind = "reply.write"
	TaskAcceptReply TaskKind = "reply.accept"
	TaskVerify      TaskKind = "action.verify"
	TaskExtension   TaskKind = "action.extension"
)

// actionTasks are what somebody has to claim, put right, answer, accept, verify or decide.
func actionTasks(a *App, tx *store.Tx, asker taskAsker) ([]Task, error) {
	if asker.Person == 0 {
		return nil, nil
	}

	duties, err := tx.ActionDuties(asker.Person)
	if err != nil {
		return nil, err
	}

	var list []Task
	for _, d := range duties {
		if d.Own && d.Person == asker.Person {
			d.Name = "" // he is not told of himself by his name
		}

		for _, t := range taskOf(d, org.DateOf(tx.Now)) {
			list = addTask(list, t)
		}
	}

	return list, nil
}

// taskOf is what a group of actions asks of him now; nothing while others have to act.
func taskOf(d store.ActionDuty, today org.Date) (list []Task) {
	t := Task{Round: d.Round, Name: d.Name, Count: d.Count, Ref: int64(d.First), Deadline: d.Clock}
	t.Mild = rectify.Action{State: d.State, Clock: d.Clock, Deadline: d.Deadline}.Light(today) != rectify.Overdue
	if !d.Own && d.Extends {
		t.Kind, t.Deadline = TaskExtension, org.Date("")
		list = append(list, t)
	}

	switch {
	case d.Own && d.State == rectify.Unclaimed:
		t.Kind = TaskClaim
	case d.Own && d.State == rectify.Working:
		t.Kind = TaskReport
	case d.Own && d.State == rectify.Reported:
		t.Kind, t.Ref = TaskReply, d.Sheet
	case !d.Own && d.State == rectify.Awaiting && d.Reply != 0 && !d.Accepted:
		t.Kind, t.Ref = TaskAcceptReply, int64(d.Reply)
	case !d.Own && d.State == rectify.Awaiting:
		t.Kind = TaskVerify
	default:
		return list
	}

	return append(list, t)
}

// addTask puts tasks of one kind about the same subject into one line; letters and wishes each have their own.
func addTask(list []Task, t Task) []Task {
	for i := range list {
		same := list[i].Kind == t.Kind && list[i].Round == t.Round && list[i].Name == t.Name
		if same && (t.Kind == TaskClaim || t.Kind == TaskReport || t.Kind == TaskVerify) {
			list[i].Count += t.Count
			list[i].Deadline, list[i].Mild = min(list[i].Deadline, t.Deadline), list[i].Mild && t.Mild
			return list
		}
	}
	return append(list, t)
}
