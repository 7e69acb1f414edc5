package app

import (
	"context"
	"slices"

	"lingping/internal/domain/access"
	"lingping/internal/domain/review"
	"lingping/internal/errs"
	"lingping/internal/store"
)

// OccasionGrid is what is still to be written of a meeting's sheets, side by side: people and units by what is asked of them.
type OccasionGrid struct {
	OccasionView
	Lines []GridLine // the open sheets that are not given on another occasion, in the order of the meeting
}

// GridLine is one sheet of a grid.
type GridLine struct {
	OccasionSheet
	Parts []GridPart // those of its records that the asker may write
}

// GridPart is one record of a sheet of a grid, with what the scheme asks of it and what is written.
type GridPart struct {
	store.ObligationRow
	review.Asked // Review is what is written, or what was typed
	Lacks        []review.Lack
}

// GridOutcome is what became of one sheet of a grid that was sent.
type GridOutcome struct {
	GridLine
	Saved  Saved
	Advice AdviceList // on a sheet that was handed in
	Unread error      // why no advice could be read; the sheet is handed in all the same
	Err    error      // nil: it was saved, or handed in
}

// OccasionGrid is the grid of a meeting, for who may write its sheets.
func (a *App) OccasionGrid(ctx context.Context, who access.Actor, id review.OccasionID) (g OccasionGrid, err error) {
	err = a.gathered(ctx, func(tx *store.Tx) error {
		g, err = a.occasionGrid(tx, who, id)
		return err
	})
	return g, err
}

func (a *App) occasionGrid(tx *store.Tx, who access.Actor, id review.OccasionID) (g OccasionGrid, err error) {
	if g.OccasionView, err = a.occasion(tx, who, id); err != nil {
		return g, err
	}

	if !g.Allowed[access.WriteOccasion] {
		return g, access.ErrRefused
	}

	for _, on := range g.Sheets {
		if !on.State.Writable() || on.On != 0 && on.On != id {
			continue
		}

		s, err := a.loadSheet(tx, who, on.ID)
		if errs.Is(err, errs.NotFound) {
			continue // gone since the meeting was read
		}
		if err != nil {
			return g, err
		}

		line := GridLine{OccasionSheet: on}
		for i := range s.parts {
			if p := &s.parts[i]; p.writable() {
				line.Parts = append(line.Parts, GridPart{ObligationRow: p.ObligationRow, Asked: s.asked(p)})
			}
		}

		if len(line.Parts) > 0 {
			g.Lines = append(g.Lines, line)
		}
	}

	g.Take(Draft{})
	return g, nil
}

// SaveGrid keeps of a grid what was changed in it. d holds records of many sheets; what has been handed in since is left.
func (a *App) SaveGrid(ctx context.Context, who access.Actor, id review.OccasionID, d Draft) ([]GridOutcome, error) {
	return a.eachOfGrid(ctx, who, id, d, GridLine.changed, func(o *GridOutcome, d Draft) error {
		var err error
		o.Saved, err = a.SaveDraft(ctx, who, o.ID, d)
		return err
	})
}

// HandInGrid hands in every sheet of a grid on which something is written, each by itself as in HandIn: one that lacks
// something is saved and told with what it lacks, and keeps no other back. Sheets on which nothing is written are left as
// they are, because those people were not there; so are drafts that were begun elsewhere and not touched here.
func (a *App) HandInGrid(ctx context.Context, who access.Actor, id review.OccasionID, d Draft) ([]GridOutcome, error) {
	meant := func(l GridLine, d Draft) bool { return l.changed(d) || l.On == id && !d.empty() }
	return a.eachOfGrid(ctx, who, id, d, meant, func(o *GridOutcome, d Draft) (err error) {
		if d.empty() {
			o.Saved, err = a.SaveDraft(ctx, who, o.ID, d)
			return err
		}

		h, err := a.handIn(ctx, who, o.ID, d, "", nil)
		o.Saved, o.Advice, o.Unread = h.Saved, h.Advice, h.Unread
		return err
	})
}

// empty reports whether nothing is written in any record.
func (d Draft) empty() bool {
	return !slices.ContainsFunc(d.Parts, func(given PartDraft) bool { return !given.Text.Empty() })
}

// eachOfGrid does something with each sheet of a grid that is meant, each in a transaction of its own. A fault of ours ends
// it at once.
func (a *App) eachOfGrid(ctx context.Context, who access.Actor, id review.OccasionID, d Draft, meant func(GridLine, Draft) bool,
	do func(*GridOutcome, Draft) error) (out []GridOutcome, err error) {
	g, err := a.OccasionGrid(ctx, who, id)
	if err != nil {
		return nil, err
	}

	for _, line := range g.Lines {
		mine := line.typed(id, d)
		if len(mine.Parts) == 0 || !meant(line, mine) {
			continue
		}

		o := GridOutcome{GridLine: line}
		if o.Err = do(&o, mine); errs.KindOf(o.Err) == errs.Internal && o.Err != nil {
			return out, o.Err
		}

		out = append(out, o)
	}

	return out, nil
}

// typed is what was typed of one sheet. Evidence is cited on the sheet's own page: what is cited there stays.
func (l GridLine) typed(id review.OccasionID, d Draft) Draft {
	mine := Draft{Occasion: id}
	for _, p := range l.Parts {
		at := slices.IndexFunc(d.Parts, func(given PartDraft) bool { return given.ID == p.ID() })
		if at < 0 {
			continue
		}

		given := d.Parts[at]
		given.Text.Citations = p.Review.Text.Citations
		mine.Parts = append(mine.Parts, given)
	}

	return mine
}

// changed reports whether what was typed is not what is kept.
func (l GridLine) changed(d Draft) bool {
	return slices.ContainsFunc(d.Parts, func(given PartDraft) bool {
		at := slices.IndexFunc(l.Parts, func(p GridPart) bool { return p.ID() == given.ID })
		return !l.Parts[at].orderly(given.Text).Equal(l.Parts[at].Review.Text)
	})
}

// orderly is a text as it would be kept: the aspects in the order of the scheme.
func (p GridPart) orderly(given review.Text) review.Text {
	text := given
	text.Aspects = nil
	for _, a := range p.Aspects {
		text.Aspects = append(text.Aspects, review.AspectText{Key: a.Key, Text: given.Aspect(a.Key)})
	}
	return text.Clean()
}

// Take puts what was typed into the grid, and says of every record what it lacks as part of this meeting.
func (g *OccasionGrid) Take(d Draft) {
	for i := range g.Lines {
		for j := range g.Lines[i].Parts {
			p := &g.Lines[i].Parts[j]
			as := *p.Review
			as.Setting = g.Setting
			if at := slices.IndexFunc(d.Parts, func(given PartDraft) bool { return given.ID == p.ID() }); at >= 0 {
				as.Text = p.orderly(d.Parts[at].Text)
			}

			p.Review = &as
			p.Lacks = p.Asked.Lacks()
		}
	}
}

// ID is the record's.
func (p GridPart) ID() review.ID { return p.ObligationRow.ID }
