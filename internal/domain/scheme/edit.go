package scheme

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"lingping/internal/domain/org"
)

// Edit is what most offices change in a scheme, as the page asks for it. All of it holds as it stands: what is left empty is
// not said.
type Edit struct {
	Name    string
	Title   string
	Theme   string
	Purpose string
	Basis   Basis
	Steps   map[StepKey]StepEdit
	Aspects map[SubjectKind][]Aspect // Key empty: a new one; Text empty: none
	Groups  []Group                  // Name, Text and Ask; one that is not named stays as it is
	Dropped []string                 // groups that are not wanted
	Filing  []Filing                 // Who empty: none
	Forms   map[int]string           // titles by number
	On      map[int]string           // names of the office's own Word forms by number; empty: the program's. nil: as they were
	Words   map[string]string        // own words by terms; empty: the product's. nil: as they were
}

// StepEdit is what is changed of a step.
type StepEdit struct {
	Name  string
	Short string // empty: as it was
	Actor string
	Due   int
	On    org.Date // empty: by Due
}

// Edited is the scheme with the changes of an office.
func (s *Scheme) Edited(e Edit) *Scheme {
	out := *s
	out.Name, out.Title, out.Theme, out.Purpose, out.Basis = e.Name, e.Title, e.Theme, e.Purpose, e.Basis
	out.Steps = slices.Clone(s.Steps)
	for i := range out.Steps {
		if step, ok := e.Steps[out.Steps[i].Key]; ok {
			out.Steps[i].Name, out.Steps[i].Actor, out.Steps[i].Due, out.Steps[i].On = step.Name, step.Actor, step.Due, step.On
			out.Steps[i].Short = cmp.Or(step.Short, out.Steps[i].Short)
		}
	}

	out.Subjects = slices.Clone(s.Subjects)
	for i := range out.Subjects {
		if aspects, ok := e.Aspects[out.Subjects[i].Kind]; ok {
			out.Subjects[i].Aspects = editedAspects(out.Subjects[i].Aspects, aspects)
		}
	}

	out.Groups = editedGroups(s.Groups, e)
	if e.Words != nil {
		out.Vocabulary = ownWords(e.Words)
	}

	out.Forms = slices.Clone(s.Forms)
	for i := range out.Forms {
		if title, ok := e.Forms[out.Forms[i].Number]; ok {
			out.Forms[i].Title = title
		}
		if template, ok := e.On[out.Forms[i].Number]; ok {
			out.Forms[i].Template = template
		}
	}

	out.Filing = nil
	for _, f := range e.Filing {
		if f.Who != "" {
			out.Filing = append(out.Filing, f)
		}
	}

	out.Text = out.canonical()
	return &out
}

// editedAspects are the aspects as they were written: of the old ones their other fields stay, new ones get a key.
func editedAspects(old, written []Aspect) []Aspect {
	var out []Aspect
	for _, a := range written {
		if a.Text == "" {
			continue
		}

		if i := slices.IndexFunc(old, func(o Aspect) bool { return o.Key == a.Key && a.Key != "" }); i >= 0 {
			a.Prompts, a.Groups = old[i].Prompts, old[i].Groups
		} else {
			a.Key = freeKey(slices.Concat(old, out))
		}

		out = append(out, a)
	}

	return out
}

// freeKey is a key that no aspect has.
func freeKey(taken []Aspect) string {
	for n := len(taken) + 1; ; n++ {
		key := "own-" + strconv.Itoa(n)
		if !slices.ContainsFunc(taken, func(a Aspect) bool { return a.Key == key }) {
			return key
		}
	}
}

// ownWords are the words that an institution has for terms, without those that say the term itself.
func ownWords(words map[string]string) map[string]string {
	var own map[string]string
	for term, word := range words {
		if word == "" || word == term {
			continue
		}

		if own == nil {
			own = map[string]string{}
		}
		own[term] = word
	}

	return own
}

func editedGroups(old []Group, e Edit) []Group {
	out := slices.DeleteFunc(slices.Clone(old), func(g Group) bool { return slices.Contains(e.Dropped, g.Name) })
	for _, g := range e.Groups {
		i := slices.IndexFunc(out, func(o Group) bool { return o.Name == g.Name })
		switch {
		case i >= 0:
			out[i].Text, out[i].Ask = g.Text, g.Ask
		case g.Name != "" && !slices.Contains(e.Dropped, g.Name):
			out = append(out, g)
		}
	}

	return out
}

// Row are the words that somebody wrote in a row: 甲、乙.
func Row(written string) []string {
	var words []string
	for _, w := range strings.FieldsFunc(written, func(r rune) bool { return strings.ContainsRune("、；;\n", r) }) {
		if w = strings.TrimSpace(w); w != "" {
			words = append(words, w)
		}
	}
	return words
}
