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

// Why explains an obligation to whoever gives it, receives it or answers for it.
func (a *App) Why(ctx context.Context, who access.Actor, id review.ID) (w Why, err error) {
	err = a.read(ctx, func(tx *store.Tx) error {
		if w.ObligationRow, err = tx.Obligation(id); err != nil {
			return err
		}

		relations, err := relationsToReview(tx, who, w.Obligation)
		if err != nil {
			return err
		}

		row := w.ObligationRow
		w, err = a.why(tx, row.Obligation, relations)
		w.ObligationRow = row
		return err
	})
	return w, err
}

// why explains an obligation to which the asker has these relations.
func (a *App) why(tx *store.Tx, o review.Obligation, relations access.Relation) (w Why, err error) {
	w.Obligation = o
	if err := check(access.ReadWhy, relations, access.Stage(o.State)); err != nil {
		return w, err
	}

	if w.Round, err = tx.Round(o.Round); err != nil {
		return w, err
	}

	if w.Decision, err = tx.Decision(int64(o.ID)); err != nil {
		return w, err
	}

	if err := w.rules(a); err != nil {
		return w, err
	}

	if w.Owner == w.Reviewer {
		return w, nil
	}

	given, err := tx.Person(w.Reviewer)
	if errs.Is(err, errs.NotFound) {
		return w, nil
	}

	w.Given = given.Name
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
