package app

import (
	"cmp"
	"context"
	"errors"

	"lingping/internal/domain/access"
	"lingping/internal/domain/assign"
	"lingping/internal/domain/org"
	"lingping/internal/domain/round"
	"lingping/internal/domain/scheme"
	"lingping/internal/errs"
	"lingping/internal/store"
)

// Trying is under which scheme, over which unit and when a round would be.
type Trying struct {
	Scheme   string // as of NewRound
	Text     []byte
	Beside   func(name string) ([]byte, error)
	From, To org.Date // empty: the half-year
	Snapshot org.Date // empty: the first day
	Unit     string   // code or name; empty: that of the asker's office, else the root
}

// Dated is the trial with the days of the half-year of today, as far as none are asked for.
func (in Trying) Dated(today org.Date) Trying {
	from, to := round.HalfYear(today)
	in.From, in.To = cmp.Or(in.From, from), cmp.Or(in.To, to)
	return in
}

// Trial is what a scheme would make of the roster: its plan as a round in preparation has it, whom it asks for what, and
// by which days. No round is opened.
type Trial struct {
	PlanPage
	Ref      string
	Calendar []scheme.Task // by day
	Asked    []KindAsked   // of reviewers, by what they review
	Told     scheme.Faults // where the office's own text can't be tried: why not
	Untaken  *org.Import   // where a roster file can't be used: what is wrong with it
}

// KindAsked is how much is asked of those who review subjects of a kind.
type KindAsked struct {
	scheme.Subject
	Reviewers   int
	Obligations int
	Day         org.Date // by which, unless the calendar has others
}

// TryScheme is the trial of a scheme on the living roster.
func (a *App) TryScheme(ctx context.Context, who access.Actor, in Trying) (t Trial, err error) {
	if !who.Could(access.TryScheme) {
		return t, access.ErrRefused
	}

	chosen, err := a.choose(ctx, OwnScheme{in.Scheme, in.Text, in.Beside})
	if err != nil {
		t.Told = chosen.told
		return t, err
	}

	return a.try(ctx, who, in, chosen)
}

// try makes the trial of a scheme that was read.
func (a *App) try(ctx context.Context, who access.Actor, in Trying, chosen chosenScheme) (t Trial, err error) {
	in = in.Dated(org.DateOf(a.Now()))
	if err := chosen.Fits(in.From, in.To); err != nil {
		return t, err
	}

	return t, a.readWhole(ctx, who, func(tx *store.Tx) error {
		t = Trial{Ref: chosen.ref}
		v, err := tried(tx, who, in, chosen)
		if err != nil {
			return err
		}

		t.View, t.Round = v, v.Round
		made, err := planOf(tx, v)
		if err != nil {
			return err
		}

		if err := t.ofDraft(tx, v, made); err != nil {
			return err
		}

		t.Calendar = v.Plan.Calendar(v.From, v.To)
		for _, sub := range v.Plan.Subjects {
			if asked, ok := t.kinds[sub.Kind]; ok {
				t.Asked = append(t.Asked, KindAsked{Subject: sub, Obligations: asked.obligations, Reviewers: len(asked.reviewers),
					Day: v.Plan.Deadline(scheme.StepReview, scheme.Actor{Kind: sub.Kind}, v.To)})
			}
		}

		return nil
	})
}

// tried is the round that would be opened.
func tried(tx *store.Tx, who access.Actor, in Trying, chosen chosenScheme) (v RoundView, err error) {
	if v.Top, err = tryingUnit(tx, who, in.Unit); err != nil {
		return v, err
	}

	if v.relations, err = relationsToUnit(tx, who, 0, v.Top.ID); err != nil {
		return v, err
	}

	if err := check(access.TryScheme, v.relations, access.NoStage); err != nil {
		return v, err
	}

	v.Plan = chosen.Scheme
	v.Round, err = round.Open(round.Round{Name: chosen.Title, Scheme: chosen.ref, Unit: v.Top.ID, From: in.From, To: in.To,
		SnapshotDay: in.Snapshot})
	return v, err
}

// tryingUnit is the unit that is named, else that of the asker's office, else the root.
func tryingUnit(tx *store.Tx, who access.Actor, name string) (org.Place, error) {
	if offices := who.Offices(); name == "" && len(offices) > 0 && offices[0] != 0 {
		return tx.Unit(offices[0])
	}

	top, err := unitOrRoot(tx, name)
	if e, ok := errors.AsType[*errs.Error](err); ok && name != "" && e.Kind == errs.NotFound {
		err = errs.NewInvalid(e.Text, e.Args...) // it was typed into the form, which can be mended
	}

	return top, err
}

// kindCount counts what is asked about subjects of a kind.
type kindCount struct {
	obligations int
	reviewers   map[org.PersonID]bool
}

// tally counts an obligation of the draft by the kind of its subject.
func (p *PlanPage) tally(o assign.Obligation) {
	if p.kinds == nil {
		p.kinds = map[scheme.SubjectKind]*kindCount{}
	}

	k := p.kinds[o.Subject.Kind]
	if k == nil {
		k = &kindCount{reviewers: map[org.PersonID]bool{}}
		p.kinds[o.Subject.Kind] = k
	}

	k.obligations++
	k.reviewers[o.Reviewer] = true
}
