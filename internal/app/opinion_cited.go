package app

import (
	"slices"

	"lingping/internal/domain/access"
	"lingping/internal/domain/dossier"
	"lingping/internal/domain/org"
	"lingping/internal/domain/review"
	"lingping/internal/store"
)

// answerCited says of the opinions on which problems of what is handed in rest that they were taken up, where nobody has
// said yet what becomes of them: who ties one to a problem is not asked a second time 〔四末 充分结合……提出整改要求〕.
func (s sheet) answerCited(tx *store.Tx, done []*part) error {
	for _, p := range done {
		if !citesOpinions(p.review.Text) {
			continue
		}

		if err := s.answer(tx, p); err != nil {
			return err
		}
	}

	return nil
}

func (s sheet) answer(tx *store.Tx, p *part) error {
	key, err := dossierOfSubject(tx, s.round.ID, p.Subject)
	if err != nil {
		return err
	}

	all, err := citableOpinions(tx, s.who, s.round.ID, key)
	if err != nil {
		return err
	}

	for _, o := range all {
		problem, cited := p.review.Text.Cites(review.Evidence{Kind: review.CiteOpinion, Ref: int64(o.ID)})
		if !cited || o.Outcome.Disposition != dossier.Undecided {
			continue
		}

		pool, err := poolFor(tx, s.who, o.Pool)
		if err != nil {
			return err
		}

		if !access.Allowed(access.DisposeOpinion, pool.to(o.Opinion), access.Heard) {
			continue
		}

		if err := o.Dispose(dossier.TakenUp(int64(p.ID), problem, p.review.Text.Problems[problem-1], s.who.Name, org.DateOf(tx.Now))); err != nil {
			return err
		}

		if err := tx.SaveOpinion(o.Opinion); err != nil {
			return err
		}
	}

	return nil
}

// unanswer takes back what was said of opinions because a problem of the review rested on them, as it does not count any more.
func (s sheet) unanswer(tx *store.Tx, p *part, before *review.Review) error {
	if !citesOpinions(before.Text) {
		return nil
	}

	key, err := dossierOfSubject(tx, s.round.ID, p.Subject)
	if err != nil {
		return err
	}

	all, err := tx.OpinionsAbout(s.round.ID, key)
	if err != nil {
		return err
	}

	for _, o := range all {
		if o.Outcome.Review != int64(p.ID) || !o.Outcome.ByItself() {
			continue
		}

		o.Outcome = dossier.Outcome{}
		if err := tx.SaveOpinion(o.Opinion); err != nil {
			return err
		}
	}

	return nil
}

func citesOpinions(text review.Text) bool {
	return slices.ContainsFunc(text.Citations, func(c review.Citation) bool { return c.Kind == review.CiteOpinion })
}
