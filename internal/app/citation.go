package app

import (
	"slices"

	"lingping/internal/domain/access"
	"lingping/internal/domain/dossier"
	"lingping/internal/domain/review"
	"lingping/internal/errs"
	"lingping/internal/store"
)

// evidenceSource finds what a problem of one record can cite of one kind of things. It gives only what the reader of the
// record may read himself.
type evidenceSource func(tx *store.Tx, s sheet, p *part) ([]review.Evidence, error)

// evidenceSources are all of them, one line a noun, in the order in which they are offered.
func evidenceSources() []evidenceSource {
	return []evidenceSource{
		findings, summaryProblems, commitmentsUnkept, opinionsHeard, everydayProblems, askedBefore,
	}
}

// evidence is what the actor can cite in the record, or look up where it is cited: only the reviewer and who writes for
// him see others' words about a subject.
func (s sheet) evidence(tx *store.Tx, p *part) (all []review.Evidence, err error) {
	if p.relations&(access.Reviewer|access.Clerk) == 0 {
		return nil, nil
	}

	for _, source := range evidenceSources() {
		some, err := source(tx, s, p)
		if err != nil {
			return nil, err
		}
		all = append(all, some...)
	}

	return all, nil
}

// cite looks the citations of a text up and gives them their names. One that the text had before stays as it was, even
// where its evidence is gone.
func (s sheet) cite(tx *store.Tx, p *part, text *review.Text) error {
	if len(text.Citations)+len(p.review.Text.Citations) == 0 {
		return nil
	}

	known, err := s.evidence(tx, p)
	if err != nil {
		return err
	}

	text.TakeUp(known)
	for i := range text.Citations {
		c := &text.Citations[i]
		at := slices.IndexFunc(known, func(e review.Evidence) bool { return e.Kind == c.Kind && e.Ref == c.Ref })
		before := slices.IndexFunc(p.review.Text.Citations, func(o review.Citation) bool { return o.Kind == c.Kind && o.Ref == c.Ref })
		switch {
		case before >= 0:
			c.Label = p.review.Text.Citations[before].Label
		case at >= 0:
			c.Label = known[at].Label
		default:
			return errs.NewInvalid("第 %d 条问题引用的依据已经不在了，请刷新页面后重新选择。", c.Problem)
		}
	}

	text.KeepUnseen(p.review.Text, known)
	return text.CheckSize()
}

// findings are what the reviewer himself found in the unit, or in the member's branch; strengths are no evidence of a
// problem 〔四(二) 准确掌握基层党组织和党员的真实情况〕.
func findings(tx *store.Tx, s sheet, p *part) ([]review.Evidence, error) {
	all, err := tx.FindingsBy(s.round.ID, p.Owner, p.Subject.Unit)
	var out []review.Evidence
	for _, f := range all {
		if f.Kind != dossier.Strength {
			out = append(out, review.Evidence{Kind: review.CiteFieldwork, Ref: f.Finding.ID, Of: int64(f.Fieldwork),
				Label: string(f.Day) + " " + string(f.Way.Word()), Text: f.Text})
		}
	}

	return out, err
}

// opinionsHeard are what enough members and others said of the subject together 〔四末 充分结合普通党员、基层群众代表提出的意见和
// 建议〕. Nothing of theirs stands in the name under which it is cited.
func opinionsHeard(tx *store.Tx, s sheet, p *part) ([]review.Evidence, error) {
	key, err := dossierOfSubject(tx, s.round.ID, p.Subject)
	if err != nil {
		return nil, err
	}

	all, err := citableOpinions(tx, s.who, s.round.ID, key)
	var out []review.Evidence
	for _, o := range all {
		out = append(out, review.Evidence{Kind: review.CiteOpinion, Ref: int64(o.ID), Of: int64(o.Pool), Text: o.Text})
	}

	return out, err
}

// askedBefore is what earlier rounds asked of the subject to put right: what is open still, and what may have come back.
func askedBefore(tx *store.Tx, s sheet, p *part) ([]review.Evidence, error) {
	key, err := dossierOfSubject(tx, s.round.ID, p.Subject)
	if err != nil {
		return nil, err
	}

	all, err := tx.ActionsBefore(s.round, key)
	var out []review.Evidence
	for _, a := range all {
		out = append(out, review.Evidence{Kind: review.CiteAction, Ref: int64(a.ID), Of: int64(a.ID), Label: string(a.ClosedDay), Text: a.LookBack()})
	}

	return out, err
}
