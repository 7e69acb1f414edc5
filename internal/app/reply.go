package app

import (
	"context"
	"fmt"
	"io"

	"lingping/internal/domain/access"
	"lingping/internal/domain/org"
	"lingping/internal/domain/rectify"
	"lingping/internal/domain/review"
	"lingping/internal/domain/round"
	"lingping/internal/errs"
	"lingping/internal/paper"
	"lingping/internal/store"
)

// ReplyView is the page of a written reply.
type ReplyView struct {
	rectify.Reply
	Kept    bool // it has been saved; else it is what the ledger proposes
	Round   round.Round
	Subject string
	Asker   string
	Actions []store.ActionRow // what it answers, or would
	Others  []rectify.Reply   // further letters of the sheet
	Own     bool
	Allowed map[access.Action]bool
}

// replyCase is a letter as the use cases work on it.
type replyCase struct {
	round     round.Round
	rows      []store.ActionRow // all actions of the sheet
	letters   []rectify.Reply
	relations access.Relation
}

// loadReplies reads the actions and letters of a sheet and how the actor stands to them. It asks no permission.
func loadReplies(tx *store.Tx, who access.Actor, sheet review.ID) (c replyCase, err error) {
	if c.rows, err = tx.ActionsOfSheet(sheet); err != nil {
		return c, err
	}

	if len(c.rows) == 0 {
		return c, access.ErrRefused
	}

	if c.round, err = tx.Round(c.rows[0].Round); err != nil {
		return c, err
	}

	if c.letters, err = tx.RepliesOfSheet(sheet); err != nil {
		return c, err
	}

	if c.relations, err = relationsToAction(tx, who, c.rows[0]); err != nil {
		return c, err
	}

	for _, row := range c.rows {
		if who.Person != 0 && who.Person == row.Responsible {
			c.relations |= access.ReviewedSide
		}
	}

	return c, nil
}

// open is the letter of the sheet that can still be written, or a new one worded from the ledger.
func (c replyCase) open(tx *store.Tx) (r rectify.Reply, kept bool) {
	for _, l := range c.letters {
		if l.State == rectify.ReplyDraft || l.State == rectify.ReplyReturned {
			return l, true
		}
	}

	first := c.rows[0]
	var items []rectify.Item
	for _, row := range c.rows {
		if row.State == rectify.Reported {
			items = append(items, rectify.Item{Problem: row.Problem, Measure: row.Measure, Outcome: row.Outcome, Files: row.Files})
		}
	}

	r = rectify.DraftReply(first.AskerName, first.Answerer(), first.Owner.OfPerson(), c.round.Name, items, org.DateOf(tx.Now))
	r.Round, r.Sheet, r.Unit, r.Owner = c.round.ID, first.Sheet, first.Unit, first.Owner
	return r, false
}

// reported are the actions that wait for a letter.
func (c replyCase) reported() (out []store.ActionRow) {
	for _, row := range c.rows {
		if row.State == rectify.Reported {
			out = append(out, row)
		}
	}
	return out
}

// view words a letter for its page.
func (c replyCase) view(r rectify.Reply, kept bool) ReplyView {
	v := ReplyView{Reply: r, Kept: kept, Round: c.round, Subject: c.rows[0].Answerer(), Asker: c.rows[0].AskerName,
		Own: c.relations&ownSide != 0, Allowed: map[access.Action]bool{}}
	for _, row := range c.rows {
		if row.Reply == r.ID && r.ID != 0 || row.State == rectify.Reported && !r.State.Counts() {
			v.Actions = append(v.Actions, row)
		}
	}

	for _, l := range c.letters {
		if l.ID != r.ID {
			v.Others = append(v.Others, l)
		}
	}

	for _, action := range actionActions() {
		v.Allowed[action] = offered(c.round, action, c.relations)
	}

	v.Allowed[access.AcceptReply] = v.Allowed[access.AcceptReply] && !v.Own
	return v
}

// ReplyOf is the letter of a sheet that is to be written: as it was saved, or as the ledger proposes it.
func (a *App) ReplyOf(ctx context.Context, who access.Actor, sheet review.ID) (v ReplyView, err error) {
	err = a.read(ctx, func(tx *store.Tx) error {
		c, err := loadReplies(tx, who, sheet)
		if err != nil {
			return err
		}

		if err := check(access.WriteReply, c.relations, stageOf(c.round)); err != nil {
			return err
		}

		r, kept := c.open(tx)
		v = c.view(r, kept)
		return nil
	})
	return v, err
}

// Reply is one letter.
func (a *App) Reply(ctx context.Context, who access.Actor, id rectify.ReplyID) (v ReplyView, err error) {
	err = a.read(ctx, func(tx *store.Tx) error {
		r, err := tx.Reply(id)
		if err != nil {
			return err
		}

		c, err := loadReplies(tx, who, r.Sheet)
		if err != nil {
			return err
		}

		if err := check(access.ReadAction, c.relations, stageOf(c.round)); err != nil {
			return err
		}

		v = c.view(r, true)
		return nil
	})
	return v, err
}

// SaveReply keeps the text of the letter of a sheet. With send it goes out: every action of the sheet that is reported
// is answered by it 〔整改到位后，相关情况还要以书面形式及时回复领导〕.
func (a *App) SaveReply(ctx context.Context, who access.Actor, sheet review.ID, in rectify.Reply, send bool) (id rectify.ReplyID, err error) {
	err = a.write(ctx, who, access.WriteReply, func(tx *store.Tx, allow allowFunc) (Entry, error) {
		c, err := loadReplies(tx, who, sheet)
		if err != nil {
			return Entry{}, err
		}

		if err := allow(c.relations, stageOf(c.round)); err != nil {
			return Entry{}, err
		}

		r, kept := c.open(tx)
		if !kept {
			r.ID = rectify.ReplyID(tx.NewID())
		}

		id = r.ID
		if err := r.Save(in, who.Name, tx.Now.UnixMilli()); err != nil {
			return Entry{}, err
		}

		if send {
			if err := c.send(tx, who, &r); err != nil {
				return Entry{}, err
			}
		}

		return replyEntry(r), tx.SaveReply(r)
	})
	return id, err
}

// send lets a letter go out and says so of the actions that it answers.
func (c replyCase) send(tx *store.Tx, who access.Actor, r *rectify.Reply) error {
	rows := c.reported()
	if len(rows) == 0 {
		return errs.NewConflict("没有已报结的整改事项，书面回复没有可写的内容：请先把整改情况报结。")
	}

	if err := r.Send(tx.Now.UnixMilli()); err != nil {
		return err
	}

	if err := tx.Count(r.Round, r.Unit, round.Tally{round.Replies: 1}); err != nil {
		return err
	}

	h := worker(tx, who, c.relations)
	return eachAction(tx, rows, func(act *rectify.Action) (rectify.Event, error) { return act.Answered(r.ID, h) })
}

// eachAction changes several actions alike.
func eachAction(tx *store.Tx, rows []store.ActionRow, do func(*rectify.Action) (rectify.Event, error)) error {
	for _, row := range rows {
		beside, err := tx.ActionsOfReview(row.Review)
		if err != nil {
			return err
		}

		changed := row.Action
		event, err := do(&changed)
		if err != nil {
			return err
		}

		if err := keepAction(tx, beside, changed, event); err != nil {
			return err
		}
	}
	return nil
}

// AcceptReply takes the letter: only the seat that asked can, whoever holds it now.
func (a *App) AcceptReply(ctx context.Context, who access.Actor, id rectify.ReplyID) error {
	return a.actOnReply(ctx, who, access.AcceptReply, id, func(tx *store.Tx, c replyCase, r *rectify.Reply) error {
		if c.relations&ownSide != 0 {
			return errs.NewConflict("您是其中一项整改的责任人，不能接收自己这一方的书面回复：请先改由别人负责。")
		}
		return r.Accept(who.Name, "", false, tx.Now.UnixMilli())
	})
}

// AcceptReplyOnPaper records that whoever asked has signed for the letter; ref is the file number of the paper.
func (a *App) AcceptReplyOnPaper(ctx context.Context, who access.Actor, id rectify.ReplyID, ref string) error {
	return a.actOnReply(ctx, who, access.ReplyOnPaper, id, func(tx *store.Tx, c replyCase, r *rectify.Reply) error {
		return r.Accept(c.rows[0].AskerName, ref, true, tx.Now.UnixMilli())
	})
}

// ReturnReply sends the letter back; what it answered waits for a better one.
func (a *App) ReturnReply(ctx context.Context, who access.Actor, id rectify.ReplyID, reason string) error {
	return a.actOnReply(ctx, who, access.AcceptReply, id, func(tx *store.Tx, c replyCase, r *rectify.Reply) error {
		if err := r.Return(reason); err != nil {
			return err
		}

		if err := tx.Count(r.Round, r.Unit, round.Tally{round.Replies: -1}); err != nil {
			return err
		}

		var rows []store.ActionRow
		for _, row := range c.rows {
			if row.Reply == r.ID && row.State == rectify.Awaiting {
				rows = append(rows, row)
			}
		}

		h := handOf(tx, who, c.relations)
		return eachAction(tx, rows, func(act *rectify.Action) (rectify.Event, error) { return act.Redraft(r.Reason, h) })
	})
}

func (a *App) actOnReply(ctx context.Context, who access.Actor, action access.Action, id rectify.ReplyID,
	do func(*store.Tx, replyCase, *rectify.Reply) error) error {
	return a.write(ctx, who, action, func(tx *store.Tx, allow allowFunc) (Entry, error) {
		r, err := tx.Reply(id)
		if err != nil {
			return Entry{}, err
		}

		c, err := loadReplies(tx, who, r.Sheet)
		if err != nil {
			return Entry{}, err
		}

		if err := allow(c.relations, stageOf(c.round)); err != nil {
			return Entry{}, err
		}

		if err := do(tx, c, &r); err != nil {
			return Entry{}, err
		}

		return replyEntry(r), tx.SaveReply(r)
	})
}

func replyEntry(r rectify.Reply) Entry {
	return Entry{Object: fmt.Sprintf("reply:%d", r.ID), Round: int64(r.Round), Detail: map[string]any{"state": string(r.State)}}
}

// ReplyLetter writes a letter and gives a name for the file.
func (a *App) ReplyLetter(ctx context.Context, who access.Actor, id rectify.ReplyID, as PaperFormat, w io.Writer) (name string, err error) {
	v, err := a.Reply(ctx, who, id)
	if err != nil {
		return "", err
	}
	return paper.ReplyName(v.Reply, v.Subject, as), paper.WriteReply(w, v.Reply, as)
}
