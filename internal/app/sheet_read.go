package app

import (
	"context"
	"slices"

	"lingping/internal/domain/access"
	"lingping/internal/domain/publish"
	"lingping/internal/domain/review"
	"lingping/internal/store"
)

// sheetPasses is how often the page of a sheet asks for what depends on what it was told before: what is known of the
// subject; who hears of it and where its steps lead; what those records rest on.
const sheetPasses = 3

// SheetPage is a sheet as its page shows it.
type SheetPage struct {
	Sheet
	Whys    []Why           // how the reviewers were found, for whom that concerns
	Consent publish.Consent // for who can say, for himself or from paper, whether the review may be made public
	Self    bool            // the asker is the one reviewed
	Model   SheetExperience // what was marked on it as experience, or its subject as a model
}

// ReadSheet is the sheet on which a record stands, with all that its page shows of it.
func (a *App) ReadSheet(ctx context.Context, who access.Actor, id review.ID) (v SheetPage, err error) {
	err = a.read(ctx, func(tx *store.Tx) error {
		s, err := a.openSheet(tx, who, id)
		if err != nil {
			return err
		}

		return tx.Gather(sheetPasses, func() error {
			v, err = a.sheetPage(tx, s, id)
			return err
		})
	})
	return v, err
}

func (a *App) sheetPage(tx *store.Tx, s sheet, id review.ID) (v SheetPage, err error) {
	if v.Sheet, err = a.shown(tx, s); err != nil {
		return v, err
	}

	if v.Model, err = s.experience(tx); err != nil {
		return v, err
	}

	v.Self = s.who.Person != 0 && s.who.Person == s.parts[0].Subject.Person
	if v.Allowed[access.ReadWhy] {
		for _, p := range s.parts {
			why, err := a.why(tx, p.Obligation, p.relations)
			if err != nil {
				return v, err
			}

			why.ObligationRow = p.ObligationRow
			v.Whys = append(v.Whys, why)
		}
	}

	if !v.Allowed[access.WishNotice] {
		return v, nil
	}

	at := slices.IndexFunc(s.parts, func(p part) bool { return p.ID == id })
	if at < 0 {
		return v, access.ErrRefused
	}

	v.Consent, err = tx.Consent(s.round.ID, s.parts[at].Subject.Person)
	return v, err
}
