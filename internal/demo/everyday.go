package demo

import (
	"strings"

	"lingping/internal/domain/org"
	"lingping/internal/domain/review"
	"lingping/internal/domain/scheme"
)

// everyday gives everyday reviews between the rounds 〔二(一) 把日常点评与定期点评结合起来〕: leaders and secretaries of general
// branches of some units, secretaries of branches of a few members.
func (h *half) everyday() ([]task, error) { return each(h.part, (*half).noteEveryday), nil }

// noteEveryday gives one everyday review to some.
func (h *half) noteEveryday(in *batch) error {
	gap := int(h.now.AddDate(0, 0, -20).Sub(h.window.to).Hours() / 24)
	rng := h.rolls("日常", in.unitName, in.ownerName)
	if rng.IntN(5) > 0 && in.unitName != tryBranch || strings.HasSuffix(in.unitName, vacantBranch) || gap < 2 {
		return nil
	}

	e := review.Everyday{Kind: scheme.Unit, Unit: in.unit}
	switch {
	case in.members:
		e.Kind, e.Person = scheme.Member, pick(rng, in.persons)
	case in.persons[0] != 0:
		return nil
	}

	words := h.writes("日常", in.unitName, in.ownerName)
	known := about{unit: in.unitName}
	day := h.window.to.AddDate(0, 0, between(rng, 1, gap)).Add(h.daytime(rng))
	e.Said = review.EverydayText{Day: org.DateOf(day), Place: words.fill(known, "{place}"),
		Good: sentence(words.say(known, "everyday.good")), Problems: sentence(words.say(known, "everyday.problem")),
		Advice: sentence(words.say(known, "everyday.advice"))}
	b, who := h.at(day), h.actor(in.owner, in.ownerName)
	id, err := b.NoteEveryday(b.ctx, who, e)
	if err != nil || rng.IntN(3) == 0 {
		return err
	}

	return b.AckEverydayOnPaper(b.ctx, who, id)
}
