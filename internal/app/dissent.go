package app

import (
	"context"

	"lingping/internal/domain/access"
	"lingping/internal/domain/review"
	"lingping/internal/store"
)

// acknowledge keeps that the subject of a record has read it, with what he says against it.
func (s sheet) acknowledge(tx *store.Tx, p *part, how review.How, dissent string) error {
	now := tx.Now.UnixMilli()
	if err := p.review.Acknowledge(how, dissent, now); err != nil {
		return err
	}

	if p.review.Dissent != "" {
		kept := review.Dissent{Review: p.ID, Version: p.review.Version, Text: p.review.Dissent, At: now}
		if err := tx.SaveDissent(kept); err != nil {
			return err
		}
	}

	return tx.SaveReview(s.round.ID, s.first(), p.review)
}

// AnswerDissent puts the reviewer's answer beside what the subject of this one record said against it.
func (a *App) AnswerDissent(ctx context.Context, who access.Actor, id review.ID, answer string) error {
	return a.write(ctx, who, access.AnswerDissent, func(tx *store.Tx, allow allowFunc) (Entry, error) {
		s, err := a.loadSheet(tx, who, id)
		if err != nil {
			return Entry{}, err
		}

		p, err := s.part(id)
		if err != nil {
			return Entry{}, err
		}

		if err := allow(p.relations, p.stage()); err != nil {
			return Entry{}, err
		}

		if err := s.round.Running(); err != nil {
			return Entry{}, err
		}

		kept, err := tx.Dissents([]review.ID{id})
		if err != nil {
			return Entry{}, err
		}

		d := review.Dissent{Review: id, Version: p.review.Version}
		if all := kept[id]; len(all) > 0 && all[0].Version == d.Version {
			d = all[0]
		}

		if err := d.Reply(answer, who.Name, tx.Now.UnixMilli()); err != nil {
			return Entry{}, err
		}

		return s.entry(map[string]any{"version": d.Version}), tx.SaveDissent(d)
	})
}

// dissentTasks are the dissents that the asker can still answer.
func dissentTasks(_ *App, tx *store.Tx, asker taskAsker) ([]Task, error) {
	if asker.Person == 0 || len(asker.rounds) == 0 {
		return nil, nil
	}

	open, err := tx.Unanswered(asker.rounds, asker.Person)
	var out []Task
	for _, o := range open {
		out = append(out, Task{Kind: TaskDissent, Round: o.Round, Unit: o.Unit, Name: o.Name, Ref: int64(o.Review)})
	}

	return out, err
}
