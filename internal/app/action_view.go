package app

import (
	"context"

	"lingping/internal/domain/access"
	"lingping/internal/domain/dossier"
	"lingping/internal/domain/org"
	"lingping/internal/domain/rectify"
	"lingping/internal/domain/review"
	"lingping/internal/domain/round"
	"lingping/internal/domain/scheme"
	"lingping/internal/store"
)

// ActionView is the page of one action.
type ActionView struct {
	store.ActionRow
	Plan     *scheme.Scheme
	Light    rectify.Light
	Events   []rectify.Event
	Evidence []dossier.File
	Replies  []rectify.Reply   // the letters of its sheet, the newest first
	Beside   []store.ActionRow // the other actions of the sheet
	People   []org.Person      // who may be named as responsible
	Own      bool              // the asker belongs to those who put it right
	Allowed  map[access.Action]bool
}

// May reports whether the asker can do the act on the action now.
func (v ActionView) May(action access.Action, act rectify.Act) bool {
	return v.Allowed[action] && rectify.Can(act, v.State)
}

// actionActions are the acts that the page of an action may offer.
func actionActions() []access.Action {
	return []access.Action{access.WorkAction, access.GuideAction, access.DecideAction, access.VerifyAction, access.VerifyOnPaper,
		access.WriteReply, access.AcceptReply, access.ReplyOnPaper}
}

// Action is one action with its history.
func (a *App) Action(ctx context.Context, who access.Actor, id rectify.ID) (v ActionView, err error) {
	err = a.read(ctx, func(tx *store.Tx) error {
		c, err := a.loadAction(tx, who, id)
		if err != nil {
			return err
		}

		if err := check(access.ReadAction, c.relations, stageOf(c.round)); err != nil {
			return err
		}

		v = ActionView{ActionRow: c.ActionRow, Plan: c.scheme, Light: c.Light(org.DateOf(tx.Now)), Own: c.relations&ownSide != 0,
			Allowed: map[access.Action]bool{}}
		for _, action := range actionActions() {
			v.Allowed[action] = offered(c.round, action, c.relations)
		}

		if v.Own { // nobody decides or verifies for himself
			v.Allowed[access.DecideAction], v.Allowed[access.VerifyAction] = false, false
		}

		return v.load(tx)
	})
	return v, err
}

func (v *ActionView) load(tx *store.Tx) (err error) {
	if v.Events, err = tx.ActionEvents(v.ID); err != nil {
		return err
	}

	if v.Evidence, err = tx.Files(actionFiles, int64(v.ID)); err != nil {
		return err
	}

	if v.Replies, err = tx.RepliesOfSheet(v.Sheet); err != nil {
		return err
	}

	all, err := tx.ActionsOfSheet(v.Sheet)
	if err != nil {
		return err
	}

	for _, row := range all {
		if row.ID != v.ID {
			v.Beside = append(v.Beside, row)
		}
	}

	if !v.Owner.OfPerson() {
		v.People, err = tx.Responsibles(v.Round, v.Unit)
	}

	return err
}

// ActionEach and CarriedEach are how many actions a page of a list shows, and how many that earlier rounds left open: what
// a telephone scrolls through.
const (
	ActionEach  = 30
	CarriedEach = 10
)

// ActionFilter says which actions somebody wants to see. Fields left empty choose all.
type ActionFilter struct {
	Unit  org.UnitID // 0: the round's own
	State rectify.State
	Light rectify.Light
	Kind  scheme.SubjectKind

	CarriedFrom int // how many of those that earlier rounds left open come before the page
}

// carries reports whether what earlier rounds left open stands before the rows: where nothing is chosen.
func (f ActionFilter) carries(from int) bool {
	return from == 0 && f == (ActionFilter{Unit: f.Unit, CarriedFrom: f.CarriedFrom})
}

// rows is the filter as the store asks.
func (f ActionFilter) rows(today org.Date) store.ActionFilter {
	out := store.ActionFilter{}
	if f.State != "" {
		out.States = []rectify.State{f.State}
	}

	if f.Kind != "" {
		out.Kinds = []scheme.SubjectKind{f.Kind}
	}

	if f.Light != rectify.Calm {
		out.Spans = f.Light.Spans(today)
	}

	return out
}

// ActionList is one page of a ledger of actions 整改台账.
type ActionList struct {
	RoundView // of a unit's ledger
	Unit      org.Place
	Line      []org.Place
	Tally     round.Tally // the unit's figures
	Rows      []store.ActionRow
	Total     int
	More      bool // of what is chosen there is more than Total
	Today     org.Date
	Carried   []store.ActionRow // on the first page without a filter: what earlier rounds left open here, CarriedEach at most
	CarriedOf int               // of so many
	Words     *scheme.Scheme    // of one's own list: in which it speaks of these rounds
}

// Actions is the ledger of a unit's subtree in a round.
func (a *App) Actions(ctx context.Context, who access.Actor, id round.ID, f ActionFilter, from int) (l ActionList, err error) {
	return a.actions(ctx, who, id, f, from, ActionEach)
}

// AllActions is the whole ledger at once, for whoever works through a small one.
func (a *App) AllActions(ctx context.Context, who access.Actor, id round.ID, f ActionFilter) (l ActionList, err error) {
	return a.actions(ctx, who, id, f, 0, everything)
}

func (a *App) actions(ctx context.Context, who access.Actor, id round.ID, f ActionFilter, from, limit int) (l ActionList, err error) {
	err = a.read(ctx, func(tx *store.Tx) error {
		if l, err = a.ledgerOf(tx, who, id, f.Unit); err != nil {
			return err
		}

		if l.Line, err = lineTo(tx, who, l.RoundView, l.Unit); err != nil {
			return err
		}

		tallies, err := tx.Tallies(id, []org.UnitID{l.Unit.ID})
		if err != nil {
			return err
		}

		l.Tally, l.Today = tallies[l.Unit.ID], org.DateOf(tx.Now)
		rows := f.rows(l.Today)
		rows.Round, rows.Top = id, l.Unit
		if rows.Reader, err = readerOf(tx, who, id, l.Unit.ID); err != nil {
			return err
		}

		if l.Previous != 0 && f.carries(from) {
			reader, err := carriedReader(tx, who, id, l.Unit.ID)
			if err != nil {
				return err
			}

			if l.Carried, l.CarriedOf, err = tx.ActionsCarried(l.Round, l.Unit, reader, f.CarriedFrom, CarriedEach); err != nil {
				return err
			}
		}

		return l.load(tx, rows, from, limit)
	})
	return l, err
}

// OwnActions are the actions in which the asker has a part: that he puts right, that he asked for, or for whose asker he
// writes.
func (a *App) OwnActions(ctx context.Context, who access.Actor, f ActionFilter, from int) (l ActionList, err error) {
	err = a.read(ctx, func(tx *store.Tx) error {
		if who.Person == 0 {
			l.Words, err = a.commonWords(tx)
			return err
		}

		l.Today = org.DateOf(tx.Now)
		rows := f.rows(l.Today)
		rows.Mine = who.Person
		if rows.Askers, err = speaksFor(tx, who.Person); err != nil {
			return err
		}

		if err := l.load(tx, rows, from, ActionEach); err != nil {
			return err
		}

		var of []round.ID
		for _, row := range l.Rows {
			of = append(of, row.Round)
		}

		l.Words, err = a.commonWords(tx, of...)
		return err
	})
	return l, err
}

// carriedReader is who reads what goes on from earlier rounds in a unit: as he stood in them, unless he is its office or
// the machine.
func carriedReader(tx *store.Tx, who access.Actor, id round.ID, unit org.UnitID) (org.PersonID, error) {
	relations, err := relationsToUnit(tx, who, id, unit)
	if relations.Has(access.Office) {
		return 0, err
	}
	return who.Person, err
}

func (l *ActionList) load(tx *store.Tx, f store.ActionFilter, from, limit int) (err error) {
	if l.Rows, err = tx.ListedActions(f, from, limit); err != nil {
		return err
	}
	l.Total, l.More, err = tx.ListedActionCount(f)
	return err
}

// Recurrence is an action of an earlier round that was closed, much like a problem named now.
type Recurrence struct {
	store.ActionRow
	Named    string // the problem now
	Likeness float64
}

// alikeProblems is the share of common trigrams from which on two problems are shown as the same come back.
const alikeProblems = 0.35

// recurrences are the closed actions of earlier rounds that are like one of the problems: has it come back?
func recurrences(before []store.ActionRow, problems []string) (out []Recurrence) {
	prints := make([]review.Print, len(before))
	for i, row := range before {
		prints[i] = printOf(row.Problem)
	}

	for _, problem := range problems {
		print := printOf(problem)
		for i, row := range before {
			if like := print.Likeness(prints[i]); row.Problem == problem || like >= alikeProblems {
				out = append(out, Recurrence{row, problem, like})
			}
		}
	}

	return out
}

func printOf(problem string) review.Print {
	return review.PrintOf(review.Text{Problems: []string{problem}})
}

// SheetRight is what is put right beside a sheet: what came of its own problems, and what was closed in earlier rounds,
// so that whoever reviews sees whether it has lasted 〔四(一) 整改措施落实情况“回头看”〕.
type SheetRight struct {
	Now    []store.ActionRow
	Before []store.ActionRow
	Back   []Recurrence // problems of this sheet much like one that was closed
}

// putRight gathers it for the records on the sheet.
func (s sheet) putRight(tx *store.Tx) (v SheetRight, err error) {
	ids := make([]review.ID, len(s.parts))
	for i, p := range s.parts {
		ids[i] = p.ID
	}

	now, err := tx.ActionsOfReviews(ids)
	if err != nil {
		return v, err
	}

	owner, err := ownerOf(tx, s.parts[0].Obligation)
	if err != nil {
		return v, err
	}

	if v.Before, err = tx.PutRightBefore(s.round, owner); err != nil {
		return v, err
	}

	for _, p := range s.parts {
		for _, row := range now[p.ID] {
			relations, err := relationsToAction(tx, s.who, row)
			if err != nil {
				return v, err
			}

			if access.Allowed(access.ReadAction, relations, stageOf(s.round)) { // not for who asked and has handed over since
				v.Now = append(v.Now, row)
			}
		}
		v.Back = append(v.Back, recurrences(v.Before, p.review.Text.Problems)...)
	}

	return v, nil
}
