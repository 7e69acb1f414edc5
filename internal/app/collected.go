package app

import (
	"context"

	"lingping/internal/domain/access"
	"lingping/internal/domain/org"
	"lingping/internal/domain/review"
	"lingping/internal/domain/round"
	"lingping/internal/domain/scheme"
	"lingping/internal/store"
)

// ReviewImport is what taking a workbook of collected sheets into a round does, or would do; when it was stopped before its
// end, what it did.
type ReviewImport struct {
	*review.Collecting
	Confirmed int // rows that count now
	Waiting   int // handed in, waiting for the reviewer
	Drafts    int // incomplete, kept as drafts
	Same      int // there already
	LeftOut   int // left out because of a fault
	Left      int // not reached, because it was stopped
}

// In is how many rows are written, or would be.
func (im *ReviewImport) In() int { return im.Confirmed + im.Waiting + im.Drafts }

// ImportReviews takes sheets that an office has collected on paper into a round: entered on behalf, confirmed as the
// workbook says. The whole workbook is examined first; when something is at fault, nothing is written. Then it is written
// in parts, each with an entry of its own, and others save in between. A row that somebody has made impossible meanwhile is
// left out and noted as a fault. What is there already stays as it is, so the same workbook again goes on where it was
// stopped. opt.Progress is told after every part how many rows are in. With an error im is what was done until then, nil
// when nothing was begun; written reports whether anything is in.
func (a *App) ImportReviews(ctx context.Context, who access.Actor, id round.ID, read *review.Collected, opt ImportOptions) (im *ReviewImport, written bool, err error) {
	c := &collector{app: a, who: who, round: id, file: read.File, sheets: map[unitSeat]review.ID{}}
	if err := a.readAlone(ctx, func(tx *store.Tx) error { return c.examine(tx, read) }); err != nil {
		return nil, false, err
	}

	if im = c.im; opt.DryRun || !im.Ready(opt.SkipFaulty) {
		return im, false, nil
	}

	im.Confirmed, im.Waiting, im.Drafts, im.Left = 0, 0, 0, len(c.todo)
	err = inParts(ctx, c.todo, func(rows []review.Taken) error {
		done, err := c.write(ctx, rows)
		if err != nil {
			return err
		}

		im.add(done, len(rows))
		if opt.Progress != nil {
			opt.Progress(im.In())
		}

		return nil
	})
	return im, im.In() > 0, err
}

// add adds what a part of so many rows did.
func (im *ReviewImport) add(done *ReviewImport, rows int) {
	im.Confirmed += done.Confirmed
	im.Waiting += done.Waiting
	im.Drafts += done.Drafts
	im.Same += done.Same
	im.Left -= rows
	for _, n := range done.Notes.List {
		im.Notes.Add(n)
	}

	im.LeftOut = im.Notes.Count(org.Fault)
}

// orNotRunning says that the round does not run to who might do the act if it did; to others it stays silent.
func orNotRunning(r round.Round, action access.Action, relations access.Relation, refusal error) error {
	if access.Allowed(action, relations, access.Launched) {
		if err := r.Running(); err != nil {
			return err
		}
	}
	return refusal
}

// collector takes collected sheets into a round.
type collector struct {
	app    *App
	who    access.Actor
	round  round.ID
	file   string // the workbook, see review.Collected
	im     *ReviewImport
	todo   []review.Taken         // rows that are to be written
	sheets map[unitSeat]review.ID // the records of units, on whose sheets their secretaries stand
}

// examine matches the rows with what is owed and sorts out what there is to write.
func (c *collector) examine(tx *store.Tx, read *review.Collected) error {
	v, err := c.app.loadRound(tx, c.who, c.round)
	if err != nil {
		return err
	}

	if err := check(access.ImportReviews, v.relations, stageOf(v.Round)); err != nil {
		return orNotRunning(v.Round, access.ImportReviews, v.relations, err)
	}

	known, err := tx.KnownObligations(c.round)
	if err != nil {
		return err
	}

	for _, k := range known {
		if k.Subject.Kind == scheme.Unit {
			c.sheets[seatOf(k.Obligation)] = k.ID
		}
	}

	c.im = &ReviewImport{Collecting: review.Collect(read, v.Plan, known)}
	written, err := tx.Reviews(idsOf(c.im.Taken))
	if err != nil {
		return err
	}

	brought, err := tx.Brought(c.file)
	if err != nil {
		return err
	}

	for _, t := range c.im.Taken {
		if brought[t.Known.ID] { // its reviewer's from then on, whatever became of it
			c.im.Same++
			continue
		}

		if !c.im.judge(t, asWritten(written, t.Known.Obligation)) {
			continue
		}

		c.todo = append(c.todo, t)
		if len(t.Lacking) > 0 {
			c.im.Notes.Add(org.Note{Level: org.Warning, Sheet: t.Sheet, Row: t.At, Text: "还缺：%s；先存为草稿。", Args: []any{t.Lacking}})
		}
	}

	c.im.LeftOut = c.im.Notes.Count(org.Fault)
	return nil
}

func idsOf(taken []review.Taken) []review.ID {
	ids := make([]review.ID, len(taken))
	for i, t := range taken {
		ids[i] = t.Known.ID
	}
	return ids
}

// asWritten is the record that meets the obligation; nobody may have begun it.
func asWritten(written map[review.ID]review.Review, o review.Obligation) review.Review {
	if r, ok := written[o.ID]; ok {
		return r
	}
	return review.Review{ID: o.ID, State: o.State}
}

// judge counts what becomes of a row beside what is written already, and reports whether it is to be written. Nobody's
// words are written over.
func (im *ReviewImport) judge(t review.Taken, before review.Review) bool {
	same := before.Revision > 0 && before.Text.Equal(t.Text) && before.Setting == t.Setting
	mine := before.Revision == 0 || before.Writer.Account == 0 && before.Writer.Side == review.ReviewerSide
	switch {
	case before.State == review.Confirmed && same, before.State == review.Submitted && same && t.Paper == "",
		before.State == review.Draft && same && len(t.Lacking) > 0:
		im.Same++
		return false
	case before.State == review.Confirmed:
		im.Fault(t.Row, "", "这张登记表已由点评人确认，内容与表中不同；如有笔误，请点评人更正。")
		return false
	case before.State == review.Submitted && !same, before.State.Writable() && !mine && !same:
		im.Fault(t.Row, "", "%s已在系统中填写了这张登记表，内容与表中不同；请核对后由他修改，或删去这一行。", before.Writer.Name)
		return false
	}

	switch {
	case len(t.Lacking) > 0:
		im.Drafts++
	case t.Paper != "":
		im.Confirmed++
	default:
		im.Waiting++
	}

	return true
}

// unitSeat is a unit with one of its reviewers.
type unitSeat struct {
	unit            org.UnitID
	reviewer, owner org.PersonID
}

func seatOf(o review.Obligation) unitSeat { return unitSeat{o.Subject.Unit, o.Reviewer, o.Owner} }
