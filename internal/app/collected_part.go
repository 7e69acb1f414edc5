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

// write takes a part of the rows in and gives what became of them.
func (c *collector) write(ctx context.Context, rows []review.Taken) (done *ReviewImport, err error) {
	err = c.app.writeAlone(ctx, c.who, access.ImportReviews, func(tx *store.Tx, allow allowFunc) (Entry, error) {
		v, err := c.app.loadRound(tx, c.who, c.round)
		if err != nil {
			return Entry{}, err
		}

		if err := allow(v.relations, stageOf(v.Round)); err != nil {
			return Entry{}, orNotRunning(v.Round, access.ImportReviews, v.relations, err)
		}

		done = &ReviewImport{Collecting: &review.Collecting{}}
		p := collectedPart{collector: c, tx: tx, plan: v.Plan, done: done, tallies: map[org.UnitID]round.Tally{}}
		if err := p.write(rows); err != nil {
			return Entry{}, err
		}

		entry := roundEntry(v.Round, map[string]any{"confirmed": done.Confirmed, "waiting": done.Waiting, "drafts": done.Drafts})
		entry.Nothing = done.In() == 0
		return entry, nil
	})
	return done, err
}

// collectedPart is one transaction of a collector.
type collectedPart struct {
	*collector
	tx      *store.Tx
	plan    *scheme.Scheme
	done    *ReviewImport
	owed    map[review.ID]review.Obligation // as they are now
	tallies map[org.UnitID]round.Tally      // own figures that the part adds
}

// write looks at each row once more, as others may have saved since the workbook was examined, takes it in, and adds the
// figures, each unit's once.
func (p *collectedPart) write(rows []review.Taken) error {
	ids := idsOf(rows)
	written, err := p.tx.Reviews(ids)
	if err != nil {
		return err
	}

	for _, t := range rows {
		if sheet, ok := p.sheets[seatOf(t.Known.Obligation)]; ok {
			ids = append(ids, sheet)
		}
	}

	slices.Sort(ids)
	if p.owed, err = p.tx.ObligationsNow(slices.Compact(ids)); err != nil {
		return err
	}

	var taken []review.ID
	err = headcounting(p.tx, p.round, headsIn(rows), func() error {
		taken, err = p.takeAll(rows, written)
		return err
	})
	if err != nil {
		return err
	}

	if err := p.tx.CountEach(p.round, p.tallies); err != nil {
		return err
	}

	if p.file == "" {
		return nil
	}

	return p.tx.KeepBrought(p.file, taken)
}

// headsIn are the persons that rows on signed paper come to count.
func headsIn(rows []review.Taken) (persons []org.PersonID) {
	for _, t := range rows {
		if t.Paper != "" {
			persons = append(persons, t.Known.Owner, t.Known.Subject.Person)
		}
	}
	return persons
}

// takeAll enters the rows that may still be entered, and gives their records.
func (p *collectedPart) takeAll(rows []review.Taken, written map[review.ID]review.Review) (taken []review.ID, err error) {
	for _, t := range rows {
		before := asWritten(written, p.owed[t.Known.ID])
		if !p.stillOwed(t) || !p.done.judge(t, before) {
			continue
		}

		if err := p.take(t, before); err != nil {
			return nil, err
		}

		taken = append(taken, t.Known.ID)
	}
	return taken, nil
}

// stillOwed reports whether the row's obligation is what it was when the workbook was examined.
func (p *collectedPart) stillOwed(t review.Taken) bool {
	switch o := p.owed[t.Known.ID]; {
	case o.State == review.Dropped, o.State == review.Exempt:
		p.done.Fault(t.Row, "", "录入期间，这一张已不再需要点评；请核对。")
		return false
	case o.Owner != t.Known.Owner:
		p.done.Fault(t.Row, "", "录入期间，这一张换了点评人；请核对后再录入一次。")
		return false
	}
	return true
}

// take enters one row on behalf of its reviewer.
func (p *collectedPart) take(t review.Taken, r review.Review) error {
	now := p.tx.Now.UnixMilli()
	if r.State.Writable() {
		by := review.Writer{Account: p.who.Account, Name: p.who.Name, Side: review.ReviewerSide}
		if err := r.Save(r.Revision, t.Setting, t.Text, by, now); err != nil {
			return err
		}

		if len(t.Lacking) > 0 {
			return p.tx.SaveReview(p.round, p.sheetOf(t), r)
		}

		if err := r.Submit(false, nil, now); err != nil {
			return err
		}

		version := review.Version{Number: r.Version, Text: r.Text, Setting: r.Setting, Reason: r.Recalled, Writer: by.Name, At: now}
		if err := p.tx.AddVersion(r.ID, version); err != nil {
			return err
		}

		r.Recalled = ""
	}

	if t.Paper == "" {
		return p.tx.SaveReview(p.round, p.sheetOf(t), r)
	}

	return p.confirm(t, r)
}

// confirm counts a row whose paper the reviewer signed.
func (p *collectedPart) confirm(t review.Taken, r review.Review) error {
	now := p.tx.Now.UnixMilli()
	if err := r.ConfirmOnPaper(t.Paper, 0, now); err != nil {
		return err
	}

	if t.Acknowledged {
		if err := r.Acknowledge(review.OnPaper, "", now); err != nil {
			return err
		}
	}

	before, err := p.tx.CountedBefore(t.Known.Obligation)
	if err != nil {
		return err
	}

	if p.tallies[t.Known.Subject.Unit] == nil {
		p.tallies[t.Known.Subject.Unit] = round.Tally{}
	}

	p.tallies[t.Known.Subject.Unit].Add(r.Counted(t.Known.Facts, !before, t.Known.Drawn != 0))
	if err := p.tx.SaveReview(p.round, p.sheetOf(t), r); err != nil {
		return err
	}

	return bornOf(p.tx, p.plan, t.Known.Obligation, r, p.sheetOf(t), t.Known.OwnerName)
}

// sheetOf is the sheet that the row's record stands on: the unit's, where the same reviewer owes that too.
func (p *collectedPart) sheetOf(t review.Taken) review.ID {
	seat := seatOf(t.Known.Obligation)
	sheet, ok := p.sheets[seat]
	if !ok || !slices.Contains(review.SheetKinds(p.plan, scheme.Unit), t.Known.Subject.Kind) {
		return t.Known.ID
	}

	if o := p.owed[sheet]; seatOf(o) != seat || o.State == review.Dropped || o.State == review.Exempt {
		return t.Known.ID
	}

	return sheet
}
