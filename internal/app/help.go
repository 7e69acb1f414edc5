package app

import (
	"context"
	"fmt"

	"lingping/internal/domain/access"
	"lingping/internal/domain/org"
	"lingping/internal/domain/rectify"
	"lingping/internal/domain/review"
	"lingping/internal/domain/round"
	"lingping/internal/domain/scheme"
	"lingping/internal/store"
)

// HelpView is the page of one promise.
type HelpView struct {
	store.HelpRow
	Light   rectify.Light
	Own     bool // the asker is of the side that is helped
	Allowed map[access.Action]bool
}

// HelpList is a list of promises.
type HelpList struct {
	RoundView // of a unit's list
	Unit      org.Place
	Line      []org.Place
	Rows      []store.HelpRow
	Today     org.Date
}

// helpActions are the acts that the page of a promise may offer.
func helpActions() []access.Action {
	return []access.Action{access.BeginHelp, access.PromiseHelp, access.FinishHelp, access.HelpOnPaper}
}

// relationsToHelp is how the actor stands to a promise: to the leader who made it and to the side that is helped.
func relationsToHelp(tx *store.Tx, who access.Actor, h rectify.Help) (access.Relation, error) {
	sheet, err := accessSheet(tx, review.Obligation{Round: h.Round, Subject: h.Subject, Owner: h.Leader, State: review.Confirmed}, review.ReviewerSide)
	if err != nil {
		return 0, err
	}
	return relationIn(tx, who, h.Round, sheet.Relation)
}

// HelpBeside is an empty promise beside a review: whom it would help, and who would give it.
func (a *App) HelpBeside(ctx context.Context, who access.Actor, sheet review.ID) (v HelpView, err error) {
	err = a.read(ctx, func(tx *store.Tx) error {
		h, o, err := newHelp(tx, sheet)
		if err != nil {
			return err
		}

		relations, err := relationsToHelp(tx, who, h)
		if err != nil {
			return err
		}

		v = HelpView{HelpRow: store.HelpRow{Help: h, UnitName: o.Unit.Name, PersonName: o.Name, LeaderName: o.OwnerName},
			Own: relations&ownSide != 0, Allowed: map[access.Action]bool{}}
		for _, action := range helpActions() {
			v.Allowed[action] = access.Allowed(action, relations, access.NoStage)
		}

		return check(access.BeginHelp, relations, access.NoStage)
	})
	return v, err
}

// newHelp is a promise beside the review of an obligation. What is promised to a secretary in his seat helps the unit.
func newHelp(tx *store.Tx, sheet review.ID) (rectify.Help, store.ObligationRow, error) {
	o, err := tx.Obligation(sheet)
	h := rectify.Help{Round: o.Obligation.Round, Sheet: sheet, Subject: o.Subject, Leader: o.Owner, Seat: o.Seat}
	if o.Subject.Kind == scheme.Secretary {
		h.Subject.Kind, h.Subject.Person = scheme.Unit, 0
	}
	return h, o, err
}

// BeginHelp keeps what the reviewer promises beside a review; from the side that is reviewed it is a wish that he is to
// answer.
func (a *App) BeginHelp(ctx context.Context, who access.Actor, sheet review.ID, text string, deadline org.Date) (id rectify.HelpID, err error) {
	err = a.write(ctx, who, access.BeginHelp, func(tx *store.Tx, allow allowFunc) (Entry, error) {
		h, _, err := newHelp(tx, sheet)
		if err != nil {
			return Entry{}, err
		}

		relations, err := relationsToHelp(tx, who, h)
		if err != nil {
			return Entry{}, err
		}

		r, err := tx.Round(h.Round)
		if err != nil {
			return Entry{}, err
		}

		if err := allow(relations, stageOf(r)); err != nil {
			return Entry{}, err
		}

		h.ID, h.Text, h.Deadline, h.By, h.At = rectify.HelpID(tx.NewID()), text, deadline, who.Name, tx.Now.UnixMilli()
		id = h.ID
		if err := h.Begin(relations&ownSide != 0); err != nil {
			return Entry{}, err
		}

		return helpEntry(h), tx.SaveHelp(h)
	})
	return id, err
}

// Help is one promise.
func (a *App) Help(ctx context.Context, who access.Actor, id rectify.HelpID) (v HelpView, err error) {
	err = a.read(ctx, func(tx *store.Tx) error {
		if v.HelpRow, err = tx.Help(id); err != nil {
			return err
		}

		relations, err := relationsToHelp(tx, who, v.HelpRow.Help)
		if err != nil {
			return err
		}

		r, err := tx.Round(v.HelpRow.Round)
		if err != nil {
			return err
		}

		if err := check(access.ReadHelp, relations, stageOf(r)); err != nil {
			return err
		}

		v.Light, v.Own, v.Allowed = v.HelpRow.Light(org.DateOf(tx.Now)), relations&ownSide != 0, map[access.Action]bool{}
		for _, action := range helpActions() {
			v.Allowed[action] = offered(r, action, relations)
		}

		return nil
	})
	return v, err
}

// OwnHelps are what the asker promised and what was promised to him and his units.
func (a *App) OwnHelps(ctx context.Context, who access.Actor) (l HelpList, err error) {
	if who.Person == 0 {
		return l, nil
	}

	err = a.read(ctx, func(tx *store.Tx) error {
		l.Today = org.DateOf(tx.Now)
		l.Rows, err = tx.HelpsOf(who.Person)
		return err
	})
	return l, err
}

// Helps are the promises to a unit's subtree in a round.
func (a *App) Helps(ctx context.Context, who access.Actor, id round.ID, unit org.UnitID) (l HelpList, err error) {
	err = a.read(ctx, func(tx *store.Tx) error {
		if l.RoundView, l.Unit, err = a.measured(tx, who, access.ReadHelp, id, unitByID(unit)); err != nil {
			return err
		}

		if l.Line, err = lineTo(tx, who, l.RoundView, l.Unit); err != nil {
			return err
		}

		reader, err := readerOf(tx, who, id, l.Unit.ID)
		if err != nil {
			return err
		}

		l.Today = org.DateOf(tx.Now)
		l.Rows, err = tx.HelpsBelow(id, l.Unit, reader)
		return err
	})
	return l, err
}

// PromiseHelp answers a wish with a promise.
func (a *App) PromiseHelp(ctx context.Context, who access.Actor, id rectify.HelpID, deadline org.Date, answer string) error {
	return a.onHelp(ctx, who, access.PromiseHelp, id, func(_ *store.Tx, h *rectify.Help) error { return h.Promise(deadline, answer) })
}

// DeclineHelp answers a wish with the reason why it can't be done.
func (a *App) DeclineHelp(ctx context.Context, who access.Actor, id rectify.HelpID, reason string) error {
	return a.onHelp(ctx, who, access.PromiseHelp, id, func(_ *store.Tx, h *rectify.Help) error { return h.Decline(reason) })
}

// ReportHelp says how far the leader has come.
func (a *App) ReportHelp(ctx context.Context, who access.Actor, id rectify.HelpID, text string) error {
	return a.onHelp(ctx, who, access.PromiseHelp, id, func(_ *store.Tx, h *rectify.Help) error { return h.Report(text) })
}

// FinishHelp is the subordinate's word that the difficulty is solved: nobody else closes the leader's ledger.
func (a *App) FinishHelp(ctx context.Context, who access.Actor, id rectify.HelpID, outcome string) error {
	return a.onHelp(ctx, who, access.FinishHelp, id, func(tx *store.Tx, h *rectify.Help) error {
		return h.Finish(outcome, "", true, org.DateOf(tx.Now))
	})
}

// FinishHelpOnPaper records that the subordinate has signed on paper that it is solved.
func (a *App) FinishHelpOnPaper(ctx context.Context, who access.Actor, id rectify.HelpID, outcome, ref string) error {
	return a.onHelp(ctx, who, access.HelpOnPaper, id, func(tx *store.Tx, h *rectify.Help) error {
		return h.Finish(outcome, ref, false, org.DateOf(tx.Now))
	})
}

func (a *App) onHelp(ctx context.Context, who access.Actor, action access.Action, id rectify.HelpID, do func(*store.Tx, *rectify.Help) error) error {
	return a.write(ctx, who, action, func(tx *store.Tx, allow allowFunc) (Entry, error) {
		row, err := tx.Help(id)
		if err != nil {
			return Entry{}, err
		}

		relations, err := relationsToHelp(tx, who, row.Help)
		if err != nil {
			return Entry{}, err
		}

		r, err := tx.Round(row.Round)
		if err != nil {
			return Entry{}, err
		}

		if err := allow(relations, stageOf(r)); err != nil {
			return Entry{}, err
		}

		h := row.Help
		if err := do(tx, &h); err != nil {
			return Entry{}, err
		}

		h.Revision++
		return helpEntry(h), tx.SaveHelp(h)
	})
}

func helpEntry(h rectify.Help) Entry {
	return Entry{Object: fmt.Sprintf("help:%d", h.ID), Round: int64(h.Round), Detail: map[string]any{"state": string(h.State), "revision": h.Revision}}
}

// The tasks about help.
const (
	TaskHelpAnswer TaskKind = "help.answer"
	TaskHelpGive   TaskKind = "help.give"
	TaskHelpClose  TaskKind = "help.close"
)

// helpTasks are what a leader has promised, and what the side that is helped may close.
func helpTasks(a *App, tx *store.Tx, asker taskAsker) (list []Task, err error) {
	if asker.Person == 0 {
		return nil, nil
	}

	rows, err := tx.HelpsOf(asker.Person)
	for _, h := range rows {
		t := Task{Round: h.Round, Unit: h.Subject.Unit, Name: h.Helped(), Ref: int64(h.ID), Count: 1, Deadline: h.Deadline,
			About: h.Text}
		switch {
		case h.State == rectify.HelpAsked && h.Leader == asker.Person:
			t.Kind = TaskHelpAnswer
		case h.State == rectify.HelpPromised && h.Leader == asker.Person:
			t.Kind = TaskHelpGive
		case h.State == rectify.HelpPromised && h.Answer != "":
			t.Kind, t.Name, t.Deadline = TaskHelpClose, h.LeaderName, "" // he says he has done something: is it solved?
		default:
			continue
		}

		list = append(list, t)
	}

	return list, err
}
