package app

import (
	"context"
	"slices"

	"lingping/internal/domain/access"
	"lingping/internal/domain/org"
	"lingping/internal/domain/review"
	"lingping/internal/domain/round"
	"lingping/internal/domain/scheme"
	"lingping/internal/store"
)

// ReviewImport is what taking a workbook of collected sheets into a round does, or would do.
type ReviewImport struct {
	*review.Collecting
	Confirmed int // rows that count now
	Waiting   int // handed in, waiting for the reviewer
	Drafts    int // incomplete, kept as drafts
	Same      int // there already
	LeftOut   int // left out because of a fault
}

// Empty reports whether writing the import would change nothing.
func (im *ReviewImport) Empty() bool { return im.Confirmed+im.Waiting+im.Drafts == 0 }

// ImportReviews takes sheets that an office has collected on paper into a round: entered on behalf, confirmed as the
// workbook says. Unless it is a dry run or something is at fault, all is written in one transaction or nothing; what is
// there already is left as it is, so importing twice changes nothing. progress is told now and then how many rows are
// written; it may be nil.
func (a *App) ImportReviews(ctx context.Context, who access.Actor, id round.ID, read *review.Collected, opt ImportOptions) (im *ReviewImport, written bool, err error) {
	prepare := func(tx *store.Tx) (collector, access.Relation, error) {
		v, relations, err := a.loadRound(tx, who, id)
		return collector{tx: tx, who: who, view: v, opt: opt, tallies: map[org.UnitID]round.Tally{},
			sheets: map[unitSeat]review.ID{}}, relations, err
	}
	if opt.DryRun {
		err = a.readAlone(ctx, func(tx *store.Tx) error {
			c, relations, err := prepare(tx)
			if err != nil {
				return err
			}
			if err := check(access.ImportReviews, relations, stageOf(c.view.Round)); err != nil {
				return orNotRunning(c.view.Round, access.ImportReviews, relations, err)
			}
			im, err = c.plan(read)
			return err
		})
		return im, false, err
	}
	err = a.writeAlone(ctx, who, access.ImportReviews, func(tx *store.Tx, allow allowFunc) (Entry, error) {
		c, relations, err := prepare(tx)
		if err != nil {
			return Entry{}, err
		}
		if err := allow(relations, stageOf(c.view.Round)); err != nil {
			return Entry{}, orNotRunning(c.view.Round, access.ImportReviews, relations, err)
		}
		if im, err = c.plan(read); err != nil {
			return Entry{}, err
		}
		written = im.Ready(opt.SkipFaulty) && !im.Empty()
		if !written {
			return Entry{Nothing: true}, nil
		}
		return roundEntry(c.view.Round, map[string]any{
			"confirmed": im.Confirmed, "waiting": im.Waiting, "drafts": im.Drafts,
		}), c.write()
	})
	return im, written && err == nil, err
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
	tx      *store.Tx
	who     access.Actor
	view    RoundView
	opt     ImportOptions
	todo    []collected
	tallies map[org.UnitID]round.Tally // own figures that the import adds
	sheets  map[unitSeat]review.ID     // the records of units, on whose sheets their secretaries stand
}

// collected is a row to be written, with the record as it is now.
type collected struct {
	review.Taken
	before review.Review
}

// plan matches the rows with what is owed and sorts out what there is to write.
func (c *collector) plan(read *review.Collected) (*ReviewImport, error) {
	known, err := c.tx.KnownObligations(c.view.ID)
	if err != nil {
		return nil, err
	}
	for _, k := range known {
		if k.Subject.Kind == scheme.Unit {
			c.sheets[seatOf(k.Obligation)] = k.ID
		}
	}
	im := &ReviewImport{Collecting: review.Collect(read, c.view.Plan, known)}
	ids := make([]review.ID, len(im.Taken))
	for i, t := range im.Taken {
		ids[i] = t.Known.ID
	}
	written, err := c.tx.Reviews(ids)
	if err != nil {
		return nil, err
	}
	for _, t := range im.Taken {
		before, ok := written[t.Known.ID]
		if !ok {
			before = review.Review{ID: t.Known.ID, State: t.Known.State}
		}
		c.sort(im, t, before)
	}
	im.LeftOut = im.Notes.Count(org.Fault)
	return im, nil
}

// sort decides what becomes of a row beside what is written already. Nobody's words are written over.
func (c *collector) sort(im *ReviewImport, t review.Taken, before review.Review) {
	same := before.Revision > 0 && before.Text.Equal(t.Text) && before.Setting == t.Setting
	mine := before.Revision == 0 || before.Writer.Account == 0 && before.Writer.Side == review.ReviewerSide
	switch {
	case before.State == review.Confirmed && same, before.State == review.Submitted && same && t.Paper == "",
		before.State == review.Draft && same && len(t.Lacking) > 0:
		im.Same++
		return
	case before.State == review.Confirmed:
		im.Fault(t.Row, "", "这张登记表已由点评人确认，内容与表中不同；如有笔误，请点评人更正。")
		return
	case before.State == review.Submitted && !same, before.State.Writable() && !mine && !same:
		im.Fault(t.Row, "", "%s已在系统中填写了这张登记表，内容与表中不同；请核对后由他修改，或删去这一行。", before.Writer.Name)
		return
	}
	switch {
	case len(t.Lacking) > 0:
		im.Drafts++
		im.Notes.Add(org.Note{Level: org.Warning, Sheet: t.Sheet, Row: t.At, Text: "还缺：%s；先存为草稿。", Args: []any{t.Lacking}})
	case t.Paper != "":
		im.Confirmed++
	default:
		im.Waiting++
	}
	c.todo = append(c.todo, collected{t, before})
}

// write takes the rows in and adds their figures, each unit's once.
func (c *collector) write() error {
	var heads []org.PersonID
	for _, row := range c.todo {
		if row.Paper != "" {
			heads = append(heads, row.Known.Owner, row.Known.Subject.Person)
		}
	}
	if err := headcounting(c.tx, c.view.ID, heads, c.takeAll); err != nil {
		return err
	}
	return c.tx.CountEach(c.view.ID, c.tallies)
}

// takeAll enters the rows one after the other.
func (c *collector) takeAll() error {
	for i, row := range c.todo {
		if err := c.take(row); err != nil {
			return err
		}
		if c.opt.Progress != nil && (i+1)%1000 == 0 {
			c.opt.Progress(i + 1)
		}
	}
	return nil
}

// take enters one row on behalf of its reviewer.
func (c *collector) take(row collected) error {
	r, now := row.before, c.tx.Now.UnixMilli()
	if r.State.Writable() {
		by := review.Writer{Account: c.who.Account, Name: c.who.Name, Side: review.ReviewerSide}
		if err := r.Save(r.Revision, row.Setting, row.Text, by, now); err != nil {
			return err
		}
		if len(row.Lacking) > 0 {
			return c.tx.SaveReview(c.view.ID, c.sheetOf(row), r)
		}
		if err := r.Submit(false, nil, now); err != nil {
			return err
		}
		version := review.Version{Number: r.Version, Text: r.Text, Setting: r.Setting, Reason: r.Recalled, Writer: by.Name, At: now}
		if err := c.tx.AddVersion(r.ID, version); err != nil {
			return err
		}
		r.Recalled = ""
	}
	if row.Paper == "" {
		return c.tx.SaveReview(c.view.ID, c.sheetOf(row), r)
	}
	if err := r.ConfirmOnPaper(row.Paper, 0, now); err != nil {
		return err
	}
	if row.Acknowledged {
		if err := r.Acknowledge(review.OnPaper, "", now); err != nil {
			return err
		}
	}
	before, err := c.tx.CountedBefore(row.Known.Obligation)
	if err != nil {
		return err
	}
	t := r.Counted(row.Known.Facts, !before)
	if c.tallies[row.Known.Subject.Unit] == nil {
		c.tallies[row.Known.Subject.Unit] = round.Tally{}
	}
	c.tallies[row.Known.Subject.Unit].Add(t)
	if err := c.tx.SaveReview(c.view.ID, c.sheetOf(row), r); err != nil {
		return err
	}
	return bornOf(c.tx, c.view.Plan, row.Known.Obligation, r, c.sheetOf(row), row.Known.OwnerName)
}

// sheetOf is the sheet that the row's record stands on: the unit's, where the same reviewer owes that too.
func (c *collector) sheetOf(row collected) review.ID {
	if sheet, ok := c.sheets[seatOf(row.Known.Obligation)]; ok && slices.Contains(review.SheetKinds(c.view.Plan, scheme.Unit), row.Known.Subject.Kind) {
		return sheet
	}
	return row.Known.ID
}

// unitSeat is a unit with one of its reviewers.
type unitSeat struct {
	unit            org.UnitID
	reviewer, owner org.PersonID
}

func seatOf(o review.Obligation) unitSeat { return unitSeat{o.Subject.Unit, o.Reviewer, o.Owner} }
