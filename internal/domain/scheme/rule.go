package scheme

import (
	"slices"

	"lingping/internal/domain/org"
)

// Relation names how a rule finds the reviewer. Each is written in Go, in package assign; a scheme chooses and
// parametrises them.
type Relation string

// The relations. "Secretary" in each means the 书记, else who 主持工作.
const (
	ChargeHolder    Relation = "charge-holder"     // 分管/联系点 leader → the unit, its secretary
	ParentSecretary Relation = "parent-secretary"  // secretary of the parent (below the root) → child unit, its secretary
	LineSecretary   Relation = "line-secretary"    // secretary of the parent, root included → child unit, its secretary
	BranchSecretary Relation = "branch-secretary"  // secretary of a branch → each of its members; himself: next up the line
	Principal       Relation = "principal"         // principal of a unit → the other members of its committee
	OwnBranch       Relation = "own-branch"        // leaders with Posts at the root → their own branch, its secretary
	CommitteeOfLine Relation = "committee-of-line" // holders of Posts in the parent who belong to the branch → the branch's other members
	CommitteeOfUnit Relation = "committee-of-unit" // holders of Posts in the branch → the branch's other members
	CellLeader      Relation = "cell-leader"       // leader of a cell → the cell
	DepartmentHead  Relation = "department-head"   // 行政主要负责人 of a department's parent unit, else its secretary → the department
)

// Serves are the kinds of subjects for which the relation can find a reviewer.
func (r Relation) Serves() []SubjectKind {
	switch r {
	case ChargeHolder, ParentSecretary, LineSecretary:
		return []SubjectKind{Unit, Secretary, Committee, Department, Cell}
	case BranchSecretary, CommitteeOfLine, CommitteeOfUnit:
		return []SubjectKind{Member}
	case Principal:
		return []SubjectKind{CommitteeMember, Outsider}
	case OwnBranch:
		return []SubjectKind{Unit, Secretary}
	case CellLeader:
		return []SubjectKind{Cell}
	case DepartmentHead:
		return []SubjectKind{Department}
	}
	return nil
}

// usesPosts reports whether a rule of the relation may say which posts make a reviewer.
func (r Relation) usesPosts() bool {
	return r == ChargeHolder || r == OwnBranch || r == CommitteeOfLine || r == CommitteeOfUnit
}

// Rule makes obligations: it names a relation, the subjects it serves and the simple conditions under which it holds.
type Rule struct {
	ID         string           `yaml:"id"` // R1
	Clause     string           `yaml:"clause"`
	Text       string           `yaml:"text"` // the sentence of the notice
	Relation   Relation         `yaml:"relation"`
	Subjects   []SubjectKind    `yaml:"subjects"`
	Charges    []org.ChargeKind `yaml:"charges"`    // of charge-holder; empty: both
	Posts      []org.PostKind   `yaml:"posts"`      // of the relations that speak of posts
	UnitKinds  []org.UnitKind   `yaml:"unit-kinds"` // only units (or branches of members) of these kinds
	LineKinds  []org.UnitKind   `yaml:"line-kinds"` // only units whose parent is of these kinds
	Categories []string         `yaml:"categories"` // only units of these 类型
	Groups     []string         `yaml:"groups"`     // only members of these groups
	MinMembers int              `yaml:"min-members"`
	MaxMembers int              `yaml:"max-members"`
	OnlyIfNone bool             `yaml:"only-if-none"` // only where no earlier rule gave this unit a reviewer
	AsBody     bool             `yaml:"as-body"`      // the reviewer speaks for the body (党组, 支部) and signs for it
	Note       string           `yaml:"note"`         // a rule that makes nothing by itself: said to people (R5, R7), of its Groups
}

// Makes reports whether the rule makes obligations of the kind.
func (r Rule) Makes(kind SubjectKind) bool {
	return r.Relation != "" && slices.Contains(r.Subjects, kind)
}

// conditional reports whether the rule passes over some units or members of the kinds it serves.
func (r Rule) conditional() bool {
	return len(r.UnitKinds) > 0 || len(r.LineKinds) > 0 || len(r.Categories) > 0 || len(r.Groups) > 0 || r.MinMembers > 0 || r.MaxMembers > 0
}

// Reviews reports whether a rule makes obligations of the kind at all.
func (s *Scheme) Reviews(kind SubjectKind) bool {
	return slices.ContainsFunc(s.Rules, func(r Rule) bool { return r.Makes(kind) })
}

// Rule is the rule of the id.
func (s *Scheme) Rule(id string) (Rule, bool) {
	for _, r := range s.Rules {
		if r.ID == id {
			return r, true
		}
	}
	return Rule{}, false
}

// RosterRules says who counts.
type RosterRules struct {
	UnitKinds      []org.UnitKind `yaml:"unit-kinds"`      // units reviewed; empty: committees, general branches, branches
	CommitteeKinds []org.UnitKind `yaml:"committee-kinds"` // units whose committee members are reviewed by their principal
	CommitteePosts []org.PostKind `yaml:"committee-posts"` // posts that make a committee member
	ExemptGroups   []string       `yaml:"exempt-groups"`   // groups proposed for exemption in bulk
	OnePerSubject  bool           `yaml:"one-per-subject"` // of several charge holders only the first by rule order reviews
	EverySecretary bool           `yaml:"every-secretary"` // a secretary who reviews nobody is a warning
	SmallBranch    int            `yaml:"small-branch"`    // a branch with fewer formal members is a warning
	Overload       int            `yaml:"overload"`        // a reviewer with more obligations is a warning

	Words map[string]string `yaml:"words"` // the institution's word in rosters → the known one that it stands for
}
