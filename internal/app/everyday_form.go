package app

import (
	"context"
	"slices"

	"lingping/internal/domain/access"
	"lingping/internal/domain/assign"
	"lingping/internal/domain/org"
	"lingping/internal/domain/scheme"
	"lingping/internal/store"
)

// EverydaySubject is whom an everyday review can be about.
type EverydaySubject struct {
	Kind                 scheme.SubjectKind
	Unit                 org.UnitID
	Person               org.PersonID
	UnitName, PersonName string
	For                  org.PersonID // who gave it, where a clerk notes it; 0: who notes it
	ForName              string
}

// Name is the person's name, or the unit's.
func (s EverydaySubject) Name() string {
	if s.Person != 0 {
		return s.PersonName
	}
	return s.UnitName
}

// EverydayForm is what a new everyday review can be about: the units and secretaries whose clock the actor answers for,
// the members of the branches that he leads, and the one that he came for, if he may.
type EverydayForm struct {
	Scheme   *scheme.Scheme
	Subjects []EverydaySubject
}

// EverydayForm is the form of a new everyday review. came is the subject of the page from which the actor comes; its
// Kind is empty when he comes from none.
func (a *App) EverydayForm(ctx context.Context, who access.Actor, came EverydaySubject) (f EverydayForm, err error) {
	if !who.Could(access.NoteEveryday) {
		return f, access.ErrRefused
	}

	err = a.gathered(ctx, func(tx *store.Tx) error {
		f = EverydayForm{}
		if f.Scheme, err = a.standingScheme(tx); err != nil {
			return err
		}

		leaders, err := tx.ReviewersOf(who.Person)
		if err != nil {
			return err
		}

		if came.Kind != "" {
			if err := f.cameFor(tx, who, came, leaders); err != nil {
				return err
			}
		}

		if err := a.everydaySubjects(tx, &f, store.Named{ID: who.Person}, who.Person); err != nil {
			return err
		}

		for _, l := range leaders {
			if err := a.everydaySubjects(tx, &f, store.Named{ID: l.Reviewer, Name: l.ReviewerName}, who.Person); err != nil {
				return err
			}
		}

		return nil
	})
	return f, err
}

// everydaySubjects adds those whom a person would review to the form that the actor me fills in.
func (a *App) everydaySubjects(tx *store.Tx, f *EverydayForm, by store.Named, me org.PersonID) error {
	held, err := tx.LivingHoldings(by.ID)
	if err != nil {
		return err
	}

	clocks, err := a.ownClocks(tx, by.ID, held)
	if err != nil {
		return err
	}

	add := func(s EverydaySubject) {
		if by.ID != me {
			s.For, s.ForName = by.ID, by.Name
		}
		if s.Person != me {
			f.add(s)
		}
	}
	for _, c := range clocks {
		add(EverydaySubject{Kind: c.Kind, Unit: c.Unit.ID, Person: c.Person, UnitName: c.Unit.Label(), PersonName: c.PersonName})
	}

	for _, unit := range heldBy(held, assign.Lead) {
		persons, err := tx.PersonsOfBranch(unit)
		if err != nil {
			return err
		}

		for _, p := range persons {
			if p.Standing.IsMember() && p.ID != by.ID {
				add(EverydaySubject{Kind: scheme.Member, Unit: unit, Person: p.ID, PersonName: p.Name})
			}
		}
	}

	return nil
}

func (f *EverydayForm) add(s EverydaySubject) {
	known := func(k EverydaySubject) bool {
		return k.Kind == s.Kind && k.Unit == s.Unit && k.Person == s.Person && k.For == s.For
	}
	if !slices.ContainsFunc(f.Subjects, known) {
		f.Subjects = append(f.Subjects, s)
	}
}

// cameFor adds the one for whom the actor came: as his own where he would review him, else once for each of those for whom he
// writes who would.
func (f *EverydayForm) cameFor(tx *store.Tx, who access.Actor, came EverydaySubject, leaders []store.ClerkRow) error {
	superiors, err := tx.Superiors(0, came.Unit)
	if err != nil {
		return err
	}

	writesFor := owners(who.Person, leaders)[1:]
	if err := check(access.NoteEveryday, superiors.ToGive(who, came.Kind, came.Person, writesFor...), access.NoStage); err != nil {
		return err
	}

	one, err := everydaySubject(tx, superiors, came.Kind, came.Unit, came.Person)
	if err != nil {
		return err
	}

	if superiors.Gives(who.Person, came.Kind, came.Person) {
		f.add(one)
		return nil
	}

	for _, l := range leaders {
		if (came.For == 0 || came.For == l.Reviewer) && superiors.Gives(l.Reviewer, came.Kind, came.Person) {
			one.For, one.ForName = l.Reviewer, l.ReviewerName
			f.add(one)
		}
	}

	return nil
}
