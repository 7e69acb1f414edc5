package dossier

import (
	"lingping/internal/domain/org"
	"lingping/internal/domain/scheme"
)

// Cell is a step as the five-step strip shows it.
type Cell struct {
	Step
	Name  string   // what the scheme calls the step, in short
	Asked bool     // the scheme asks this step of the subject
	Due   org.Date // by when, empty without a day
	Late  bool     // asked, not settled, and the day has passed
}

// Strip is the five cells of a subject in their order 〔四〕.
type Strip [5]Cell

// Terms are by what a strip is judged.
type Terms struct {
	Scheme *scheme.Scheme
	Kind   scheme.SubjectKind
	Unit   org.UnitKind // in which it sits, for days that differ; may be empty
	To     org.Date     // last day of the round
	Today  org.Date
}

// NewStrip puts what was marked of a dossier, with how far its review is, beside what the scheme asks of it.
func NewStrip(t Terms, marked map[scheme.StepKey]Step, review Step) (s Strip) {
	for i, key := range scheme.StepKeys() {
		c := &s[i]
		if key == scheme.StepReview {
			c.Step = review
		} else {
			c.Step = marked[key]
		}

		c.Step.Step = key
		step, ok := t.Scheme.Step(key)
		c.Name = step.Short
		c.Asked = ok && step.Concerns(t.Kind) && c.State != NotNeeded
		if !c.Asked {
			continue
		}

		c.Due = t.Scheme.Deadline(key, scheme.Actor{Kind: t.Kind, Unit: t.Unit}, t.To)
		c.Late = !c.Settled() && !step.Optional && c.Due != "" && c.Due < t.Today
	}

	return s
}

// Lacks reports whether the step is asked and not settled.
func (s Strip) Lacks(key scheme.StepKey) bool {
	for _, c := range s {
		if c.Step.Step == key {
			return c.Asked && !c.Settled()
		}
	}
	return false
}

// Complete reports whether nothing that was asked is left.
func (s Strip) Complete() bool {
	for _, c := range s {
		if c.Asked && !c.Settled() {
			return false
		}
	}
	return true
}
