package app

import (
	"context"
	"slices"
	"strings"

	"lingping/internal/domain/access"
	"lingping/internal/domain/review"
	"lingping/internal/errs"
	"lingping/internal/store"
)

// Return sends a sheet that waits for its reviewer back to who filled it in, with the reason.
func (a *App) Return(ctx context.Context, who access.Actor, id review.ID, reason string) error {
	_, err := a.act(ctx, who, access.ReturnReview, id, func(tx *store.Tx, s sheet, p *part) error {
		if err := p.review.Return(reason); err != nil {
			return err
		}
		return tx.SaveReview(s.round.ID, s.first(), p.review)
	})
	return err
}

// Confirm makes a sheet that waits for its reviewer count: all its records with one act.
func (a *App) Confirm(ctx context.Context, who access.Actor, id review.ID) error {
	_, err := a.confirm(ctx, who, id)
	return err
}

func (a *App) confirm(ctx context.Context, who access.Actor, id review.ID) (acted, error) {
	return a.act(ctx, who, access.ConfirmReview, id, func(tx *store.Tx, s sheet, p *part) error {
		if err := p.review.Confirm(tx.Now.UnixMilli()); err != nil {
			return err
		}
		if err := s.count(tx, p); err != nil {
			return err
		}

		return s.answerCited(tx, []*part{p})
	})
}

// Acknowledge records that the subject has read what was said of him, with what he says against it, if anything.
func (a *App) Acknowledge(ctx context.Context, who access.Actor, id review.ID, dissent string) error {
	_, err := a.act(ctx, who, access.AckReview, id, func(tx *store.Tx, s sheet, p *part) error {
		return s.acknowledge(tx, p, review.OnScreen, dissent)
	})
	return err
}

// Correct replaces what a review that counts says by a new version, with the reason. Records of the sheet that stay as
// they are stay untouched.
func (a *App) Correct(ctx context.Context, who access.Actor, id review.ID, d Draft, reason string) error {
	return a.write(ctx, who, access.CorrectReview, func(tx *store.Tx, allow allowFunc) (Entry, error) {
		s, err := a.loadSheet(tx, who, id)
		if err != nil {
			return Entry{}, err
		}

		ready, err := s.ready(access.CorrectReview, allow)
		if err != nil {
			return Entry{}, err
		}

		if err := s.round.Running(); err != nil {
			return Entry{}, err
		}

		corrected := 0
		theirs := s.draft()
		for _, p := range ready {
			changed, err := s.correct(tx, who, p, d, reason)
			if err != nil {
				return Entry{}, stale(err, d, theirs, p.review)
			}

			if changed {
				corrected++
			}
		}

		if corrected == 0 {
			return Entry{}, errs.NewInvalid("内容与原来一样，没有更正什么。")
		}

		return s.entry(map[string]any{"version": s.parts[0].review.Version}), nil
	})
}

// correct puts the draft's text for the record into it, unless it says what is there already.
func (s sheet) correct(tx *store.Tx, who access.Actor, p *part, d Draft, reason string) (changed bool, err error) {
	at := slices.IndexFunc(d.Parts, func(g PartDraft) bool { return g.ID == p.ID })
	if at < 0 {
		return false, nil
	}

	setting := d.Setting.Clean()
	if err := checkSetting(s.scheme, setting); err != nil {
		return false, err
	}

	text, err := s.textOf(p, d.Parts[at].Text)
	if err != nil {
		return false, err
	}

	if err := s.cite(tx, p, &text); err != nil {
		return false, err
	}

	before := p.review
	if text.Equal(before.Text) && setting == before.Setting && d.Parts[at].Revision == before.Revision {
		return false, nil
	}

	asked := s.asked(p)
	lacking := review.Lacking(text, setting, asked.Required, asked.Aspects)
	now := tx.Now.UnixMilli()
	if err := p.review.Correct(d.Parts[at].Revision, setting, text, reason, writer(who, p.relations), lacking, now); err != nil {
		return false, err
	}

	if err := tx.Count(s.round.ID, p.Subject.Unit, p.review.Corrected(&before, p.Subject.Kind, p.Drawn != 0)); err != nil {
		return false, err
	}

	if err := tx.SaveReview(s.round.ID, s.first(), p.review); err != nil {
		return false, err
	}

	if err := bornActions(tx, s, p); err != nil {
		return false, err
	}

	if err := doubtNotice(tx, s.scheme, s.round.ID, p.Subject.Unit); err != nil {
		return false, err
	}

	return true, tx.AddVersion(p.ID, review.Version{Number: p.review.Version, Text: text, Setting: setting,
		Reason: strings.TrimSpace(reason), Writer: who.Name, At: now})
}

// acted is what an act was done to.
type acted struct {
	name string      // of the subject; empty when the actor may not know it
	ids  []review.ID // the records of the sheet
}

// act does something to every record of a sheet that is at its stage, all or none. Where the actor might do it at
// another stage, it is tried on the first record, because its refusal says why not now.
func (a *App) act(ctx context.Context, who access.Actor, action access.Action, id review.ID,
	do func(*store.Tx, sheet, *part) error) (done acted, err error) {
	err = a.write(ctx, who, action, func(tx *store.Tx, allow allowFunc) (Entry, error) {
		done = acted{}
		s, err := a.loadSheet(tx, who, id)
		if err != nil {
			return Entry{}, err
		}

		ready, err := s.ready(action, allow)
		if err != nil {
			return Entry{}, err
		}

		done.name = s.parts[0].SubjectName()
		if err := s.round.Running(); err != nil {
			return Entry{}, err
		}

		for _, p := range ready {
			if err := do(tx, s, p); err != nil {
				return Entry{}, err
			}
			done.ids = append(done.ids, p.ID)
		}

		return s.entry(map[string]any{"state": string(s.state())}), nil
	})
	return done, err
}

// ready are the records on which the actor may do the act now. When there are none but he might at another stage, it is
// the first of those, on which the act will refuse itself.
func (s sheet) ready(action access.Action, allow allowFunc) ([]*part, error) {
	var now, ever []*part
	for i := range s.parts {
		p := &s.parts[i]
		if allow(p.relations, p.stage()) == nil {
			now = append(now, p)
		}

		for _, stage := range access.Stages(action) {
			if access.Allowed(action, p.relations, stage) && len(ever) == 0 {
				ever = append(ever, p)
			}
		}
	}

	switch {
	case len(now) > 0:
		return now, nil
	case len(ever) > 0:
		return ever, nil
	}

	return nil, access.ErrRefused
}
