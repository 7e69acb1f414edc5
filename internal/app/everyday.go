package app

import (
	"context"
	"fmt"
	"slices"

	"lingping/internal/domain/access"
	"lingping/internal/domain/assign"
	"lingping/internal/domain/org"
	"lingping/internal/domain/review"
	"lingping/internal/domain/scheme"
	"lingping/internal/errs"
	"lingping/internal/store"
)

// EverydayView is an everyday review with its versions.
type EverydayView struct {
	store.EverydayRow
	Scheme   *scheme.Scheme
	Versions []review.EverydayVersion
	Allowed  map[access.Action]bool
}

// EverydayDesk is what concerns a person of everyday reviews: whom he has to see to, what he gave, what he was told.
type EverydayDesk struct {
	Clocks []ClockLine         // of the units and secretaries that he answers for
	Given  []store.EverydayRow // by him, and by those for whom he writes
	About  []store.EverydayRow
}

// everydayPage is how many everyday reviews a list shows.
const everydayPage = 100

// everydayBeside is how many of them stand beside a sheet.
const everydayBeside = 5

// NoteEveryday keeps an everyday review of in.Kind, in.Unit and in.Person of the living roster that in.Reviewer gave, 0: the
// actor, or whom he writes for and who would give it. Others note it as his clerks.
func (a *App) NoteEveryday(ctx context.Context, who access.Actor, in review.Everyday) (id review.EverydayID, err error) {
	err = a.write(ctx, who, access.NoteEveryday, func(tx *store.Tx, allow allowFunc) (Entry, error) {
		superiors, err := tx.Superiors(0, in.Unit)
		if err != nil {
			return Entry{}, err
		}

		writesFor, err := writtenFor(tx, who)
		if err != nil {
			return Entry{}, err
		}

		if err := allow(superiors.ToGive(who, in.Kind, in.Person, writesFor...), access.NoStage); err != nil {
			return Entry{}, err
		}

		reviewer, err := givenBy(superiors, who, in, writesFor)
		if err != nil {
			return Entry{}, err
		}

		if _, err := everydaySubject(tx, superiors, in.Kind, in.Unit, in.Person); err != nil {
			return Entry{}, err
		}

		e := review.Everyday{ID: review.EverydayID(tx.NewID()), Kind: in.Kind, Unit: in.Unit, Person: in.Person, Reviewer: reviewer}
		if err := a.sayEveryday(tx, in.Said.Mode); err != nil {
			return Entry{}, err
		}

		if err := e.Note(in.Said, org.DateOf(tx.Now), who.Name, tx.Now.UnixMilli()); err != nil {
			return Entry{}, err
		}

		id = e.ID
		return everydayEntry(e), tx.AddEveryday(e)
	})
	return id, err
}

// writtenFor are those for whom the actor writes.
func writtenFor(tx *store.Tx, who access.Actor) ([]org.PersonID, error) {
	if who.Person == 0 {
		return nil, nil
	}

	speaks, err := speaksFor(tx, who.Person)
	return speaks[1:], err
}

// givenBy is who gave the review: whom the actor names, or he himself, or the one for whom he writes who would give it. Where several
// would, he must say which of them.
func givenBy(superiors access.Superiors, who access.Actor, in review.Everyday, writesFor []org.PersonID) (org.PersonID, error) {
	gives := func(p org.PersonID) bool {
		return (in.Reviewer == 0 || in.Reviewer == p) && superiors.Gives(p, in.Kind, in.Person)
	}
	if gives(who.Person) {
		return who.Person, nil
	}

	switch fit := slices.DeleteFunc(slices.Clone(writesFor), func(p org.PersonID) bool { return !gives(p) }); len(fit) {
	case 0:
		return 0, access.ErrRefused
	case 1:
		return fit[0], nil
	}

	var f errs.Faults
	f.If(true, "subject", "您替几位领导登记，请选择这次点评是哪一位做的。")
	return 0, f.Err()
}

// CorrectEveryday replaces what the actor wrote by a new version with its reason; both stay.
func (a *App) CorrectEveryday(ctx context.Context, who access.Actor, id review.EverydayID, version int, said review.EverydayText, reason string) error {
	return a.everydayAct(ctx, who, access.MendEveryday, id, func(tx *store.Tx, e *review.Everyday) error {
		if err := a.sayEveryday(tx, said.Mode); err != nil {
			return err
		}

		if err := e.Correct(version, said, reason, org.DateOf(tx.Now), who.Name, tx.Now.UnixMilli()); err != nil {
			return err
		}

		return tx.CorrectEveryday(*e, reason)
	})
}

// AckEveryday records that the subject has read what was said of him, or of the unit that he leads.
func (a *App) AckEveryday(ctx context.Context, who access.Actor, id review.EverydayID) error {
	return a.receiveEveryday(ctx, who, access.AckEveryday, id, review.OnScreen)
}

// AckEverydayOnPaper records that the subject signed the paper; it is the reviewer who enters it.
func (a *App) AckEverydayOnPaper(ctx context.Context, who access.Actor, id review.EverydayID) error {
	return a.receiveEveryday(ctx, who, access.PaperEveryday, id, review.OnPaper)
}

func (a *App) receiveEveryday(ctx context.Context, who access.Actor, action access.Action, id review.EverydayID, how review.How) error {
	return a.everydayAct(ctx, who, action, id, func(tx *store.Tx, e *review.Everyday) error {
		if err := e.Acknowledge(how, tx.Now.UnixMilli()); err != nil {
			return err
		}
		return tx.SaveEverydayReceipt(*e)
	})
}

// everydayAct loads an everyday review, asks for the action and does it.
func (a *App) everydayAct(ctx context.Context, who access.Actor, action access.Action, id review.EverydayID, do func(*store.Tx, *review.Everyday) error) error {
	return a.write(ctx, who, action, func(tx *store.Tx, allow allowFunc) (Entry, error) {
		row, err := tx.Everyday(id)
		if err != nil {
			return Entry{}, err
		}

		relations, err := relationsToEveryday(tx, who, row.Everyday)
		if err != nil {
			return Entry{}, err
		}

		if err := allow(relations, access.NoStage); err != nil {
			return Entry{}, err
		}

		err = do(tx, &row.Everyday)
		return everydayEntry(row.Everyday), err
	})
}

// Everyday is one everyday review, for who gave it, whom it concerns, and the line and office above him.
func (a *App) Everyday(ctx context.Context, who access.Actor, id review.EverydayID) (v EverydayView, err error) {
	err = a.read(ctx, func(tx *store.Tx) error {
		if v.EverydayRow, err = tx.Everyday(id); err != nil {
			return err
		}

		relations, err := relationsToEveryday(tx, who, v.Everyday)
		if err != nil {
			return err
		}

		if err := check(access.ReadEveryday, relations, access.NoStage); err != nil {
			return err
		}

		open := v.AcknowledgedAt == 0
		v.Allowed = map[access.Action]bool{
			access.MendEveryday:  access.Allowed(access.MendEveryday, relations, access.NoStage),
			access.AckEveryday:   open && access.Allowed(access.AckEveryday, relations, access.NoStage),
			access.PaperEveryday: open && access.Allowed(access.PaperEveryday, relations, access.NoStage),
		}
		if v.Scheme, err = a.standingScheme(tx); err != nil {
			return err
		}

		v.Versions, err = tx.EverydayVersions(id)
		return err
	})
	return v, err
}

// EverydayDesk is the asker's own page of everyday reviews. An account that is nobody of the roster has nothing on it.
func (a *App) EverydayDesk(ctx context.Context, who access.Actor) (d EverydayDesk, err error) {
	if err := check(access.ReadRoster, who.Base(), access.NoStage); err != nil || who.Person == 0 {
		return d, err
	}

	err = a.read(ctx, func(tx *store.Tx) error {
		held, err := tx.LivingHoldings(who.Person)
		if err != nil {
			return err
		}

		if d.Clocks, err = a.ownClocks(tx, who.Person, held); err != nil {
			return err
		}

		speaks, err := speaksFor(tx, who.Person)
		if err != nil {
			return err
		}

		if d.Given, err = tx.EverydaysBy(speaks, everydayPage); err != nil {
			return err
		}

		d.About, err = tx.EverydaysAbout(who.Person, heldBy(held, assign.Sit), everydayPage)
		return err
	})
	return d, err
}

// everydaySubject refuses a subject that is not there today: a unit that is none, somebody who does not lead it, somebody
// who is not a member of the branch.
func everydaySubject(tx *store.Tx, superiors access.Superiors, kind scheme.SubjectKind, unit org.UnitID, person org.PersonID) (s EverydaySubject, err error) {
	if !slices.Contains(review.EverydayKinds(), kind) {
		return s, access.ErrRefused
	}

	u, err := tx.Unit(unit)
	if err != nil {
		return s, unseen(err)
	}

	s = EverydaySubject{Kind: kind, Unit: unit, Person: person, UnitName: u.Label()}
	if kind == scheme.Unit {
		if person != 0 {
			return s, access.ErrRefused
		}
		return s, nil
	}

	p, err := tx.Person(person)
	if err != nil {
		return s, unseen(err)
	}

	s.PersonName = p.Name
	switch {
	case kind == scheme.Secretary && !slices.Contains(superiors.Principals(unit), person):
		return s, errs.NewConflict("%s现在不是%s的书记，请从党组织页面重新选择。", p.Name, u.Label())
	case kind == scheme.Member && (p.Branch != unit || !p.Standing.IsMember()):
		return s, access.ErrRefused
	}

	return s, nil
}

// sayEveryday refuses a mode that the scheme does not have.
func (a *App) sayEveryday(tx *store.Tx, mode string) error {
	s, err := a.standingScheme(tx)
	if err != nil {
		return err
	}
	if _, ok := s.Mode(mode); mode != "" && !ok {
		return errs.NewInvalid("方案中没有点评方式“%s”，请从列出的方式中选择。", mode)
	}

	return nil
}

// relationsToEveryday is how the actor stands to an everyday review, on the living roster. Its subject has no other
// relation to it than that.
func relationsToEveryday(tx *store.Tx, who access.Actor, e review.Everyday) (access.Relation, error) {
	superiors, err := tx.Superiors(0, e.Unit)
	if err != nil {
		return 0, err
	}

	writesFor, err := writtenFor(tx, who)
	sheet := everydaySheet(e, superiors)
	if slices.Contains(writesFor, e.Reviewer) {
		sheet.Clerks = []org.PersonID{who.Person}
	}

	return sheet.Relation(who), err
}

func everydaySheet(e review.Everyday, superiors access.Superiors) access.Sheet {
	return access.Sheet{Kind: e.Kind, Person: e.Person, Owner: e.Reviewer, Superiors: superiors, Confirmed: true}
}

func everydayEntry(e review.Everyday) Entry {
	return Entry{Object: fmt.Sprintf("everyday:%d", e.ID), Detail: map[string]any{"version": e.Version}}
}
