package app

import (
	"context"
	"fmt"

	"lingping/internal/domain/access"
	"lingping/internal/domain/org"
	"lingping/internal/domain/review"
	"lingping/internal/errs"
	"lingping/internal/store"
)

// AppointClerk lets somebody fill in the reviewer's sheets for him. The reviewer does it himself, or his office does.
func (a *App) AppointClerk(ctx context.Context, who access.Actor, reviewer, clerk org.PersonID) error {
	return a.clerk(ctx, who, reviewer, func(tx *store.Tx) (changed bool, err error) {
		c := review.Clerk{Reviewer: reviewer, Person: clerk, At: tx.Now.UnixMilli()}
		if err := c.Check(); err != nil {
			return false, err
		}

		if _, err := tx.Person(clerk); err != nil {
			return false, err
		}

		return tx.AddClerk(c)
	})
}

// DismissClerk ends what AppointClerk began. What he wrote stays.
func (a *App) DismissClerk(ctx context.Context, who access.Actor, reviewer, clerk org.PersonID) error {
	return a.clerk(ctx, who, reviewer, func(tx *store.Tx) (bool, error) {
		was, err := tx.RemoveClerk(reviewer, clerk)
		if err == nil && !was {
			err = errs.NewNotFound("他现在不是代录人，不需要取消。")
		}
		return was, err
	})
}

func (a *App) clerk(ctx context.Context, who access.Actor, reviewer org.PersonID, do func(*store.Tx) (bool, error)) error {
	return a.write(ctx, who, access.AppointClerk, func(tx *store.Tx, allow allowFunc) (Entry, error) {
		relations, err := relationsToPerson(tx, who, reviewer)
		if err != nil {
			return Entry{}, err
		}

		if err := allow(relations, access.NoStage); err != nil {
			return Entry{}, err
		}

		changed, err := do(tx)
		return Entry{Object: fmt.Sprintf("person:%d", reviewer), Nothing: !changed}, err
	})
}

// Clerks are those who fill in the reviewer's sheets.
func (a *App) Clerks(ctx context.Context, who access.Actor, reviewer org.PersonID) (clerks []store.ClerkRow, err error) {
	err = a.read(ctx, func(tx *store.Tx) error {
		relations, err := relationsToPerson(tx, who, reviewer)
		if err != nil {
			return err
		}

		if err := check(access.AppointClerk, relations, access.NoStage); err != nil {
			return err
		}

		clerks, err = tx.ClerksFor(reviewer)
		return err
	})
	return clerks, err
}

// AppointClerkNamed is AppointClerk for somebody named by 工号, or by a name that only one person has.
func (a *App) AppointClerkNamed(ctx context.Context, who access.Actor, reviewer org.PersonID, clerk string) error {
	var person org.PersonID
	err := a.read(ctx, func(tx *store.Tx) error {
		relations, err := relationsToPerson(tx, who, reviewer)
		if err != nil {
			return err
		}

		if err := check(access.AppointClerk, relations, access.NoStage); err != nil {
			return err
		}

		person, err = tx.PersonMeant(clerk)
		return err
	})
	if err != nil {
		return err
	}

	return a.AppointClerk(ctx, who, reviewer, person)
}

// WritesFor are those whose sheets the asker fills in.
func (a *App) WritesFor(ctx context.Context, who access.Actor) (reviewers []store.ClerkRow, err error) {
	if who.Person == 0 {
		return nil, nil
	}

	err = a.read(ctx, func(tx *store.Tx) error {
		reviewers, err = tx.ReviewersOf(who.Person)
		return err
	})
	return reviewers, err
}

// OwnClerks is who may write for somebody, and for whom he writes.
type OwnClerks struct {
	Clerks    []store.ClerkRow
	Reviewers []store.ClerkRow
}

// OwnClerks are those of the asker; who is nobody of the roster has none.
func (a *App) OwnClerks(ctx context.Context, who access.Actor) (o OwnClerks, err error) {
	if who.Person == 0 {
		return o, nil
	}

	if o.Clerks, err = a.Clerks(ctx, who, who.Person); err != nil {
		return o, err
	}

	o.Reviewers, err = a.WritesFor(ctx, who)
	return o, err
}

// speaksFor are the person himself and those for whom he writes.
func speaksFor(tx *store.Tx, person org.PersonID) ([]org.PersonID, error) {
	writesFor, err := tx.ReviewersOf(person)
	return owners(person, writesFor), err
}
