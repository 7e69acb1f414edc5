package demo

import (
	"math/rand/v2"
	"slices"
	"strings"

	"lingping/internal/domain/dossier"
	"lingping/internal/domain/org"
	"lingping/internal/domain/scheme"
)

// commitments lets units take tasks upon themselves and promise, gives members duties and enters what they promise, and
// says what became of it 〔二(三) 公开承诺和践诺；五(三) 设岗定责〕. In the running round some branches have not come to it.
func (h *half) commitments() ([]task, error) {
	comes := slices.DeleteFunc(slices.Clone(h.part), func(in *batch) bool {
		return h.running && h.rolls("承诺没做", in.unitName, in.ownerName).IntN(4) == 0 && in.unitName != tryBranch
	})
	first := firsts(comes)
	return each(comes, func(h *half, in *batch) error {
		rng := h.rolls("承诺", in.unitName, in.ownerName)
		switch {
		case in.members:
			return h.promises(in, rng)
		case first[in]:
			return h.pledges(in, rng)
		}

		return nil
	}), nil
}

// pledges are a unit's own.
func (h *half) pledges(in *batch, rng *rand.Rand) error {
	words, known, who := h.writes("承诺", in.unitName), about{unit: in.unitName}, h.head(in.unit)
	b := h.at(h.day(0, rng))
	for i, kind := range []dossier.CommitmentKind{dossier.Task, dossier.Pledge, dossier.Pledge}[rng.IntN(2):] {
		text := words.several(known, "unit."+string(kind), 2)[i%2]
		if _, err := b.AddCommitment(h.ctx, who, dossier.Commitment{Round: h.id, Key: dossier.Key{Unit: in.unit}, Kind: kind,
			Text: text, Measure: sentence(words.say(known, "pledge.measure")), Responsible: words.say(known, "pledge.who"),
			Deadline: org.DateOf(h.window.to.AddDate(0, 0, -rng.IntN(12)))}); err != nil {
			return err
		}
	}

	if _, err := b.PublishCommitments(h.ctx, who, h.id, in.unit, 0, org.DateOf(h.window.from)); err != nil {
		return err
	}

	v, err := b.Commitments(h.ctx, who, h.id, in.unit, 0)
	if err != nil {
		return err
	}

	return h.report(in, rng, v.List)
}

// promises are those of a branch's members, entered by its secretary in one go. In a third of the branches he says of
// each what became of it.
func (h *half) promises(in *batch, rng *rand.Rand) error {
	var entered []dossier.Entered
	for i, person := range in.persons {
		known := h.member(in, i)
		words := h.writes("个人承诺", in.unitName, in.names[i])
		voice := words.voice(known)
		for _, kind := range []dossier.CommitmentKind{dossier.Duty, dossier.Pledge} {
			n := 1
			if kind == dossier.Pledge {
				n = between(rng, 1, 2)
			}
			entered = append(entered, dossier.Entered{Person: person, Kind: kind,
				Lines: strings.Join(words.several(known, voice+"."+string(kind), n), "\n")})
		}
	}

	b, who := h.at(h.day(1, rng)), h.head(in.unit)
	if _, err := b.EnterCommitments(h.ctx, who, h.id, in.unit, org.DateOf(h.window.from.AddDate(0, 0, 1)), entered); err != nil {
		return err
	}

	if rng.IntN(3) > 0 && in.unitName != tryBranch {
		return nil
	}

	v, err := b.BranchCommitments(h.ctx, who, h.id, in.unit)
	if err != nil {
		return err
	}

	for _, row := range v.Rows {
		if err := h.report(in, rng, row.Of(dossier.Pledge)); err != nil {
			return err
		}
	}

	return nil
}

// report says what became of commitments, at about the middle of the round.
func (h *half) report(in *batch, rng *rand.Rand, list []dossier.Commitment) error {
	b, who := h.at(h.day(between(rng, 8, 20), rng)), h.head(in.unit)
	for _, c := range list {
		outcome := []dossier.Fulfilment{dossier.Kept, dossier.PartlyKept, dossier.Unkept}[stage(rng.IntN(100), 76, 93)]
		if h.running && rng.IntN(2) == 0 {
			outcome = dossier.Keeping
		}

		section := "pledge." + string(outcome)
		if outcome == dossier.Keeping {
			section = "pledge.keeping"
		}

		words := h.writes("兑现", in.unitName, c.Text, string(rune(rng.IntN(1000))))
		if _, err := b.ReportCommitment(h.ctx, who, c.ID, outcome, sentence(words.say(about{unit: in.unitName}, section)),
			org.DateOf(h.window.from.AddDate(0, 0, 8))); err != nil {
			return err
		}
	}

	return nil
}

// member is what is known of one of a batch's persons.
func (b *builder) member(in *batch, i int) about {
	p := b.people[personKey{in.names[i], in.unitName}]
	a := about{kind: scheme.Member, unit: in.unitName, job: p.Job, groups: p.Groups}
	if p.Branch != 0 {
		a.category = b.made.Units[p.Branch-1].Category
	}
	return a
}
