package app

import (
	"lingping/internal/domain/assign"
	"lingping/internal/domain/dossier"
	"lingping/internal/domain/org"
	"lingping/internal/domain/publish"
	"lingping/internal/domain/rectify"
	"lingping/internal/domain/review"
	"lingping/internal/domain/scheme"
	"lingping/internal/store"
)

// LiveSheet is how things stand today with a sheet on display. It is no part of what was approved and stands beside it:
// states and days, in the program's own words, and nothing that anybody typed since.
type LiveSheet struct {
	Doubt    publish.Doubt // why the sheet does not hold any more, empty: it does
	Problems []rectify.ProblemNow
	Strip    *dossier.Strip // nil where that of the same dossier stands on a sheet before it
}

// live is how things stand with each sheet of a text on display, in its order.
func (a *App) live(tx *store.Tx, n publish.Notice, text publish.Text) ([]LiveSheet, error) {
	r, plan, err := a.roundUnder(tx, n.Round)
	if err != nil {
		return nil, err
	}

	now, err := sheetsNow(tx, plan, n)
	if err != nil {
		return nil, err
	}

	doubts := text.Doubts(now.sheets)
	out := make([]LiveSheet, len(text.Sheets))
	for i, s := range text.Sheets {
		out[i].Doubt = doubts[s.Review]
		if out[i].Doubt != publish.Recalled {
			out[i].Problems = rectify.ProblemsNow(s.Passages, now.actions[s.Review])
		}
	}

	place, err := tx.FrozenUnit(r.ID, n.Unit)
	if err != nil {
		return nil, err
	}

	return out, strips(tx, n, text, now, dossier.Terms{Scheme: plan, Unit: place.Kind, To: r.To}, out)
}

// strips puts the five steps of each dossier onto the first of its sheets. On which day something is late is not said to
// the public, which reads the day by which it is due.
func strips(tx *store.Tx, n publish.Notice, text publish.Text, now said, t dossier.Terms, out []LiveSheet) error {
	keys := make([]dossier.Key, len(text.Sheets))
	for i, s := range text.Sheets {
		var err error
		if keys[i], err = dossierOfSubject(tx, n.Round, assign.Subject{Kind: s.Kind, Unit: n.Unit, Person: s.Person}); err != nil {
			return err
		}
	}

	steps, err := tx.StepsOf(n.Round, keys)
	if err != nil {
		return err
	}

	drawn := map[dossier.Key]bool{}
	for i, s := range text.Sheets {
		if drawn[keys[i]] {
			continue
		}

		drawn[keys[i]] = true
		t.Kind = s.Kind
		if s.Kind == scheme.Secretary {
			t.Kind = scheme.Unit
		}

		state, day := review.Draft, org.Date("")
		if out[i].Doubt != publish.Recalled {
			state, day = review.Confirmed, now.days[s.Review]
		}

		strip := dossier.NewStrip(t, steps[keys[i]], reviewStep(state, 0, day))
		out[i].Strip = &strip
	}

	return nil
}
