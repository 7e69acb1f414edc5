package app

import (
	"slices"

	"lingping/internal/domain/assign"
	"lingping/internal/domain/dossier"
	"lingping/internal/domain/org"
	"lingping/internal/domain/review"
	"lingping/internal/domain/round"
	"lingping/internal/store"
)

// Background is what stands beside a review while it is written: what the subject has taken upon itself, with what became
// of it 〔五(一) 坚持干什么就点评什么〕, and what it says of itself once that is handed in.
type Background struct {
	Key         dossier.Key
	Commitments []dossier.Commitment
	Summary     dossier.Summary // zero while none is handed in
}

// backgroundOf gathers what is known of a subject.
func backgroundOf(tx *store.Tx, id round.ID, s assign.Subject) (b Background, err error) {
	if b.Key, err = dossierOfSubject(tx, id, s); err != nil {
		return b, err
	}

	if b.Commitments, err = tx.CommitmentsOf(id, b.Key); err != nil {
		return b, err
	}

	summary, err := tx.Summary(id, b.Key)
	if summary.State == dossier.SummaryHandedIn {
		b.Summary = summary
	}

	return b, err
}

// summaryProblems are the problems that the subject names itself in the summary that it handed in.
func summaryProblems(tx *store.Tx, s sheet, p *part) ([]review.Evidence, error) {
	known, err := backgroundOf(tx, s.round.ID, p.Subject)
	if err != nil {
		return nil, err
	}

	var out []review.Evidence
	for i, problem := range known.Summary.Text.Problems {
		e := review.Evidence{Kind: review.CiteSummary, Ref: known.Summary.ProblemRef(problem),
			Label: string(org.DateOf(tx.At(known.Summary.HandedInAt))), Text: problem}
		earlier := review.Evidence{Kind: e.Kind, Ref: int64(known.Summary.ID) + int64(i)} // by its place, as it was cited once
		if _, cited := p.review.Text.Cites(earlier); cited {
			e.Ref = earlier.Ref
		}

		out = append(out, e)
	}

	return out, nil
}

// commitmentsUnkept are what the subject took upon itself and has not, or only in part, made good.
func commitmentsUnkept(tx *store.Tx, s sheet, p *part) ([]review.Evidence, error) {
	known, err := backgroundOf(tx, s.round.ID, p.Subject)
	var out []review.Evidence
	for _, c := range known.Commitments {
		if slices.Contains([]dossier.Fulfilment{dossier.PartlyKept, dossier.Unkept}, c.Outcome) {
			out = append(out, review.Evidence{Kind: review.CiteCommitment, Ref: int64(c.ID), Label: string(c.ResultDay), Text: c.Text})
		}
	}

	return out, err
}
