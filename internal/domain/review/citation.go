package review

import (
	"cmp"
	"slices"
	"strings"

	"lingping/internal/i18n"
)

// CiteKind is where the evidence for a problem comes from.
type CiteKind string

// The kinds 〔四(三) 结合调研督查情况；四末 充分结合普通党员、基层群众代表提出的意见和建议〕.
const (
	CiteFieldwork  CiteKind = "fieldwork"
	CiteOpinion    CiteKind = "opinion"
	CiteSummary    CiteKind = "summary"
	CiteCommitment CiteKind = "commitment"
	CiteAction     CiteKind = "action"
	CiteEveryday   CiteKind = "everyday"
)

// Word is the kind's Chinese word.
func (k CiteKind) Word() i18n.Word {
	switch k {
	case CiteFieldwork:
		return "调研"
	case CiteOpinion:
		return "征求的意见"
	case CiteSummary:
		return "自查"
	case CiteCommitment:
		return "公开承诺"
	case CiteAction:
		return "上次整改"
	case CiteEveryday:
		return "日常点评"
	}
	return i18n.Word(k)
}

// Citation says that a problem rests on a piece of evidence. It is saved and frozen with the text.
type Citation struct {
	Problem int      `json:"problem"` // number of the problem, from 1
	Kind    CiteKind `json:"kind"`
	Ref     int64    `json:"ref"`   // of the finding, the opinion, …
	Label   string   `json:"label"` // what it is and of which day; not what it says, because the subject reads it
}

// AsNewProblem is the number of the problem by which a citation asks that its evidence becomes one of its own.
const AsNewProblem = -1

// Evidence is something that a problem can cite.
type Evidence struct {
	Kind  CiteKind
	Ref   int64
	Of    int64  // the record that is opened to read it, 0: none
	Label string // what it is and of which day
	Text  string // what it says, for whoever may read that
}

// Speaks reports whether the evidence can become a problem in its own words. What was said on slips can't: whoever said it
// might be known by his words.
func (e Evidence) Speaks() bool { return e.Kind != CiteOpinion }

// TakeUp makes problems of the evidence of which the citations ask it, each one once, however often that is asked.
func (t *Text) TakeUp(known []Evidence) {
	for i := range t.Citations {
		c := &t.Citations[i]
		at := slices.IndexFunc(known, func(e Evidence) bool { return e.Kind == c.Kind && e.Ref == c.Ref })
		if c.Problem != AsNewProblem || at < 0 || !known[at].Speaks() {
			continue
		}

		problem := strings.TrimSpace(known[at].Text)
		there := slices.Index(t.Problems, problem)
		if there < 0 {
			there = len(t.Problems)
			t.Problems = append(t.Problems, problem)
		}

		c.Problem = there + 1
	}
}

// Cites reports whether a problem of the text cites the evidence, and which.
func (t Text) Cites(e Evidence) (problem int, ok bool) {
	for _, c := range t.Citations {
		if c.Kind == e.Kind && c.Ref == e.Ref {
			return c.Problem, true
		}
	}
	return 0, false
}

// CitedBy are the citations of the problem with the number.
func (t Text) CitedBy(problem int) []Citation {
	var out []Citation
	for _, c := range t.Citations {
		if c.Problem == problem {
			out = append(out, c)
		}
	}

	return out
}

// KeepUnseen takes over the citations of the text before whose evidence its new writer can't see, such as what is gone, or
// what only the reviewer may read: with a problem that still says the same they stay.
func (t *Text) KeepUnseen(before Text, known []Evidence) {
	same := map[int]int{}
	for i := range t.Problems {
		same[i+1] = i + 1
	}

	for _, c := range before.Citations {
		e := Evidence{Kind: c.Kind, Ref: c.Ref}
		seen := slices.ContainsFunc(known, func(k Evidence) bool { return k.Kind == e.Kind && k.Ref == e.Ref })
		if _, cited := t.Cites(e); seen || cited {
			continue
		}

		if at := slices.Index(t.Problems, before.Problems[c.Problem-1]); at >= 0 {
			c.Problem = at + 1
			t.Citations = append(t.Citations, c)
		}
	}

	t.Citations = cleanCitations(t.Citations, same)
}

// cleanCitations keeps the citations of problems that are still there, under their new numbers: now says of each old
// number which it is. A piece of evidence is cited once.
func cleanCitations(in []Citation, now map[int]int) []Citation {
	var out []Citation
	for _, c := range in {
		c.Problem = now[c.Problem]
		same := func(o Citation) bool { return o.Kind == c.Kind && o.Ref == c.Ref }
		if c.Problem != 0 && !slices.ContainsFunc(out, same) {
			out = append(out, c)
		}
	}

	slices.SortFunc(out, func(a, b Citation) int {
		return cmp.Or(a.Problem-b.Problem, cmp.Compare(a.Kind, b.Kind), cmp.Compare(a.Ref, b.Ref))
	})
	return out
}

// Difference is what a review says beside what others said: nothing but lists, so that nobody is measured by them.
type Difference struct {
	Unheard []Evidence // raised by members and the masses, and no problem rests on it
	Own     []string   // problems that the self-summary had named already
	Passed  []Evidence // named in the self-summary, and no problem rests on it
	Alone   []string   // problems that only the reviewer saw
}

// Empty reports whether there is nothing to lay side by side.
func (d Difference) Empty() bool { return len(d.Unheard)+len(d.Own)+len(d.Passed) == 0 }

// Differ compares what the text names with what can be cited.
func (t Text) Differ(all []Evidence) Difference {
	var d Difference
	for _, e := range all {
		if _, cited := t.Cites(e); cited {
			continue
		}
		switch e.Kind {
		case CiteOpinion:
			d.Unheard = append(d.Unheard, e)
		case CiteSummary:
			d.Passed = append(d.Passed, e)
		}
	}

	for i, problem := range t.Problems {
		from := t.CitedBy(i + 1)
		told := slices.ContainsFunc(from, func(c Citation) bool { return c.Kind == CiteSummary })
		heard := slices.ContainsFunc(from, func(c Citation) bool { return c.Kind == CiteOpinion })
		switch {
		case told:
			d.Own = append(d.Own, problem)
		case !heard:
			d.Alone = append(d.Alone, problem)
		}
	}

	return d
}
