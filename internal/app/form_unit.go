package app

import (
	"context"
	"iter"
	"slices"

	"lingping/internal/domain/assign"
	"lingping/internal/domain/dossier"
	"lingping/internal/domain/org"
	"lingping/internal/domain/review"
	"lingping/internal/domain/round"
	"lingping/internal/paper"
	"lingping/internal/store"
)

// sheetsBelow reads the sheets unit by unit in roster order, each unit in a transaction that is over when its sheets are
// handed out: whoever writes them, however slowly, holds nothing of the database.
func (a *App) sheetsBelow(ctx context.Context, b formBatch, tell Progress) iter.Seq2[paper.Sheet, error] {
	return func(yield func(paper.Sheet, error) bool) {
		units := slices.DeleteFunc(slices.Clone(b.common.Tree), func(u org.Place) bool { return !u.Within(b.top) || !b.open.opens(u.ID) })
		for i, unit := range units {
			tell.say(i, len(units))
			sheets, err := a.sheetsOf(ctx, b, unit)
			if err != nil {
				yield(paper.Sheet{}, err)
				return
			}

			for _, s := range sheets {
				if !yield(s, nil) {
					return
				}
			}
		}

		tell.say(len(units), len(units))
	}
}

// sheetsOf reads the finished and the blank sheets of a form in one unit, those below it left out.
func (a *App) sheetsOf(ctx context.Context, b formBatch, unit org.Place) (sheets []paper.Sheet, err error) {
	var beside paper.Beside
	unit.Last = unit.Ord
	err = a.readApart(ctx, func(tx *store.Tx) error {
		if sheets, err = sheetsIn(tx, b.view, unit, b.form, store.FormFilter{}); err != nil {
			return err
		}
		beside, err = besideBelow(tx, b.view, unit, sheets)
		return err
	})
	if err != nil {
		return nil, err
	}

	return beside.Lay(b.common.Plan, sheets...), nil
}

// sheetsIn reads the sheets of a form in a subtree, without what stands on them beside their reviews.
func sheetsIn(tx *store.Tx, v RoundView, top org.Place, form int, f store.FormFilter) ([]paper.Sheet, error) {
	var sheets []paper.Sheet
	for row, err := range tx.FormRows(v.ID, top, f) {
		if err != nil {
			return nil, err
		}

		if n := len(sheets); n > 0 && review.OneSheet(v.Plan, sheets[n-1].Rows[0].Obligation, row.Obligation) {
			sheets[n-1].Rows = append(sheets[n-1].Rows, row)
			continue
		}

		sheets = append(sheets, paper.Sheet{Rows: []store.FormRow{row}})
	}

	return slices.DeleteFunc(sheets, func(s paper.Sheet) bool { return form != BothForms && s.Form(v.Plan) != form }), nil
}

// recordsOn are the records on some sheets.
func recordsOn(sheets []paper.Sheet) (ids []review.ID) {
	for _, s := range sheets {
		for _, r := range s.Rows {
			ids = append(ids, r.ID)
		}
	}
	return ids
}

// formCommon reads what all sheets of a round have in common.
func (a *App) formCommon(tx *store.Tx, v RoundView) (c paper.Common, err error) {
	c.Plan, c.Day, c.Zone, c.House = v.Plan, v.SnapshotDay, tx.Now.Location(), a.house
	if c.Tree, err = tx.FrozenUnits(v.ID); err != nil {
		return c, err
	}

	if c.Posts, err = tx.FrozenPosts(v.ID); err != nil {
		return c, err
	}

	if c.Holdings, err = tx.Holdings(v.ID); err != nil {
		return c, err
	}

	if c.Leaders, err = tx.MemberNames(v.ID, leadsAmong(c.Holdings)); err != nil {
		return c, err
	}

	if c.Members, err = tx.MemberCounts(v.ID); err != nil {
		return c, err
	}

	if c.Opinions, err = tx.OpinionCounts(v.ID); err != nil {
		return c, err
	}

	c.Templates, err = templatesOf(tx, v)
	return c, err
}

// commonOf reads the same for one sheet: of its units and persons alone.
func (a *App) commonOf(tx *store.Tx, v RoundView, sheet paper.Sheet) (c paper.Common, err error) {
	c.Plan, c.Day, c.Zone, c.House = v.Plan, v.SnapshotDay, tx.Now.Location(), a.house
	unit := sheet.Rows[0].Subject.Unit
	if c.Holdings, err = tx.HoldingsIn(v.ID, []org.UnitID{unit}); err != nil {
		return c, err
	}

	leads := leadsAmong(c.Holdings)
	if c.Leaders, err = tx.MemberNames(v.ID, leads); err != nil {
		return c, err
	}

	persons := leads
	for _, r := range sheet.Rows {
		persons = append(persons, r.Owner, r.Subject.Person)
	}

	slices.Sort(persons)
	if c.Posts, err = tx.FrozenPostsOf(v.ID, slices.Compact(persons)); err != nil {
		return c, err
	}

	if c.Tree, err = tx.FrozenLine(v.ID, unit); err != nil {
		return c, err
	}

	for _, post := range c.Posts {
		place, err := tx.FrozenUnit(v.ID, post.Unit)
		if err != nil {
			return c, err
		}
		c.Tree = append(c.Tree, place)
	}

	tallies, err := tx.Tallies(v.ID, []org.UnitID{unit})
	if err != nil {
		return c, err
	}

	c.Members = map[org.UnitID]int{unit: int(tallies[unit][round.MembersDue])}
	heard, err := tx.OpinionCount(v.ID, unit)
	c.Opinions = map[org.UnitID]int{unit: heard}
	return c, err
}

// leadsAmong are those who lead a unit.
func leadsAmong(holdings []assign.Holding) (leads []org.PersonID) {
	for _, h := range holdings {
		if h.Way == assign.Lead {
			leads = append(leads, h.Person)
		}
	}
	return leads
}

// besideBelow reads what stands on the sheets of a subtree beside their reviews.
func besideBelow(tx *store.Tx, v RoundView, top org.Place, sheets []paper.Sheet) (b paper.Beside, err error) {
	if len(sheets) == 0 {
		return b, nil
	}

	if b.Commitments, err = tx.CommitmentsBelow(v.ID, top); err != nil {
		return b, err
	}

	if b.Summaries, err = tx.SummariesBelow(v.ID, top); err != nil {
		return b, err
	}

	err = besideReviews(tx, v, top, recordsOn(sheets), &b)
	return b, err
}

// besideOf reads what stands on one sheet beside its reviews.
func besideOf(tx *store.Tx, v RoundView, sheet paper.Sheet) (b paper.Beside, err error) {
	known, err := backgroundOf(tx, v.ID, sheet.Rows[0].Subject)
	if err != nil {
		return b, err
	}

	b.Commitments = known.Commitments
	if known.Summary.ID != 0 {
		b.Summaries = []dossier.Summary{known.Summary}
	}

	unit := sheet.Rows[0].Place
	unit.Last = unit.Ord
	err = besideReviews(tx, v, unit, recordsOn([]paper.Sheet{sheet}), &b)
	return b, err
}

// besideReviews reads what went before some reviews of a subtree and what became of them.
func besideReviews(tx *store.Tx, v RoundView, top org.Place, ids []review.ID, b *paper.Beside) (err error) {
	if b.Actions, err = tx.ActionsOfReviews(ids); err != nil {
		return err
	}

	if b.Channels, err = tx.ReviewChannels(ids); err != nil {
		return err
	}

	if b.Filed, err = tx.FiledReceipts(ids); err != nil {
		return err
	}

	b.Fieldwork, err = tx.FieldworkBelow(v.ID, top)
	return err
}
