package publish

import (
	"crypto/sha256"
	"encoding/hex"
	"strings"

	"lingping/internal/domain/org"
	"lingping/internal/domain/review"
	"lingping/internal/domain/scheme"
)

// Text is what is made public, frozen when it is proposed: what everybody looked at is what is shown.
type Text struct {
	Unit   string  `json:"unit"`
	Round  string  `json:"round"`
	Sheets []Sheet `json:"sheets"`
	Left   int     `json:"left"` // sheets left out because the member objected
}

// Sheet is one review as the public reads it.
type Sheet struct {
	Review   review.ID          `json:"review"`
	Version  int                `json:"version"`
	Kind     scheme.SubjectKind `json:"kind"`
	Person   org.PersonID       `json:"person"`
	Name     string             `json:"name"`
	Passages []Passage          `json:"passages"`
	Earlier  []Earlier          `json:"earlier"` // what stood here before corrections, the oldest first
}

// Passage is one part of a review under its heading.
type Passage struct {
	Head  string   `json:"head"` // a word of the catalogue, or a heading of the scheme
	Lines []string `json:"lines"`
}

// Earlier is a text that was public and was corrected. It stays readable, struck out, with the reason.
type Earlier struct {
	Passages []Passage `json:"passages"`
	Why      string    `json:"why"`
}

// Passages are the parts of a review that the scheme allows to be public, in the order of the sheet; every other part
// stays out 〔四(四)〕. What others raised, saw or said against it is no part of a review's text and can't come in here.
func Passages(s *scheme.Scheme, kind scheme.SubjectKind, groups []string, set review.Setting, text review.Text) []Passage {
	allowed := map[scheme.Part]bool{}
	for _, f := range s.Publish.Fields {
		allowed[f] = true
	}

	var out []Passage
	for _, part := range scheme.Parts() {
		if !allowed[part] {
			continue
		}

		if part == scheme.PartAspects {
			for _, a := range s.AspectsFor(kind, groups) {
				out = addPassage(out, a.Heading(), text.Aspect(a.Key))
			}
			continue
		}

		out = addPassage(out, string(part.Name()), linesOf(s, part, set, text)...)
	}

	return out
}

func addPassage(out []Passage, head string, lines ...string) []Passage {
	var kept []string
	for _, l := range lines {
		if l = strings.TrimSpace(l); l != "" {
			kept = append(kept, l)
		}
	}

	if len(kept) == 0 {
		return out
	}

	return append(out, Passage{Head: head, Lines: kept})
}

func linesOf(s *scheme.Scheme, part scheme.Part, set review.Setting, text review.Text) []string {
	switch part {
	case scheme.PartProblems:
		return text.Problems
	case scheme.PartMode:
		return []string{strings.Join(set.Modes.Names(s), "、")}
	case scheme.PartDate:
		return []string{set.Day.Chinese()}
	case scheme.PartPlace:
		return []string{set.Place}
	}
	return []string{text.Parts[part]}
}

// Correct carries over from the text that is public what stood there before: a sheet that says something else than it
// did keeps its old words beside the new ones. why gives the reason of a correction.
func (t *Text) Correct(public Text, why func(review.ID) string) {
	for i := range t.Sheets {
		for _, old := range public.Sheets {
			if old.Review != t.Sheets[i].Review {
				continue
			}

			t.Sheets[i].Earlier = old.Earlier
			if !old.Says(t.Sheets[i].Passages) {
				t.Sheets[i].Earlier = append(t.Sheets[i].Earlier, Earlier{old.Passages, why(old.Review)})
			}
		}
	}
}

func equalPassages(a, b []Passage) bool {
	if len(a) != len(b) {
		return false
	}

	for i := range a {
		if a[i].Head != b[i].Head || strings.Join(a[i].Lines, "\n") != strings.Join(b[i].Lines, "\n") {
			return false
		}
	}

	return true
}

// Without is the text without the sheets of members who have objected since, and how many those are.
func (t Text) Without(objected map[org.PersonID]bool) (Text, int) {
	kept, gone := []Sheet{}, 0
	for _, s := range t.Sheets {
		if ByWish(s.Kind) && objected[s.Person] {
			gone++
			continue
		}
		kept = append(kept, s)
	}

	t.Sheets = kept
	return t, gone
}

// Plain is the text as a file of lines, which anybody can hash for himself.
func (t Text) Plain() string {
	var b strings.Builder
	b.WriteString(t.Unit + "\n" + t.Round + "\n")
	for _, s := range t.Sheets {
		b.WriteString("\n" + s.Name + "\n")
		for _, e := range s.Earlier {
			writePassages(&b, e.Passages)
			b.WriteString("更正原因：" + e.Why + "\n")
		}
		writePassages(&b, s.Passages)
	}

	return b.String()
}

func writePassages(b *strings.Builder, passages []Passage) {
	for _, p := range passages {
		b.WriteString(p.Head + "：" + strings.Join(p.Lines, "\n") + "\n")
	}
}

// Hash is the SHA-256 of the plain text, in hex.
func (t Text) Hash() string {
	sum := sha256.Sum256([]byte(t.Plain()))
	return hex.EncodeToString(sum[:])
}
