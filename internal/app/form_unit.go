package app

import (
	"context"
	"iter"
	"slices"

	"lingping/internal/domain/filing"
	"lingping/internal/domain/org"
	"lingping/internal/domain/review"
	"lingping/internal/store"
)

// formFacts is what stands on the sheets of one unit beside their reviews.
type formFacts struct {
	looks  lookBacks
	public publicWays                  // 通报情况
	right  putRight                    // what was put right after the reviews
	filed  map[review.ID]filing.Filing // the receipts of those that were filed
	looked map[whoSaw]string           // 调研情况
}

// sheetsBelow reads the sheets unit by unit in roster order, each unit in a transaction that is over when its sheets are
// handed out: whoever writes them, however slowly, holds nothing of the database.
func (a *App) sheetsBelow(ctx context.Context, b formBatch, tell Progress) iter.Seq2[formSheet, error] {
	return func(yield func(formSheet, error) bool) {
		units := slices.DeleteFunc(b.print.below(b.top), func(u org.Place) bool { return !b.open.opens(u.ID) })
		for i, unit := range units {
			tell.say(i, len(units))
			var sheets []formSheet
			err := a.readApart(ctx, func(tx *store.Tx) (err error) {
				sheets, err = b.print.sheetsOf(tx, unit, b.form)
				return err
			})
			if err != nil {
				yield(formSheet{}, err)
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

// below is a unit and all under it in roster order.
func (p *formPrint) below(top org.Place) []org.Place {
	var out []org.Place
	for _, u := range p.tree {
		if u.Within(top) {
			out = append(out, u)
		}
	}
	return out
}

// sheetsOf reads the finished and the blank sheets of a form in one unit, those below it left out.
func (p *formPrint) sheetsOf(tx *store.Tx, unit org.Place, form int) ([]formSheet, error) {
	unit.Last = unit.Ord
	sheets, err := p.sheetsIn(tx, unit, form)
	if err != nil {
		return nil, err
	}
	return sheets, p.learn(tx, unit, sheets)
}

// sheetsIn reads the sheets of a form in a subtree, without what stands on them beside their reviews.
func (p *formPrint) sheetsIn(tx *store.Tx, top org.Place, form int) ([]formSheet, error) {
	var sheets []formSheet
	for row, err := range tx.FormRows(p.round.ID, top) {
		if err != nil {
			return nil, err
		}
		if n := len(sheets); n > 0 && oneSheet(p.plan, sheets[n-1].rows[0].Obligation, row.Obligation) {
			sheets[n-1].rows = append(sheets[n-1].rows, row)
			continue
		}
		sheets = append(sheets, formSheet{rows: []store.FormRow{row}})
	}
	return slices.DeleteFunc(sheets, func(s formSheet) bool { return s.form(p.plan) != form }), nil
}

// learn reads what stands on the sheets of a subtree beside their reviews.
func (p *formPrint) learn(tx *store.Tx, top org.Place, sheets []formSheet) (err error) {
	if len(sheets) == 0 {
		return nil
	}
	facts := &formFacts{}
	var ids []review.ID
	for i := range sheets {
		sheets[i].facts = facts
		for _, r := range sheets[i].rows {
			ids = append(ids, r.ID)
		}
	}
	if facts.looks, err = lookBacksBelow(tx, p.round.ID, top); err != nil {
		return err
	}
	return p.follow(tx, top, facts, ids)
}

// follow reads what went before some reviews and what became of them.
func (p *formPrint) follow(tx *store.Tx, top org.Place, facts *formFacts, ids []review.ID) (err error) {
	if facts.right, err = putRightOf(tx, ids); err != nil {
		return err
	}
	if facts.public, err = newPublicWays(tx, p.plan, ids); err != nil {
		return err
	}
	if facts.filed, err = tx.FiledReceipts(ids); err != nil {
		return err
	}
	looked, err := tx.FieldworkBelow(p.round.ID, top)
	facts.looked = fieldworkLines(looked)
	return err
}
