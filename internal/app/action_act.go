package app

import (
	"context"

	"lingping/internal/domain/access"
	"lingping/internal/domain/org"
	"lingping/internal/domain/rectify"
	"lingping/internal/errs"
	"lingping/internal/store"
)

// ClaimAction says for its owner that he takes an action on, perhaps with the measure already.
func (a *App) ClaimAction(ctx context.Context, who access.Actor, id rectify.ID, plan rectify.Plan) error {
	return a.actOn(ctx, who, access.WorkAction, id, func(tx *store.Tx, c actionCase, change *rectify.Action) (rectify.Event, error) {
		if err := c.mayAnswer(tx, plan.Responsible); err != nil {
			return rectify.Event{}, err
		}
		return change.Claim(plan, worker(tx, who, c.relations))
	})
}

// PlanAction changes how an action is put right, by whom, or brings its deadline forward.
func (a *App) PlanAction(ctx context.Context, who access.Actor, id rectify.ID, plan rectify.Plan) error {
	return a.actOn(ctx, who, access.WorkAction, id, func(tx *store.Tx, c actionCase, change *rectify.Action) (rectify.Event, error) {
		if err := c.mayAnswer(tx, plan.Responsible); err != nil {
			return rectify.Event{}, err
		}
		return change.Change(plan, worker(tx, who, c.relations))
	})
}

// mayAnswer refuses a responsible person who has nothing to do with the owner.
func (c actionCase) mayAnswer(tx *store.Tx, person org.PersonID) error {
	if person == 0 || person == c.Responsible || person == c.Person {
		return nil
	}
	if c.Owner.OfPerson() {
		return errs.NewInvalid("这是对个人提出的问题，责任人就是本人。")
	}

	known, err := tx.Responsibles(c.Round, c.Unit)
	if err != nil {
		return err
	}

	for _, p := range known {
		if p.ID == person {
			return nil
		}
	}

	return errs.NewInvalid("责任人不在这个{党组织}里，请从名单中选择。")
}

// SuggestMeasure is the advice of whoever asked on how to put it right, and the day by which 〔四(三) 指导制定〕.
func (a *App) SuggestMeasure(ctx context.Context, who access.Actor, id rectify.ID, text string, deadline org.Date) error {
	return a.actOn(ctx, who, access.GuideAction, id, func(tx *store.Tx, c actionCase, change *rectify.Action) (rectify.Event, error) {
		return change.Suggest(text, deadline, handOf(tx, who, c.relations))
	})
}

// NoteProgress adds a dated line on how far it is.
func (a *App) NoteProgress(ctx context.Context, who access.Actor, id rectify.ID, text string) error {
	return a.actOn(ctx, who, access.WorkAction, id, func(tx *store.Tx, c actionCase, change *rectify.Action) (rectify.Event, error) {
		return change.Note(text, worker(tx, who, c.relations))
	})
}

// ReportAction says what was done about it. measure may bring the measure along; an empty one leaves it as it is.
func (a *App) ReportAction(ctx context.Context, who access.Actor, id rectify.ID, measure, outcome string) error {
	return a.actOn(ctx, who, access.WorkAction, id, func(tx *store.Tx, c actionCase, change *rectify.Action) (rectify.Event, error) {
		return change.Report(measure, outcome, c.scheme.Rectify.Reply, worker(tx, who, c.relations))
	})
}

// SplitAction makes a further action for the same problem.
func (a *App) SplitAction(ctx context.Context, who access.Actor, id rectify.ID) (fresh rectify.ID, err error) {
	err = a.actOn(ctx, who, access.WorkAction, id, func(tx *store.Tx, c actionCase, change *rectify.Action) (rectify.Event, error) {
		h := worker(tx, who, c.relations)
		part, err := change.Split(h.Day)
		if err != nil {
			return rectify.Event{}, err
		}

		part.ID = rectify.ID(tx.NewID())
		fresh, *change = part.ID, part
		return part.Begin(h), nil
	})
	return fresh, err
}

// AskExtension asks for more time.
func (a *App) AskExtension(ctx context.Context, who access.Actor, id rectify.ID, until org.Date, why string) error {
	return a.actOn(ctx, who, access.WorkAction, id, func(tx *store.Tx, c actionCase, change *rectify.Action) (rectify.Event, error) {
		return change.Ask(until, why, worker(tx, who, c.relations))
	})
}

// DecideExtension grants or refuses it.
func (a *App) DecideExtension(ctx context.Context, who access.Actor, id rectify.ID, granted bool, reason string) error {
	return a.actOn(ctx, who, access.DecideAction, id, func(tx *store.Tx, c actionCase, change *rectify.Action) (rectify.Event, error) {
		return change.Decide(granted, reason, handOf(tx, who, c.relations))
	})
}

// CloseAction is the word of another person than its owner that it is put right 销号.
func (a *App) CloseAction(ctx context.Context, who access.Actor, id rectify.ID, verdict string) error {
	return a.actOn(ctx, who, access.VerifyAction, id, func(tx *store.Tx, c actionCase, change *rectify.Action) (rectify.Event, error) {
		return change.Close(verdict, c.scheme.Rectify.Reply, c.Accepted(), handOf(tx, who, c.relations))
	})
}

// CloseOnPaper records that whoever asked has signed that it is put right; ref is the file number of the paper.
func (a *App) CloseOnPaper(ctx context.Context, who access.Actor, id rectify.ID, verdict, ref string) error {
	return a.actOn(ctx, who, access.VerifyOnPaper, id, func(tx *store.Tx, c actionCase, change *rectify.Action) (rectify.Event, error) {
		h := handOf(tx, who, c.relations)
		h.Person, h.Name, h.Paper, h.Ref = c.Asker, c.AskerName, true, ref
		event, err := change.Close(verdict, c.scheme.Rectify.Reply, c.Accepted(), h)
		event.By, event.Text = who.Name, event.Text+"（"+ref+"）"
		return event, err
	})
}

// SendBackAction says that it is not put right yet.
func (a *App) SendBackAction(ctx context.Context, who access.Actor, id rectify.ID, reason string) error {
	return a.actOn(ctx, who, access.VerifyAction, id, func(tx *store.Tx, c actionCase, change *rectify.Action) (rectify.Event, error) {
		return change.Return(reason, handOf(tx, who, c.relations))
	})
}

// ReopenAction takes a closed action up again because the problem came back 反弹重开.
func (a *App) ReopenAction(ctx context.Context, who access.Actor, id rectify.ID, reason string, deadline org.Date) error {
	return a.actOn(ctx, who, access.VerifyAction, id, func(tx *store.Tx, c actionCase, change *rectify.Action) (rectify.Event, error) {
		return change.Reopen(reason, deadline, handOf(tx, who, c.relations))
	})
}

// CancelAction ends an action that has become pointless 中止.
func (a *App) CancelAction(ctx context.Context, who access.Actor, id rectify.ID, reason string) error {
	return a.actOn(ctx, who, access.VerifyAction, id, func(tx *store.Tx, c actionCase, change *rectify.Action) (rectify.Event, error) {
		return change.Cancel(reason, handOf(tx, who, c.relations))
	})
}

// ActionRecord is what a branch enters of one action from paper: the measure, and what was done if it is put right.
type ActionRecord struct {
	ID               rectify.ID
	Measure, Outcome string
}

// RecordActions enters for several owners at once what they have signed on paper: who has a measure has claimed, who has
// an outcome has reported. It tells of each what became of it; one that is refused does not keep the others back.
func (a *App) RecordActions(ctx context.Context, who access.Actor, records []ActionRecord) []Outcome {
	var out []Outcome
	for _, r := range records {
		name, err := a.recordAction(ctx, who, r)
		out = append(out, Outcome{Name: name, Err: err})
	}
	return out
}

func (a *App) recordAction(ctx context.Context, who access.Actor, r ActionRecord) (name string, err error) {
	v, err := a.Action(ctx, who, r.ID)
	if err != nil {
		return "", err
	}

	name = v.SubjectName()
	plan := rectify.Plan{Responsible: v.Responsible, Goal: v.Goal, Measure: r.Measure, Revision: v.Revision}
	switch {
	case v.State == rectify.Unclaimed:
		err = a.ClaimAction(ctx, who, r.ID, plan)
	case r.Measure != "" && r.Measure != v.Measure:
		err = a.PlanAction(ctx, who, r.ID, plan)
	}

	if err == nil && r.Outcome != "" {
		err = a.ReportAction(ctx, who, r.ID, r.Measure, r.Outcome)
	}

	return name, err
}
