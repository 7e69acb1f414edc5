package app

import (
	"context"

	"lingping/internal/domain/access"
	"lingping/internal/domain/review"
	"lingping/internal/domain/scheme"
	"lingping/internal/store"
)

// Blank is what a sheet asks for, without all that its page shows beside it: for who fills in many.
type Blank struct {
	ID    review.ID // of its first record
	Parts []BlankPart
}

// BlankPart is one record of it.
type BlankPart struct {
	store.ObligationRow
	Revision int
	Aspects  []scheme.Aspect
	Required []scheme.Part
}

// Blanks are what the sheets of obligations ask for, of the records that the actor may read, in the order of ids.
func (a *App) Blanks(ctx context.Context, who access.Actor, ids []review.ID) (blanks []Blank, err error) {
	err = a.read(ctx, func(tx *store.Tx) error {
		blanks = make([]Blank, len(ids))
		for i, id := range ids {
			s, err := a.openSheet(tx, who, id)
			if err != nil {
				return err
			}
			blanks[i] = s.blank()
		}

		return nil
	})
	return blanks, err
}

func (s sheet) blank() Blank {
	b := Blank{ID: s.first()}
	for i := range s.parts {
		p := &s.parts[i]
		asked := s.asked(p)
		b.Parts = append(b.Parts, BlankPart{p.ObligationRow, p.review.Revision, asked.Aspects, asked.Required})
	}

	return b
}

// Citable is what the problems of an obligation's record can cite, for its reviewer and who writes for him.
func (a *App) Citable(ctx context.Context, who access.Actor, id review.ID) (all []review.Evidence, err error) {
	err = a.read(ctx, func(tx *store.Tx) error {
		s, err := a.openSheet(tx, who, id)
		if err != nil {
			return err
		}

		p, err := s.part(id)
		if err != nil {
			return err
		}

		all, err = s.evidence(tx, p)
		return err
	})
	return all, err
}
