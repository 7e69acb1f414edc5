package assign

import "lingping/internal/domain/scheme"

// whys answers "why me?" for a plan. Each decision is kept as the question that led to it, a few bytes, and is found and
// worded again when somebody asks: a province has two hundred thousand of them, of which people read a few.
type whys struct {
	facts  *Facts
	scheme *scheme.Scheme
	sets   []rules
	double string // the rule of double capacity, R5; empty when the scheme has none
	asked  []question
}

// question is what the finder was asked, and which of those it found is meant.
type question struct {
	set          ruleset
	nth          int16
	leader       bool // told to a leader
	unit, person int32
}

// note keeps a question and gives its index.
func (w *whys) note(q question) int {
	w.asked = append(w.asked, q)
	return len(w.asked) - 1
}

// answer finds once more, in words.
func (w *whys) answer(d *finder, q question) Decision {
	d.find(w.sets[q.set], q.unit, q.person)
	how := d.how[q.nth]
	if q.leader {
		how.Why.Text, how.Why.Args = whyBranchLeader, []string{how.Why.Args[0], w.double}
	}
	return how
}

// Decision is how the reviewer of an obligation was found, by Obligation.Decision.
func (p *Plan) Decision(i int) Decision {
	w := &p.why
	return w.answer(&finder{f: w.facts, s: w.scheme, explain: true}, w.asked[i])
}

// Decisions are all decisions of the plan, in the order of their indices.
func (p *Plan) Decisions() []Decision {
	w := &p.why
	d := &finder{f: w.facts, s: w.scheme, explain: true}
	all := make([]Decision, len(w.asked))
	for i, q := range w.asked {
		all[i] = w.answer(d, q)
	}

	return all
}
