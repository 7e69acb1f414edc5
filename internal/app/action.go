package app

import (
	"context"
	"fmt"
	"slices"

	"lingping/internal/blob"
	"lingping/internal/domain/access"
	"lingping/internal/domain/dossier"
	"lingping/internal/domain/org"
	"lingping/internal/domain/rectify"
	"lingping/internal/domain/review"
	"lingping/internal/domain/round"
	"lingping/internal/domain/scheme"
	"lingping/internal/errs"
	"lingping/internal/store"
)

// actionFiles is the owner's name of evidence among the files.
const actionFiles = "action"

// actionCase is an action as the use cases work on it.
type actionCase struct {
	store.ActionRow
	round     round.Round
	scheme    *scheme.Scheme
	beside    []rectify.Action // all of the same review, itself included
	relations access.Relation
}

// loadAction reads an action and how the actor stands to it. It asks no permission.
func (a *App) loadAction(tx *store.Tx, who access.Actor, id rectify.ID) (c actionCase, err error) {
	if c.ActionRow, err = tx.Action(id); err != nil {
		return c, err
	}

	if c.round, err = tx.Round(c.Round); err != nil {
		return c, err
	}

	if c.scheme, err = a.keptScheme(c.round); err != nil {
		return c, err
	}

	if c.beside, err = tx.ActionsOfReview(c.Review); err != nil {
		return c, err
	}

	c.relations, err = relationsToAction(tx, who, c.ActionRow)
	return c, err
}

// relationsToAction is how the actor stands to an action: as to the review from which it was born, whose reviewer is
// whoever asks now. The responsible person belongs to the owner's side.
func relationsToAction(tx *store.Tx, who access.Actor, row store.ActionRow) (access.Relation, error) {
	o := review.Obligation{Round: row.Round, Owner: row.Asker, State: review.Confirmed}
	o.Subject.Kind, o.Subject.Unit, o.Subject.Person = row.Kind, row.Unit, row.Person
	sheet, err := accessSheet(tx, o, review.ReviewerSide)
	if err != nil {
		return 0, err
	}

	return relationIn(tx, who, row.Round, func(who access.Actor) access.Relation {
		relations := sheet.Relation(who)
		if who.Person != 0 && who.Person == row.Responsible {
			relations |= access.ReviewedSide
		}
		return relations
	})
}

// ownSide are the relations of those who put an action right.
const ownSide = access.Subject | access.ReviewedSide

// handOf is who acts, as the domain asks: of the owner's side or not.
func handOf(tx *store.Tx, who access.Actor, relations access.Relation) rectify.Hand {
	return rectify.Hand{Person: who.Person, Name: who.Name, Owner: relations&ownSide != 0, Day: org.DateOf(tx.Now), At: tx.Now.UnixMilli()}
}

// worker is handOf for the owner's own acts: whoever else does them enters what the owner has signed on paper.
func worker(tx *store.Tx, who access.Actor, relations access.Relation) rectify.Hand {
	h := handOf(tx, who, relations)
	h.Paper, h.Owner = !h.Owner, true
	return h
}

// doAction is one change of an action.
type doAction func(tx *store.Tx, c actionCase, change *rectify.Action) (rectify.Event, error)

// actOn changes an action, keeps the line of its history, and keeps figures and strip as they follow from it.
func (a *App) actOn(ctx context.Context, who access.Actor, action access.Action, id rectify.ID, do doAction) error {
	return a.write(ctx, who, action, func(tx *store.Tx, allow allowFunc) (Entry, error) {
		c, err := a.loadAction(tx, who, id)
		if err != nil {
			return Entry{}, err
		}

		if err := allow(c.relations, stageOf(c.round)); err != nil {
			return Entry{}, err
		}

		changed := c.Action
		event, err := do(tx, c, &changed)
		if err != nil {
			return Entry{}, err
		}

		return actionEntry(changed, event), keepAction(tx, c.beside, changed, event)
	})
}

// keepAction saves a changed or new action with its event, and what follows from it.
func keepAction(tx *store.Tx, beside []rectify.Action, changed rectify.Action, event rectify.Event) error {
	if err := tx.SaveAction(changed); err != nil {
		return err
	}

	if err := tx.AddActionEvent(changed.ID, event); err != nil {
		return err
	}

	after := slices.Clone(beside)
	if at := slices.IndexFunc(after, func(a rectify.Action) bool { return a.ID == changed.ID }); at >= 0 {
		after[at] = changed
	} else {
		after = append(after, changed)
	}

	if err := countActions(tx, changed, beside, after); err != nil {
		return err
	}

	return markActions(tx, changed.Round, changed.Owner)
}

// countActions adds what changed in the figures of one review's actions.
func countActions(tx *store.Tx, of rectify.Action, before, after []rectify.Action) error {
	figures := rectify.Counted(before).Negated()
	figures.Add(rectify.Counted(after))
	return tx.Count(of.Round, of.Unit, figures)
}

// markActions keeps the cell 整改 of a dossier.
func markActions(tx *store.Tx, id round.ID, k dossier.Key) error {
	all, err := tx.ActionsOfDossier(id, k)
	if err != nil {
		return err
	}

	left, err := tx.ReviewsLeft(id, k)
	if err != nil {
		return err
	}

	return tx.MarkStep(id, k, rectify.Step(all, left == 0))
}

// bornActions gives a review that has come to count, or was corrected, its actions: one for each problem that has none
// yet. Actions of problems that it names no longer are cancelled, or marked where somebody works on them already.
func bornActions(tx *store.Tx, s sheet, p *part) error {
	return bornOf(tx, s.scheme, p.Obligation, p.review, s.first(), p.OwnerName)
}

// bornOf is bornActions for one review on the sheet, given by who is named.
func bornOf(tx *store.Tx, plan *scheme.Scheme, o review.Obligation, r review.Review, sheet review.ID, by string) error {
	owner, err := ownerOf(tx, o)
	if err != nil {
		return err
	}

	known, err := tx.ActionsOfReview(o.ID)
	if err != nil {
		return err
	}

	birth := rectify.Birth{Round: o.Round, Review: o.ID, Sheet: sheet, Kind: o.Subject.Kind, Unit: o.Subject.Unit,
		Person: o.Subject.Person, Owner: owner, Asker: o.Owner, Seat: o.Seat, Day: r.Setting.Day, Today: org.DateOf(tx.Now),
		Days: plan.Rectify.Days}
	if birth.Day == "" {
		birth.Day = birth.Today
	}

	if r.State == review.Confirmed {
		birth.Problems = r.Text.Problems
	}

	if err := bear(tx, birth, known, by); err != nil {
		return err
	}

	return markActions(tx, o.Round, owner)
}

// bear keeps what a review's problems make of its actions; by is who gave the review.
func bear(tx *store.Tx, b rectify.Birth, known []rectify.Action, by string) error {
	fresh, gone, back := rectify.Born(b, known)
	h := rectify.Hand{Name: by, Day: org.DateOf(tx.Now), At: tx.Now.UnixMilli()}
	after := slices.Clone(known)
	for i := range after {
		var event rectify.Event
		var err error
		switch id := after[i].ID; {
		case slices.Contains(gone, id):
			event, err = after[i].Vanish(h)
		case slices.Contains(back, id):
			event, err = after[i].Renew(h)
		default:
			continue
		}

		if err != nil {
			return err
		}

		if err := tx.SaveAction(after[i]); err != nil {
			return err
		}

		if err := tx.AddActionEvent(after[i].ID, event); err != nil {
			return err
		}
	}

	for _, act := range fresh {
		act.ID = rectify.ID(tx.NewID())
		if err := tx.AddAction(act); err != nil {
			return err
		}

		if err := tx.AddActionEvent(act.ID, act.Begin(h)); err != nil {
			return err
		}

		after = append(after, act)
	}

	if len(after) == 0 {
		return nil
	}

	return countActions(tx, after[0], known, after)
}

// ownerOf is the dossier in which lies what an obligation asks to be put right. Who is from outside the Party is no
// member of any branch: the unit where he serves answers for him.
func ownerOf(tx *store.Tx, o review.Obligation) (dossier.Key, error) {
	if o.Subject.Kind == scheme.Outsider {
		return dossier.Key{Unit: o.Subject.Unit}, nil
	}
	return dossierOfSubject(tx, o.Round, o.Subject)
}

// AddEvidence lays files to an action as evidence that it is put right.
func (a *App) AddEvidence(ctx context.Context, who access.Actor, id rectify.ID, files []blob.File) error {
	if len(files) == 0 {
		return errs.NewInvalid("没有选中文件：请先选择佐证材料。")
	}
	return a.actOn(ctx, who, access.WorkAction, id, func(tx *store.Tx, c actionCase, change *rectify.Action) (rectify.Event, error) {
		names := ""
		for _, f := range files {
			of := dossier.File{Round: c.Round, Owner: actionFiles, OwnerID: int64(id), ByName: who.Name}
			if _, err := tx.AddFile(of, f); err != nil {
				return rectify.Event{}, err
			}

			if names != "" {
				names += "、"
			}

			names += f.Name
		}

		return change.Filed(names, worker(tx, who, c.relations))
	})
}

// Evidence is one file that was laid to an action.
func (a *App) Evidence(ctx context.Context, who access.Actor, id rectify.ID, file dossier.FileID) (body blob.File, err error) {
	err = a.read(ctx, func(tx *store.Tx) error {
		c, err := a.loadAction(tx, who, id)
		if err != nil {
			return err
		}

		if err := check(access.ReadAction, c.relations, stageOf(c.round)); err != nil {
			return err
		}

		body, err = tx.FileOf(actionFiles, int64(id), file)
		return err
	})
	return body, err
}

func actionEntry(c rectify.Action, e rectify.Event) Entry {
	return Entry{Object: fmt.Sprintf("action:%d", c.ID), Round: int64(c.Round), Detail: map[string]any{
		"act": string(e.Act), "state": string(c.State), "paper": e.Paper, "revision": c.Revision}}
}
