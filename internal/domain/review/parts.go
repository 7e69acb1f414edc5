package review

import (
	"slices"

	"lingping/internal/domain/scheme"
	"lingping/internal/i18n"
)

// Lacking lists what is demanded and not there, in the order of the sheet, in words of the catalogue or
// headings of the scheme. Every aspect without a text is named by its own heading.
func Lacking(text Text, setting Setting, required []scheme.Part, aspects []scheme.Aspect) i18n.Words {
	var out i18n.Words
	for _, l := range Lacks(text, setting, required, aspects) {
		out = append(out, l.Word)
	}
	return out
}

// Lack is one thing that is demanded and not there.
type Lack struct {
	Part   scheme.Part
	Aspect string // its key, of aspects alone
	Word   i18n.Word
	Group  string // whose members alone are asked for it; empty: every subject of the kind is
	Clause string // where the notice says so
}

// Lacks is what is demanded and not there, with the places where it is to be written, and of what only a group is asked for
// the clause that asks.
func (a Asked) Lacks() []Lack {
	lacks := Lacks(a.Text, a.Setting, a.Required, a.Aspects)
	for i := range lacks {
		for _, d := range a.Stricter {
			if slices.Contains(d.Parts, lacks[i].Part) {
				lacks[i].Group, lacks[i].Clause = d.Group, d.Clause
			}
		}
	}

	return lacks
}

// Lacks is Lacking with the places where it is to be written.
func Lacks(text Text, setting Setting, required []scheme.Part, aspects []scheme.Aspect) (out []Lack) {
	for _, part := range required {
		if part != scheme.PartAspects {
			if !has(text, setting, part) {
				out = append(out, Lack{Part: part, Word: i18n.Word(part.Name())})
			}
			continue
		}

		for _, a := range aspects {
			if text.Aspect(a.Key) == "" {
				out = append(out, Lack{Part: part, Aspect: a.Key, Word: i18n.Word(a.Heading())})
			}
		}
	}

	return out
}

func has(text Text, setting Setting, part scheme.Part) bool {
	switch part {
	case scheme.PartProblems:
		return len(text.Problems) > 0
	case scheme.PartMode:
		return setting.Modes != ""
	case scheme.PartDate:
		return setting.Day != ""
	case scheme.PartPlace:
		return setting.Place != ""
	}
	return text.Parts[part] != ""
}
