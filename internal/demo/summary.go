package demo

import (
	"slices"
	"strings"

	"lingping/internal/domain/dossier"
	"lingping/internal/domain/org"
)

// summaries lets units and members look back before the meetings 〔四(一)〕: in the round that is over all units and nearly
// all members, in the running one those who have come so far; some were sent back.
func (h *half) summaries() ([]task, error) {
	first := firsts(h.part)
	return each(h.part, func(h *half, in *batch) error {
		switch {
		case in.members:
			return h.memberSummaries(in)
		case first[in]:
			return h.unitSummary(in)
		}
		return nil
	}), nil
}

// unitSummary is the common text of a unit's committee.
func (h *half) unitSummary(in *batch) error {
	rng, who := h.rolls("总结", in.unitName), h.head(in.unit)
	far := []dossier.SummaryState{dossier.SummaryHandedIn, dossier.SummaryReturned, dossier.SummaryDraft, dossier.SummaryOwed}[stage(rng.IntN(100), 60, 66, 78)]
	if !h.running || in.unitName == tryBranch {
		far = dossier.SummaryHandedIn
	}

	if far == dossier.SummaryOwed {
		return nil
	}

	words, known := h.writes("总结", in.unitName), about{unit: in.unitName}
	day := h.eve(in, rng)
	s := dossier.Summary{Round: h.id, Key: dossier.Key{Unit: in.unit}, Text: words.summary(known, "unit", "check."),
		TookPart: h.committee(in.unitName), MetOn: org.DateOf(day)}
	b := h.at(day)
	if far == dossier.SummaryDraft {
		_, err := b.SaveSummary(h.ctx, who, s)
		return err
	}

	if _, err := b.HandInSummary(h.ctx, who, s); err != nil || far == dossier.SummaryHandedIn {
		return err
	}

	return b.ReturnSummary(h.ctx, h.actor(in.owner, in.ownerName), h.id, in.unit, 0, words.say(known, "summary.returned"))
}

// memberSummaries are those of a branch's members, most of them entered by its secretary from what they wrote.
func (h *half) memberSummaries(in *batch) error {
	rng := h.rolls("党员总结", in.unitName)
	share := 96
	if h.running {
		share = []int{90, 70, 30, 0}[stage(rng.IntN(100), 35, 55, 75)]
	}

	for i, person := range in.persons {
		if rng.IntN(100) >= share {
			continue
		}

		words := h.writes("党员总结", in.unitName, in.names[i])
		known := h.member(in, i)
		s := dossier.Summary{Round: h.id, Key: dossier.Key{Unit: in.unit, Person: person},
			Text: words.summary(known, words.voice(known), "personal.")}
		who := h.head(in.unit)
		if account, ok := h.accounts[person]; ok {
			who = account.Actor()
		}

		if _, err := h.at(h.eve(in, rng)).HandInSummary(h.ctx, who, s); err != nil {
			return err
		}
	}

	return nil
}

// summary looks back on the four things of the scheme, and says what is good, what is not and why.
func (w *author) summary(a about, voice, checks string) (t dossier.SummaryText) {
	for _, name := range []string{"整改", "争优", "承诺", "要求"} {
		t.Checks = append(t.Checks, dossier.Check{Text: sentence(w.say(a, checks+name))})
	}

	t.Achievements = sentence(w.say(a, voice+".achievement"))
	var causes []string
	lines := w.words[voice+".problem"]
	for _, at := range w.rng.Perm(len(lines))[:between(w.rng, 1, 2)] {
		parts := strings.Split(w.fill(a, lines[at]), " # ")
		t.Problems, causes = append(t.Problems, sentence(parts[0])), append(causes, parts[1])
	}

	t.Causes = sentence(strings.Join(causes, "；"))
	return t
}

// committee are the names of those who sit in a unit.
func (b *builder) committee(unit string) string {
	var names []string
	for _, p := range b.made.Posts {
		if name := b.made.Persons[p.Person-1].Name; b.made.Units[p.Unit-1].Name == unit && !slices.Contains(names, name) {
			names = append(names, name)
		}
	}

	return strings.Join(names, "、")
}
