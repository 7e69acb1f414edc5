package app

import (
	"context"
	"strings"

	"lingping/internal/domain/access"
	"lingping/internal/domain/assign"
	"lingping/internal/domain/review"
	"lingping/internal/domain/round"
	"lingping/internal/domain/scheme"
	"lingping/internal/errs"
	"lingping/internal/store"
)

// Why is the answer to "why me?": how the reviewer of a subject was found.
type Why struct {
	store.ObligationRow
	Round    round.Round
	Decision assign.Decision
	Rules    []scheme.Rule // the rules that made it, with the sentences of the notice
	Given    string        // whom the rules gave, where somebody else owes it since a hand-over
}

// Why explains an obligation to everybody whom it concerns.
func (a *App) Why(ctx context.Context, who access.Actor, id review.ID) (w Why, err error) {
	err = a.read(ctx, func(tx *store.Tx) error {
		if w.ObligationRow, err = tx.Obligation(id); err != nil {
			return err
		}

		relations, err := relationsToReview(tx, who, w.Obligation)
		if err != nil {
			return err
		}

		if err := check(access.ReadWhy, relations, access.Stage(w.State)); err != nil {
			return err
		}

		if w.Round, err = tx.Round(w.Obligation.Round); err != nil {
			return err
		}

		if w.Decision, err = tx.Decision(int64(id)); err != nil {
			return err
		}

		if err := w.rules(a); err != nil {
			return err
		}

		if w.Owner == w.Reviewer {
			return nil
		}

		given, err := tx.Person(w.Reviewer)
		if errs.Is(err, errs.NotFound) {
			return nil
		}

		w.Given = given.Name
		return err
	})
	return w, err
}

func (w *Why) rules(a *App) error {
	s, err := a.keptScheme(w.Round)
	if err != nil {
		return err
	}

	for _, name := range w.Decision.Rules { // R3↑ is R3 one up the line
		if rule, ok := s.Rule(strings.TrimSuffix(name, "↑")); ok {
			w.Rules = append(w.Rules, rule)
		}
	}

	return nil
}
