package demo

import (
	"lingping/internal/domain/review"
)

// dissent lets the second of the branch who is reviewed say what he does not agree with.
func (m *meeting) dissent() error {
	return m.Acknowledge(m.ctx, m.builder.actor(m.persons[1], m.names[1]), m.sheets[1], m.words.say(about{}, "dissent"))
}

// disagree lets the first of those who were reviewed say on paper what he does not agree with; the reviewer answers him
// a few days later, in the running round not always yet.
func (m *meeting) disagree(counted []review.ID) error {
	v, err := m.Sheet(m.ctx, m.actor, counted[0])
	if err != nil || len(v.Parts[0].Review.Text.Problems) == 0 {
		return err
	}

	words := m.library.author(seedOf(m.window.name, m.unitName, "不同意见"), m.window.from.Month())
	said := words.say(about{problem: v.Parts[0].Review.Text.Problems[0]}, "dissent.short")
	signed, err := m.AcknowledgeOnPaper(m.ctx, m.actor, counted[:1], said)
	if err != nil {
		return err
	}

	if signed[0].Err != nil {
		return signed[0].Err
	}

	later := m.set.Day.Time().AddDate(0, 0, between(m.rng, 1, 4))
	if end := earlier(m.now, m.window.to); !later.Before(end) {
		return nil
	}

	return m.builder.at(later).AnswerDissent(m.ctx, m.actor, counted[0], words.say(about{}, "dissent.answer"))
}
