package app

import (
	"lingping/internal/domain/access"
	"lingping/internal/domain/assign"
	"lingping/internal/domain/org"
	"lingping/internal/domain/review"
	"lingping/internal/domain/scheme"
	"lingping/internal/store"
)

// The kinds of tasks that are not of a round.
const (
	TaskClock    TaskKind = "clock"    // units and secretaries whose half year is nearly over, or over
	TaskEveryday TaskKind = "everyday" // everyday reviews to be acknowledged
)

// everydayTasks are the clocks that call a leader, and the everyday reviews of him and his unit that he has not
// acknowledged. A subject whose sheet he owes in a running round is on his list already.
func (a *App) everydayTasks(tx *store.Tx, asker taskAsker) ([]Task, error) {
	if asker.Person == 0 {
		return nil, nil
	}

	held, err := tx.LivingHoldings(asker.Person)
	if err != nil {
		return nil, err
	}

	clock, err := a.clockTask(tx, asker, held)
	if err != nil {
		return nil, err
	}

	about, err := tx.EverydaysAbout(asker.Person, heldBy(held, assign.Lead), everydayPage)
	if err != nil {
		return nil, err
	}

	receive := Task{Kind: TaskEveryday}
	for _, e := range about {
		if e.AcknowledgedAt == 0 {
			receive.Count++
			receive.Ref, receive.Name = int64(e.ID), e.ReviewerName
		}
	}

	var out []Task
	for _, t := range []Task{clock, receive} {
		if t.Count > 0 {
			out = append(out, t)
		}
	}

	return out, nil
}

// clockTask counts the clocks that call the asker.
func (a *App) clockTask(tx *store.Tx, asker taskAsker, held []assign.Holding) (t Task, err error) {
	t.Kind = TaskClock
	lines, err := a.ownClocks(tx, asker.Person, held)
	if err != nil || len(lines) == 0 {
		return t, err
	}

	speaks, err := speaksFor(tx, asker.Person)
	if err != nil {
		return t, err
	}

	owed, err := tx.OwedGroups(asker.rounds, speaks)
	if err != nil {
		return t, err
	}

	type subject struct {
		kind scheme.SubjectKind
		unit org.UnitID
	}

	listed := map[subject]bool{}
	for _, g := range owed {
		if g.Owner == asker.Person && g.State.Open() {
			listed[subject{g.Kind, g.Unit}] = true
		}
	}

	for _, l := range lines {
		if l.State.Calls() && !listed[subject{l.Kind, l.Unit.ID}] {
			t.Count++
			if l.Due != "" && (t.Deadline == "" || l.Due < t.Deadline) {
				t.Deadline = l.Due
			}
		}
	}

	return t, nil
}

// everydayProblems are what everyday reviews of the subject named as wrong, for the reviewer to cite 〔二(一) 把日常点评与定期
// 点评结合起来〕.
func everydayProblems(tx *store.Tx, s sheet, p *part) ([]review.Evidence, error) {
	all, err := s.everyday(tx, p)
	var out []review.Evidence
	for _, e := range all {
		if e.Said.Problems != "" {
			out = append(out, review.Evidence{Kind: review.CiteEveryday, Ref: int64(e.ID), Of: int64(e.ID),
				Label: string(e.Said.Day), Text: e.Said.Problems})
		}
	}

	return out, err
}

// everyday are the everyday reviews of the record's subject since half a year before the round: its reviewer has them
// at hand.
func (s sheet) everyday(tx *store.Tx, p *part) ([]store.EverydayRow, error) {
	if p.relations&(access.Reviewer|access.Clerk) == 0 {
		return nil, nil
	}
	return tx.EverydaysSince(p.Subject.Kind, p.Subject.Unit, p.Subject.Person, s.round.From.AddMonths(-6), everydayBeside)
}
