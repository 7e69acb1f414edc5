package review

import (
	"maps"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"lingping/internal/domain/org"
	"lingping/internal/domain/scheme"
	"lingping/internal/errs"
)

// MaxPart is the longest text of one part, in characters: a form cell can't hold more.
const MaxPart = 5000

// MaxProblems is how many problems one sheet may name.
const MaxProblems = 50

// maxWord is the longest place or carrier.
const maxWord = 100

// AspectText is what was said on one aspect of the scheme.
type AspectText struct {
	Key  string `json:"key"`
	Text string `json:"text"`
}

// Parts are what was said in the parts of the scheme that are one text (scheme.TextParts). A part that is not there says
// nothing.
type Parts map[scheme.Part]string

// Text is what a review says. How it is kept stands in text_json.go.
type Text struct {
	Aspects   []AspectText
	Parts     Parts
	Problems  []string   // 存在问题, one an item: each will become something to put right
	Citations []Citation // on what the problems rest
}

// Setting is how the review was given 〔三〕: the common cells of all sheets of one meeting.
type Setting struct {
	Modes     Modes    `json:"mode"`
	Selection string   `json:"selection"` // how the subject was chosen: all, sample, category
	Carrier   string   `json:"carrier"`   // 组织生活会, 调研督查, …; several with 、 between them
	Day       org.Date `json:"day"`
	Place     string   `json:"place"`
}

// Clean trims the words of a setting and puts its modes into their order.
func (s Setting) Clean() Setting {
	s.Modes, s.Selection = Together(string(s.Modes)), strings.TrimSpace(s.Selection)
	s.Carrier, s.Place = strings.TrimSpace(s.Carrier), strings.TrimSpace(s.Place)
	return s
}

// Check refuses a day that is none and words that no form cell holds.
func (s Setting) Check() error {
	if s.Day != "" {
		if _, err := org.ParseDay(string(s.Day)); err != nil {
			return errs.NewInvalid("点评时间“%s”不是日期，请写成 2010-12-27 这样。", string(s.Day))
		}
	}

	for _, word := range []string{s.Carrier, s.Place} {
		if utf8.RuneCountInString(word) > maxWord {
			return errs.NewInvalid("“结合载体”和“点评地点”最多 %d 个字，请写短一些。", maxWord)
		}
	}

	return nil
}

// Aspect is the text on the aspect with the key.
func (t Text) Aspect(key string) string {
	for _, a := range t.Aspects {
		if a.Key == key {
			return a.Text
		}
	}
	return ""
}

// Say puts the text into the part. Texts that were copied from this one keep what they say.
func (t *Text) Say(part scheme.Part, text string) {
	said := maps.Clone(t.Parts)
	if said == nil {
		said = Parts{}
	}
	said[part] = text
	t.Parts = said
}

// Clean trims every part and drops what is empty.
func (t Text) Clean() Text {
	var out Text
	for _, part := range scheme.TextParts() {
		if said := strings.TrimSpace(t.Parts[part]); said != "" {
			out.hear(part, said)
		}
	}

	for _, a := range t.Aspects {
		if a.Text = strings.TrimSpace(a.Text); a.Text != "" {
			out.Aspects = append(out.Aspects, a)
		}
	}

	numbers := map[int]int{AsNewProblem: AsNewProblem}
	for i, p := range t.Problems {
		if p = strings.TrimSpace(p); p != "" {
			out.Problems = append(out.Problems, p)
			numbers[i+1] = len(out.Problems)
		}
	}

	out.Citations = cleanCitations(t.Citations, numbers)
	return out
}

// Equal reports whether both texts say the same in the same places.
func (t Text) Equal(o Text) bool {
	differs := func(part scheme.Part) bool { return t.Parts[part] != o.Parts[part] }
	return slices.Equal(t.Aspects, o.Aspects) && slices.Equal(t.Problems, o.Problems) && slices.Equal(t.Citations, o.Citations) &&
		!slices.ContainsFunc(scheme.TextParts(), differs)
}

// Empty reports whether nothing was written.
func (t Text) Empty() bool {
	for _, part := range t.Pieces() {
		if strings.TrimSpace(part) != "" {
			return false
		}
	}
	return true
}

// CheckSize refuses texts that no form can hold.
func (t Text) CheckSize() error {
	if len(t.Problems) > MaxProblems {
		return errs.NewInvalid("问题超过 %d 条，请合并后再保存。", MaxProblems)
	}

	for _, part := range t.Pieces() {
		if n := utf8.RuneCountInString(part); n > MaxPart {
			return errs.NewInvalid("有一项内容有 %d 个字，超过 %d 个字，登记表放不下，请写短一些。", n, MaxPart)
		}
	}

	return nil
}

// numbering is what stands before an item of a list: 1. （二） 3、 ④.
var numbering = regexp.MustCompile(`^(?:[(（](?:[0-9]{1,2}|[一二三四五六七八九十]{1,3})[)）]|(?:[0-9]{1,2}|[一二三四五六七八九十]{1,3})[、．)）]|[0-9]{1,2}\.|[①-⑳])\s*`)

// SplitProblems reads the problems that a cell or a text field holds: one a line, or parted by semicolons, with their
// numbers or without.
func SplitProblems(text string) []string {
	var out []string
	for _, item := range strings.FieldsFunc(text, func(r rune) bool { return strings.ContainsRune("\n\r；;", r) }) {
		item = strings.TrimSpace(item)
		rest := strings.TrimPrefix(item, numbering.FindString(item))
		if rest != item && (rest == "" || rest[0] < '0' || rest[0] > '9') { // 1.5 is no number of an item
			item = rest
		}

		if item != "" {
			out = append(out, item)
		}
	}

	return out
}

// Pieces are all that was written, in the order in which it is asked for.
func (t Text) Pieces() []string {
	var out []string
	for _, part := range scheme.Parts() {
		switch part {
		case scheme.PartAspects:
			for _, a := range t.Aspects {
				out = append(out, a.Text)
			}
		case scheme.PartProblems:
			out = append(out, t.Problems...)
		default:
			out = append(out, t.Parts[part])
		}
	}

	return out
}
