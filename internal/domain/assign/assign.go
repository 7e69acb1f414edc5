// Package assign derives who holds which unit (Holdings) and who reviews whom 〔二(二)〕. It takes the roster of one day as plain arrays (Facts) and a scheme's
// rules, and gives obligations, each with the reason that people can read; gaps, where the text leaves somebody without
// a reviewer; and faults and warnings of the roster. It is pure and linear: decisions are taken per unit, members are
// only walked through. It keeps nothing and asks nobody; exemptions and hand-overs are package round.
package assign

import (
	"strings"

	"lingping/internal/domain/org"
	"lingping/internal/domain/scheme"
	"lingping/internal/i18n"
)

// Member is what planning needs to know of a person: small, because a province has a million.
type Member struct {
	Person   org.PersonID
	Number   string // 工号, orders members inside a branch
	Branch   org.UnitID
	Standing org.Standing
	Leader   bool     // 担任领导职务: by group or by post, see NewFacts
	Posted   bool     // sits in the 班子 of some unit, see NewFacts
	Groups   []string // 群体
}

// Holder is a person who holds a post or a charge, as sentences name him. He need not be a member.
type Holder struct {
	Person org.PersonID
	Number string // 工号, decides between two of the same standing
	Name   string
}

// Sentence is a sentence for people kept unfilled, so that it can be said in either language: Text is a key of the
// catalogue with %s verbs, Args are names or words that are themselves keys. And are further clauses of the same line,
// one for each further rule that gives the same reviewer.
type Sentence struct {
	Text i18n.Word  `json:"t"`
	Args []string   `json:"a,omitempty"`
	And  []Sentence `json:"and,omitempty"`
}

// Say makes a Sentence.
func Say(text i18n.Word, args ...string) Sentence { return Sentence{Text: text, Args: args} }

// In is the whole sentence in the language.
func (s Sentence) In(lang i18n.Lang) string { return s.As(lang, nil) }

// As is In in the institution's words.
func (s Sentence) As(lang i18n.Lang, terms i18n.Terms) string {
	args := make([]any, len(s.Args))
	for i, a := range s.Args {
		args[i] = i18n.Word(a)
	}

	line := terms.T(lang, s.Text, args...)
	if len(s.And) == 0 {
		return line
	}

	parts, between := []string{line}, "；"
	if lang == i18n.English {
		between = "; "
	}

	for _, more := range s.And {
		parts = append(parts, more.As(lang, terms))
	}

	return strings.Join(parts, between)
}

// String is the Chinese sentence.
func (s Sentence) String() string { return s.In(i18n.Chinese) }

// Subject is who or what is reviewed. Unit is the unit itself, the unit of the seat (secretary, committee member) or the
// branch of the member; Person is 0 for a unit. A member without a branch has Unit 0.
type Subject struct {
	Kind   scheme.SubjectKind
	Unit   org.UnitID
	Person org.PersonID
}

// Obligation is one duty to review: reviewer × subject. Its key is (Reviewer, Subject); everything else is reason.
type Obligation struct {
	Reviewer org.PersonID
	Seat     org.UnitID // the unit in whose name or from whose seat he reviews; 0 for a charge holder without a seat
	Subject  Subject
	Decision int // see Plan.Decision; members of a branch share one, its leaders another
}

// Decision is how the reviewer of a subject (or of all members of a branch) was found.
type Decision struct {
	Rules     []string   `json:"rules"`               // R1; R3↑ where the branch secretary himself went one up
	Clauses   []string   `json:"clauses"`             // of those rules, without repeats
	Why       Sentence   `json:"why"`                 // one line
	Facts     []Fact     `json:"facts"`               // the dated facts used
	Passed    []Sentence `json:"passed,omitempty"`    // who was passed over on the way up the line, and why
	Competing []Sentence `json:"competing,omitempty"` // rules that also spoke and what became of them
	AsBody    bool       `json:"asBody,omitempty"`    // the reviewer signs for the body
}

// Fact is a dated fact of the roster that a decision used.
type Fact struct {
	Text Sentence `json:"text"`
	From org.Date `json:"from,omitempty"`
	To   org.Date `json:"to,omitempty"`
}

// Gap is a subject whom no rule gives a reviewer.
type Gap struct {
	Subject Subject
	Why     Sentence
	Remedy  Sentence
	Propose org.PersonID // the deputy who could be made 主持工作 with one click; 0 when there is none
}

// Finding is a fault or a warning of the roster as far as this plan is concerned.
type Finding struct {
	Unit   org.UnitID
	Person org.PersonID
	Text   Sentence
}

// Plan is what the rules give for the facts. Obligations are in tree order, a unit's own before those of its members,
// and do not depend on the order of the roster's rows.
type Plan struct {
	Obligations []Obligation // all but those to members
	Branches    []BranchPlan // obligations to members, undivided
	Gaps        []Gap
	Faults      []Finding // the round can't be launched while there is one
	Warnings    []Finding
	Seats       []Subject             // every secretary and committee member who counts, with or without a reviewer
	Units       []org.UnitID          // every unit that counts, departments and cells too where a rule speaks of them
	Others      map[scheme.Column]int // how many departments, cells, outside units, committees as a whole and outsiders are planned
	Members     int                   // every member who counts
	Uncharged   int                   // committees as a whole that the scheme would have reviewed and nobody is charged with

	why whys
}

// BranchPlan is who reviews the members of one branch: Reviewers review everyone in it but those in Except.
type BranchPlan struct {
	Branch    org.UnitID
	Reviewers []Choice
	Except    []Exception // members served otherwise, in the order of Facts.Members
	First     int         // Facts.Members[First:First+Count] are the branch's members
	Count     int
	After     int // Plan.Obligations[:After] stand before the branch's members in tree order
}

// Exception is a member of a branch who is served otherwise than the others: the secretary himself, a reviewer among
// the members, a member of a group that a rule asks for. Without Choices he is a gap.
type Exception struct {
	Member  int // index into Facts.Members
	Choices []Choice
}

// Choice is a reviewer found for the members of a branch.
type Choice struct {
	Reviewer org.PersonID
	Seat     org.UnitID
	Decision int // told to members without a leading post
	Leaders  int // told to leaders, who are reviewed as ordinary members 〔R5〕; the same as Decision where nothing differs
}
